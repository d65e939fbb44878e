"""The editions of a scheme: which was in force when, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest

from cpdsite.model.assessment import SchemeAssessment
from cpdsite.model.scheme import Applies, By, Scheme
from cpdsite.render import words
from cpdsite.render.site import Anchor, Spot

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """One edition of the rules."""

    name: str
    force: str
    """When it is in force, in a sentence."""
    cycles: tuple[Anchor, ...]
    """Those that are counted by it, newest first."""
    assumed: tuple[Anchor, ...]
    """Of these: those for which no edition was written."""
    changes: tuple[str, ...]
    """What differs from the edition before it, in sentences."""


def editions(spot: Spot, found: SchemeAssessment) -> tuple[EditionView, ...]:
    """Every edition, newest first."""
    every = found.scheme.editions
    return tuple(
        EditionView(
            name=one.edition or "the only one",
            force=force(one.applies),
            cycles=_cycles(spot, found, one, assumed=False),
            assumed=_cycles(spot, found, one, assumed=True),
            changes=tuple(changes(older, one)) if older else (),
        )
        for one, older in zip_longest(every, every[1:])
    )


def _cycles(
    spot: Spot, found: SchemeAssessment, edition: Scheme, *, assumed: bool
) -> tuple[Anchor, ...]:
    """The cycles counted by an edition, newest first."""
    return tuple(
        spot.cycle(found.scheme, cycle)
        for cycle in reversed(found.cycles)
        if found.in_force(cycle) is edition and cycle.assumed is assumed
    )


def force(applies: Applies) -> str:
    """When an edition is in force."""
    what = {
        By.PERIOD_START: "for cycles that begin",
        By.PERIOD_END: "for cycles that end",
        By.DATE: "for entries",
    }[applies.by]
    if applies.start and applies.end:
        last = words.day(applies.end - DAY)
        return f"In force {what} from {words.day(applies.start)} to {last}."
    if applies.start:
        return f"In force {what} from {words.day(applies.start)} on."
    if applies.end:
        return f"In force {what} until {words.day(applies.end - DAY)}."
    return "In force for every cycle."


def changes(older: Scheme, newer: Scheme) -> Iterator[str]:
    """What an edition asks that the one before did not, asks otherwise, or asks no more."""
    before = {rule.id: rule for rule in older.requirements}
    after = {rule.id: rule for rule in newer.requirements}
    for id_, rule in after.items():
        if id_ not in before:
            yield f"New: {rule.text}"
        elif rule.text != before[id_].text:
            yield f"Was “{before[id_].text}”, is “{rule.text}”"
        elif rule != before[id_]:
            yield f"Counted otherwise: {rule.text}"
    for id_, rule in before.items():
        if id_ not in after:
            yield f"No longer asked: {rule.text}"
    if older.caps != newer.caps:
        yield "The caps on what counts changed"
    if (older.units, older.credit) != (newer.units, newer.credit):
        yield "What an entry is worth changed"
    if older.cycles != newer.cycles:
        yield "The length or the beginning of a cycle changed"
