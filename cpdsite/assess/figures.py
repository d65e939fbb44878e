"""The figures of a cycle: what is claimed and credited, by term and by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.assess.candidates import passes
from cpdsite.assess.credit import Counted
from cpdsite.assess.selection import Cycle, Granted
from cpdsite.model.assessment import CycleAssessment, Part, Tally, added
from cpdsite.model.entry import Kind
from cpdsite.model.scheme import Scheme, Taxonomy, Unit

Clipped = Mapping[tuple[str, str], Granted]
"""By unit and entry: what caps left of what they took something from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the activities of a cycle come to; each as the cycle's assessment has it."""

    claimed: Fraction
    credited: Tally
    by_term: Mapping[str, Mapping[str, Tally]]
    by_unit: Mapping[str, Tally]
    unsorted: Mapping[str, Tally]


def figures(cycle: Cycle, clipped: Clipped) -> Figures:
    """Return the figures of a cycle's activities."""
    scheme, main = cycle.scheme, cycle.scheme.unit.id
    activities = [item for item in cycle.selected if item.entry.kind is Kind.ACTIVITY]
    left = [clipped.get((main, item.entry.id)) for item in activities]
    parts = tuple(
        item.part if found is None else found.part(item.part.note)
        for item, found in zip(activities, left, strict=True)
    )
    return Figures(
        claimed=added(item.part.amount for item in activities),
        credited=Tally(parts=parts),
        by_term={t.id: _by_term(t, activities, parts, left) for t in scheme.taxonomies},
        by_unit={
            unit.id: Tally(parts=tuple(_parts(_earning(unit, cycle, activities), unit.id, clipped)))
            for unit in scheme.units[1:]
        },
        unsorted={
            taxonomy.id: Tally(parts=tuple(_unsorted(taxonomy, activities, parts)))
            for taxonomy in scheme.taxonomies
            if taxonomy.required is not None
        },
    )


def over_all(cycles: Sequence[CycleAssessment], scheme: Scheme) -> dict[str, Mapping[str, Tally]]:
    """Return the credit under each term, over all cycles."""
    found: dict[str, Mapping[str, Tally]] = {}
    for name in dict.fromkeys(name for cycle in cycles for name in cycle.by_term):
        parts: dict[str, list[Part]] = {}
        for cycle in cycles:
            for term, tally in cycle.by_term.get(name, {}).items():
                parts.setdefault(term, []).extend(tally.parts)
        taxonomies = (edition.taxonomy(name) for edition in scheme.editions)
        known = dict.fromkeys(term for t in taxonomies if t is not None for term in t.terms)
        found[name] = _in_order(known, parts)
    return found


def _earning(unit: Unit, cycle: Cycle, activities: Sequence[Counted]) -> Sequence[Counted]:
    """Return the entries that a unit is counted of: activities, or those of its own kind."""
    if unit.kind not in set(Kind):
        return activities
    return [item for item in cycle.selected if item.entry.kind == unit.kind]


def _parts(activities: Iterable[Counted], unit: str, clipped: Clipped) -> Iterator[Part]:
    """Yield what is left of each activity in a unit."""
    for item in activities:
        entry, note = item.entry.id, item.worth.reasons.get(unit, "")
        left = clipped.get((unit, entry))
        amount = item.worth.amounts[unit]
        yield left.part(note) if left else Part(entry=entry, amount=amount, note=note)


def _by_term(
    taxonomy: Taxonomy,
    activities: Sequence[Counted],
    parts: Sequence[Part],
    left: Sequence[Granted | None],
) -> Mapping[str, Tally]:
    """Return the credit under each term that occurs, in the body's order; "" is the last.

    A term that is shared counts in full, one of a split by its part.
    """
    found: dict[str, list[Part]] = {}
    for item, part, one in zip(activities, parts, left, strict=True):
        if not item.candidate.slices:
            for term in item.candidate.terms[taxonomy.id] or ("",):
                found.setdefault(term, []).append(part)
            continue
        for term, amount in _amounts(taxonomy.id, item, one).items():
            found.setdefault(term, []).append(Part(entry=part.entry, amount=amount, note=part.note))
    return _in_order(taxonomy.terms, found)


def _amounts(taxonomy: str, item: Counted, left: Granted | None) -> dict[str, Fraction]:
    """Return what an entry that is split adds to each of its terms, or to none."""
    sums: dict[str, Fraction] = {}
    for number, one in enumerate(item.candidate.slices):
        amount = left.amounts[number] if left else item.part.amount * one.part
        for term in one.candidate.terms[taxonomy] or ("",):
            sums[term] = sums.get(term, Fraction(0)) + amount
    return sums


def _in_order(known: Iterable[str], parts: Mapping[str, list[Part]]) -> dict[str, Tally]:
    """Return tallies in the order of the terms that are known, then others, "" at the end."""
    order = (*dict.fromkeys((*known, *filter(None, parts))), "")
    return {term: Tally(parts=tuple(parts[term])) for term in order if term in parts}


def _unsorted(
    taxonomy: Taxonomy, activities: Iterable[Counted], parts: Iterable[Part]
) -> Iterator[Part]:
    """Yield what should have a term of the taxonomy and has none."""
    for item, part in zip(activities, parts, strict=True):
        wanted = taxonomy.required is not None and passes(item.candidate, taxonomy.required)
        if wanted and not item.candidate.terms[taxonomy.id]:
            yield part
