"""`cpdsite export`: entries, or a paper that a body asks for, in another format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from typing import TypeVar

import click

from cpdsite.cli.choosing import Wish, filter_options, refuse_unknown, wished
from cpdsite.cli.completing import completes, documents
from cpdsite.cli.counted import counted
from cpdsite.cli.documenting import Asked, found_document, is_private, notes
from cpdsite.cli.shell import (
    STDOUT,
    Shell,
    audience_option,
    keep_going_option,
    require_journal,
    today_option,
    warn_of_errors,
)
from cpdsite.cli.unlisted import refuse_unlisted
from cpdsite.counting import check_again
from cpdsite.exchange.entries_csv import entries_csv
from cpdsite.exchange.papers.making import everything, paper
from cpdsite.exchange.papers.markdown import paper_markdown
from cpdsite.exchange.papers.paper import Paper
from cpdsite.exchange.papers.tables import paper_csv, paper_json
from cpdsite.exchange.papers.text import paper_text
from cpdsite.exchange.papers.workbook import TooLong, entries_workbook, paper_workbook
from cpdsite.exchange.portfolio_json import entries_json
from cpdsite.files.exporting import write_export
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.git import takes_up
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import Entry
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable
from cpdsite.stages import Request

HELP = """Hand over entries, or a paper that a body asks for.

FORMAT is csv, json, xlsx, md, or text: text is meant for copying, field by field, into a portal that
takes no file. With --document it is a paper of a scheme, in the body's own columns, for one cycle;
`cpdsite schemes show ID` names the papers. Without --output it is printed.

\b
Examples:
  cpdsite export csv --year 2025 --output 2025.csv
  cpdsite export md --scheme hcpc --document activity-list
  cpdsite export text --scheme hcpc --document statement --cycle 2023-2025
"""

T = TypeVar("T")

OF_ENTRIES: Mapping[str, Callable[[Portfolio], bytes]] = {
    "csv": entries_csv,
    "json": entries_json,
    "xlsx": entries_workbook,
    "md": lambda shown: paper_markdown(everything(shown)).encode(),
    "text": lambda shown: paper_text(everything(shown)).encode(),
}
OF_PAPERS: Mapping[str, Callable[[Paper], bytes]] = {
    "csv": paper_csv,
    "json": paper_json,
    "xlsx": paper_workbook,
    "md": lambda made: paper_markdown(made).encode(),
    "text": lambda made: paper_text(made).encode(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What there is to hand over."""

    data: bytes
    what: str
    """In a few words, such as `12 entries`."""
    private: int
    """How many private entries it holds."""


@click.command("export", help=HELP)
@click.argument("form", type=click.Choice([*OF_ENTRIES]), metavar="FORMAT")
@filter_options
@click.option(
    "--document",
    metavar="DOC",
    shell_complete=completes(documents),
    help="A paper that the scheme's body asks for, such as activity-list.",
)
@click.option(
    "--cycle", metavar="LABEL", help="Only this cycle of the scheme; of a paper, else the latest."
)
@click.option(
    "--output", metavar="FILE", help="Where to; - prints it, as without. A workbook needs it."
)
@click.option("--replace", "over", is_flag=True, help="Write over the file if it is there.")
@today_option
@audience_option("owner")
@keep_going_option
@click.pass_obj
def export_command(
    shell: Shell,
    form: str,
    year: str | None,
    type_: str | None,
    tag: str | None,
    scheme: str | None,
    document: str | None,
    cycle: str | None,
    output: str | None,
    today: date,
    audience: str,
    *,
    over: bool,
    keep_going: bool,
) -> None:
    """Count, make, and print or write."""
    require_journal(shell.root)
    _refuse_workbook(form, output)
    if document is not None and (year or type_ or tag):
        message = "a paper holds what its body asks for: --year, --type and --tag do not go with it"
        raise UsageFault(message, "choose its cycle with --cycle, or leave --document out")
    checked = check_again(shell.root, today, whole=False)
    request = Request(today=today, audience=Audience(audience), keep_going=keep_going)
    shown = counted(checked, request)
    refuse_unlisted(checked, scheme)
    wish = wished(shown, year, type_, tag, scheme)
    asked = None if document is None else found_document(shown, scheme, document, cycle)
    warn_of_errors(checked)
    made = _entries(shown, wish, cycle, form) if asked is None else _paper(shown, asked, form)
    if output is None or output == STDOUT:
        _print(made.data)
        return
    target = shell.start / output
    write_export(shell.root, target, made.data, replace=over)
    click.echo(f"{made.what} in {target}")
    if made.private and takes_up(target):
        what = words.count(made.private, "private entry", "private entries")
        hint = "name it in .gitignore, or keep it elsewhere"
        click.echo(f"It holds {what}, and `git add .` would take it up: {hint}.", err=True)


def _refuse_workbook(form: str, output: str | None) -> None:
    """End the command where no workbook can be made, before anything is counted."""
    if form != "xlsx":
        return
    if output is None or (output == STDOUT and sys.stdout.isatty()):
        message = "a workbook cannot be printed"
        raise UsageFault(message, "say where to write it, such as --output cpd.xlsx")
    if find_spec("xlsxwriter") is None:
        message = "a workbook needs XlsxWriter, which is not installed"
        remedy = 'run `python3 -m pip install "cpdsite[xlsx]"` in the environment of cpdsite, or export csv'
        raise SurroundingsFault(message, remedy)


def _entries(shown: Portfolio, wish: Wish, cycle: str | None, form: str) -> Made:
    """Make the entries that are asked for."""
    in_cycle = _in_cycle(shown, wish.scheme, cycle)
    entries = tuple(e for e in shown.entries if wish.is_for(shown, e) and in_cycle(e))
    return Made(
        data=_made(OF_ENTRIES[form], replace(shown, entries=entries)),
        what=words.entries(len(entries)),
        private=sum(map(is_private, entries)),
    )


def _in_cycle(shown: Portfolio, scheme: str | None, label: str | None) -> Callable[[Entry], bool]:
    """Return what tells whether an entry counts in a cycle; without a label all do."""
    if label is None:
        return lambda _: True
    found = next((one for one in shown.assessment.schemes if one.scheme.id == scheme), None)
    if found is None:
        message = "a cycle is one of a scheme"
        raise UsageFault(message, "add --scheme ID")
    periods = {cycle.label: cycle.period for cycle in found.cycles}
    refuse_unknown(f"cycle of {scheme}", label, periods)
    period = periods[label]
    return lambda entry: entry.counted_on in period


def _paper(shown: Portfolio, asked: Asked, form: str) -> Made:
    """Make a paper, and say what the reader should know of it."""
    made = paper(shown, asked.assessed, asked.cycle, asked.document)
    for note in notes(shown, asked, made):
        click.echo(printable(note), err=True)
    data = _made(OF_PAPERS[form], made)
    rows = {row.entry for row in made.rows}
    return Made(
        data=data,
        what=f"{made.title}: {words.entries(len(made.rows))}",
        private=sum(is_private(entry) for entry in shown.entries if entry.id in rows),
    )


def _made(write: Callable[[T], bytes], value: T) -> bytes:
    try:
        return write(value)
    except TooLong as trouble:
        message = f"{trouble}: no cell of a workbook holds so many"
        raise UsageFault(message, "shorten it, or export csv, md or text") from trouble


def _print(data: bytes) -> None:
    """Print what was made: byte by byte, but to a terminal nothing that could command it."""
    if sys.stdout.isatty():
        lines = data.decode("utf-8-sig").splitlines()
        click.echo("\n".join(map(printable, lines)))
    else:
        sys.stdout.buffer.write(data)
