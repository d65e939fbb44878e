"""The editions of a scheme: which was in force when, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest

from cpdsite.model.assessment import SchemeAssessment
from cpdsite.model.scheme import Applies, By, Scheme
from cpdsite.render.saying import Say
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
            name=one.edition or spot.say("edition-only"),
            force=force(spot.say, one.applies),
            cycles=_cycles(spot, found, one, assumed=False),
            assumed=_cycles(spot, found, one, assumed=True),
            changes=tuple(changes(spot.say, older, one)) if older else (),
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


def force(say: Say, applies: Applies) -> str:
    """When an edition is in force."""
    what = {By.PERIOD_START: "start", By.PERIOD_END: "end", By.DATE: "date"}[applies.by]
    first = say.day(applies.start) if applies.start else ""
    last = say.day(applies.end - DAY) if applies.end else ""
    if first and last:
        return say(f"in-force-{what}-from-to", first=first, last=last)
    if first:
        return say(f"in-force-{what}-from", first=first)
    return say(f"in-force-{what}-to", last=last) if last else say("in-force-always")


def changes(say: Say, older: Scheme, newer: Scheme) -> Iterator[str]:
    """What an edition asks that the one before did not, asks otherwise, or asks no more."""
    before = {rule.id: rule for rule in older.requirements}
    after = {rule.id: rule for rule in newer.requirements}
    for id_, rule in after.items():
        if id_ not in before:
            yield say("change-new", rule=rule.text)
        elif rule.text != before[id_].text:
            yield say("change-text", former=before[id_].text, rule=rule.text)
        elif rule != before[id_]:
            yield say("change-counting", rule=rule.text)
    for id_, rule in before.items():
        if id_ not in after:
            yield say("change-dropped", rule=rule.text)
    if older.caps != newer.caps:
        yield say("change-caps")
    if (older.units, older.credit) != (newer.units, newer.credit):
        yield say("change-worth")
    if older.cycles != newer.cycles:
        yield say("change-cycles")
