"""A year beside the one before it, and the goals that its entries lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.assessment import HIDDEN, Audience, Tally, YearSummary
from cpdsite.model.entry import REFLECTION, Kind
from cpdsite.render import numbers
from cpdsite.render.site import Anchor, Site, Spot
from cpdsite.render.views.tables import Number, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One figure of a year and of the year before."""

    key: str
    """`hours`, `entries`, `reflection`, or a type after `type-`."""
    label: str
    now: Number
    before: Number
    change: str
    """`+3`, `-1.5`, `0`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A year beside the one before."""

    now: str
    before: Anchor
    totals: tuple[Pair, ...]
    types: tuple[Pair, ...]
    """Hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A goal with how many entries of the year lead to it."""

    goal: Anchor
    counted: str


def comparison(spot: Spot, year: YearSummary) -> Comparison | None:
    """A year beside the one before; None for the first one, and where both are empty."""
    years = spot.site.years
    before = next((one for one in years if one.period.end == year.period.start), None)
    if before is None or not (year.hours.count or before.hours.count):
        return None
    return Comparison(
        now=year.label,
        before=spot.year(before.label),
        totals=tuple(_totals(spot.site, year, before)),
        types=tuple(_types(spot.site, year, before)),
    )


def touched(spot: Spot, year: YearSummary) -> tuple[Touched, ...]:
    """The goals that entries of the year name, among what is shown."""
    as_of, shown = spot.site.portfolio.assessment.as_of, spot.site.towards
    whole = spot.site.portfolio.audience is Audience.OWNER
    found = []
    for name, goal in spot.site.goals.items():
        leading = [
            one
            for one in shown.get(name, ())
            if one.day in year.period and one.day <= as_of and not (one.planned or one.draft)
            if one.kind is not Kind.GOAL
        ]
        if leading:
            counted = spot.say("entries" if whole else "entries-shown", number=len(leading))
            found.append(Touched(goal=spot.entry(goal), counted=counted))
    return tuple(found)


def _totals(site: Site, year: YearSummary, before: YearSummary) -> Iterator[Pair]:
    """Hours, activities, and how many of those shown are reflected on."""
    yield _pair("hours", site.say("column-hours"), year.hours.total, before.hours.total)
    counts = Fraction(year.hours.count), Fraction(before.hours.count)
    yield _pair("entries", site.say("column-activities"), *counts)
    if site.reflections:
        whole = not (year.hours.hidden or before.hours.hidden)
        label = site.say("with-reflection" if whole else "with-reflection-of-shown")
        yield _pair("reflection", label, _reflected(site, year), _reflected(site, before))


def _types(site: Site, year: YearSummary, before: YearSummary) -> Iterator[Pair]:
    """The hours of each type, the one with most in this year first."""
    names = dict.fromkeys((*year.by_type, *before.by_type))
    sums = {
        name: tuple(one.by_type.get(name, Tally()).total for one in (year, before))
        for name in names
    }
    for name, (now, then) in sorted(sums.items(), key=lambda one: (-one[1][0], -one[1][1])):
        if now or then:
            label = site.type_named(name) or name or site.say("no-type")
            label = site.say("name-not-shown") if name == HIDDEN else label
            yield _pair(f"type-{name}", label, now, then)


def _pair(key: str, label: str, now: Fraction, before: Fraction) -> Pair:
    change = now - before
    sign = "+" if change > 0 else "-" if change else ""
    return Pair(
        key=key,
        label=label,
        now=number(now),
        before=number(before),
        change=f"{sign}{numbers.shown(abs(change))}",
    )


def _reflected(site: Site, year: YearSummary) -> Fraction:
    """How many of the activities shown have a reflection."""
    ids = (part.entry for part in year.hours.parts)
    entries = [site.by_id[id_] for id_ in ids if id_ in site.by_id]
    return Fraction(sum(any(map(entry.reflects, REFLECTION)) for entry in entries))
