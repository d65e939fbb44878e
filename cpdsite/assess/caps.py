"""Caps: what is left of each entry's credit, in date order, the narrowest cap first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from cpdsite.assess.credit import Counted
from cpdsite.assess.facts import figure_of
from cpdsite.assess.selection import Cycle, Granted, Slices, minimum, passing, whole
from cpdsite.assess.words import remarks, shown
from cpdsite.model.assessment import Part, added
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Cap, Filter, Measure, Per, Unit, Yardstick

YEAR = Duration(months=12)
WHOLE = Fraction(100)

Hit = tuple[Cap, Fraction, Sequence[int]]
"""A cap, how much it lets through, and the places of the parts that it looks at."""


def granted(taken: list[Counted], unit: str, cycle: Cycle) -> list[Granted]:
    """Return what each entry adds in a unit, after the caps; entries come in date order."""
    for known in cycle.granted.get(unit, ()):
        if [one.taken for one in known] == taken:
            return known
    limits = tuple(_limits(unit, cycle))
    if not limits:
        return [Granted(taken=one, amounts=_full(one, unit)) for one in taken]
    clipping = Clipping(cycle=cycle, unit=unit, limits=limits)
    return [clipping.grant(one) for one in taken]


def parts_of(taken: list[Counted], unit: str, cycle: Cycle) -> Iterator[Part]:
    """Yield what each entry adds in a unit, after the caps, with the reason."""
    main = unit == cycle.scheme.unit.id
    if is_capped(unit, cycle):
        for found in granted(taken, unit, cycle):
            yield found.part(_reason(found.taken, unit, cycle))
        return
    for item in taken:
        if main and not item.candidate.slices:
            yield item.part
        else:
            note = _reason(item, unit, cycle)
            yield Part(entry=item.entry.id, amount=added(_full(item, unit)), note=note)


def _reason(item: Counted, unit: str, cycle: Cycle) -> str:
    """Return how an entry's amount in a unit came about."""
    main = unit == cycle.scheme.unit.id
    return item.worth.because if main else item.worth.reasons.get(unit, "")


def is_capped(unit: str, cycle: Cycle) -> bool:
    """Tell whether a scheme has caps in a unit."""
    return any(cap.unit == unit for cap in cycle.scheme.caps)


def wide_slices(taken: Counted, unit: str, cycle: Cycle) -> Slices:
    """Return what the parts of an entry add after the caps of the cycle in which it counts."""
    found = cycle.wide.get((unit, taken.entry.id))
    return _full(taken, unit) if found is None else tuple(found[number] for number in taken.kept)


def wide(taken: Counted, unit: str, cycle: Cycle) -> Fraction:
    """Return what an entry adds after the caps of the cycle in which it counts."""
    return whole(wide_slices(taken, unit, cycle))


def cycle_wide(cycle: Cycle) -> dict[str, list[list[Granted]]]:
    """Return what caps leave of the entries of a cycle, by unit, each kind of entry by itself."""
    kinds = dict.fromkeys(item.entry.kind for item in cycle.selected)
    by_kind = [[one for one in cycle.selected if one.entry.kind is kind] for kind in kinds]
    return {
        unit: [granted(taken, unit, cycle) for taken in by_kind]
        for unit in dict.fromkeys(cap.unit for cap in cycle.scheme.caps)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """Caps with what is still free under each."""

    cycle: Cycle
    unit: str
    limits: tuple[tuple[Cap, Fraction], ...]
    room: dict[tuple[str, object], Fraction] = field(default_factory=dict)
    known: dict[tuple[int, tuple[int, ...]], tuple[Hit, ...]] = field(default_factory=dict)
    """Which caps look at which parts, by what the scheme sees and the parts that are taken."""

    def grant(self, taken: Counted) -> Granted:
        """Return what is left of the next entry."""
        full = _full(taken, self.unit)
        hits = self.hits(taken)
        if not hits:
            return Granted(taken=taken, amounts=full)
        amounts, notes = list(full), []
        turns = [(cap.id, self.turn(cap, taken)) for cap, _, _ in hits]
        for turn, (cap, limit, places) in zip(turns, hits, strict=True):
            wanted = _sum(amounts, places)
            room = self.room.setdefault(turn, limit)
            if wanted > room:
                for place in places:
                    amounts[place] = amounts[place] * room / wanted
                notes.append(self.said(cap, limit, wanted - room))
        for turn, (_, _, places) in zip(turns, hits, strict=True):
            used = _sum(amounts, places)
            if used:
                self.room[turn] -= used
        if not notes:
            return Granted(taken=taken, amounts=full)
        left = tuple(amounts)
        clipped = whole(full) - whole(left)
        return Granted(taken=taken, amounts=left, clipped=clipped, because=remarks(*notes))

    def hits(self, taken: Counted) -> tuple[Hit, ...]:
        """Return the caps that look at some part of an entry."""
        key = (id(taken.candidate), taken.kept)
        if key not in self.known:
            each = [(cap, limit, _places(taken, cap.where)) for cap, limit in self.limits]
            self.known[key] = tuple(hit for hit in each if hit[2])
        return self.known[key]

    def turn(self, cap: Cap, item: Counted) -> object:
        """Return in which period, year or entry a cap is used up."""
        if cap.per is Per.ENTRY:
            return item.entry.id
        if cap.per is Per.YEAR:
            start, day = self.cycle.home.start, item.day
            years = day.year - start.year
            return years - (YEAR.after(start, years) > day)
        return None

    def said(self, cap: Cap, limit: Fraction, taken: Fraction) -> str:
        """Return what a cap took, in words."""
        unit = next(one for one in self.cycle.scheme.units if one.id == self.unit)
        do = "does" if taken == 1 else "do"
        return f"{_in_unit(taken, unit)} above the cap {cap.id} of {shown(limit)} {do} not count"


def _full(taken: Counted, unit: str) -> Slices:
    """Return what each part of an entry adds before caps."""
    amount = taken.worth.amounts[unit]
    slices = taken.candidate.slices
    if not slices:
        return (amount,)
    return tuple(amount * slices[number].part for number in taken.kept)


def _places(taken: Counted, where: Filter) -> Sequence[int]:
    """Return the places of the parts that a cap's filter lets through."""
    passed = frozenset(passing(taken.candidate, where))
    return [place for place, number in enumerate(taken.kept) if number in passed]


def _sum(amounts: Sequence[Fraction], places: Sequence[int]) -> Fraction:
    if len(places) == 1:
        return amounts[places[0]]
    return added(amounts[place] for place in places)


def _limits(unit: str, cycle: Cycle) -> Iterator[tuple[Cap, Fraction]]:
    """Yield the caps in a unit, in their order, each with how much it lets through."""
    for cap in cycle.scheme.caps:
        if cap.unit == unit:
            limit = _limit(cap, cycle)
            if limit is not None:
                yield cap, limit


def _limit(cap: Cap, cycle: Cycle) -> Fraction | None:
    """Return how much a cap lets through; None when it is a share of nothing that is asked."""
    if cap.max_share is None:
        return cap.max
    base = _claimed(cycle, cap.unit) if cap.of is Yardstick.CLAIMED else _required(cycle, cap.unit)
    return None if base is None else base * cap.max_share / WHOLE


def _claimed(cycle: Cycle, unit: str) -> Fraction:
    """Return the sum of the activities before caps."""
    items = (item for item in cycle.selected if item.entry.kind == "activity")
    return added(item.worth.amounts[unit] for item in items)


def _required(cycle: Cycle, unit: str) -> Fraction | None:
    """Return the minimum of the total requirement: `total`, else the first sum in the unit."""
    sums = [
        requirement
        for requirement in cycle.scheme.requirements
        if requirement.measure is Measure.SUM
        and (requirement.unit or cycle.scheme.unit.id) == unit
        and figure_of(cycle.membership, requirement.min) is not None
    ]
    total = next((found for found in sums if found.id == "total"), sums[0] if sums else None)
    return None if total is None else minimum(total, cycle)


def _in_unit(amount: Fraction, unit: Unit) -> str:
    return f"{shown(amount)} {unit.label if amount == 1 else unit.labels}"
