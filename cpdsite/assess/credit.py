"""Hours and claims to credit: what a scheme grants for one entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor
from types import MappingProxyType
from typing import NamedTuple

from cpdsite.assess.candidates import (
    Candidate,
    attribute,
    attributes_of,
    candidate,
    passes,
    values,
    weights_of,
)
from cpdsite.assess.words import exact, listed, shown
from cpdsite.model.assessment import Credit, Part
from cpdsite.model.entry import Claim, Entry
from cpdsite.model.scheme import CreditRule, Scheme, Unit
from cpdsite.model.settings import ActivityType

HOURS = "hours"
"""The key of a claim that states time; a scheme that counts hours calls its unit so too."""
PARTICIPATORY = "participatory"
"""The boolean that an entry may give in hours too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What an entry is granted, before caps."""

    amounts: Mapping[str, Fraction]
    """By unit."""
    because: str
    """How the amount in the first unit came about, in words."""
    reasons: Mapping[str, str]
    """Likewise by other unit; absent where the entry has nothing of it."""


class Counted(NamedTuple):
    """An entry that counts under a scheme, and what it is granted; a tuple, as there are many."""

    entry: Entry
    day: date
    """The day whose cycle it counts in."""
    candidate: Candidate
    worth: Worth
    part: Part
    """What it adds in the first unit, and why, where no cap takes anything."""
    kept: tuple[int, ...]
    """The numbers of its parts that are looked at; 0 for an entry that is whole."""

    def credit(self, credited: Fraction) -> Credit:
        """Return what it is granted, with what caps leave of it in the first unit."""
        return Credit(
            entry=self.entry.id,
            day=self.day,
            amounts=self.worth.amounts,
            terms=self.candidate.terms,
            because=self.worth.because,
            weights=weights_of(self.candidate) if self.candidate.slices else _UNSPLIT,
            credited=credited,
        )


@dataclass(frozen=True, slots=True)
class Grant:
    """An amount and how it came about."""

    amount: Fraction
    because: str


_ONE = Fraction(1)
_ONLY = (0,)
_NOTHING = Claim()
_UNSPLIT: Mapping[str, Mapping[str, Fraction]] = MappingProxyType({})
_UNCLAIMED = Grant(Fraction(0), "nothing is claimed")
_NO_AMOUNT = Grant(Fraction(0), "no amount is given")
_NO_PART = Grant(Fraction(0), "it has no such part")
_IDLE = frozenset(("", _UNCLAIMED.because, _NO_AMOUNT.because, _NO_PART.because))
"""What is not worth saying of any unit but the first."""


def counted(
    scheme: Scheme, types: Mapping[str, ActivityType], entries: Iterable[Entry]
) -> Iterator[Counted]:
    """Yield each entry with its credit under the scheme, in the order given."""
    names, unit = attributes_of(scheme), scheme.unit.id
    alike: dict[object, tuple[Candidate, Worth]] = {}
    for entry in entries:
        key = _likeness(entry, entry.claims.get(scheme.id), names)
        if key not in alike:
            seen = candidate(entry, scheme, types)
            alike[key] = (seen, worth(entry, seen, scheme))
        seen, found = alike[key]
        yield Counted(
            entry=entry,
            day=entry.counted_on,
            candidate=seen,
            worth=found,
            part=Part(entry=entry.id, amount=found.amounts[unit], note=found.because),
            kept=tuple(range(len(seen.slices))) or _ONLY,
        )


def worth(entry: Entry, candidate: Candidate, scheme: Scheme) -> Worth:
    """Return what the scheme grants for one entry, in every unit."""
    amounts: dict[str, Fraction] = {}
    reasons: dict[str, str] = {}
    main = _UNCLAIMED
    for unit in scheme.units:
        if unit.part_of:
            found = _part(entry, candidate, unit, scheme, amounts)
        else:
            found = _grant(entry, candidate, unit, scheme)
        if not amounts:
            main = found
        elif found.because not in _IDLE:
            reasons[unit.id] = found.because
        amounts[unit.id] = found.amount
    return Worth(amounts=amounts, because=main.because, reasons=reasons)


def _likeness(entry: Entry, claim: Claim | None, names: Iterable[str]) -> object:
    """Return all that a scheme looks at for an entry's terms and credit.

    Hours by their parts: a fraction takes long to hash.
    """
    claimed = claim and (
        claim.hours,
        tuple(claim.amounts.items()),
        tuple(claim.terms.items()),
        tuple((name, *weights.items()) for name, weights in claim.weights.items()),
    )
    hours, participatory = entry.hours, entry.participatory_hours
    return (
        entry.kind,
        entry.type,
        hours and hours.as_integer_ratio(),
        participatory and participatory.as_integer_ratio(),
        tuple(entry.flags.items()),
        entry.topics,
        claimed,
        tuple([attribute(entry, name) for name in names]),
    )


def _grant(entry: Entry, candidate: Candidate, unit: Unit, scheme: Scheme) -> Grant:
    """Return the claim, else what the first matching rule gives, else the hours' worth."""
    claim = entry.claims.get(scheme.id, _NOTHING)
    claimed = _claimed(claim, unit)
    if claimed is not None:
        return Grant(claimed, "claimed")
    if unit.kind and unit.kind != entry.kind:
        return _UNCLAIMED
    hours = entry.hours if claim.hours is None else claim.hours
    rules = scheme.credit if unit is scheme.unit else ()
    rule = next((rule for rule in rules if passes(candidate, rule.when)), None)
    named = _named(rule, candidate) if rule is not None else ""
    if rule is not None and rule.give is not None:
        return _trimmed(Grant(rule.give, named or "a fixed amount"), unit, hours)
    per_hour = unit.per_hour if rule is None else rule.per_hour
    if per_hour is None:
        return _UNCLAIMED
    if hours is None:
        return _NO_AMOUNT
    return _at_rate(hours, per_hour, unit, named)


def _at_rate(hours: Fraction, per_hour: Fraction, unit: Unit, named: str) -> Grant:
    """Return what time is worth at a rate."""
    rate = f"{shown(hours)} h at {exact(per_hour)} {_label(unit, per_hour)} an hour"
    if unit.label == "hour" and per_hour == 1:
        rate = f"{shown(hours)} h, hour for hour"
    because = ": ".join(filter(None, (named, rate)))
    return _trimmed(Grant(hours * per_hour, because), unit, hours)


def _part(
    entry: Entry, candidate: Candidate, unit: Unit, scheme: Scheme, amounts: Mapping[str, Fraction]
) -> Grant:
    """Return what an entry has of a unit that is a part of another.

    The claim, else the time that was participatory where the entry gives it, else the whole where
    the entry has the part at all.
    """
    claim = entry.claims.get(scheme.id, _NOTHING)
    claimed = _claimed(claim, unit)
    if claimed is not None:
        return Grant(claimed, "claimed")
    if unit.kind and unit.kind != entry.kind:
        return _UNCLAIMED
    if entry.participatory_hours is not None and PARTICIPATORY in unit.when.wants:
        having = replace(candidate, flags={**candidate.flags, PARTICIPATORY: True})
        rate = next((one.per_hour for one in scheme.units if one.id == unit.part_of), None)
        amount = entry.participatory_hours * (_ONE if rate is None else rate)
        because = f"{shown(entry.participatory_hours)} h of it were participatory"
        grant = Grant(amount if passes(having, unit.when) else Fraction(0), because)
        return _trimmed(grant, unit, entry.participatory_hours)
    if not passes(candidate, unit.when):
        return _NO_PART
    hours = entry.hours if claim.hours is None else claim.hours
    whole = amounts.get(unit.part_of, hours or Fraction(0))
    return _trimmed(Grant(whole, ""), unit, hours)


def _claimed(claim: Claim, unit: Unit) -> Fraction | None:
    """Return what the entry itself claims in a unit; None when it claims nothing."""
    if claim is _NOTHING:
        return None
    if unit.id in claim.amounts:
        return claim.amounts[unit.id]
    return claim.hours if unit.id == HOURS else None


def _trimmed(grant: Grant, unit: Unit, hours: Fraction | None) -> Grant:
    """Return derived credit as it counts: not below the minimum of time, rounded down to a step."""
    if unit.minimum is not None and hours is not None and hours < unit.minimum:
        return Grant(
            Fraction(0), f"{shown(hours)} h is less than the {shown(unit.minimum)} h that count"
        )
    if unit.round is None:
        return grant
    rounded = floor(grant.amount / unit.round) * unit.round
    if rounded == grant.amount:
        return grant
    return Grant(rounded, f"{grant.because}, rounded down to {shown(rounded)}")


def _named(rule: CreditRule, candidate: Candidate) -> str:
    """Return what a rule found in an entry, such as `tier 14`; "" when it looks at nothing."""
    wants = rule.when.wants
    if not wants:
        return ""
    found = {
        name: accepted.intersection(values(candidate, name)) for name, accepted in wants.items()
    }
    return ", ".join(f"{name} {listed(sorted(texts))}" for name, texts in found.items())


def _label(unit: Unit, amount: Fraction) -> str:
    return unit.label if amount == 1 else unit.labels
