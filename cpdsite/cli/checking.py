"""`cpdsite check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from cpdsite.build import check
from cpdsite.cli.shell import Shell, day_option, exit_code, report, require_journal
from cpdsite.files.faults import UsageFault
from cpdsite.model.diagnostic import Finding
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
    if paths:
        wanted = tuple(_within(shell.root, path) for path in paths)
        kept = tuple(finding for finding in checked.findings if _lies_in(finding, wanted))
        checked = replace(checked, findings=kept)
    click.echo(report(checked.findings, form, sys.stdout), nl=False)
    shell.say(f"{words.count(len(checked.folder.entries), 'file')} checked")
    raise click.exceptions.Exit(exit_code(checked, strict=strict))


def _within(root: Path, path: Path) -> str:
    """Return a path of the command line relative to the folder, with `/`."""
    given = path if path.is_absolute() else root / path
    if not given.exists():
        given = Path.cwd() / path
    try:
        inside = given.resolve().relative_to(root.resolve())
    except ValueError as fault:
        message = f"{path} is not in the folder that is checked"
        raise UsageFault(message) from fault
    if not given.exists():
        message = f"there is no {path}"
        raise UsageFault(message)
    return inside.as_posix()


def _lies_in(finding: Finding, wanted: Sequence[str]) -> bool:
    """Tell whether a finding is in one of some files or folders."""
    return any(
        path in {".", finding.path} or finding.path.startswith(f"{path}/") for path in wanted
    )
