"""Hours and claims to credit: what a scheme grants for one entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from cpdsite.assess.candidates import Candidate, candidate, passes, values
from cpdsite.assess.words import listed, shown
from cpdsite.model.assessment import Credit
from cpdsite.model.entry import Claim, Entry
from cpdsite.model.scheme import CreditRule, Scheme, Unit
from cpdsite.model.settings import ActivityType

HOURS = "hours"
"""The key of a claim that states time; a scheme that counts hours calls its unit so too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An entry that counts under a scheme, and what it is granted."""

    entry: Entry
    candidate: Candidate
    credit: Credit


@dataclass(frozen=True, slots=True)
class Grant:
    """An amount and how it came about."""

    amount: Fraction
    because: str


def counted(
    scheme: Scheme, types: Mapping[str, ActivityType], entries: Iterable[Entry]
) -> tuple[Counted, ...]:
    """Return each entry with its credit under the scheme, in the order given."""
    candidates = (candidate(entry, scheme, types) for entry in entries)
    return tuple(
        Counted(entry=found.entry, candidate=found, credit=credit(found, scheme))
        for found in candidates
    )


def credit(candidate: Candidate, scheme: Scheme) -> Credit:
    """Return what the scheme grants for one entry, in every unit."""
    entry = candidate.entry
    grants = {unit.id: _grant(candidate, scheme, unit) for unit in scheme.units}
    return Credit(
        entry=entry.id,
        day=entry.counted_on,
        amounts={unit: grant.amount for unit, grant in grants.items()},
        terms=candidate.terms,
        because=grants[scheme.unit.id].because,
    )


def _grant(candidate: Candidate, scheme: Scheme, unit: Unit) -> Grant:
    """Return the claim, else what the first matching rule gives, else the hours' worth."""
    claim = candidate.entry.claims.get(scheme.id, Claim())
    claimed = _claimed(claim, unit)
    if claimed is not None:
        return Grant(claimed, "claimed")
    hours = candidate.entry.hours if claim.hours is None else claim.hours
    rules = scheme.credit if unit is scheme.unit else ()
    rule = next((rule for rule in rules if passes(candidate, rule.when)), None)
    if rule is not None and rule.give is not None:
        return _trimmed(Grant(rule.give, _named(rule, candidate) or "a fixed amount"), unit, hours)
    per_hour = unit.per_hour if rule is None else rule.per_hour
    if per_hour is None:
        return Grant(Fraction(0), "nothing is claimed")
    if hours is None:
        return Grant(Fraction(0), "no amount is given")
    rate = f"{shown(hours)} h at {shown(per_hour)} {_label(unit, per_hour)} an hour"
    because = ": ".join(filter(None, (_named(rule, candidate), rate)))
    return _trimmed(Grant(hours * per_hour, because), unit, hours)


def _claimed(claim: Claim, unit: Unit) -> Fraction | None:
    """Return what the entry itself claims in a unit; None when it claims nothing."""
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


def _named(rule: CreditRule | None, candidate: Candidate) -> str:
    """Return what a rule found in an entry, such as `tier 14`; "" when it looks at nothing."""
    wants = rule.when.wants if rule is not None else {}
    found = {
        name: accepted.intersection(values(candidate, name)) for name, accepted in wants.items()
    }
    return ", ".join(f"{name} {listed(sorted(texts))}" for name, texts in found.items())


def _label(unit: Unit, amount: Fraction) -> str:
    return unit.label if amount == 1 else unit.labels
