"""What a requirement is held against: the entries of one cycle, and the day it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cpdsite.assess.candidates import passes
from cpdsite.assess.credit import Counted
from cpdsite.assess.facts import figure_of
from cpdsite.model.assessment import Outcome, Status
from cpdsite.model.period import Duration, Period
from cpdsite.model.scheme import Requirement, Scheme
from cpdsite.model.settings import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What there is to hold a requirement against."""

    scheme: Scheme
    membership: Membership
    period: Period
    today: date
    selected: tuple[Counted, ...]
    """The entries that count in this cycle, of every kind, by day and id."""
    all: tuple[Counted, ...]
    """Those that count in any cycle: a gap looks at days, not at where credit counts."""

    @property
    def closed(self) -> bool:
        """Whether its end is reached."""
        return self.today >= self.period.end

    @property
    def elapsed(self) -> int:
        """Days so far, today included."""
        return min((self.today - self.period.start).days + 1, self.period.days)


def asked(
    requirement: Requirement, cycle: Cycle, among: Iterable[Counted] | None = None
) -> list[Counted]:
    """Return the entries of the kind that the filter lets through."""
    return [
        item
        for item in (cycle.selected if among is None else among)
        if item.entry.kind == requirement.kind and passes(item.candidate, requirement.where)
    ]


def settled(cycle: Cycle, *, met: bool) -> Status:
    """Return the status of what may still change until the cycle is closed."""
    if met:
        return Status.MET
    return Status.SHORT if cycle.closed else Status.OPEN


def minimum(requirement: Requirement, cycle: Cycle) -> Fraction | None:
    """Return the least that is asked for, or the member's own figure; None for none."""
    return figure_of(cycle.membership, requirement.min)


def maximum(requirement: Requirement, cycle: Cycle) -> Fraction | None:
    """Return the most that is asked for, likewise; None for a gap: there days decide."""
    if isinstance(requirement.max, Duration):
        return None
    return figure_of(cycle.membership, requirement.max)


def idle(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return the outcome of what has nothing to look at, or is not meant for the member."""
    return Outcome(
        requirement=requirement,
        status=Status.NOT_APPLICABLE,
        value=None,
        minimum=minimum(requirement, cycle),
        maximum=maximum(requirement, cycle),
    )
