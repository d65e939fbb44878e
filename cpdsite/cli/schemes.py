"""`cpdsite schemes`: which rules there are, what they say, and whether a file of one's own is right."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from cpdsite.cli.completing import completes, every_scheme
from cpdsite.cli.describing import described
from cpdsite.cli.shell import Exit, Shell, report
from cpdsite.cli.tables import table
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.reading import read_file, shown
from cpdsite.files.sources import bundled_schemes, read_folder
from cpdsite.model.diagnostic import Severity
from cpdsite.model.journal import Folder, Source
from cpdsite.model.scheme import Scheme
from cpdsite.parse.journal import words_of
from cpdsite.parse.known import Known
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.places import locate
from cpdsite.parse.reading import listed
from cpdsite.parse.schemes import decode_scheme
from cpdsite.parse.settings import decode_settings
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable

HELP = """Look up the rules of professional bodies.

Without a command the schemes are listed.

\b
Examples:
  cpdsite schemes
  cpdsite schemes show nmc
  cpdsite schemes validate schemes/ward.yaml
"""
LIST_HELP = """List the schemes there are.

With title, edition, where each comes from, and whether the settings name it.

\b
Example:
  cpdsite schemes list
"""
SHOW_HELP = """Tell the rules of a scheme in plain words.

Where they were read, and which facts of your own the settings must give.
With --yaml the file that came with cpdsite, to begin one of your own.

\b
Examples:
  cpdsite schemes show nmc
  cpdsite schemes show nmc --yaml > nmc.yaml
"""
VALIDATE_HELP = """Check a scheme file of your own.

\b
Example:
  cpdsite schemes validate schemes/ward.yaml
"""
WIDEST = 100
"""Columns beyond which lines are hard to follow."""
LIMIT = 1024 * 1024
"""The largest scheme file that is read, in bytes."""


@click.group("schemes", help=HELP, invoke_without_command=True)
@click.pass_context
def schemes_command(context: click.Context) -> None:
    """List the schemes unless another command is named."""
    if context.invoked_subcommand is None:
        context.invoke(list_command)


@schemes_command.command("list", help=LIST_HELP)
@click.pass_obj
def list_command(shell: Shell) -> None:
    """List, in a table."""
    folder = read_folder(shell.root)
    used, known = _used(folder), _known(folder)
    rows = [_row(name, source, used, known) for name, source in sorted(folder.schemes.items())]
    header = ["id", "title", "edition", "from", "used"]
    click.echo("\n".join(table(header, rows, long=1)))


@schemes_command.command("show", help=SHOW_HELP)
@click.argument("name", metavar="ID", shell_complete=completes(every_scheme))
@click.option("--yaml", "as_file", is_flag=True, help="Print the file that came with cpdsite.")
@click.pass_obj
def show_command(shell: Shell, name: str, *, as_file: bool) -> None:
    """Tell, as wide as the terminal allows; or print the bundled file, whatever lies over it."""
    # A shell that is told to write `schemes/ID.yaml` has emptied it before this runs.
    folder = bundled_schemes() if as_file else read_folder(shell.root)
    if name not in folder.schemes:
        message = f'there is no scheme "{name}"'
        known = sorted(folder.schemes)
        raise UsageFault(message, did_you_mean(name, known, f"there are {listed(known)}"))
    source = folder.schemes[name]
    if as_file:
        click.echo(source.data.decode(), nl=False)
        return
    scheme, found = decode_scheme(source, _known(folder))
    if scheme is None:
        click.echo(report(locate(found, folder, {}), "concise", sys.stderr), err=True, nl=False)
        raise click.exceptions.Exit(Exit.USAGE)
    for line in described(scheme, _origin(source)):
        click.echo(_fitting(printable(line)))


@schemes_command.command("validate", help=VALIDATE_HELP)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json", "github"]),
    help="How findings are shown; full on a terminal, concise elsewhere.",
)
@click.pass_obj
def validate_command(shell: Shell, file: Path, form: str | None) -> None:
    """Check, report, and end with the code that says how it went."""
    source = _source(shell.root, file)
    scheme, found = decode_scheme(source, _known(read_folder(shell.root)))
    findings = locate(found, Folder(schemes={file.stem: source}), {})
    form = form or ("full" if sys.stdout.isatty() else "concise")
    click.echo(report(findings, form, sys.stdout), nl=False)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise click.exceptions.Exit(Exit.USAGE)
    if scheme is not None and form in {"full", "concise"}:
        click.echo(printable(_in_one_line(source.path, scheme)))


def _fitting(line: str) -> str:
    """Return a line broken where the terminal ends, what follows farther in than the first part."""
    if not sys.stdout.isatty():
        return line
    inset = " " * (len(line) - len(line.lstrip()))
    width = min(shutil.get_terminal_size().columns, WIDEST)
    hang = f"{inset}      " if inset else ""
    broken = textwrap.wrap(line.strip(), width, initial_indent=inset, subsequent_indent=hang)
    return "\n".join(broken)


def _used(folder: Folder) -> frozenset[str]:
    """Return the ids that the settings name."""
    settings, _ = decode_settings(folder.settings, folder.schemes)
    return frozenset(membership.scheme for membership in settings.memberships)


def _known(folder: Folder) -> Known:
    """Return the words that scheme files may use; without settings there may be more of them."""
    settings, faults = decode_settings(folder.settings, folder.schemes)
    known = words_of(folder, settings, faults)
    return known if folder.settings else replace(known, complete=False)


def _row(name: str, source: Source, used: frozenset[str], known: Known) -> list[str]:
    """Return what a scheme is, in columns."""
    scheme, found = decode_scheme(source, known)
    told = "yes" if name in used else ""
    if scheme is None:
        count = words.count(sum(one.severity is Severity.ERROR for one in found), "error")
        return [name, f"cannot be read: {count}", "", _origin(source), told]
    editions = len(scheme.editions) - 1
    older = f" and {words.count(editions, 'older one')}" if editions else ""
    edition = f"{scheme.edition}{older}"
    return [name, *map(printable, (scheme.title, edition)), _origin(source), told]


def _origin(source: Source) -> str:
    """Return where a scheme comes from: cpdsite, or a file of the member's own."""
    if source.bundled:
        return "bundled"
    return f"{source.path}, replaces the bundled one" if source.replaces else source.path


def _source(root: Path, file: Path) -> Source:
    """Read the file that is to be checked; its path is shown as it was given."""
    path = file if file.is_absolute() or file.exists() else root / file
    if not path.exists():
        message = f"there is no {file}"
        raise UsageFault(message)
    try:
        data = read_file(str(path.resolve()), LIMIT + 1)
    except OSError as trouble:
        message = f"{file} cannot be read: {trouble.strerror or trouble}"
        raise SurroundingsFault(message) from trouble
    return Source(path=shown(file.as_posix()), data=data)


def _in_one_line(path: str, scheme: Scheme) -> str:
    """Say that a file is right, and what it holds."""
    return f"{path}: no fault; {', '.join(_parts(scheme))}"


def _parts(scheme: Scheme) -> Iterator[str]:
    """Yield what a scheme holds."""
    yield f"scheme {scheme.id}"
    if scheme.former:
        yield words.count(len(scheme.editions), "edition")
    yield words.count(len(scheme.requirements), "requirement")
    if scheme.caps:
        yield words.count(len(scheme.caps), "cap")
    if scheme.variants:
        yield words.count(len(scheme.variants), "variant")
