"""`cpdsite list`: entries, filtered; or what is left out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import click

from cpdsite.cli.choosing import Wish, filter_options, wished
from cpdsite.cli.counted import counted
from cpdsite.cli.excluding import COLUMNS, Loss, as_rows, losses, unused_rows
from cpdsite.cli.keeping_back import parts_kept_back
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    require_journal,
    today_option,
    warn_of_errors,
)
from cpdsite.cli.tables import Row, as_csv, as_json, as_table
from cpdsite.cli.unlisted import refuse_unlisted
from cpdsite.counting import check_again
from cpdsite.exchange.portfolio_json import number
from cpdsite.model.assessment import Audience, Portfolio, SchemeAssessment
from cpdsite.model.entry import Entry
from cpdsite.render.reporters.printable import printable
from cpdsite.stages import Request

HELP = """List the entries of the journal.

With --excluded: what is not on the site or not counted, why, and the line that causes it.

\b
Examples:
  cpdsite list --year 2025 --type course --format csv
  cpdsite list --excluded
"""

ON_SCREEN = ("day", "title", "type", "status", "hours")
"""The columns of a table, beside those of the schemes; CSV and JSON hold all."""
ALL = ("path", "id", "date", "end", "title", "kind", "type", "status", "hours")


@click.command("list", help=HELP)
@filter_options
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
    checked = check_again(shell.root, today, whole=left_out)
    # Of what is left out the owner may know all.
    reader = Audience.OWNER if left_out else Audience(audience)
    request = Request(today=today, audience=reader, keep_going=keep_going or left_out)
    shown = counted(checked, request)
    refuse_unlisted(checked, scheme)
    wish = wished(shown, year, type_, tag, scheme)
    if left_out:
        visitor = Audience.PUBLIC if audience == "owner" else Audience(audience)
        missed = [loss for loss in losses(shown, visitor) if _is_missed(loss, wish)]
        rows = list(as_rows(checked, missed))
        if wish == Wish():
            rows += [*parts_kept_back(checked, shown, visitor), *unused_rows(checked)]
    else:
        warn_of_errors(checked)
        rows = [_row(shown, entry) for entry in shown.entries if wish.is_for(shown, entry)]
    click.echo(_written(shown, rows, form, left_out=left_out), nl=False)


def _written(shown: Portfolio, rows: Sequence[Row], form: str, *, left_out: bool) -> str:
    """Return rows in a format; what is left out as lines that an editor can follow."""
    schemes = [found.scheme.id for found in shown.assessment.schemes]
    if form == "json":
        return as_json(rows)
    if form == "csv":
        return as_csv(rows, COLUMNS if left_out else [*ALL, *schemes])
    if not rows:
        return "There is nothing to list.\n"
    if left_out:
        lines = (f"{row['place']}: {row['reason']}" for row in rows)
        return "".join(f"{printable(line)}\n" for line in lines)
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


def _is_missed(loss: Loss, wish: Wish) -> bool:
    """Tell whether what is not counted, or not on the site, is asked for."""
    other = loss.schemes and wish.scheme is not None and wish.scheme not in loss.schemes
    return not other and wish.is_like(loss.entry)


# --- What is shown of an entry --------------------------------------------------------------------


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
    return number(credit.credited or Fraction(0))
