"""Requirements on gaps: the longest stretch without activity, and what explains it."""

from __future__ import annotations

from fractions import Fraction

from cpdsite.assess.facts import day_of
from cpdsite.assess.phrases import spelt
from cpdsite.assess.selection import Cycle, asked
from cpdsite.assess.stretches import Stretch, touching, worst_stretch
from cpdsite.assess.words import many
from cpdsite.model.assessment import Outcome, Part, Status, Tally
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Requirement


def gap(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return the longest stretch of days without activity, days of absence taken as active."""
    bounds, limit = _looked_at(cycle), _limit(requirement)
    active = touching((item.entry for item in asked(requirement, cycle, cycle.all)), bounds)
    kept = (item.entry for item in cycle.all if item.entry.kind == requirement.excused_by)
    away = touching(kept, bounds)
    found = worst_stretch((*active, *away), bounds, limit)
    bare = worst_stretch(active, bounds, limit) if away else found
    status = Status.MET
    if found.exceeds(limit):
        status = Status.SHORT
    elif bare.exceeds(limit):
        status = Status.EXCUSED
    # What explains it is behind the number like what was done, in the order of the days.
    behind = {entry.id for entry in (*active, *(away if status is Status.EXCUSED else ()))}
    ids = (item.entry.id for item in cycle.all if item.entry.id in behind)
    covered = f"; {_spelt(bare)} are covered by an entry of kind {requirement.excused_by}"
    return Outcome(
        requirement=requirement,
        status=status,
        value=Fraction(found.days),
        maximum=Fraction((limit.after(found.start) - found.start).days),
        tally=Tally(parts=tuple(Part(entry=id_, amount=Fraction(1)) for id_ in ids)),
        note=f"{_spelt(found)}{covered if status is Status.EXCUSED else ''}",
    )


def _looked_at(cycle: Cycle) -> Stretch:
    """Return a cycle's first and last day, from the day the member joined up to today."""
    last = min(cycle.period.last, cycle.today)
    joined = day_of(cycle.membership, "joined")
    first = cycle.period.start if joined is None else max(cycle.period.start, joined)
    return Stretch(min(first, last), last)


def _limit(requirement: Requirement) -> Duration:
    if not isinstance(requirement.max, Duration):
        message = f"the gap {requirement.id} was read without a duration"
        raise TypeError(message)
    return requirement.max


def _spelt(stretch: Stretch) -> str:
    days = many(stretch.days, "day", "days")
    return f"{days} from {spelt(stretch.start)} to {spelt(stretch.end)}"
