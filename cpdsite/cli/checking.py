"""`cpdsite check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from cpdsite.build import check
from cpdsite.cli.paths import chosen, found_in
from cpdsite.cli.shell import Shell, day_option, exit_code, report, require_journal
from cpdsite.render import words

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
@click.pass_obj
def check_command(
    shell: Shell, paths: Sequence[Path], form: str | None, today: date, *, strict: bool
) -> None:
    """Check, report, and end with the code that says how it went."""
    require_journal(shell.root)
    checked = check(shell.root, today)
    checked = found_in(chosen(shell.root, checked.folder, paths), checked)
    click.echo(report(checked.findings, form, sys.stdout), nl=False)
    shell.say(f"{words.count(len(checked.folder.entries), 'file')} checked")
    raise click.exceptions.Exit(exit_code(checked, strict=strict))
