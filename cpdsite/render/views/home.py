"""The overview: who, where each scheme stands, what was done last and what is aimed for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.model.assessment import Tally, YearSummary
from cpdsite.model.entry import Entry, Kind
from cpdsite.render import permalinks
from cpdsite.render.charts import Chart
from cpdsite.render.site import Anchor, Site, Spot
from cpdsite.render.views import figures
from cpdsite.render.views.lacking import Missing, unproven
from cpdsite.render.views.plan import Goal, goals
from cpdsite.render.views.standing import Standing, standing
from cpdsite.render.views.tables import Cell, Column, Number, Row, cell, number, row
from cpdsite.render.words import short_name

LATEST = 8
"""How many of the last entries the overview shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One scheme's cycle under way."""

    standing: Standing
    chart: Chart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One year in a list."""

    year: Anchor
    dates: str
    hours: Number
    entries: Number
    hidden: str
    credited: tuple[Cell, ...]
    """By scheme, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The overview."""

    title: str
    crumbs: tuple[Anchor, ...]
    role: str
    registrations: tuple[tuple[str, str], ...]
    """Body and number."""
    cards: tuple[Card, ...]
    unproven: tuple[Missing, ...]
    """What any reviewer would miss in the entries of these cycles, whatever the scheme."""
    years: tuple[YearRow, ...]
    """Newest first."""
    schemes: tuple[str, ...]
    """Headings of the years' credit."""
    latest: tuple[Row, ...]
    highlighted: tuple[Row, ...]
    plan: Anchor
    goals: tuple[Goal, ...]
    """Open ones first, by date."""
    planned: tuple[Row, ...]
    empty: bool
    """Whether there is no entry to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """The years side by side."""

    title: str
    crumbs: tuple[Anchor, ...]
    years: tuple[YearRow, ...]
    schemes: tuple[str, ...]


def view(spot: Spot) -> HomeView:
    """The overview."""
    portfolio = spot.site.portfolio
    author = portfolio.settings.author
    others = [entry for entry in portfolio.entries if entry.kind is not Kind.GOAL]
    done = [entry for entry in reversed(others) if _is_done(spot.site, entry)]
    return HomeView(
        title=author.name or portfolio.settings.title,
        crumbs=(),
        role=author.role,
        registrations=tuple(author.registrations.items()),
        cards=tuple(
            Card(
                standing=standing(spot, found, found.current),
                chart=figures.of_progress(spot.site, found, found.current),
            )
            for found in spot.site.schemes
        ),
        unproven=unproven(spot, [(found, found.current) for found in spot.site.schemes]),
        years=year_rows(spot),
        schemes=tuple(short_name(found.scheme) for found in spot.site.schemes),
        latest=_rows(spot, done[:LATEST]),
        highlighted=_rows(spot, (entry for entry in done if entry.highlight)),
        plan=Anchor(label=spot.say("goals-heading"), href=spot.to(permalinks.PLAN)),
        goals=goals(spot),
        planned=tuple(row(spot, entry) for entry in others if entry.planned),
        empty=not portfolio.entries,
    )


def years(spot: Spot) -> YearsView:
    """The years side by side."""
    return YearsView(
        title=spot.say("years"),
        crumbs=(Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),),
        years=year_rows(spot),
        schemes=tuple(short_name(found.scheme) for found in spot.site.schemes),
    )


def year_rows(spot: Spot) -> tuple[YearRow, ...]:
    """Every year with its totals, newest first."""
    return tuple(_year_row(spot, year) for year in reversed(spot.site.years))


def _year_row(spot: Spot, year: YearSummary) -> YearRow:
    """One year with its totals."""
    return YearRow(
        year=spot.year(year.label),
        dates=spot.say.period(year.period),
        hours=number(year.hours.total),
        entries=number(Fraction(year.hours.count)),
        hidden=spot.say.not_shown(year.hours.hidden),
        credited=tuple(
            Cell(
                column=found.scheme.id,
                label=short_name(found.scheme),
                amount=number(year.credited[found.scheme.id].total)
                if found.scheme.id in year.credited
                else None,
            )
            for found in spot.site.schemes
        ),
    )


def _is_done(site: Site, entry: Entry) -> bool:
    """Whether an entry lies behind: done, and not after the as-of day."""
    return not entry.planned and entry.day <= site.portfolio.assessment.as_of


def _rows(spot: Spot, entries: Iterable[Entry]) -> tuple[Row, ...]:
    """Entries with their hours where they count."""
    hours = spot.site.hours
    column = Column(key="hours", label=spot.say("column-hours"), tally=Tally())
    return tuple(row(spot, entry, (_told(spot, cell(column, hours, entry)),)) for entry in entries)


def _told(spot: Spot, hours: Cell) -> Cell:
    """A cell of hours that can stand in a list."""
    if hours.amount is None:
        return hours
    unit = spot.say("hour" if hours.amount.text == "1" else "hours")
    return replace(hours, said=f"{hours.amount.text} {unit}")
