"""Entries that have something in common: a type, a tag, a provider, a category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cpdsite.model.assessment import SchemeAssessment, Tally, YearSummary
from cpdsite.model.entry import Entry
from cpdsite.model.slug import slug
from cpdsite.render import permalinks
from cpdsite.render.charts import capital
from cpdsite.render.site import Anchor, Spot, share
from cpdsite.render.views.tables import (
    Column,
    EntryTable,
    Number,
    Row,
    cell,
    entry_table,
    number,
    row,
)
from cpdsite.render.words import short_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A list of entries with what they come to."""

    title: str
    crumbs: tuple[Anchor, ...]
    about: str
    """What the entries have in common, `Tag`."""
    counted: str
    """Of the total: `hours in 12 activities`."""
    total: Number
    total_key: str
    hidden: str
    """`3 not shown`; "" for none."""
    tables: tuple[EntryTable, ...]
    others: tuple[Row, ...]
    """Entries without an amount: planned ones, and those of other kinds."""


def of_tag(spot: Spot, name: str, entries: Iterable[Entry]) -> ListingView:
    """The entries that share a tag, however it is spelt."""
    tallies = spot.site.portfolio.assessment.by_tag
    hours = tallies.get(slug(name), Tally())
    return _of_hours(spot, spot.say("about-tag"), name, tuple(entries), hours)


def of_provider(spot: Spot, name: str, entries: Iterable[Entry]) -> ListingView:
    """The entries that share a provider, however it is spelt."""
    tallies = spot.site.portfolio.assessment.by_provider
    hours = tallies.get(slug(name), Tally())
    return _of_hours(spot, spot.say("about-provider"), name, tuple(entries), hours)


def of_type(spot: Spot, name: str, title: str, entries: Iterable[Entry]) -> ListingView:
    """The entries of one type."""
    tallies = spot.site.portfolio.assessment.by_type
    hours = tallies.get(slug(name), Tally())
    return _of_hours(spot, spot.say("about-type"), title, tuple(entries), hours)


def of_term(
    spot: Spot, found: SchemeAssessment, term: str, entries: Iterable[Entry]
) -> ListingView:
    """The entries under one category of a scheme, by the cycles they count in."""
    label = spot.term(found.scheme, term).label
    unit = found.scheme.unit
    tallies = [
        (
            spot.say("cycle-named", cycle=cycle.label),
            cycle.by_term.get("category", {}).get(term, Tally()),
        )
        for cycle in reversed(found.cycles)
    ]
    whole = found.by_term.get("category", {}).get(term, Tally())
    placed = share(whole)
    return ListingView(
        title=label,
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            spot.scheme(found.scheme),
        ),
        about=spot.say("about-category", scheme=short_name(found.scheme)),
        counted=spot.say(
            "unit-in-entries",
            unit=unit.label if whole.total == 1 else unit.labels,
            entries=spot.say.entries(whole.count),
        ),
        total=number(whole.total),
        total_key=found.scheme.id,
        hidden=spot.say.not_shown(whole.hidden),
        tables=tuple(
            entry_table(
                spot,
                cycle,
                [spot.site.by_id[id_] for id_ in share(tally) if id_ in spot.site.by_id],
                (Column(key=found.scheme.id, label=capital(unit.labels), tally=tally),),
            )
            for cycle, tally in (*tallies, _elsewhere(spot, whole, tallies))
            if tally.count
        ),
        others=tuple(row(spot, entry) for entry in entries if entry.id not in placed),
    )


def _elsewhere(spot: Spot, whole: Tally, tallies: Iterable[tuple[str, Tally]]) -> tuple[str, Tally]:
    """What of a category lies in cycles in which only hidden entries carry it."""
    shown = [tally for _, tally in tallies]
    return spot.say("other-cycles"), Tally(
        hidden=whole.hidden - sum(tally.hidden for tally in shown),
        hidden_amount=sum((-tally.hidden_amount for tally in shown), whole.hidden_amount),
    )


def _of_hours(
    spot: Spot, about: str, title: str, entries: tuple[Entry, ...], hours: Tally
) -> ListingView:
    """A list whose total is in hours."""
    counted = share(hours)
    done = [entry for entry in entries if entry.id in counted]
    column = Column(key="hours", label=spot.say("column-hours"), tally=hours)
    return ListingView(
        title=title,
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            Anchor(label=spot.say("all-entries"), href=spot.to(permalinks.ENTRIES)),
        ),
        about=about,
        counted=spot.say(
            "unit-in-entries",
            unit=spot.say("hour" if hours.total == 1 else "hours"),
            entries=spot.say("activities", number=hours.count),
        ),
        total=number(hours.total),
        total_key="hours",
        hidden=spot.say.not_shown(hours.hidden),
        tables=(entry_table(spot, spot.say("column-activities"), done, (column,)),) if done else (),
        others=tuple(row(spot, entry) for entry in reversed(entries) if entry.id not in counted),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesView:
    """Every entry, by year."""

    title: str
    crumbs: tuple[Anchor, ...]
    counted: str
    hidden: str
    years: tuple[YearGroup, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGroup:
    """The entries of one year."""

    year: Anchor
    key: str
    hours: Number | None
    """None for entries outside every year of the dashboards."""
    unit: str
    hidden: str
    rows: tuple[Row, ...]


def every(spot: Spot) -> EntriesView:
    """Every entry that the audience may open, newest first."""
    site = spot.site
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in reversed(site.portfolio.entries):
        groups[_year_of(spot, entry)].append(entry)
    return EntriesView(
        title=spot.say("all-entries"),
        crumbs=(Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),),
        counted=spot.say.entries(len(site.portfolio.entries)),
        hidden=spot.say.not_shown(site.portfolio.hidden),
        years=(
            *_outside(spot, _LATER, groups),
            *(_group(spot, year, groups[year.label]) for year in reversed(site.years)),
            *_outside(spot, _EARLIER, groups),
        ),
    )


_LATER, _EARLIER = "still", "earlier"
"""Keys of the entries outside every year."""


def _year_of(spot: Spot, entry: Entry) -> str:
    """The year of the dashboards that an entry belongs to."""
    years = spot.site.years
    inside = next((year.label for year in years if entry.day in year.period), "")
    later = not years or entry.day >= years[-1].period.end
    return inside or (_LATER if later else _EARLIER)


def _group(spot: Spot, year: YearSummary, entries: Iterable[Entry]) -> YearGroup:
    """One year with its entries; hours where they count."""
    column = Column(key="hours", label=spot.say("column-hours"), tally=year.hours)
    shares = share(year.hours)
    return YearGroup(
        year=spot.year(year.label),
        key=year.label,
        hours=number(year.hours.total),
        unit=spot.say("hours"),
        hidden=spot.say.not_shown(year.hours.hidden),
        rows=tuple(row(spot, entry, (cell(column, shares, entry),)) for entry in entries),
    )


def _outside(spot: Spot, name: str, groups: dict[str, list[Entry]]) -> tuple[YearGroup, ...]:
    """Entries before the first or after the last year; none for none."""
    if not groups.get(name):
        return ()
    column = Column(key="hours", label=spot.say("column-hours"), tally=Tally())
    rows = tuple(row(spot, entry, (cell(column, {}, entry),)) for entry in groups[name])
    return (
        YearGroup(
            year=Anchor(label=spot.say("still-to-come" if name == _LATER else "earlier")),
            key=name,
            hours=None,
            unit="",
            hidden="",
            rows=rows,
        ),
    )
