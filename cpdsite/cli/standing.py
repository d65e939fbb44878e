"""`cpdsite status`: where I stand, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import click

from cpdsite.build import Request, check, count
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    refuse_errors,
    require_journal,
    today_option,
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
from cpdsite.parse.fields import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.render import numbers, words
from cpdsite.render.views import cycle

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
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
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
        schemes = tuple(
            replace(one, cycles=tuple(c for c in one.cycles if _touches(c.label, year)))
            for one in schemes
        )
        years = tuple(one for one in years if _touches(one.label, year))
        if not years and not any(one.cycles for one in schemes):
            message = f'there is no year "{year}"'
            raise UsageFault(message, f"the years are {listed(y.label for y in assessment.years)}")
    return replace(shown, assessment=replace(assessment, schemes=schemes, years=years))


def _touches(label: str, year: str) -> bool:
    """Tell whether a label names a year: the same, or a span that begins or ends in it."""
    first, _, last = label.partition("-")
    return label == year or year in {first, first[: 4 - len(last)] + last}


def _in_words(shown: Portfolio, *, every_cycle: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"As of {words.long_day(shown.assessment.as_of)}"
    if shown.incomplete:
        yield f"Incomplete: {words.count(shown.incomplete, 'file')} with errors left out."
    for found in shown.assessment.schemes:
        for cycle in found.cycles if every_cycle else found.cycles[-1:]:
            yield ""
            yield from _cycle(found, cycle)
    yield ""
    yield "Years"
    yield from table(
        ["year", "entries", "hours"],
        [_year(year) for year in shown.assessment.years],
        numeric={1, 2},
    )


def _cycle(found: SchemeAssessment, cycle: CycleAssessment) -> Iterator[str]:
    """Yield the lines of one cycle."""
    scheme = found.scheme
    state = "closed" if cycle.closed else "open"
    yield f"{scheme.title}, {cycle.label} ({words.period(cycle.period)}, {state})"
    recorded = numbers.counted(cycle.credited.total, scheme.unit)
    yield f"  {recorded} from {words.entries(cycle.credited.count)}"
    rows = [_requirement(found, outcome) for outcome in cycle.outcomes]
    yield from table(["", "requirement", "recorded", "asked", "status"], rows, numeric={2})


def _requirement(found: SchemeAssessment, outcome: Outcome) -> list[str]:
    """Return one row."""
    marks = {Status.MET: "+", Status.EXCUSED: "+", Status.SHORT: "!", Status.AT_RISK: "!"}
    mark = marks.get(outcome.status, " ") if outcome.status else " "
    return [
        mark,
        f"{outcome.requirement.id} ({outcome.requirement.level})",
        cycle._value(found, outcome),
        cycle._asked(found, outcome),
        words.status(outcome, found.scheme),
    ]


def _year(year: YearSummary) -> list[str]:
    """Return one row."""
    return [year.label, str(year.hours.count), numbers.shown(year.hours.total)]
