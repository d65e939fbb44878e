"""Which entries stand in a paper that a body asks for, and what they are granted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.assess.candidates import Candidate, candidate, passes, slices_of
from cpdsite.model.assessment import (
    Credit,
    CycleAssessment,
    Portfolio,
    SchemeAssessment,
    added,
)
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.scheme import Document, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a paper."""

    entry: Entry
    candidate: Candidate
    """What the edition in force sees of it."""
    credit: Credit | None = None
    """None where its kind is granted nothing."""
    part: Fraction = Fraction(1)
    """How much of it the paper asks for: less than the whole where a claim splits it."""

    def amount(self, unit: str) -> Fraction | None:
        """Return what it is granted in a unit before caps, as far as the paper asks for it."""
        if self.credit is None or unit not in self.credit.amounts:
            return None
        return self.credit.amounts[unit] * self.part

    @property
    def credited(self) -> Fraction | None:
        """What caps leave of it in the first unit, likewise."""
        if self.credit is None or self.credit.credited is None:
            return None
        return self.credit.credited * self.part


def listed_in(
    shown: Portfolio, assessed: SchemeAssessment, cycle: CycleAssessment, document: Document
) -> list[Listed]:
    """Return the entries of a paper for a cycle, by day and id: those that count, and no others."""
    scheme = assessed.in_force(cycle)
    found: list[Listed] = []
    for entry in shown.entries:
        if entry.kind != document.kind or not _counts(shown, scheme, entry):
            continue
        if _cycle_of(entry, cycle):
            found += _asked(shown, assessed, scheme, entry, document)
    return sorted(found, key=lambda one: (one.entry.counted_on, one.entry.id))


def _asked(
    shown: Portfolio,
    assessed: SchemeAssessment,
    scheme: Scheme,
    entry: Entry,
    document: Document,
) -> Iterator[Listed]:
    """Yield an entry, or the part of it, that a paper asks for."""
    found = candidate(entry, scheme, shown.settings.types)
    parts = [one.part for one in slices_of(found) if passes(one.candidate, document.where)]
    if parts:
        credit = assessed.credits.get(entry.id)
        yield Listed(entry=entry, candidate=found, credit=credit, part=added(parts))


def _counts(shown: Portfolio, scheme: Scheme, entry: Entry) -> bool:
    """Tell whether an entry is done, and counts under a scheme on the as-of day."""
    claim = entry.claims.get(scheme.id)
    return (
        not entry.planned
        and (shown.drafts or not entry.draft)
        and entry.day <= shown.assessment.as_of
        and not (claim is not None and claim.exclude)
    )


def _cycle_of(entry: Entry, cycle: CycleAssessment) -> bool:
    """Tell whether an entry belongs to a cycle: a statement may name the one that it covers."""
    named = entry.details.get("cycle", "") if entry.kind is Kind.STATEMENT else ""
    return named == cycle.label if named else entry.counted_on in cycle.period
