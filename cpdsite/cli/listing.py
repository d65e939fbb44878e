"""`cpdsite list`: entries, filtered; or what is left out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import click

from cpdsite.build import Request, check, count
from cpdsite.cli.excluding import excluded
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    refuse_errors,
    require_journal,
    today_option,
    warn_of_errors,
)
from cpdsite.cli.tables import Row, as_csv, as_json, as_table
from cpdsite.exchange.portfolio_json import number
from cpdsite.files.faults import UsageFault
from cpdsite.model.assessment import Audience, Portfolio, SchemeAssessment
from cpdsite.model.entry import Entry
from cpdsite.parse.fields import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.slug import slug
from cpdsite.render.reporters.printable import printable

HELP = """List the entries of the journal.

With --excluded: what is not on the site or not counted, why, and the line that causes it.

\b
Examples:
  cpdsite list --year 2025 --type course --format csv
  cpdsite list --excluded
"""

ON_SCREEN = ("day", "title", "type", "status", "hours")
"""The columns of a table, beside those of the schemes; CSV and JSON hold all."""


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
@click.option("--excluded", "left_out", is_flag=True, help="What is left out, and why.")
@today_option
@audience_option("owner")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How they are shown.",
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
    left_out: bool,
    keep_going: bool,
) -> None:
    """List, in the format that was asked for."""
    require_journal(shell.root)
    checked = check(shell.root, today)
    # Of what is left out the owner may know all.
    reader = Audience.OWNER if left_out else Audience(audience)
    request = Request(today=today, audience=reader, keep_going=keep_going or left_out)
    shown = count(checked, request)
    if shown is None:
        refuse_errors(checked)
        return
    wish = Wish(year=year, type=type_, tag=tag, scheme=scheme)
    _refuse_unknown(wish, shown)
    if left_out:
        visitor = Audience.PUBLIC if audience == "owner" else Audience(audience)
        rows = list(excluded(checked, shown, visitor, scheme, lambda e: _is_like(shown, e, wish)))
    else:
        warn_of_errors(checked)
        rows = [_row(shown, entry) for entry in shown.entries if _is_wanted(shown, entry, wish)]
    click.echo(_written(shown, rows, form, left_out=left_out), nl=False)


def _written(shown: Portfolio, rows: Sequence[Row], form: str, *, left_out: bool) -> str:
    """Return rows in a format; what is left out as lines that an editor can follow."""
    if form != "table":
        return {"json": as_json, "csv": as_csv}[form](rows)
    if not rows:
        return "There is nothing to list.\n"
    if left_out:
        lines = (f"{row['place']}: {row['reason']}" for row in rows)
        return "".join(f"{printable(line)}\n" for line in lines)
    schemes = [found.scheme.id for found in shown.assessment.schemes]
    return as_table([_on_screen(row) for row in rows], [*ON_SCREEN, *schemes], long="title")


def _on_screen(row: Row) -> Row:
    """Return a row as a table has it: the day it counts on, and no word for what is usual."""
    kind, status = f"({row['kind']})", row["status"]
    return {
        **row,
        "day": row["end"] or row["date"],
        "type": row["type"] or kind,
        "status": None if status == "done" else status,
    }


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
    granted = [
        found.credits for found in shown.assessment.schemes if found.scheme.id == wish.scheme
    ]
    counts = wish.scheme is None or any(entry.id in found for found in granted)
    return counts and _is_like(shown, entry, wish)


def _is_like(shown: Portfolio, entry: Entry, wish: Wish) -> bool:
    """Tell whether an entry is of the year, type and tag that are asked for."""
    periods = [year.period for year in shown.assessment.years if year.label == wish.year]
    return (
        (wish.year is None or any(entry.day in period for period in periods))
        and (wish.type is None or entry.type == slug(wish.type))
        and (wish.tag is None or slug(wish.tag) in map(slug, entry.tags))
    )


def _row(shown: Portfolio, entry: Entry) -> Row:
    """Return the columns of an entry."""
    row = {
        "path": entry.path,
        "id": entry.id,
        "date": entry.date.isoformat(),
        "end": entry.end.isoformat() if entry.end else None,
        "title": entry.title,
        "kind": str(entry.kind),
        "type": entry.type or None,
        "status": "draft" if entry.draft else "planned" if entry.planned else "done",
        "hours": None if entry.hours is None else number(entry.hours),
    }
    return row | {found.scheme.id: _credit(found, entry) for found in shown.assessment.schemes}


def _credit(found: SchemeAssessment, entry: Entry) -> int | float | None:
    """Return what a scheme grants; None where the entry does not count."""
    credit = found.credits.get(entry.id)
    if credit is None:
        return None
    return number(credit.amounts.get(found.scheme.unit.id, Fraction(0)))
