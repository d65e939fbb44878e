"""Which charts a cycle and a year have, and the numbers that go into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from cpdsite.model.assessment import (
    HIDDEN,
    CycleAssessment,
    Outcome,
    SchemeAssessment,
    Tally,
    YearSummary,
)
from cpdsite.model.scheme import Measure
from cpdsite.render.chart_kinds.bars import bars
from cpdsite.render.chart_kinds.by_term import by_term
from cpdsite.render.chart_kinds.calendar import calendar
from cpdsite.render.chart_kinds.mix import mix
from cpdsite.render.chart_kinds.progress import progress
from cpdsite.render.chart_kinds.running import pace_on, running
from cpdsite.render.charts import About, Chart, Share, capital
from cpdsite.render.saying import Say
from cpdsite.render.site import Site
from cpdsite.render.words import short_name

MANY = 9
"""So many terms are too many for one that is empty to be shown."""


def of_cycle(site: Site, found: SchemeAssessment, cycle: CycleAssessment) -> tuple[Chart, ...]:
    """Progress, mix, running total and categories: those that the scheme has numbers for.

    Made once: a cycle that is a year is shown on the page of the year too.
    """
    key = (of_cycle, found.scheme.id, found.scheme.edition, cycle.label)
    if key not in site.kept:
        site.kept[key] = _of_cycle(site, found, cycle)
    charts: tuple[Chart, ...] = site.kept[key]
    return charts


def _of_cycle(site: Site, found: SchemeAssessment, cycle: CycleAssessment) -> tuple[Chart, ...]:
    made = (
        of_progress(site, found, cycle),
        _mix(site, found, cycle),
        _running(site, found, cycle),
        _by_category(site, found, cycle),
    )
    return tuple(chart for chart in made if chart is not None)


def of_progress(site: Site, found: SchemeAssessment, cycle: CycleAssessment) -> Chart | None:
    """What is recorded against the target; None where the scheme has none."""
    target = cycle.target
    if target is None or target.minimum is None or not isinstance(target.value, Fraction):
        return None
    about = _about(site, found, cycle, "progress", site.say("chart-progress"))
    pace = pace_on(target.minimum, cycle.period, about.as_of) if _paced(site, cycle) else None
    return progress(about, target.value, target.minimum, pace)


def of_year(site: Site, year: YearSummary) -> tuple[Chart, ...]:
    """Hours by month and by type, where there are some, and the days of activity."""
    days = _days(site, year)
    if not year.hours.total:
        return days
    as_of = min(site.portfolio.assessment.as_of, year.period.last)
    months, types = (
        About(
            id=f"cpd-{key}s",
            title=site.say(f"chart-by-{key}", year=year.label),
            unit=site.say.hours,
            as_of=as_of,
            say=site.say,
        )
        for key in ("month", "type")
    )
    return (
        bars(months, [_month(site.say, name, tally) for name, tally in year.by_month.items()]),
        by_term(types, sorted(_types(site, year), key=lambda share: -share.amount)),
        *days,
    )


def _days(site: Site, year: YearSummary) -> tuple[Chart, ...]:
    """The days of the activities shown, each by its last; none where all are hidden.

    Hidden ones stand nowhere: their day would tell when they were.
    """
    amounts: defaultdict[date, Fraction] = defaultdict(Fraction)
    for part in year.hours.parts:
        if part.entry in site.by_id:
            amounts[site.by_id[part.entry].day] += part.amount
    if not amounts:
        return ()
    hidden = site.say.not_shown(year.hours.hidden)
    title = site.say("chart-days", year=year.label)
    about = About(
        id="cpd-days",
        title=f"{title}, {hidden}" if hidden else title,
        unit=site.say.hours,
        as_of=min(site.portfolio.assessment.as_of, year.period.last),
        say=site.say,
    )
    return (calendar(about, year.period, amounts),)


def _about(
    site: Site, found: SchemeAssessment, cycle: CycleAssessment, key: str, title: str
) -> About:
    """What a chart of a cycle is of; a page may show several schemes."""
    name = short_name(found.scheme)
    return About(
        id=f"cpd-{key}-{found.scheme.id}",
        title=site.say("chart-of-cycle", title=title, scheme=name, cycle=cycle.label),
        unit=found.scheme.unit,
        as_of=min(site.portfolio.assessment.as_of, cycle.period.last),
        say=site.say,
    )


def _paced(site: Site, cycle: CycleAssessment) -> bool:
    """Whether a pace says something: while a cycle is open, to those who may know."""
    return site.assessed and not cycle.closed


def _mix(site: Site, found: SchemeAssessment, cycle: CycleAssessment) -> Chart | None:
    """Shares of the whole against the guide; None where the scheme gives no guide."""
    outcome = next((o for o in cycle.outcomes if _is_guide(o)), None)
    if outcome is None or not cycle.credited.total:
        return None
    taxonomy = outcome.requirement.taxonomy or "category"
    target, tallies = outcome.requirement.target, cycle.by_term.get(taxonomy, {})
    sorting = found.scheme.taxonomy(taxonomy)
    shares = [
        Share(
            label=sorting.terms.get(term, term) if sorting else term,
            amount=tallies[term].total if term in tallies else Fraction(),
            guide=guide,
        )
        for term, guide in target.items()
        if term in tallies or HIDDEN not in tallies
    ]
    if HIDDEN in tallies and tallies[HIDDEN].total:
        shares.append(Share(label=site.say("name-not-shown"), amount=tallies[HIDDEN].total))
    about = _about(site, found, cycle, "mix", site.say("chart-mix"))
    return mix(about, shares) if any(share.amount for share in shares) else None


def _is_guide(outcome: Outcome) -> bool:
    requirement = outcome.requirement
    return requirement.measure is Measure.MIX and bool(requirement.target)


def _running(site: Site, found: SchemeAssessment, cycle: CycleAssessment) -> Chart | None:
    """What each day adds; None without a target, and where hidden entries would leave steps out.

    What is moved to a day still to come in the cycle counts already: it is drawn on the last day.
    """
    target = cycle.target
    if target is None or target.minimum is None or target.tally.hidden:
        return None
    about = _about(site, found, cycle, "running", site.say("chart-running"))
    steps: list[tuple[date, Fraction]] = [
        (min(found.credits[part.entry].day, about.as_of), part.amount)
        for part in target.tally.parts
    ]
    if target.carried_in:
        steps.insert(0, (cycle.period.start, target.carried_in))
    return running(about, cycle.period, steps, target.minimum, pace=site.assessed)


def _by_category(site: Site, found: SchemeAssessment, cycle: CycleAssessment) -> Chart | None:
    """Amounts by category, in the body's order; None when there are none."""
    taxonomy = found.scheme.taxonomy("category")
    tallies = cycle.by_term.get("category", {})
    if taxonomy is None or not any(tally.total for tally in tallies.values()):
        return None
    title = site.say("chart-by-category", unit=capital(found.scheme.unit.labels))
    about = _about(site, found, cycle, "categories", title)
    return by_term(about, list(shares_of(site.say, taxonomy.terms, tallies)))


def shares_of(say: Say, labels: Mapping[str, str], tallies: Mapping[str, Tally]) -> Iterator[Share]:
    """Terms in the body's order, then under none or hidden.

    Of a few terms the empty ones are shown too, and where a term is hidden, those of an entry that
    is shown: none may say which one is hidden.
    """
    few = len(labels) < MANY
    for term, label in labels.items():
        amount = tallies[term].total if term in tallies else Fraction()
        if amount or (few and (term in tallies or HIDDEN not in tallies)):
            yield Share(label=label, amount=amount)
    for term, id_ in (("", "no-category"), (HIDDEN, "name-not-shown")):
        if term in tallies and tallies[term].total:
            yield Share(label=say(id_), amount=tallies[term].total, named=False)


def _month(say: Say, name: str, tally: Tally) -> Share:
    """The hours of a month, named in full and short."""
    first = date.fromisoformat(f"{name}-01")
    return Share(label=say.month(first), short=say.short_month(first), amount=tally.total)


def _types(site: Site, year: YearSummary) -> Iterator[Share]:
    """The hours of each type of activity that has some."""
    for name, tally in year.by_type.items():
        label = site.say("name-not-shown") if name == HIDDEN else site.type_named(name) or name
        if tally.total:
            yield Share(label=label, amount=tally.total, named=name != HIDDEN)
