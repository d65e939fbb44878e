"""`cpdsite status`: where I stand, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import click

from cpdsite.assess.missing import Lack, missing
from cpdsite.cli.completing import completes, schemes
from cpdsite.cli.counted import counted
from cpdsite.cli.glance import Glance, asked, glances, head, sentence, years
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    require_journal,
    today_option,
    warn_of_errors,
)
from cpdsite.cli.tables import table
from cpdsite.cli.unlisted import refuse_unlisted, waiting
from cpdsite.counting import check_again
from cpdsite.exchange.portfolio_json import status_json
from cpdsite.files.faults import UsageFault
from cpdsite.model.assessment import (
    Audience,
    CycleAssessment,
    Portfolio,
    SchemeAssessment,
    YearSummary,
)
from cpdsite.model.period import Period
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.stages import Request

HELP = """Show where I stand under each scheme.

\b
Example:
  cpdsite status --scheme gcs --year 2025-26
"""


@click.command("status", help=HELP)
@click.option("--scheme", metavar="ID", shell_complete=completes(schemes), help="Only this scheme.")
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
    checked = check_again(shell.root, today, whole=False)
    request = Request(today=today, audience=Audience(audience), keep_going=keep_going)
    shown = counted(checked, request)
    refuse_unlisted(checked, scheme)
    shown = _only(shown, scheme, year)
    warn_of_errors(checked)
    if form == "json":
        click.echo(status_json(shown))
    else:
        _show(shown, every_cycle=year is not None)
        for line in waiting(checked):
            click.echo(line, err=True)


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


def _show(shown: Portfolio, *, every_cycle: bool) -> None:
    """Print where each scheme stands: its cycle under way, or every cycle there is."""
    held = [
        (found, cycle)
        for found in shown.assessment.schemes
        for cycle in (found.cycles if every_cycle else found.cycles[-1:])
    ]
    others = [lack for lack in missing(shown, held) if not lack.scheme]
    if sys.stdout.isatty():
        # Only a terminal needs colours and bars, and their module takes long to import.
        from cpdsite.cli.colours import paint

        paint(shown, glances(shown, held), others)
    else:
        click.echo("\n".join(_plainly(shown, glances(shown, held), others)))


def _plainly(shown: Portfolio, found: Sequence[Glance], others: Sequence[Lack]) -> Iterator[str]:
    """Yield the lines for whoever reads without a terminal."""
    yield from head(shown)
    yield "+ met, ! missing"
    for one in found:
        yield ""
        yield f"{one.title}, {one.cycle}"
        yield f"  {one.recorded}; {one.dates}, {one.state}"
        yield from (f"  {line}" for line in one.rules)
        rows = [[f"  {result.mark}", result.value, result.asked] for result in one.results]
        yield from table(["", "", ""], rows, numeric={1}, long=2) if rows else ()
        for lack in one.lacks:
            yield f"  > {sentence(lack)}"
            yield from (f"    {line}" for line in (asked(lack),) if line)
        yield from (f"  > {line}" for line in (one.closed,) if line)
    if others:
        yield ""
        yield from (f"> {sentence(lack)}" for lack in others)
    yield ""
    yield from table(["year", "entries", "hours"], years(shown), numeric={1, 2})
