"""Requirements on amounts: sums under the caps, and how many entries or terms there are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from cpdsite.assess.caps import is_capped, parts_of, wide
from cpdsite.assess.selection import Cycle, asked, maximum, minimum, settled
from cpdsite.assess.words import remarks, shown
from cpdsite.model.assessment import Outcome, Part, Status, Tally, added
from cpdsite.model.scheme import Requirement

PACE = Fraction(3, 2)
"""A cycle is at risk when the rest of it needs more than so many times the pace so far."""
START = Fraction(1, 3)
"""The part of a cycle after which something should be recorded."""


def total(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Sum what entries are granted in a unit, after caps, and what the former cycle carried in."""
    unit = requirement.unit or cycle.scheme.unit.id
    taken = asked(requirement, cycle)
    parts = tuple(parts_of(taken, unit, cycle))
    carried = _carried_in(requirement, unit, cycle)
    outcome = _progress(requirement, cycle, Tally(parts=parts), carried)
    if is_capped(unit, cycle):
        elsewhere = added(wide(one, unit, cycle) for one in taken)
        return _checked(outcome, outcome.tally.total + carried, elsewhere + carried)
    return outcome


def count(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Count entries."""
    parts = (Part(entry=item.entry.id, amount=Fraction(1)) for item in asked(requirement, cycle))
    return _progress(requirement, cycle, Tally(parts=tuple(parts)))


def distinct(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Count terms; an entry adds as many as no earlier entry has."""
    seen: set[str] = set()
    parts = []
    for item in asked(requirement, cycle):
        new = set(item.candidate.terms[requirement.taxonomy]) - seen
        seen |= new
        parts.append(Part(entry=item.entry.id, amount=Fraction(len(new))))
    least, most = minimum(requirement, cycle), maximum(requirement, cycle)
    value = Fraction(len(seen))
    missing = max((least or Fraction(0)) - value, Fraction(0))
    exceeded = most is not None and value > most
    return Outcome(
        requirement=requirement,
        status=Status.SHORT if exceeded else settled(cycle, met=not missing),
        value=value,
        minimum=least,
        maximum=most,
        shortfall=missing,
        tally=Tally(parts=tuple(parts)),
    )


def _progress(
    requirement: Requirement, cycle: Cycle, tally: Tally, carried: Fraction = Fraction(0)
) -> Outcome:
    """Return the outcome of what is expected to grow as the cycle goes on."""
    least, most = minimum(requirement, cycle), maximum(requirement, cycle)
    value = tally.total + carried
    missing = max((least or Fraction(0)) - value, Fraction(0))
    if most is not None and value > most:
        status = Status.SHORT
    elif not missing:
        status = Status.MET
    else:
        status = _pace(tally.total, missing, cycle)
    return Outcome(
        requirement=requirement,
        status=status,
        value=value,
        minimum=least,
        maximum=most,
        shortfall=missing,
        tally=tally,
        carried_in=carried,
        note=f"{shown(carried)} of it carried in from the cycle before" if carried else "",
    )


def _pace(value: Fraction, missing: Fraction, cycle: Cycle) -> Status:
    """Return what to say while something is missing."""
    if cycle.closed:
        return Status.SHORT
    left = cycle.period.days - cycle.elapsed
    late = cycle.elapsed > START * cycle.period.days
    behind = missing * cycle.elapsed > PACE * value * left if value else late
    return Status.AT_RISK if behind else Status.OPEN


def _carried_in(requirement: Requirement, unit: str, cycle: Cycle) -> Fraction:
    """Return what the former cycle adds to a requirement: nothing, except to the one it carries."""
    carry = cycle.scheme.carry
    if carry is None or carry.over != requirement.id or carry.unit != unit:
        return Fraction(0)
    return cycle.carried_in


def _checked(outcome: Outcome, value: Fraction, elsewhere: Fraction) -> Outcome:
    """Return an outcome that is in doubt when the caps of the whole cycle lead to another verdict."""
    if _is_within(outcome, elsewhere) == _is_within(outcome, value):
        return outcome
    said = (
        f"clipped in date order over the whole cycle the caps leave {shown(elsewhere)}: "
        "the member may choose which entries to drop"
    )
    return replace(outcome, status=Status.CHECK, note=remarks(outcome.note, said))


def _is_within(outcome: Outcome, value: Fraction) -> bool:
    """Tell whether a figure lies inside the bounds of an outcome."""
    least, most = outcome.minimum, outcome.maximum
    return (least is None or value >= least) and (most is None or value <= most)
