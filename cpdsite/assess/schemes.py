"""One scheme held against the entries: its cycles with their figures, and each entry's credit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cpdsite.assess.candidates import passes
from cpdsite.assess.credit import Counted, counted
from cpdsite.assess.cycles import calendar_of, cycles_listed, labels_of
from cpdsite.assess.facts import day_of
from cpdsite.assess.requirements import outcomes
from cpdsite.assess.selection import Cycle
from cpdsite.assess.summaries import grouped
from cpdsite.model.assessment import (
    Credit,
    CycleAssessment,
    Exclusion,
    Part,
    SchemeAssessment,
    Tally,
)
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.period import Period
from cpdsite.model.scheme import Measure, Scheme, Taxonomy
from cpdsite.model.settings import Membership

CREDITED = frozenset((Measure.SUM, Measure.MIX, Measure.DISTINCT))
"""Measures that ask for amounts or terms: entries of the kinds they look at have credit to show."""


def assess_scheme(
    journal: Journal, membership: Membership, entries: Sequence[Entry], today: date
) -> tuple[SchemeAssessment, list[Exclusion]] | None:
    """Return every listed cycle, and the entries that count in none of them.

    None when the scheme, or a fact on which its cycles hang, could not be read.
    """
    scheme = journal.schemes.get(membership.scheme)
    if scheme is None:
        return None
    calendar = calendar_of(scheme, membership, journal.settings)
    if calendar is None:
        return None
    items = _items(scheme, journal, entries)
    kinds = {"activity", *(requirement.kind for requirement in scheme.requirements)}
    first = next((item.credit.day for item in items if item.entry.kind in kinds), None)
    periods = cycles_listed(calendar, day_of(membership, "joined") or first, today)
    selected = grouped(items, periods, lambda item: item.credit.day)
    cycles = [
        Cycle(
            scheme=scheme,
            membership=membership,
            period=period,
            today=today,
            selected=tuple(selected[period]),
            all=items,
        )
        for period in periods
    ]
    found = SchemeAssessment(
        scheme=scheme,
        cycles=tuple(map(_assess_cycle, labels_of(periods), cycles)),
        credits=dict(_credits(scheme, cycles)),
        by_term={t.id: _by_term(t, _activities(*cycles), scheme) for t in scheme.taxonomies},
    )
    return found, [*_kept_out(scheme, entries), *_outside(scheme, items, periods)]


def _items(scheme: Scheme, journal: Journal, entries: Iterable[Entry]) -> tuple[Counted, ...]:
    """Return the entries that the scheme looks at, with their credit, by day and id."""
    kinds = {"activity"}
    for requirement in scheme.requirements:
        kinds |= {requirement.kind, requirement.excused_by}
    wanted = (e for e in entries if e.kind in kinds and not _is_kept_out(e, scheme))
    items = counted(scheme, journal.settings.types, wanted)
    return tuple(sorted(items, key=lambda item: (item.credit.day, item.entry.id)))


def _credits(scheme: Scheme, cycles: Iterable[Cycle]) -> Iterator[tuple[str, Credit]]:
    """Yield the credit, by entry id, of what counts in some cycle."""
    kinds = {r.kind for r in scheme.requirements if r.measure in CREDITED} | {"activity"}
    for cycle in cycles:
        for item in cycle.selected:
            if item.entry.kind in kinds:
                yield item.entry.id, item.credit


# --- The figures of a cycle -----------------------------------------------------------------------


def _assess_cycle(label: str, cycle: Cycle) -> CycleAssessment:
    scheme = cycle.scheme
    activities = _activities(cycle)
    main = scheme.unit.id
    parts = tuple(_part(item, main, item.credit.because) for item in activities)
    credited = Tally(parts=parts)
    return CycleAssessment(
        label=label,
        period=cycle.period,
        closed=cycle.closed,
        claimed=credited.total,
        credited=credited,
        by_term={t.id: _by_term(t, activities, scheme) for t in scheme.taxonomies},
        by_unit={
            unit.id: Tally(parts=tuple(_part(item, unit.id) for item in activities))
            for unit in scheme.units[1:]
        },
        unsorted={
            taxonomy.id: Tally(parts=tuple(_unsorted(taxonomy, activities, scheme)))
            for taxonomy in scheme.taxonomies
            if taxonomy.required is not None
        },
        outcomes=tuple(outcomes(cycle)),
    )


def _activities(*cycles: Cycle) -> list[Counted]:
    """Return what is credited in the cycles."""
    selected = (item for cycle in cycles for item in cycle.selected)
    return [item for item in selected if item.entry.kind is Kind.ACTIVITY]


def _part(item: Counted, unit: str, note: str = "") -> Part:
    return Part(entry=item.entry.id, amount=item.credit.amounts[unit], note=note)


def _by_term(
    taxonomy: Taxonomy, activities: Iterable[Counted], scheme: Scheme
) -> Mapping[str, Tally]:
    """Return the credit under each term that occurs, in the body's order; "" is the last."""
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for item in activities:
        for term in item.credit.terms[taxonomy.id] or ("",):
            parts[term].append(_part(item, scheme.unit.id))
    order = (*taxonomy.terms, "")
    return {term: Tally(parts=tuple(parts[term])) for term in order if term in parts}


def _unsorted(taxonomy: Taxonomy, activities: Iterable[Counted], scheme: Scheme) -> Iterator[Part]:
    """Yield what should have a term of the taxonomy and has none."""
    for item in activities:
        asked = taxonomy.required is not None and passes(item.candidate, taxonomy.required)
        if asked and not item.credit.terms[taxonomy.id]:
            yield _part(item, scheme.unit.id)


# --- What does not count --------------------------------------------------------------------------


def _is_kept_out(entry: Entry, scheme: Scheme) -> bool:
    return scheme.id in entry.claims and entry.claims[scheme.id].exclude


def _kept_out(scheme: Scheme, entries: Iterable[Entry]) -> Iterator[Exclusion]:
    for entry in entries:
        if _is_kept_out(entry, scheme):
            yield Exclusion(
                entry=entry,
                scheme=scheme.id,
                reason="its claim keeps it out",
                field=f"claims.{scheme.id}.exclude",
            )


def _outside(
    scheme: Scheme, items: Iterable[Counted], periods: Sequence[Period]
) -> Iterator[Exclusion]:
    """Yield the activities that count on a day outside all listed cycles."""
    start, end = periods[0].start, periods[-1].end
    for item in items:
        entry, day = item.entry, item.credit.day
        if entry.kind is not Kind.ACTIVITY or start <= day < end:
            continue
        field = "end" if entry.end is not None else "date"
        yield Exclusion(
            entry=entry,
            scheme=scheme.id,
            reason=f"before {start}, when the first cycle begins"
            if day < start
            else f"counted in a later cycle, from {end}",
            field="count_in" if entry.count_in is not None else field,
        )
