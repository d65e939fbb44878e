"""`cpdsite list`: entries, filtered; or what is left out, and why."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import click

from cpdsite.assess.audience import may_open
from cpdsite.build import Checked, Request, check, count
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    refuse_errors,
    require_journal,
    today_option,
)
from cpdsite.cli.tables import table
from cpdsite.exchange.entries_csv import cell
from cpdsite.exchange.portfolio_json import number
from cpdsite.files.faults import UsageFault
from cpdsite.model.assessment import Audience, Portfolio, SchemeAssessment
from cpdsite.model.diagnostic import Severity
from cpdsite.model.entry import Entry, Kind
from cpdsite.parse.fields import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.slug import slug

HELP = """List the entries of the journal, or with --excluded what is left out and the line that causes it.

\b
Example:
  cpdsite list --year 2025 --type course --format csv
"""

Row = dict[str, str | int | float | None]
"""One entry or exclusion, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which entries are asked for; None: any."""

    year: str | None
    type: str | None
    tag: str | None
    scheme: str | None


@click.command("list", help=HELP)
@click.option("--year", metavar="LABEL", help="Only entries of this year of the dashboards.")
@click.option("--type", "type_", metavar="TYPE", help="Only activities of this type.")
@click.option("--tag", metavar="TAG", help="Only entries with this tag.")
@click.option("--scheme", metavar="ID", help="Only entries that count under this scheme.")
@click.option("--excluded", is_flag=True, help="What is not on the site or not counted, and why.")
@today_option
@audience_option("owner")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@keep_going_option
@click.pass_obj
def list_command(
    shell: Shell,
    year: str | None,
    type_: str | None,
    tag: str | None,
    scheme: str | None,
    today: date,
    audience: str,
    form: str,
    *,
    excluded: bool,
    keep_going: bool,
) -> None:
    """List, in the format that was asked for."""
    require_journal(shell.root)
    checked = check(shell.root, today)
    request = Request(today=today, audience=Audience(audience), keep_going=keep_going or excluded)
    shown = count(checked, request)
    if shown is None:
        refuse_errors(checked)
        return
    wish = Wish(year=year, type=type_, tag=tag, scheme=scheme)
    _refuse_unknown(wish, shown)
    if excluded:
        public = audience == Audience.OWNER
        rows = list(_excluded(checked, shown, Audience.PUBLIC if public else Audience(audience)))
    else:
        rows = [_row(shown, entry) for entry in shown.entries if _is_wanted(shown, entry, wish)]
    click.echo(_written(rows, form), nl=False)


def _refuse_unknown(wish: Wish, shown: Portfolio) -> None:
    """End the command for a year, type or scheme that there is not."""
    years = [year.label for year in shown.assessment.years]
    schemes = [found.scheme.id for found in shown.assessment.schemes]
    types = list(shown.settings.types)
    wanted = slug(wish.type) if wish.type else None
    for what, word, known in (
        ("year", wish.year, years),
        ("scheme", wish.scheme, schemes),
        ("type of activity", wanted, types),
    ):
        if word is not None and word not in known:
            message = f'there is no {what} "{word}"'
            raise UsageFault(message, did_you_mean(word, known, f"write one of {listed(known)}"))


def _is_wanted(shown: Portfolio, entry: Entry, wish: Wish) -> bool:
    """Tell whether an entry is asked for."""
    periods = [year.period for year in shown.assessment.years if year.label == wish.year]
    granted = [
        found.credits for found in shown.assessment.schemes if found.scheme.id == wish.scheme
    ]
    return (
        (wish.year is None or any(entry.day in period for period in periods))
        and (wish.type is None or entry.type == slug(wish.type))
        and (wish.tag is None or slug(wish.tag) in map(slug, entry.tags))
        and (wish.scheme is None or any(entry.id in found for found in granted))
    )


def _row(shown: Portfolio, entry: Entry) -> Row:
    """Return the columns of an entry."""
    row: Row = {
        "date": entry.date.isoformat(),
        "id": entry.id,
        "title": entry.title,
        "kind": str(entry.kind),
        "type": entry.type or None,
        "status": "draft" if entry.draft else "planned" if entry.planned else "done",
        "hours": None if entry.hours is None else number(entry.hours),
    }
    return row | {f"{found.scheme.id}": _credit(found, entry) for found in shown.assessment.schemes}


def _credit(found: SchemeAssessment, entry: Entry) -> int | float | None:
    """Return what a scheme grants; None where the entry does not count."""
    credit = found.credits.get(entry.id)
    if credit is None:
        return None
    return number(credit.amounts.get(found.scheme.unit.id, Fraction(0)))


def _excluded(checked: Checked, shown: Portfolio, audience: Audience) -> Iterator[Row]:
    """Yield what is not counted or not on the site for an audience, with the line that causes it."""
    worst = {f.path: f for f in reversed(checked.findings) if f.severity is Severity.ERROR}
    for path, finding in sorted(worst.items()):
        yield _cause(path, finding.line, path, f"{finding.code}: {finding.message}")
    for exclusion in shown.assessment.excluded:
        entry = exclusion.entry
        where = f"not counted under {exclusion.scheme}: " if exclusion.scheme else ""
        line = checked.place(entry.path, exclusion.field).line
        yield _cause(entry.path, line, entry.title, f"{where}{exclusion.reason}")
    for entry in shown.entries:
        if not may_open(entry, audience):
            line = checked.place(entry.path, "visibility").line
            reason = f"not on a {audience} site: its visibility is {entry.visibility}"
            yield _cause(entry.path, line, entry.title, reason)
        if entry.kind is Kind.ACTIVITY and entry.hours is None and not entry.planned:
            line = checked.place(entry.path, "hours").line
            yield _cause(entry.path, line, entry.title, "unfinished: it gives no hours")


def _cause(path: str, line: int, title: str, reason: str) -> Row:
    """Return the columns of an exclusion."""
    return {"place": f"{path}:{line}", "title": title, "reason": reason}


def _written(rows: Iterable[Row], form: str) -> str:
    """Return rows as a table, CSV or JSON."""
    every = list(rows)
    if form == "json":
        return json.dumps(every, indent=2) + "\n"
    if not every:
        return "" if form == "csv" else "There is nothing to list.\n"
    texts = [["" if value is None else str(value) for value in row.values()] for row in every]
    if form == "table":
        return "\n".join(table(list(every[0]), texts)) + "\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(every[0])
    writer.writerows([cell(text) for text in row] for row in texts)
    return out.getvalue()
