"""`cpdsite new`: an entry from a title, valid as soon as it is written."""

from __future__ import annotations

import os
import posixpath
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from cpdsite.cli.answering import answer_in, read_stdin
from cpdsite.cli.asking import ask_entry, on_terminal
from cpdsite.cli.completing import latest
from cpdsite.cli.entry_options import field_options, said
from cpdsite.cli.placing import Placing
from cpdsite.cli.proving import named_from
from cpdsite.cli.shell import Exit, Shell, day_option, exit_code, refuse_inside_journal, report
from cpdsite.counting import check
from cpdsite.exchange.drafting import body_of, fields_of
from cpdsite.exchange.entry_text import entry_path, entry_text, goal_path
from cpdsite.exchange.yaml_text import Value, yaml_text
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.names import JOURNAL, SETTINGS
from cpdsite.files.sources import read_folder
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Folder, Journal
from cpdsite.parse import scalars
from cpdsite.parse.front_matter import Cut, cut
from cpdsite.parse.journal import decode

HELP = """Write a new entry and print its path.

A title is enough. On a terminal what is missing is asked for: Tab completes, Enter leaves out.
`-` takes the text below the fields, or a whole entry, from standard input; with --kind review it takes
the answer that a reviewer copied from a private link, as it arrived. Nothing is ever overwritten.

Each field of an entry has an option of its name, those not listed here too: --learned, --objective,
--from-whom ...

\b
Examples:
  cpdsite new "Crisis communication masterclass" --type workshop --hours 6 --edit
  cpdsite new "Ward round" --type work-based --claim hcpc/professional --claim gcs/2
  cpdsite new "What the panel said" --kind feedback - < notes.txt
  cpdsite new --kind review -
"""
STDIN = "-"


@click.command("new", help=HELP)
@click.argument("words", nargs=-1, metavar="[TITLE] [-]")
@field_options
@click.option(
    "-e", "--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR, and check it after."
)
@click.option(
    "--ask/--no-ask", default=None, help="Whether to ask; without it, on a terminal only."
)
@day_option("The date of the entry unless --date says another.")
@click.pass_obj
def new_command(
    shell: Shell,
    /,
    words: Sequence[str],
    today: date,
    *,
    edit: bool,
    ask: bool | None,
    **options: object,
) -> None:
    """Write the entry, or say what is wrong with what was said."""
    folder = _folder(shell.root)
    whole = read_stdin() if words[-1:] == (STDIN,) else ""
    given = said(options) | _title(words)
    if whole and given.get("kind") == Kind.REVIEW:
        whole = answer_in(whole, titled="title" in given)
    parts = _cut(whole)
    asking = parts is None and (on_terminal() if ask is None else ask)
    journal, _ = decode(latest(folder) if asking else replace(folder, entries=()))
    if asking:
        given = ask_entry(given, journal, today)
    given = _complete(given, today, parts)
    evidence = given.get("evidence")
    if isinstance(evidence, list):
        given["evidence"] = named_from(shell.root, _beside(given, today), evidence)
    data = _drafted(given, journal, parts, whole).encode()
    placing = Placing(folder=folder, journal=journal, today=today, said=frozenset(given))
    path = placing.write(shell.root, data)
    click.echo((shell.root / path).as_posix())
    if edit:
        _edit(shell.root, path, today)


def _folder(root: Path) -> Folder:
    """Read the folder, which must be one that is meant for a journal."""
    if not (root / JOURNAL).is_dir() and not (root / SETTINGS).is_file():
        refuse_inside_journal(root)
        where = "this folder" if root == Path() else str(root)
        message = f"there is no journal in {where}"
        raise UsageFault(
            message, "begin one with `cpdsite init`, or name another folder with -C DIR"
        )
    return read_folder(root)


def _title(words: Sequence[str]) -> dict[str, Value]:
    """Return the title on the command line; none where there is `-` alone, or nothing."""
    titles = words[:-1] if words[-1:] == (STDIN,) else words
    if len(titles) > 1:
        message = "a title of several words stands in quotation marks"
        raise UsageFault(message, f'write cpdsite new "{" ".join(titles)}"')
    return {"title": titles[0].strip()} if titles and titles[0].strip() else {}


def _cut(text: str) -> Cut | None:
    """Return a whole entry in its two parts; None for a text without front matter."""
    if not text.lstrip().startswith("---"):
        return None
    parts, found = cut(text, "standard input")
    if parts is None:
        message = f"standard input: {found[0].message}"
        raise UsageFault(message, found[0].help)
    return parts


def _complete(given: dict[str, Value], today: date, parts: Cut | None) -> dict[str, Value]:
    """Return what was said with what an entry cannot be without."""
    if parts is not None:
        told = "kind" in given and re.search(r"^kind:", parts.front_matter, re.MULTILINE)
        return {name: one for name, one in given.items() if name != "kind" or not told}
    if "title" not in given:
        message = "an entry needs a title"
        raise UsageFault(message, 'write cpdsite new "Crisis communication masterclass"')
    added: dict[str, Value] = {"date": today}
    if given.get("kind", "activity") == Kind.ACTIVITY and "type" not in given:
        click.echo("cpdsite: no --type was given, so the type is `other`", err=True)
        added["type"] = "other"
    return added | given


def _beside(given: dict[str, Value], today: date) -> str:
    """Return the folder that the entry will stand in."""
    if given.get("kind") == Kind.GOAL:
        return posixpath.dirname(goal_path("a", ()))
    said_day = scalars.day(str(given.get("date", today)))
    return posixpath.dirname(entry_path(said_day or today, "a", ()))


def _drafted(given: dict[str, Value], journal: Journal, parts: Cut | None, text: str) -> str:
    """Return the file; fields that were said go in front of those of a whole entry."""
    fields, model = fields_of(given, journal.schemes), journal.settings.reflection_model
    try:
        if parts is None:
            body = text or body_of(str(given.get("kind", "activity")), model, given)
            return entry_text(fields, body)
        body = f"\n{parts.body}" if parts.body else ""
        return f"---\n{yaml_text(fields)}{parts.front_matter.strip(chr(10))}\n---\n{body}"
    except ValueError as fault:
        raise UsageFault(str(fault)) from fault


def _edit(root: Path, path: str, today: date) -> None:
    """Open the file, wait, and say what `check` finds in it then."""
    try:
        click.edit(filename=os.fspath(root / path))
    except click.ClickException as fault:
        message = f"no editor: {fault.message}"
        raise SurroundingsFault(message, f"set EDITOR; {path} is written") from fault
    checked = check(root, today)
    kept = tuple(finding for finding in checked.findings if finding.path == path)
    click.echo(report(kept, None, sys.stderr), err=True, nl=False)
    if exit_code(replace(checked, findings=kept), strict=False):
        raise click.exceptions.Exit(Exit.ERRORS)
