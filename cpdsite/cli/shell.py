"""What the commands share: their options, the clock, and the way they end."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import click
from click.core import ParameterSource

from cpdsite.files.faults import UsageFault
from cpdsite.files.names import JOURNAL, SETTINGS
from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.parse import scalars
from cpdsite.render.reporters import concise, full, github, json

if TYPE_CHECKING:  # a command that counts nothing need not wait for what counts
    from cpdsite.stages import Checked

STDOUT = "-"
"""Where a command writes that is to print."""

F = TypeVar("F", bound=Callable[..., Any])


class Exit(IntEnum):
    """How a command ended."""

    WELL = 0
    """Nothing worse than a warning."""
    ERRORS = 1
    """Errors in the journal, or a site that would show what is hidden."""
    USAGE = 2
    """A wrong command, setting, scheme or theme."""
    SURROUNDINGS = 3
    """The disk, a port, the network, git, a missing extra."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Where and how a command runs."""

    root: Path
    """The folder with the journal and its settings."""
    start: Path
    """Where the user stands, or the folder that they name with -C."""
    verbose: bool

    def with_journal(self) -> Shell:
        """Return what runs in the nearest folder with settings, of those above; says so."""
        root = with_settings(self.start)
        if root != self.start:
            click.echo(f"cpdsite: in {root}, the nearest folder above with a {SETTINGS}", err=True)
        return replace(self, root=root)

    def from_root(self, path: str) -> str:
        """Return a path that the user names as it is called from the root."""
        if self.root == self.start:
            return path
        return os.path.relpath(self.start.resolve() / path, self.root.resolve())

    def say(self, text: str) -> None:
        """Print a line of progress when asked for it."""
        if self.verbose:
            click.echo(text, err=True)


class Day(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the date; a wrong one ends the command with the remedy."""
        if isinstance(value, date):
            return value
        found = scalars.day(value)
        if found is None:
            self.fail(f'"{value}" is not a date: {scalars.day_remedy(value)}', param, ctx)
        return found


def today_option(command: F) -> F:
    """Add `--today` to a command that counts."""
    return day_option("Count as of this day instead of today.")(command)


def day_option(told: str) -> Callable[[F], F]:
    """Add `--today`; without it SOURCE_DATE_EPOCH counts, then the clock."""
    return click.option("--today", type=Day(), metavar="DATE", default=clock, help=told)


def keep_going_option(command: F) -> F:
    """Add `--keep-going`."""
    option = click.option(
        "--keep-going",
        is_flag=True,
        help="Leave files with errors out instead of stopping; the exit code is then 0.",
    )
    return option(command)


def audience_option(default: str) -> Callable[[F], F]:
    """Add `--audience`."""
    return click.option(
        "--audience",
        type=click.Choice(["public", "reviewer", "owner"]),
        default=default,
        show_default=True,
        help="For whom.",
    )


def clock() -> date:
    """Return today: the only place that asks the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.strip():
        return datetime.now().astimezone().date()
    try:
        found = datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        found = ""
    day = scalars.day(found)
    if day is None:
        message = f'SOURCE_DATE_EPOCH is "{epoch}", which is no moment of our time'
        raise UsageFault(message, "give whole seconds since 1970, or unset it")
    return day


def days(context: click.Context, today: date) -> Callable[[], date]:
    """Return what tells the day for as long as a command runs: `--today`, else the clock anew."""
    given = context.get_parameter_source("today") is ParameterSource.COMMANDLINE
    return (lambda: today) if given else clock


def with_settings(start: Path) -> Path:
    """Return the folder that a command runs in: as it was given, where it is one by itself."""
    if (start / SETTINGS).is_file() or (start / JOURNAL).is_dir():
        return start
    above = (up for up in start.resolve().parents if (up / SETTINGS).is_file())
    found = next(above, start)
    return found if start.is_absolute() else Path(os.path.relpath(found))


def require_journal(root: Path) -> None:
    """End the command when there is nothing here to look at."""
    if not (root / JOURNAL).is_dir():
        where = "this folder" if root == Path() else str(root)
        message = f"there is no journal in {where}"
        remedy = "make a folder `journal` with an entry in it, or name another folder with -C DIR"
        raise UsageFault(message, _way_out(root) or remedy)


def refuse_inside_journal(root: Path) -> None:
    """End a command that would begin a second journal inside one."""
    remedy = "" if (root / JOURNAL).is_dir() else _way_out(root)
    if remedy:
        message = "this folder is inside a journal"
        raise UsageFault(message, remedy)


def refuse_inside_record(root: Path) -> None:
    """End a command that would begin a record in a journal that is already read as another's."""
    here = root.absolute()
    around = (up.parent for up in (here, *here.parents) if up.name == JOURNAL)
    if any((above / SETTINGS).is_file() for above in around):
        refuse_inside_journal(root)


def _way_out(root: Path) -> str:
    """Return the way to the folder that a journal is kept in; "" outside of a journal."""
    here = root.absolute()
    steps = next((n for n, up in enumerate((here, *here.parents), 1) if up.name == JOURNAL), 0)
    if not steps:
        return ""
    above = shlex.quote(os.path.relpath(here.parents[steps - 1]))
    if root != Path():
        return f"{root} is inside the journal: write -C {above}"
    way = "one folder" if steps == 1 else f"{steps} folders"
    return f"you are inside the journal: go {way} up, or write -C {above}"


def refuse_errors(checked: Checked) -> NoReturn:
    """Show the errors that stand in the way, and end the command."""
    click.echo(report(checked.errors, None, sys.stderr), err=True, nl=False)
    click.echo(_why_not(checked), err=True)
    raise click.exceptions.Exit(exit_code(checked, strict=False))


def warn_of_errors(checked: Checked) -> None:
    """Show, beside a count that goes on without them, the errors of the files left out."""
    if checked.errors:
        click.echo(report(checked.errors, None, sys.stderr), err=True, nl=False)
        files = len({finding.path for finding in checked.errors})
        what = "1 file with errors is" if files == 1 else f"{files:,} files with errors are"
        click.echo(f"Incomplete: {what} left out.", err=True)


def _why_not(checked: Checked) -> str:
    """Say why nothing was counted."""
    if checked.beyond_the_journal:
        return "Nothing was counted: settings and schemes must be right first."
    return "Nothing was counted: mend the errors, or leave these files out with --keep-going."


def exit_code(checked: Checked, *, strict: bool) -> Exit:
    """Return how a command ends that found these faults."""
    if checked.beyond_the_journal:
        return Exit.USAGE
    worst = min((finding.severity.rank for finding in checked.findings), default=Severity.NOTE.rank)
    limit = Severity.WARNING.rank if strict else Severity.ERROR.rank
    return Exit.ERRORS if worst <= limit else Exit.WELL


def report(findings: Iterable[Finding], form: str | None, stream: TextIO) -> str:
    """Return findings in a format; None: with their lines on a terminal, one a line elsewhere."""
    if form is None:
        form = "full" if stream.isatty() else "concise"
    if form == "full":
        return full.report(findings, color=stream.isatty() and "NO_COLOR" not in os.environ)
    return {"concise": concise.report, "json": json.report, "github": github.report}[form](findings)


def seconds_since(start: float) -> str:
    """Return a time for people, in seconds."""
    return f"{time.monotonic() - start:.2f} s"
