"""The dashboard of one year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.assessment import Audience, CycleAssessment, YearSummary
from cpdsite.model.entry import REFLECTION, Entry
from cpdsite.render import permalinks
from cpdsite.render.charts import Chart
from cpdsite.render.numbers import percent
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Site, Spot, share
from cpdsite.render.views import figures
from cpdsite.render.views.lacking import Missing, unproven
from cpdsite.render.views.standing import Standing, standing
from cpdsite.render.views.tables import (
    Column,
    EntryTable,
    Number,
    Row,
    entry_table,
    exact,
    number,
    row,
)
from cpdsite.render.views.yearly import Comparison, Touched, comparison, touched
from cpdsite.render.words import short_name

WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure that stands out."""

    key: str
    """Under which a script finds it, `hours`."""
    label: str
    figure: Number
    beside: str = ""
    """What is said small beside the figure, `of 400`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeYear:
    """A scheme whose cycle is exactly the year."""

    standing: Standing
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The dashboard of one year."""

    title: str
    crumbs: tuple[Anchor, ...]
    dates: str
    under_way: bool
    """Whether the as-of day lies in it."""
    tiles: tuple[Tile, ...]
    schemes: tuple[SchemeYear, ...]
    unproven: tuple[Missing, ...]
    """What any reviewer would miss in the year's entries, whatever the scheme."""
    charts: tuple[Chart, ...]
    cycles: tuple[Standing, ...]
    """The cycles that the year is a part of, or that are parts of it."""
    comparison: Comparison | None
    """With the year before."""
    goals: tuple[Touched, ...]
    table: EntryTable
    others: tuple[Row, ...]
    """Entries of other kinds."""
    planned: tuple[Row, ...]
    before: Anchor | None
    after: Anchor | None


def view(spot: Spot, year: YearSummary) -> Year:
    """The dashboard of one year."""
    site = spot.site
    within = [entry for entry in site.portfolio.entries if entry.day in year.period]
    counted = share(year.hours)
    done = [entry for entry in within if entry.id in counted]
    rest = [entry for entry in within if entry.id not in counted]
    cycles = [(found, c) for found in site.schemes for c in found.cycles if _meet(year, c)]
    whole = [(found, cycle) for found, cycle in cycles if cycle.period == year.period]
    labels = [other.label for other in site.years]
    index = labels.index(year.label)
    return Year(
        title=year.label,
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            Anchor(label=spot.say("years"), href=spot.to(permalinks.YEARS)),
        ),
        dates=spot.say.period(year.period),
        under_way=site.portfolio.assessment.as_of in year.period,
        tiles=tuple(_tiles(site, year, done)),
        schemes=tuple(
            SchemeYear(standing=standing(spot, *pair), charts=figures.of_cycle(spot.site, *pair))
            for pair in whole
        ),
        unproven=unproven(spot, whole, year.period),
        charts=figures.of_year(site, year),
        cycles=tuple(standing(spot, *pair) for pair in cycles if pair not in whole),
        comparison=comparison(spot, year),
        goals=touched(spot, year),
        table=entry_table(
            spot, spot.say("activities-in-year", year=year.label), done, columns(spot, year)
        ),
        others=tuple(row(spot, entry) for entry in reversed(rest) if not entry.planned),
        planned=tuple(row(spot, entry) for entry in rest if entry.planned),
        before=spot.year(labels[index - 1]) if index else None,
        after=spot.year(labels[index + 1]) if index + 1 < len(labels) else None,
    )


def columns(spot: Spot, year: YearSummary) -> tuple[Column, ...]:
    """The amounts of a year's table: hours, and the credit under each scheme."""
    return (
        Column(key="hours", label=spot.say("column-hours"), tally=year.hours),
        *(
            Column(
                key=found.scheme.id,
                label=short_name(found.scheme),
                tally=year.credited[found.scheme.id],
                terms={
                    part.entry: spot.categories(found, part.entry)
                    for part in year.credited[found.scheme.id].parts
                },
            )
            for found in spot.site.schemes
            if found.scheme.id in year.credited
        ),
    )


def _meet(year: YearSummary, cycle: CycleAssessment) -> bool:
    """Whether a cycle and a year share a day."""
    return cycle.period.start < year.period.end and year.period.start < cycle.period.end


def _tiles(site: Site, year: YearSummary, done: list[Entry]) -> Iterator[Tile]:
    """What stands at the top of the dashboard; coverage is that of the entries shown."""
    yield Tile(key="hours", label=site.say("column-hours"), figure=number(year.hours.total))
    yield Tile(
        key="entries",
        label=site.say("column-activities"),
        figure=number(Fraction(year.hours.count)),
        beside=site.say.not_shown(year.hours.hidden),
    )
    if not done:
        return
    if site.reflections:
        reflected = [any(map(entry.reflects, REFLECTION)) for entry in done]
        yield _coverage(site.say, "reflection", "with-reflection", reflected)
    whole = site.portfolio.audience is Audience.OWNER
    label = "with-evidence" if whole else "with-evidence-shown"
    yield _coverage(site.say, "evidence", label, [bool(entry.evidence) for entry in done])
    if site.schemes:
        yield from _categories(site, done, whole=whole)


def _coverage(say: Say, key: str, label: str, holds: list[bool]) -> Tile:
    """How many of the entries have something, in per cent; 100 only when all have."""
    part = percent(Fraction(WHOLE * sum(holds), len(holds)), short_of=WHOLE)
    return Tile(
        key=key,
        label=say(label),
        figure=Number(text=part, exact=exact(Fraction(sum(holds)))),
        beside=say("part-of", part=sum(holds), whole=len(holds)),
    )


def _categories(site: Site, done: list[Entry], *, whole: bool) -> Iterator[Tile]:
    """How many categories of the first scheme the year's entries cover, where there are a few."""
    found, say = site.schemes[0], site.say
    taxonomy = found.scheme.taxonomy("category")
    if taxonomy is None or len(taxonomy.terms) >= figures.MANY:
        return
    terms = {
        term
        for entry in done
        if entry.id in found.credits
        for term in found.credits[entry.id].terms.get("category", ())
    }
    yield Tile(
        key="categories",
        label=say("scheme-categories", scheme=short_name(found.scheme)),
        figure=number(Fraction(len(terms))),
        beside=say("of-covered" if whole else "of-among-shown", number=len(taxonomy.terms)),
    )
