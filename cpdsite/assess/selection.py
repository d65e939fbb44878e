"""What a requirement is held against: the entries of one cycle, or of a window in it, as of a day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cpdsite.assess.candidates import Candidate, passes, slices_of
from cpdsite.assess.credit import Counted
from cpdsite.assess.facts import figure_of
from cpdsite.assess.words import remarks
from cpdsite.model.assessment import Outcome, Part, Status, added
from cpdsite.model.period import Duration, Period
from cpdsite.model.scheme import Filter, Requirement, Scheme
from cpdsite.model.settings import Adjustment, Membership

Slices = tuple[Fraction, ...]
"""What each part of an entry adds; one number for an entry that is whole."""

_EVERYTHING = Filter()


class Granted(NamedTuple):
    """What an entry adds to a number, after caps; a tuple too."""

    taken: Counted
    amounts: Slices
    """One for each part that is taken."""
    clipped: Fraction = Fraction(0)
    """What caps took."""
    because: str = ""
    """Which caps, in words; "" for none."""

    @property
    def total(self) -> Fraction:
        """What all its parts add."""
        return whole(self.amounts)

    def part(self, note: str) -> Part:
        """Return the entry's share, with what is to be said of it."""
        said = remarks(note, self.because)
        return Part(entry=self.taken.entry.id, amount=self.total, note=said, clipped=self.clipped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What there is to hold a requirement against."""

    scheme: Scheme
    """The edition in force."""
    membership: Membership
    period: Period
    """The cycle, or a window that a requirement looks at."""
    home: Period
    """The cycle."""
    today: date
    selected: tuple[Counted, ...]
    """The entries that count in the period, of every kind, by day and id."""
    all: tuple[Counted, ...]
    """Those that count in any cycle: a gap looks at days, not at where credit counts."""
    begins: date
    """The day before which no window begins."""
    adjustments: tuple[Adjustment, ...] = ()
    """Those that begin in the cycle."""
    carried_in: Fraction = Fraction(0)
    wide: Mapping[tuple[str, str], Slices] = field(default_factory=dict)
    """By unit and entry: what is left after the caps of its cycle; absent where no cap took anything."""
    granted: Mapping[str, Sequence[list[Granted]]] = field(default_factory=dict)
    """By unit that has caps: what each entry of the cycle adds, each kind of entry by itself."""

    @property
    def closed(self) -> bool:
        """Whether its end is reached."""
        return self.today >= self.period.end

    @property
    def elapsed(self) -> int:
        """Days so far, today included; negative for a window that is still to come."""
        return min((self.today - self.period.start).days + 1, self.period.days)

    @property
    def factor(self) -> Fraction:
        """What minima are multiplied by."""
        found = Fraction(1)
        for adjustment in self.adjustments:
            found *= adjustment.factor
        return found

    def window(self, period: Period) -> Cycle:
        """Return the same for a span that may begin before the cycle."""
        if period == self.period:
            return self
        return replace(self, period=period, selected=in_period(self.all, period), granted={})


def whole(amounts: Slices) -> Fraction:
    """Return what all parts of an entry add."""
    return amounts[0] if len(amounts) == 1 else added(amounts)


def in_period(items: Sequence[Counted], period: Period) -> tuple[Counted, ...]:
    """Return the entries, which are given by day, that count in a period."""
    first = bisect_left(items, period.start, key=lambda item: item.day)
    last = bisect_left(items, period.end, key=lambda item: item.day)
    return tuple(items[first:last])


def asked(
    requirement: Requirement, cycle: Cycle, among: Iterable[Counted] | None = None
) -> list[Counted]:
    """Return the entries of the kind, with those of their parts that the filter lets through."""
    items = cycle.selected if among is None else among
    kind = requirement.kind
    return [*taking((item for item in items if item.entry.kind == kind), requirement.where)]


def taking(items: Iterable[Counted], where: Filter) -> Iterator[Counted]:
    """Yield the entries of which a filter lets some part through."""
    if where == _EVERYTHING:
        yield from items
        return
    known: dict[int, tuple[int, ...]] = {}
    for item in items:
        seen = item.candidate
        kept = known.get(id(seen))
        if kept is None:
            kept = known[id(seen)] = tuple(passing(seen, where))
        if kept:
            yield item if kept == item.kept else item._replace(kept=kept)


def passing(candidate: Candidate, where: Filter) -> Iterator[int]:
    """Yield the numbers of an entry's parts that a filter lets through; 0 for one that is whole."""
    for number, one in enumerate(slices_of(candidate)):
        if passes(one.candidate, where):
            yield number


def settled(cycle: Cycle, *, met: bool) -> Status:
    """Return the status of what may still change until the cycle is closed."""
    if met:
        return Status.MET
    return Status.SHORT if cycle.closed else Status.OPEN


def minimum(requirement: Requirement, cycle: Cycle) -> Fraction | None:
    """Return the least that is asked for, or the member's own figure, adjusted; None for none."""
    found = figure_of(cycle.membership, requirement.min)
    return found if found is None or not cycle.adjustments else found * cycle.factor


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
