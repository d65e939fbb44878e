"""`cpdsite check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from cpdsite.cli.paths import chosen, found_in
from cpdsite.cli.shell import Exit, Shell, day_option, days, exit_code, report, require_journal
from cpdsite.cli.watching import repeat
from cpdsite.counting import check_again
from cpdsite.render import words
from cpdsite.stages import Checked

HELP = """Look for every fault in the journal and the settings.

Prints nothing when all is well. With PATHs, only what is found in those files and folders.

\b
Example:
  cpdsite check journal/2025 --strict
"""


@click.command("check", help=HELP)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json", "github"]),
    help="How findings are shown; full on a terminal, concise elsewhere.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@day_option("Judge dates as of this day instead of today.")
@click.option("--watch", is_flag=True, help="Check again at each change, until Ctrl-C.")
@click.option("--poll", is_flag=True, help="With --watch, for disks that do not tell of changes.")
@click.pass_context
def check_command(
    context: click.Context,
    paths: Sequence[Path],
    form: str | None,
    today: date,
    *,
    strict: bool,
    watch: bool,
    poll: bool,
) -> None:
    """Check, report, and end with the code that says how it went."""
    shell: Shell = context.obj
    require_journal(shell.root)
    day = days(context, today)

    def once() -> Exit:
        checked = _check(shell.root, paths, day())
        click.echo(report(checked.findings, form, sys.stdout), nl=False)
        shell.say(f"{words.count(len(checked.folder.entries), 'file')} checked")
        return exit_code(checked, strict=strict)

    raise click.exceptions.Exit(repeat(once, shell.root, poll=poll) if watch else once())


def _check(root: Path, paths: Sequence[Path], today: date) -> Checked:
    """Check a folder; keep what is found in some files and folders, where they are given."""
    checked = check_again(root, today)
    return found_in(chosen(root, checked.folder, paths), checked)
