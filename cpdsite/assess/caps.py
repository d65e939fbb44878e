"""Caps: what is left of each entry's credit, in date order, the narrowest cap first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from cpdsite.assess.candidates import passes, slices_of
from cpdsite.assess.credit import Counted
from cpdsite.assess.facts import figure_of
from cpdsite.assess.selection import Cycle, Slices, Taken, minimum
from cpdsite.assess.words import shown
from cpdsite.model.assessment import Part
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Cap, Filter, Measure, Per, Unit, Yardstick

YEAR = Duration(months=12)
WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What an entry adds to a number, after caps."""

    taken: Taken
    amounts: Slices
    """One for each part that is taken."""
    clipped: Fraction = Fraction(0)
    """What caps took."""
    because: str = ""
    """Which caps, in words; "" for none."""

    @property
    def total(self) -> Fraction:
        """What all its parts add."""
        return sum(self.amounts, Fraction(0)) if len(self.amounts) > 1 else self.amounts[0]

    def part(self, note: str) -> Part:
        """Return the entry's share, with what is to be said of it."""
        said = "; ".join(filter(None, (note, self.because)))
        return Part(
            entry=self.taken.item.entry.id, amount=self.total, note=said, clipped=self.clipped
        )


def granted(taken: Sequence[Taken], unit: str, cycle: Cycle) -> list[Granted]:
    """Return what each entry adds in a unit, after the caps; entries come in date order."""
    clipping = Clipping(cycle=cycle, limits=tuple(_limits(unit, cycle)))
    return [clipping.grant(one, unit) for one in taken]


def is_capped(unit: str, cycle: Cycle) -> bool:
    """Tell whether a scheme has caps in a unit."""
    return any(cap.unit == unit for cap in cycle.scheme.caps)


def wide_slices(taken: Taken, unit: str, cycle: Cycle) -> Slices:
    """Return what the parts of an entry add after the caps of the cycle in which it counts."""
    found = cycle.wide.get((unit, taken.item.entry.id))
    return _full(taken, unit) if found is None else tuple(found[number] for number in taken.kept)


def wide(taken: Taken, unit: str, cycle: Cycle) -> Fraction:
    """Return what an entry adds after the caps of the cycle in which it counts."""
    return sum(wide_slices(taken, unit, cycle), Fraction(0))


def cycle_wide(cycle: Cycle) -> Iterator[tuple[tuple[str, str], Granted]]:
    """Yield what caps leave of each entry of a cycle, by unit and entry, each kind by itself."""
    kinds = dict.fromkeys(item.entry.kind for item in cycle.selected)
    for unit in dict.fromkeys(cap.unit for cap in cycle.scheme.caps):
        for kind in kinds:
            items = (item for item in cycle.selected if item.entry.kind is kind)
            for found in granted([*map(_whole, items)], unit, cycle):
                yield (unit, found.taken.item.entry.id), found


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """Caps with what is already used of each."""

    cycle: Cycle
    limits: tuple[tuple[Cap, Fraction], ...]
    used: defaultdict[tuple[str, object], Fraction] = field(
        default_factory=lambda: defaultdict(Fraction)
    )

    def grant(self, taken: Taken, unit: str) -> Granted:
        """Return what is left of the next entry."""
        full = _full(taken, unit)
        if not self.limits:
            return Granted(taken=taken, amounts=full)
        amounts, notes = list(full), []
        hits: list[tuple[tuple[str, object], list[int]]] = []
        for cap, limit in self.limits:
            hit = [*_hit(taken, cap.where)]
            if not hit:
                continue
            key = (cap.id, self.turn(cap, taken.item))
            hits.append((key, hit))
            wanted = sum((amounts[number] for number in hit), Fraction(0))
            room = max(limit - self.used[key], Fraction(0))
            if wanted > room:
                for number in hit:
                    amounts[number] = amounts[number] * room / wanted
                notes.append(self.said(cap, limit, wanted - room))
        for key, hit in hits:
            self.used[key] += sum((amounts[number] for number in hit), Fraction(0))
        left = tuple(amounts)
        clipped = sum(full, Fraction(0)) - sum(left, Fraction(0))
        return Granted(taken=taken, amounts=left, clipped=clipped, because="; ".join(notes))

    def turn(self, cap: Cap, item: Counted) -> object:
        """Return in which period, year or entry a cap is used up."""
        if cap.per is Per.ENTRY:
            return item.entry.id
        if cap.per is Per.YEAR:
            start, day = self.cycle.home.start, item.credit.day
            years = day.year - start.year
            return years - (YEAR.after(start, years) > day)
        return ""

    def said(self, cap: Cap, limit: Fraction, taken: Fraction) -> str:
        """Return what a cap took, in words."""
        unit = next(one for one in self.cycle.scheme.units if one.id == cap.unit)
        return f"{_in_unit(taken, unit)} above the cap {cap.id} of {shown(limit)} do not count"


def _whole(item: Counted) -> Taken:
    return Taken(item, tuple(range(len(slices_of(item.candidate)))))


def _full(taken: Taken, unit: str) -> Slices:
    """Return what each part of an entry adds before caps."""
    amount = taken.item.credit.amounts[unit]
    slices = taken.item.candidate.slices
    if not slices:
        return (amount,)
    return tuple(amount * slices[number].part for number in taken.kept)


def _hit(taken: Taken, where: Filter) -> Iterator[int]:
    """Yield the places of the parts that a cap's filter lets through."""
    slices = slices_of(taken.item.candidate)
    for place, number in enumerate(taken.kept):
        if passes(slices[number].candidate, where):
            yield place


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
    return sum((item.credit.amounts[unit] for item in items), Fraction(0))


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
