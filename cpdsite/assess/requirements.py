"""One Outcome for each Requirement: what is asked, held against the entries of a cycle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from cpdsite.assess.facts import figure_of
from cpdsite.assess.gaps import gap
from cpdsite.assess.selection import Cycle, asked, idle, maximum, minimum, settled
from cpdsite.assess.shares import complete, mix
from cpdsite.model.assessment import Outcome, Part, Status, Tally
from cpdsite.model.scheme import Measure, MemberFact, Requirement
from cpdsite.model.settings import Membership

PACE = Fraction(3, 2)
"""A cycle is at risk when the rest of it needs more than so many times the pace so far."""
START = Fraction(1, 3)
"""The part of a cycle after which something should be recorded."""


def outcomes(cycle: Cycle) -> Iterator[Outcome]:
    """Yield one outcome for each requirement; one without the figure it hangs on is left out."""
    for requirement in cycle.scheme.requirements:
        if _is_stated(requirement, cycle.membership):
            applies = _applies(requirement, cycle.membership)
            yield (
                MEASURES[requirement.measure](requirement, cycle)
                if applies
                else idle(requirement, cycle)
            )


def _is_stated(requirement: Requirement, membership: Membership) -> bool:
    bounds = (requirement.min, requirement.max)
    wanted = [bound for bound in bounds if isinstance(bound, MemberFact)]
    return all(figure_of(membership, fact) is not None for fact in wanted)


def _applies(requirement: Requirement, membership: Membership) -> bool:
    return all(
        membership.facts.get(fact) in accepted for fact, accepted in requirement.when.items()
    )


def _sum(requirement: Requirement, cycle: Cycle) -> Outcome:
    unit = requirement.unit or cycle.scheme.unit.id
    main = unit == cycle.scheme.unit.id
    tally = Tally(
        parts=tuple(
            Part(
                entry=item.entry.id,
                amount=item.credit.amounts[unit],
                note=item.credit.because if main else "",
            )
            for item in asked(requirement, cycle)
        )
    )
    return _progress(requirement, cycle, tally)


def _count(requirement: Requirement, cycle: Cycle) -> Outcome:
    parts = (Part(entry=item.entry.id, amount=Fraction(1)) for item in asked(requirement, cycle))
    return _progress(requirement, cycle, Tally(parts=tuple(parts)))


def _progress(requirement: Requirement, cycle: Cycle, tally: Tally) -> Outcome:
    """Return the outcome of what is expected to grow as the cycle goes on."""
    least, most = minimum(requirement, cycle), maximum(requirement, cycle)
    missing = max((least or Fraction(0)) - tally.total, Fraction(0))
    if most is not None and tally.total > most:
        status = Status.SHORT
    elif not missing:
        status = Status.MET
    else:
        status = _pace(tally.total, missing, cycle)
    return Outcome(
        requirement=requirement,
        status=status,
        value=tally.total,
        minimum=least,
        maximum=most,
        shortfall=missing,
        tally=tally,
    )


def _pace(value: Fraction, missing: Fraction, cycle: Cycle) -> Status:
    """Return what to say while something is missing."""
    if cycle.closed:
        return Status.SHORT
    left = cycle.period.days - cycle.elapsed
    late = cycle.elapsed > START * cycle.period.days
    behind = missing * cycle.elapsed > PACE * value * left if value else late
    return Status.AT_RISK if behind else Status.OPEN


def _distinct(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Count terms; an entry adds as many as no earlier entry has."""
    seen: set[str] = set()
    parts = []
    for item in asked(requirement, cycle):
        new = set(item.credit.terms[requirement.taxonomy]) - seen
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


MEASURES: Mapping[Measure, Callable[[Requirement, Cycle], Outcome]] = MappingProxyType(
    {
        Measure.SUM: _sum,
        Measure.MIX: mix,
        Measure.DISTINCT: _distinct,
        Measure.COMPLETE: complete,
        Measure.COUNT: _count,
        Measure.GAP: gap,
    }
)
