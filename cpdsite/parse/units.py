"""What a scheme counts in, what it gives for an entry, and over which periods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.period import Duration, duration
from cpdsite.model.scheme import CreditRule, CycleRule, Filter, Unit
from cpdsite.parse.fields import day
from cpdsite.parse.filters import read_filter
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.keys import Key, Rules, Values, read_keys, table_of

YEAR = Duration(months=12)
CLAIM_WORDS = frozenset(("exclude",))
"""What a claim may say beside units and taxonomies."""

_START = re.compile(r"\d{2}-\d{2}|settings\.year_start|member\.[a-z][a-z_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule:
    """One way in which a scheme's cycles may lie, with its deadlines."""

    cycle: CycleRule
    record_by: Duration | None
    keep: Duration | None


def read_units(rules: Rules, node: Node, name: str) -> tuple[Unit, ...]:
    """Return the units in their order."""
    return tuple(table_of(_unit, "units: {points: {label: point}}")(rules, node, name).values())


def _unit(rules: Rules, node: Node, name: str) -> Unit | None:
    identity = name.rpartition(".")[2]
    values = read_keys(rules, node, name, _UNIT_KEYS, ("part_of", "when", "from"))
    if identity in CLAIM_WORDS or identity in rules.terms:
        message = f"`{identity}` already means something else in a claim"
        rules.refuse(node, name, message, "choose another name for the unit")
    return Unit(
        id=identity,
        label=values[_LABEL],
        labels=values[_LABELS] or values[_LABEL],
        per_hour=values[_PER_HOUR],
        round=values[_ROUND],
        minimum=values[_MINIMUM],
        informative=bool(values[_INFORMATIVE]),
    )


def _step(rules: Rules, node: Node, name: str) -> Fraction | None:
    found = rules.number(node, name)
    if found == 0:
        rules.refuse(node, name, "a step of 0 cannot be rounded to", "write a step such as 0.25")
        return None
    return found


_LABEL = Key(name="label", read=Rules.text, default="", needed=True)
_LABELS = Key(name="labels", read=Rules.text, default="")
_PER_HOUR = Key(name="per_hour", read=Rules.number, default=None)
_ROUND = Key(name="round", read=_step, default=None)
_MINIMUM = Key(name="minimum", read=Rules.amount, default=None)
_INFORMATIVE: Key[bool | None] = Key(name="informative", read=Rules.flag, default=False)
_UNIT_KEYS = (_LABEL, _LABELS, _PER_HOUR, _ROUND, _MINIMUM, _INFORMATIVE)


# --- Credit ---------------------------------------------------------------------------------------


def read_credit(rules: Rules, node: Node, name: str) -> CreditRule | None:
    """Return what the entries that a filter lets through are worth."""
    values = read_keys(rules, node, name, (_WHEN, _GIVE))
    given = values.nodes.get("give")
    if isinstance(given, Table):
        rate = read_keys(rules, given, f"{name}.give", (_RATE,))
        return CreditRule(when=values[_WHEN], per_hour=rate[_RATE])
    amount = rules.number(given, f"{name}.give") if given is not None else None
    return CreditRule(when=values[_WHEN], give=amount)


_WHEN = Key(name="when", read=read_filter, default=Filter())
_GIVE: Key[None] = Key(name="give", read=lambda *_: None, default=None, needed=True)
_RATE = Key(name="per_hour", read=Rules.number, default=None, needed=True)


# --- Periods --------------------------------------------------------------------------------------


def read_period(rules: Rules, node: Node, name: str) -> PeriodRule | None:
    """Return one way in which the cycles may lie."""
    values = read_keys(rules, node, name, _PERIOD_KEYS, ("rolling",))
    length, start = values[_LENGTH], values[_FIRST_DAY]
    if length is None or not start:
        return None
    if not start.startswith("member.") and day(start) is None and length != YEAR:
        _refuse_length(rules, values, name, start)
    return PeriodRule(
        cycle=CycleRule(length=length, start=start),
        record_by=values[_RECORD_BY],
        keep=values[_KEEP],
    )


def _refuse_length(rules: Rules, values: Values, name: str, start: str) -> None:
    """Report a length that a day of the year cannot begin without saying of which year."""
    message = f"cycles that begin on `{start}` last one year"
    remedy = "write `length: P1Y`, or give `start` a year"
    rules.refuse(values.nodes["length"], f"{name}.length", message, remedy)


def _duration(rules: Rules, node: Node, name: str) -> Duration | None:
    text = rules.text(node, name)
    found = duration(text)
    if found is None and isinstance(node, Text):
        message = f'"{text}" is not a length of time'
        rules.refuse(node, name, message, "write P1Y, P6M or P31D")
    return found


def _start(rules: Rules, node: Node, name: str) -> str:
    text = rules.text(node, name)
    known = day(text) is not None or _START.fullmatch(text) is not None
    if known and text[:1].isdigit() and day(text) is None and day(f"2000-{text}") is None:
        known = False
    if not known and isinstance(node, Text):
        remedy = 'write "04-01", 2022-01-01, member.renewal or settings.year_start'
        rules.refuse(node, name, f'"{text}" is not a day on which cycles begin', remedy)
    return text if known else ""


_LENGTH = Key(name="length", read=_duration, default=None, needed=True)
_FIRST_DAY = Key(name="start", read=_start, default="", needed=True)
_RECORD_BY = Key(name="record_by", read=_duration, default=None)
_KEEP = Key(name="keep", read=_duration, default=None)
_PERIOD_KEYS = (_LENGTH, _FIRST_DAY, _RECORD_BY, _KEEP)
