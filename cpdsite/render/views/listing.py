"""Entries that have something in common: a type, a tag, a provider, a category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cpdsite.model.assessment import CycleAssessment, SchemeAssessment, Tally, YearSummary
from cpdsite.model.entry import Entry
from cpdsite.model.slug import slug
from cpdsite.render import paging, permalinks
from cpdsite.render.charts import capital
from cpdsite.render.paging import WHOLE, Pages, Piece
from cpdsite.render.site import EARLIER, LATER, Anchor, Site, Spot, share
from cpdsite.render.views.tables import (
    Column,
    EntryTable,
    Number,
    Row,
    cell,
    entry_table,
    number,
    part_of,
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
    pages: Pages | None


def of_tag(spot: Spot, name: str, entries: Iterable[Entry], piece: Piece = WHOLE) -> ListingView:
    """The entries that share a tag, however it is spelt."""
    tallies = spot.site.portfolio.assessment.by_tag
    hours = tallies.get(slug(name), Tally())
    return _of_hours(spot, piece, (spot.say("about-tag"), name), tuple(entries), hours)


def of_provider(
    spot: Spot, name: str, entries: Iterable[Entry], piece: Piece = WHOLE
) -> ListingView:
    """The entries that share a provider, however it is spelt."""
    tallies = spot.site.portfolio.assessment.by_provider
    hours = tallies.get(slug(name), Tally())
    return _of_hours(spot, piece, (spot.say("about-provider"), name), tuple(entries), hours)


def of_type(
    spot: Spot, name: str, title: str, entries: Iterable[Entry], piece: Piece = WHOLE
) -> ListingView:
    """The entries of one type."""
    tallies = spot.site.portfolio.assessment.by_type
    hours = tallies.get(slug(name), Tally())
    return _of_hours(spot, piece, (spot.say("about-type"), title), tuple(entries), hours)


def of_term(
    spot: Spot,
    found: SchemeAssessment,
    term: str,
    entries: Iterable[Entry],
    piece: Piece = WHOLE,
) -> ListingView:
    """The entries under one category of a scheme, by the cycles they count in."""
    label = spot.term(found.scheme, term).label
    unit = found.scheme.unit
    whole = found.by_term.get("category", {}).get(term, Tally())
    placed = share(whole)
    return ListingView(
        title=paging.title(spot, piece, label),
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            spot.scheme(found.scheme),
            *paging.crumbs(spot, piece, label),
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
            for cycle, tally in _by_cycle(spot, found, term, piece)
            if tally.count
        ),
        others=tuple(row(spot, one) for one in entries if piece.last and one.id not in placed),
        pages=paging.pages(spot, piece),
    )


def cycles_of_term(
    site: Site, found: SchemeAssessment, term: str, entries: Iterable[Entry]
) -> Iterator[tuple[str, int]]:
    """The cycles of a category, newest first, and how many entries each lists; the last has the rest."""
    rest = sum(1 for _ in entries)
    for cycle in reversed(found.cycles):
        listed = sum(id_ in site.by_id for id_ in share(_tally(cycle, term)))
        rest -= listed
        yield cycle.label, listed + (rest if cycle is found.cycles[0] else 0)


def _tally(cycle: CycleAssessment, term: str) -> Tally:
    """What a category comes to in a cycle."""
    return cycle.by_term.get("category", {}).get(term, Tally())


def _by_cycle(
    spot: Spot, found: SchemeAssessment, term: str, piece: Piece
) -> Iterator[tuple[str, Tally]]:
    """What a category comes to in the cycles of a page; at the end, in those that are not shown."""
    for cycle in reversed(found.cycles):
        if piece.holds(cycle.label):
            yield spot.say("cycle-named", cycle=cycle.label), _tally(cycle, term)
    if piece.last:
        whole = found.by_term.get("category", {}).get(term, Tally())
        yield _elsewhere(spot, whole, [_tally(cycle, term) for cycle in found.cycles])


def _elsewhere(spot: Spot, whole: Tally, shown: Sequence[Tally]) -> tuple[str, Tally]:
    """What of a category lies in cycles in which only hidden entries carry it."""
    return spot.say("other-cycles"), Tally(
        hidden=whole.hidden - sum(tally.hidden for tally in shown),
        hidden_amount=sum((-tally.hidden_amount for tally in shown), whole.hidden_amount),
    )


def _of_hours(
    spot: Spot, piece: Piece, names: tuple[str, str], entries: tuple[Entry, ...], hours: Tally
) -> ListingView:
    """A list whose total is in hours; `names` are what its entries have in common, and its own."""
    about, title = names
    counted = share(hours)
    here = [one for one in entries if piece.holds(spot.site.year_of[one.id])]
    listed = [one for one in entries if one.id in counted]
    done = [one for one in here if one.id in counted]
    column = Column(key="hours", label=spot.say("column-hours"), tally=hours)
    return ListingView(
        title=paging.title(spot, piece, title),
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            Anchor(label=spot.say("all-entries"), href=spot.to(permalinks.ENTRIES)),
            *paging.crumbs(spot, piece, title),
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
        tables=(part_of(piece, entry_table(spot, spot.say("column-activities"), done, (column,))),)
        if done or (listed and piece.last and hours.hidden)
        else (),
        others=tuple(row(spot, one) for one in reversed(here) if one.id not in counted),
        pages=paging.pages(spot, piece),
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
    pages: Pages | None


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


def every(spot: Spot, piece: Piece = WHOLE) -> EntriesView:
    """Every entry that the audience may open, newest first."""
    site = spot.site
    title = spot.say("all-entries")
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in reversed(site.portfolio.entries):
        groups[site.year_of[entry.id]].append(entry)
    return EntriesView(
        title=paging.title(spot, piece, title),
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            *paging.crumbs(spot, piece, title),
        ),
        counted=spot.say.entries(len(site.portfolio.entries)),
        hidden=spot.say.not_shown(site.portfolio.hidden),
        years=tuple(
            group
            for group in (
                *_outside(spot, LATER, groups),
                *(_group(spot, year, groups[year.label]) for year in reversed(site.years)),
                *_outside(spot, EARLIER, groups),
            )
            if piece.holds(group.key)
        ),
        pages=paging.pages(spot, piece),
    )


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
            year=Anchor(label=spot.say("still-to-come" if name == LATER else "earlier")),
            key=name,
            hours=None,
            unit="",
            hidden="",
            rows=rows,
        ),
    )
