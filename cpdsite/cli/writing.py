"""`cpdsite new`: an entry from a title, valid as soon as it is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

import click

from cpdsite import checks
from cpdsite.build import check
from cpdsite.checks.possible_duplicate import CODE as DUPLICATE
from cpdsite.checks.possible_duplicate import likeness
from cpdsite.cli.asking import ask_entry, on_terminal
from cpdsite.cli.completing import latest
from cpdsite.cli.entry_options import field_options, flag_of, said
from cpdsite.cli.shell import Exit, Shell, day_option, exit_code, report
from cpdsite.exchange.drafting import body_of, fields_of
from cpdsite.exchange.entry_text import entry_path, entry_text, goal_path
from cpdsite.exchange.yaml_text import Value, yaml_text
from cpdsite.files.creating import create_file
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.sources import JOURNAL, SETTINGS, read_folder
from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.model.entry import Entry, Kind, begins_with_date
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.parse.front_matter import Cut, cut, decode_text
from cpdsite.parse.journal import decode
from cpdsite.parse.places import locate

HELP = """Write a new entry and print its path.

A title is enough. On a terminal what is missing is asked for: Tab completes, Enter leaves out.
`-` takes the text below the fields, or a whole entry, from standard input. Nothing is ever overwritten.

Each field of an entry has an option of its name, those not listed here too: --learned, --objective,
--from-whom ...

\b
Examples:
  cpdsite new "Crisis communication masterclass" --type workshop --hours 6 --edit
  cpdsite new "Ward round" --type work-based --claim hcpc/professional --claim gcs/2
  cpdsite new "What the panel said" --kind feedback - < notes.txt
"""
STDIN = "-"
_UNFINISHED = frozenset(("no-amount", "no-reflection", "no-evidence", "placeholder-text"))
"""Codes of what an entry that was begun a moment ago may still lack."""
_DRAFT = "journal/new.md"
"""Stands for the path of an entry until its date and title are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An entry that is to be written."""

    fields: dict[str, Value]
    """Those that were said, not those that stand in a text from standard input."""
    text: str
    """The whole file."""


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
    journal, _ = decode(latest(folder))
    given = said(options) | _title(words)
    whole = _read_stdin() if words[-1:] == (STDIN,) else ""
    parts = _cut(whole)
    if parts is None and (on_terminal() if ask is None else ask):
        given = ask_entry(given, journal)
    draft = _drafted(_complete(given, today, parts), journal, parts, whole)
    path = _write(shell.root, folder, draft, today)
    click.echo((shell.root / path).as_posix())
    if edit:
        _edit(shell.root, path, today)


def _folder(root: Path) -> Folder:
    """Read the folder, which must be one that is meant for a journal."""
    if not (root / JOURNAL).is_dir() and not (root / SETTINGS).is_file():
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


def _read_stdin() -> str:
    """Return the text from standard input."""
    text, found = decode_text(sys.stdin.buffer.read(), "standard input")
    if text is None:
        message = f"standard input: {found[0].message}"
        raise UsageFault(message, found[0].help)
    return text


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
        return given
    if "title" not in given:
        message = "an entry needs a title"
        raise UsageFault(message, 'write cpdsite new "Crisis communication masterclass"')
    added: dict[str, Value] = {"date": today}
    if given.get("kind", "activity") == Kind.ACTIVITY and "type" not in given:
        click.echo("cpdsite: no --type was given, so the type is `other`", err=True)
        added["type"] = "other"
    return added | given


def _drafted(given: dict[str, Value], journal: Journal, parts: Cut | None, text: str) -> _Draft:
    """Return the file; fields that were said go in front of those of a whole entry."""
    fields = fields_of(given, journal.schemes)
    try:
        if parts is not None:
            below = parts.front_matter.strip("\n")
            whole = f"---\n{yaml_text(fields)}{below}\n---\n{parts.body and chr(10)}{parts.body}"
            return _Draft(fields=fields, text=whole)
        body = text or body_of(
            str(given.get("kind", "activity")), journal.settings.reflection_model
        )
        return _Draft(fields=fields, text=entry_text(fields, body))
    except ValueError as fault:
        raise UsageFault(str(fault)) from fault


def _write(root: Path, folder: Folder, draft: _Draft, today: date) -> str:
    """Write the file under a name of its own and return its path; refuse one with errors."""
    data = draft.text.encode()
    entry = next(iter(decode(_with(folder, Source(path=_DRAFT, data=data)))[0].entries), None)
    near = _near(folder, entry.date if entry else today)
    taken = {*near.paths, *(other.id for other in near.entries)}
    while True:
        path = _path(entry, taken) if entry else _DRAFT
        _refuse(draft, _findings(folder, near, Source(path=path, data=data), today))
        if entry:
            _mention_twin(entry, near)
        try:
            create_file(root, path, data)
        except FileExistsError:
            taken.add(path)
        else:
            return path


def _near(folder: Folder, day: date) -> Journal:
    """Return the journal with those entries alone that one of this day may clash with or refer to.

    A name that begins with another day says enough; thousands of entries need not be read.
    """
    some = (s for s in folder.entries if _may_matter(PurePosixPath(s.path), str(day)))
    journal, _ = decode(replace(folder, entries=tuple(some)))
    return replace(journal, paths=frozenset(source.path for source in folder.entries))


def _may_matter(path: PurePosixPath, day: str) -> bool:
    """Tell whether a path begins with a day, or with none."""
    name = path.parent.name if path.stem == "index" else path.stem
    return name.startswith(day) or not begins_with_date(name)


def _with(folder: Folder, source: Source) -> Folder:
    """Return the folder as it would be with one entry, and none beside it."""
    return replace(folder, entries=(source,))


def _path(entry: Entry, taken: set[str]) -> str:
    """Return a path that no entry has."""
    if entry.kind is Kind.GOAL:
        return goal_path(entry.title, taken)
    return entry_path(entry.date, entry.title, taken)


def _findings(folder: Folder, near: Journal, source: Source, today: date) -> list[Finding]:
    """Return what `check` would say of one more entry."""
    alone, found = decode(_with(folder, source))
    entries, paths = (*alone.entries, *near.entries), near.paths | {source.path}
    found = checks.run(replace(near, entries=entries, paths=paths), today, found)
    # Of two entries that are alike the check names the one whose path comes later.
    own = [o for o in found if o.place.path == source.path and o.code != DUPLICATE]
    return locate(own, _with(folder, source), near.settings.field_names)


def _refuse(draft: _Draft, findings: Sequence[Finding]) -> None:
    """End the command when the entry would have errors; mention what else a reviewer would ask."""
    for finding in findings:
        where = finding.field.partition(".")[0]
        where = flag_of(where) if where in draft.fields and where != "title" else where
        if finding.severity is Severity.ERROR:
            sentence = f"{where}: {finding.message}" if where else finding.message
            raise UsageFault(sentence, finding.help)
        if finding.code not in _UNFINISHED:
            click.echo(f"cpdsite: {finding.message}; {finding.help}", err=True)


def _mention_twin(entry: Entry, near: Journal) -> None:
    """Say that another entry has the same kind, title and day."""
    alike = (other for other in near.entries if likeness(other) == likeness(entry))
    twin = next(alike, None)
    if twin:
        click.echo(f'cpdsite: "{entry.title}" on {entry.date} is also in {twin.path}', err=True)


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
