"""Competences: what of a framework the entries show, year by year, and what has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.assessment import Tally, YearSummary, together
from cpdsite.render import paging, permalinks
from cpdsite.render.competences import Held, Shown
from cpdsite.render.paging import WHOLE, Pages, Piece
from cpdsite.render.site import Anchor, Site, Spot, share
from cpdsite.render.views.tables import (
    Column,
    EntryTable,
    Number,
    Row,
    entry_table,
    number,
    part_of,
    row,
)

_YEARS = 6
"""So many years have a column of their own; there is no room for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the entries under one code come to in some years."""

    label: str
    key: str
    entries: Number
    hours: str
    """`12.5 h`; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of a framework in the table."""

    id: str
    to: Anchor
    below: bool
    """Whether it is a part of the code above it."""
    shares: tuple[Share, ...]
    """For all years, then by year, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkView:
    """One framework: codes against years."""

    title: str
    crumbs: tuple[Anchor, ...]
    body: str
    address: Anchor
    headings: tuple[str, ...]
    codes: tuple[Code, ...]
    """Empty when no entry shows any."""
    lacking: tuple[str, ...]
    """The codes that no counted activity shows; empty where the audience may not see it."""
    partial: bool
    """Whether there are entries that the audience may not open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworksView:
    """All frameworks."""

    title: str
    crumbs: tuple[Anchor, ...]
    frameworks: tuple[FrameworkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyView:
    """One code with its entries."""

    title: str
    crumbs: tuple[Anchor, ...]
    framework: str
    done: EntryTable | None
    others: tuple[Row, ...]
    """Planned ones, and those of other kinds."""
    pages: Pages | None


def every(spot: Spot) -> FrameworksView:
    """All frameworks, each with its coverage."""
    return FrameworksView(
        title=spot.say("competences"),
        crumbs=(Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),),
        frameworks=tuple(of_framework(spot, held) for held in spot.site.competences.values()),
    )


def of_framework(spot: Spot, held: Held) -> FrameworkView:
    """One framework, code by code."""
    shown = [one for one in held.competences.values() if one.entries or spot.site.assessed]
    used = any(one.entries for one in shown)
    lacking = [one for one in shown if not _tally(spot.site.years, held, one).count]
    return FrameworkView(
        title=held.framework.title,
        crumbs=_crumbs(spot),
        body=held.framework.body,
        address=Anchor(
            label=held.framework.title, href=spot.to(permalinks.of_framework(held.framework.id))
        ),
        headings=tuple(label for _, label, _ in _columns(spot.site)),
        codes=tuple(_code(spot, held, one) for one in shown) if used else (),
        lacking=tuple(one.name for one in lacking) if spot.site.assessed else (),
        partial=bool(spot.site.portfolio.hidden),
    )


def of_code(spot: Spot, held: Held, shown: Shown, piece: Piece = WHOLE) -> CompetencyView:
    """One code with the entries that show it."""
    tally = _tally(spot.site.years, held, shown)
    counted = share(tally)
    here = [one for one in shown.entries if piece.holds(spot.site.year_of[one.id])]
    done = [one for one in here if one.id in counted]
    column = Column(key="hours", label=spot.say("column-hours"), tally=tally)
    path = permalinks.of_framework(held.framework.id)
    return CompetencyView(
        title=paging.title(spot, piece, shown.name),
        crumbs=(
            *_crumbs(spot),
            Anchor(label=held.framework.title, href=spot.to(path)),
            *paging.crumbs(spot, piece, shown.name),
        ),
        framework=held.framework.title,
        done=part_of(piece, entry_table(spot, spot.say("column-activities"), done, (column,)))
        if done or (piece.last and tally.hidden)
        else None,
        others=tuple(row(spot, one) for one in reversed(here) if one.id not in counted),
        pages=paging.pages(spot, piece),
    )


def _crumbs(spot: Spot) -> tuple[Anchor, ...]:
    """The pages above a framework."""
    return (
        Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
        Anchor(label=spot.say("competences"), href=spot.to(permalinks.COMPETENCES)),
    )


def _code(spot: Spot, held: Held, shown: Shown) -> Code:
    """One code with its numbers; without an entry it has no page."""
    path = permalinks.of_competency(held.framework.id, shown.code)
    return Code(
        id=f"{held.framework.id}/{shown.code}",
        to=Anchor(label=shown.name, href=spot.to(path) if shown.entries else ""),
        below=bool(shown.parent),
        shares=tuple(
            _share(spot.site, (key, label), _tally(some, held, shown))
            for key, label, some in _columns(spot.site)
        ),
    )


def _columns(site: Site) -> list[tuple[str, str, Sequence[YearSummary]]]:
    """All years, the last ones newest first, and those before them together: key, label, years."""
    last, former = site.years[-_YEARS:], site.years[:-_YEARS]
    every: Sequence[YearSummary] = site.years
    columns = [("all", site.say("all-years"), every)]
    columns += [(year.label, year.label, (year,)) for year in reversed(last)]
    return [*columns, ("earlier", site.say("earlier"), former)] if former else columns


def _share(site: Site, column: tuple[str, str], tally: Tally) -> Share:
    """What the activities of some years come to."""
    key, label = column
    hours = number(tally.total).text
    return Share(
        label=label,
        key=key,
        entries=number(Fraction(tally.count)),
        hours=site.say("hours-abbreviated", hours=hours) if tally.total else "",
    )


def _tally(years: Sequence[YearSummary], held: Held, shown: Shown) -> Tally:
    """The hours of the activities of some years that show a competency."""
    name = f"{held.framework.id}/{shown.code}"
    return together(year.by_competency.get(name, Tally()) for year in years)
