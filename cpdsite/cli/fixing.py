"""`cpdsite fix`: the only command that edits an entry."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from cpdsite.cli.paths import chosen, found_in, lies_in
from cpdsite.cli.shell import Exit, Shell, day_option, exit_code, report, require_journal
from cpdsite.counting import check
from cpdsite.files.editing import rewrite
from cpdsite.model.journal import Source
from cpdsite.parse.journal import read_vocabulary
from cpdsite.parse.repairs import Change, changes, repaired
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable
from cpdsite.stages import Checked

HELP = """Mend what can be mended without a doubt, and nothing else.

A text that YAML would cut at a # or stumbles over is put in quotation marks, 2026-1-5 becomes
2026-01-05, 1,5 becomes 1.5, and `Title:` becomes `title:`. Each change is shown; on a terminal you are
asked before anything is written. With PATHs, only in those files and folders.

\b
Example:
  cpdsite fix --dry-run journal/2026
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mended:
    """An entry, and the bytes that should be in its place."""

    source: Source
    data: bytes

    @property
    def changes(self) -> list[Change]:
        """The lines that differ."""
        return changes(self.source.data, self.data)


@click.command("fix", help=HELP)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--dry-run", is_flag=True, help="Show the changes and make none.")
@day_option("Judge dates as of this day instead of today.")
@click.pass_obj
def fix_command(shell: Shell, paths: Sequence[Path], today: date, *, dry_run: bool) -> None:
    """Show, ask, change, and say what is left."""
    require_journal(shell.root)
    checked = check(shell.root, today, inside=False)
    wanted = chosen(shell.root, checked.folder, paths)
    if checked.beyond_the_journal:
        click.echo(report(checked.errors, None, sys.stderr), err=True, nl=False)
        click.echo("Nothing was changed: settings and schemes must be right first.", err=True)
        raise click.exceptions.Exit(Exit.USAGE)
    mended = [*_mended(checked, wanted)]
    for one in mended:
        _show(one)
    if mended and (dry_run or not _agreed()):
        click.echo(f"{_counted(mended)} could be changed; nothing was.")
        raise click.exceptions.Exit(exit_code(found_in(wanted, checked), strict=False))
    for one in mended:
        rewrite(shell.root, one.source.path, one.source.data, one.data)
    if mended:
        checked = check(shell.root, today, inside=False)
        click.echo(f"{_counted(mended)} changed.")
    else:
        click.echo("There is nothing that can be mended without a doubt.")
    left = found_in(wanted, checked)
    if left.errors:
        click.echo(f"{words.count(len(left.errors), 'error')} left to you: see `cpdsite check`.")
    raise click.exceptions.Exit(exit_code(left, strict=False))


def _mended(checked: Checked, wanted: Collection[str]) -> Iterator[_Mended]:
    """Yield the wanted entries that can be mended; a warning that was silenced is no reason to."""
    vocabulary, _ = read_vocabulary(checked.folder)
    codes: dict[str, set[str]] = {}
    for finding in checked.findings:
        codes.setdefault(finding.path, set()).add(finding.code)
    for source in checked.folder.entries:
        if source.path in codes and lies_in(source.path, wanted):
            data = repaired(source, vocabulary, codes[source.path])
            if data != source.data:
                yield _Mended(source=source, data=data)


def _show(mended: _Mended) -> None:
    """Print the lines of a file that change, as they are and as they should be."""
    color = False if "NO_COLOR" in os.environ else None
    click.echo(printable(mended.source.path))
    for change in mended.changes:
        margin = f"{change.line:>5}"
        old, new = (printable(text) for text in (change.before, change.after))
        click.echo(click.style(f"{margin} - {old}", fg="red"), color=color)
        click.echo(click.style(f"{' ' * len(margin)} + {new}", fg="green"), color=color)
    click.echo()


def _agreed() -> bool:
    """Ask on a terminal; elsewhere nobody is there to answer, and the command is the request."""
    if not sys.stdin.isatty():
        return True
    return click.confirm("Write these changes?", err=True)


def _counted(mended: Sequence[_Mended]) -> str:
    """Return how much changes."""
    lines = sum(len(one.changes) for one in mended)
    return f"{words.count(lines, 'line')} in {words.count(len(mended), 'file')}"
