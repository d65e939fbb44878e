"""Editions of a scheme: several documents in one file, and the cycles for which each holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from cpdsite.model.scheme import Applies, By, Scheme
from cpdsite.parse.front_matter import Node, Table
from cpdsite.parse.keys import Key, Rules, choice_of, read_keys

Edition = tuple[Scheme, Table]


def read_applies(rules: Rules, node: Node, name: str) -> Applies:
    """Return the cycles for which an edition holds."""
    values = read_keys(rules, node, name, _KEYS)
    start, end = values[_FROM], values[_TO]
    if start and end and end <= start:
        message = f"`to` is {end}, which is not after {start}"
        rules.refuse(values.nodes["to"], f"{name}.to", message, "write the day after the last one")
    return Applies(start=start, end=end, by=By(values[_BY] or By.PERIOD_START))


def check_editions(rules: Rules, editions: Sequence[Edition]) -> None:
    """Report editions that do not follow one another, newest first."""
    for newer, older in pairwise(editions):
        _check_order(rules, newer, older)
        _check_alike(rules, newer, older)


def _check_order(rules: Rules, newer: Edition, older: Edition) -> None:
    """Report two editions that claim the same cycles, or leave some to neither."""
    start, before = newer[0].applies.start, older[0].applies
    if start is None:
        message = "an older edition follows, and this one does not say from when it holds"
        remedy = "add `applies: {from: 2025-04-01}`, or delete the other edition"
        _refuse(rules, newer, message, remedy)
    elif before.start and before.start >= start:
        message = f"this edition holds from {before.start}, and the one above it from {start}"
        _refuse(rules, older, message, "put the newest edition first")
    elif before.end and before.end > start:
        last = before.end - timedelta(days=1)
        message = f"this edition overlaps the one above it: up to {last}, and from {start}"
        _refuse(rules, older, message, f"write `to: {start}`, or leave `to` out")
    elif before.end and before.end < start:
        last = start - timedelta(days=1)
        days = f"on {last}" if last == before.end else f"from {before.end} to {last}"
        message = f"no edition holds {days}: `to` is the day after the last one"
        _refuse(rules, older, message, f"write `to: {start}`, or leave `to` out")


def _check_alike(rules: Rules, newer: Edition, older: Edition) -> None:
    """Report editions that have one name, or that count in different units."""
    if newer[0].edition == older[0].edition:
        message = f'two editions have the name "{newer[0].edition}"'
        _refuse(rules, older, message, "give each edition a name of its own")
    units = [scheme.units[0].id for scheme, _ in (newer, older) if scheme.units]
    if len(set(units)) > 1:
        message = f"this edition counts in `{units[1]}`, and the one above it in `{units[0]}`"
        remedy = "put the same unit first in both; a body with another unit is another scheme"
        _refuse(rules, older, message, remedy)


def _refuse(rules: Rules, edition: Edition, message: str, remedy: str) -> None:
    table = edition[1]
    node = next((value for key, value in table.pairs if key.text == "applies"), table)
    rules.refuse(node, "applies", message, remedy)


_FROM = Key(name="from", read=Rules.day, default=None)
_TO = Key(name="to", read=Rules.day, default=None)
_BY = Key(name="by", read=choice_of(*By), default="")
_KEYS = (_FROM, _TO, _BY)
