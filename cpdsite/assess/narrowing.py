"""A portfolio, narrowed to what was chosen for one reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cpdsite.assess.audience import portfolio
from cpdsite.assess.documents import listed_in
from cpdsite.model.assessment import (
    Assessment,
    Audience,
    CycleAssessment,
    Portfolio,
    SchemeAssessment,
    Tally,
    YearSummary,
)
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal
from cpdsite.model.share import Selection
from cpdsite.model.slug import slug

Ids = frozenset[str]


def narrowed(
    journal: Journal,
    whole: Portfolio,
    selection: Selection,
    *,
    audience: Audience = Audience.REVIEWER,
    broken: Ids = frozenset(),
) -> Portfolio:
    """Return what an audience may see of the chosen entries of the owner's portfolio.

    The chosen schemes and cycles keep their numbers whole; years and lists count chosen entries
    alone. `broken` is as for the whole portfolio.
    """
    assessment, drafts = whole.assessment, whole.drafts
    theirs = portfolio(journal, assessment, audience=audience, drafts=drafts, broken=broken)
    if selection == Selection():
        return theirs
    schemes = tuple(_schemes(assessment, selection))
    names = frozenset(found.scheme.id for found in schemes)
    chosen = frozenset(_chosen(journal, _taken(whole, schemes), selection))
    part = portfolio(
        _journal(journal, chosen, names),
        _assessment(assessment, schemes, chosen),
        audience=audience,
        drafts=drafts,
        broken=broken,
    )
    return replace(part, withheld=part.withheld | theirs.withheld, partial=True)


def _schemes(assessment: Assessment, selection: Selection) -> Iterator[SchemeAssessment]:
    """Yield the schemes that are shown, with the cycles that are."""
    for found in assessment.schemes:
        if selection.scheme not in {"", found.scheme.id}:
            continue
        cycles = tuple(c for c in found.cycles if selection.cycle in {"", c.label})
        if len(cycles) == len(found.cycles):
            yield found
        elif cycles:
            yield replace(
                found,
                cycles=cycles,
                credits={
                    id_: credit
                    for id_, credit in found.credits.items()
                    if any(credit.day in cycle.period for cycle in cycles)
                },
                by_term=cycles[-1].by_term,
            )


def _chosen(journal: Journal, taken: Ids, selection: Selection) -> Iterator[str]:
    """Yield the ids of the entries that every part of a selection takes; schemes take some."""
    tags = {slug(tag) for tag in selection.tags}
    for entry in journal.entries:
        if (
            (not selection.scheme or entry.id in taken)
            and (not tags or not tags.isdisjoint(map(slug, entry.tags)))
            and (not selection.highlights or entry.highlight)
            and (not selection.entries or entry.id in selection.entries)
        ):
            yield entry.id


def _taken(whole: Portfolio, schemes: tuple[SchemeAssessment, ...]) -> Ids:
    """Return the ids of the entries that schemes count, or ask for in a paper."""
    cycles = [(found, cycle) for found in schemes for cycle in found.cycles]
    counted = {id_ for _, cycle in cycles for id_ in _counted(cycle)}
    return frozenset(counted).union(
        one.entry.id
        for found, cycle in cycles
        for document in found.in_force(cycle).handover
        for one in listed_in(whole, found, cycle, document)
    )


def _counted(cycle: CycleAssessment) -> Iterator[str]:
    """Yield the ids of the entries behind a cycle's numbers."""
    tallies = [cycle.credited, *cycle.by_unit.values(), *(one.tally for one in cycle.outcomes)]
    for tally in tallies:
        yield from (part.entry for part in tally.parts)


def _journal(journal: Journal, chosen: Ids, schemes: Ids) -> Journal:
    """Return the journal as if it held the chosen entries only, kept under the shown schemes only."""
    others = {entry.path for entry in journal.entries if entry.id not in chosen}
    settings = journal.settings
    return replace(
        journal,
        entries=tuple(_entry(one, schemes) for one in journal.entries if one.id in chosen),
        paths=journal.paths - others,
        settings=replace(
            settings,
            memberships=tuple(one for one in settings.memberships if one.scheme in schemes),
        ),
    )


def _entry(entry: Entry, schemes: Ids) -> Entry:
    """Return an entry without what it claims under schemes that are not shown."""
    claims = {name: claim for name, claim in entry.claims.items() if name in schemes}
    return replace(entry, claims=claims, claims_elsewhere=())


def _assessment(
    assessment: Assessment, schemes: tuple[SchemeAssessment, ...], chosen: Ids
) -> Assessment:
    """Return the numbers of the schemes, and those of years and lists from chosen entries."""
    names = [found.scheme.id for found in schemes]
    return replace(
        assessment,
        schemes=schemes,
        years=tuple(
            year
            for year in (_year(one, names, chosen) for one in assessment.years)
            if year.hours.parts
        ),
        by_tag=_tallies(assessment.by_tag, chosen),
        by_provider=_tallies(assessment.by_provider, chosen),
        by_type=_tallies(assessment.by_type, chosen),
    )


def _year(year: YearSummary, schemes: list[str], chosen: Ids) -> YearSummary:
    """Return one year from chosen entries."""
    credited = {name: tally for name, tally in year.credited.items() if name in schemes}
    months = {month: _tally(tally, chosen) for month, tally in year.by_month.items()}
    return replace(
        year,
        hours=_tally(year.hours, chosen),
        by_type=_tallies(year.by_type, chosen),
        by_month=months,
        credited={name: _tally(tally, chosen) for name, tally in credited.items()},
        by_competency=_tallies(year.by_competency, chosen),
    )


def _tallies(tallies: Mapping[str, Tally], chosen: Ids) -> dict[str, Tally]:
    """Return numbers from chosen entries, those that have none left out."""
    found = {key: _tally(tally, chosen) for key, tally in tallies.items()}
    return {key: tally for key, tally in found.items() if tally.parts}


def _tally(tally: Tally, chosen: Ids) -> Tally:
    """Return a number from chosen entries."""
    return Tally(parts=tuple(part for part in tally.parts if part.entry in chosen))
