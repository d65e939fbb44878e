"""`cpdsite status`: where I stand, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import click

from cpdsite.build import Request, check, count
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    refuse_errors,
    require_journal,
    today_option,
    warn_of_errors,
)
from cpdsite.cli.tables import table
from cpdsite.exchange.portfolio_json import status_json
from cpdsite.files.faults import UsageFault
from cpdsite.model.assessment import (
    Audience,
    CycleAssessment,
    Outcome,
    Portfolio,
    SchemeAssessment,
    Status,
    YearSummary,
)
from cpdsite.model.period import Period
from cpdsite.model.scheme import Level, Unit
from cpdsite.parse.fields import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.render import numbers, words
from cpdsite.render.reporters.printable import printable

HELP = """Show where I stand under each scheme.

\b
Example:
  cpdsite status --scheme gcs --year 2025-26
"""


@click.command("status", help=HELP)
@click.option("--scheme", metavar="ID", help="Only this scheme.")
@click.option(
    "--year", metavar="LABEL", help="Only the cycles and years that hold part of this year."
)
@today_option
@audience_option("owner")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How it is shown.",
)
@keep_going_option
@click.pass_obj
def status_command(
    shell: Shell,
    scheme: str | None,
    year: str | None,
    today: date,
    audience: str,
    form: str,
    *,
    keep_going: bool,
) -> None:
    """Count and show."""
    require_journal(shell.root)
    checked = check(shell.root, today)
    request = Request(today=today, audience=Audience(audience), keep_going=keep_going)
    shown = count(checked, request)
    if shown is None:
        refuse_errors(checked)
        return
    shown = _only(shown, scheme, year)
    warn_of_errors(checked)
    if form == "json":
        click.echo(status_json(shown))
    else:
        click.echo("\n".join(_in_words(shown, every_cycle=year is not None)))


def _only(shown: Portfolio, scheme: str | None, year: str | None) -> Portfolio:
    """Return a portfolio narrowed down to one scheme or one year."""
    assessment = shown.assessment
    schemes = assessment.schemes
    if scheme is not None:
        known = [one.scheme.id for one in schemes]
        schemes = tuple(one for one in schemes if one.scheme.id == scheme)
        if not schemes:
            message = f'the settings name no scheme "{scheme}"'
            raise UsageFault(message, did_you_mean(scheme, known, f"they name {listed(known)}"))
    years = assessment.years
    if year is not None:
        schemes, years = _in_year(schemes, years, year)
        if not years and not any(one.cycles for one in schemes):
            message = f'there is no year "{year}"'
            raise UsageFault(message, f"the years are {listed(y.label for y in assessment.years)}")
    return replace(shown, assessment=replace(assessment, schemes=schemes, years=years))


def _in_year(
    schemes: tuple[SchemeAssessment, ...], years: tuple[YearSummary, ...], label: str
) -> tuple[tuple[SchemeAssessment, ...], tuple[YearSummary, ...]]:
    """Return the cycles and years that hold part of a year, or of the cycles of that label."""
    named = [year.period for year in years if year.label == label]
    alike = [c.period for one in schemes for c in one.cycles if c.label == label]

    def is_meant(cycle: CycleAssessment) -> bool:
        return cycle.label == label or any(_overlap(cycle.period, period) for period in named)

    return (
        tuple(replace(one, cycles=tuple(filter(is_meant, one.cycles))) for one in schemes),
        tuple(y for y in years if any(_overlap(y.period, period) for period in named or alike)),
    )


def _overlap(one: Period, other: Period) -> bool:
    """Tell whether two periods share a day."""
    return one.start < other.end and other.start < one.end


def _in_words(shown: Portfolio, *, every_cycle: bool) -> Iterator[str]:
    """Yield the lines of the table: each scheme's cycle, then the years."""
    assessment = shown.assessment
    yield printable(f"{shown.settings.title}, as of {words.long_day(assessment.as_of)}")
    yield "+ met, ! missing"
    if shown.incomplete:
        yield f"Incomplete: {words.count(shown.incomplete, 'file')} with errors left out."
    for found in assessment.schemes:
        for cycle in found.cycles if every_cycle else found.cycles[-1:]:
            yield ""
            yield from _cycle(found, cycle, assessment.as_of)
    yield ""
    rows = [_year(year) for year in assessment.years]
    yield from table(["year", "entries", "hours"], rows, numeric={1, 2})


def _cycle(found: SchemeAssessment, cycle: CycleAssessment, today: date) -> Iterator[str]:
    """Yield the lines of one cycle: its name, what is recorded, and each requirement."""
    left = (cycle.period.last - today).days
    open_for = f"{words.count(left, 'day')} left" if left else "last day"
    yield printable(f"{found.scheme.title}, {cycle.label}")
    state = "closed" if cycle.closed else open_for
    recorded = _amount(cycle.credited.total, cycle.target, found.scheme.unit)
    entries = words.entries(cycle.credited.count)
    yield f"  {recorded} from {entries}; {words.period(cycle.period)}, {state}"
    rows = [_requirement(found, outcome) for outcome in cycle.outcomes]
    yield from table(["", "", ""], rows, numeric={1}, long=2) if rows else ()


def _amount(credited: Fraction, target: Outcome | None, unit: Unit) -> str:
    """Return an amount with the target where there is one: `23 of 30 CPD points`."""
    if target is None or target.minimum is None:
        return numbers.counted(credited, unit)
    of = numbers.shown(target.minimum)
    return f"{numbers.shown(credited, short_of=target.minimum)} of {of} {unit.labels}"


def _requirement(found: SchemeAssessment, outcome: Outcome) -> list[str]:
    """Return one row: a mark, what is recorded, what is asked; below it what to say of it."""
    said = words.status(outcome, found.scheme)
    asked = printable(outcome.requirement.text)
    full = asked if outcome.status is Status.MET else f"{asked}\n{said}"
    return [_mark(outcome), _recorded(found, outcome), full]


def _mark(outcome: Outcome) -> str:
    """Return a sign for the eye: settled, wanting, or neither."""
    if outcome.status in (Status.MET, Status.EXCUSED):
        return "  +"
    wanting = (Status.SHORT, Status.AT_RISK, Status.OPEN, Status.CHECK)
    is_guide = outcome.requirement.level is Level.INFO
    return "  !" if outcome.status in wanting and not is_guide else "   "


def _recorded(found: SchemeAssessment, outcome: Outcome) -> str:
    """Return a requirement's value; a mix as its shares in the order of the guide."""
    value = outcome.value
    if value is None:
        return ""
    if isinstance(value, Mapping):
        shares = (value.get(term, Fraction(0)) for term in outcome.requirement.target)
        return " : ".join(numbers.percent(share) for share in shares)
    amount = numbers.shown(value, short_of=outcome.minimum)
    return words.counted_in(amount, *words.unit_of(outcome, found.scheme))


def _year(year: YearSummary) -> list[str]:
    """Return one row."""
    return [year.label, str(year.hours.count), numbers.shown(year.hours.total)]
