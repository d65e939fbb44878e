"""`cpdsite theme`: which file makes which page, and a copy of one to change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from cpdsite.cli.shell import Shell
from cpdsite.cli.tables import table
from cpdsite.files.faults import UsageFault
from cpdsite.files.layers import WORDS
from cpdsite.files.sources import read_folder
from cpdsite.files.themes import PARTS, ThemeFile, eject, theme_files
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.settings import decode_settings
from cpdsite.render.pages import ADDRESSES

HELP = """Look at the theme, and take over a file of it.

Without a command its files are listed.

\b
Examples:
  cpdsite theme
  cpdsite theme eject entry.html
"""
LIST_HELP = """List the files of the theme.

Which pages each makes, and whether it is bundled or your own.

\b
Example:
  cpdsite theme list
"""
EJECT_HELP = """Copy a file of the theme into your own folder, to change it there.

A file that stands there already is not written over.

\b
Examples:
  cpdsite theme eject entry.html
  cpdsite theme eject assets/css/site.css
  cpdsite theme eject words.yaml
"""
_PARTIAL = re.compile(r'"(partials/[^"]+)"')


@click.group("theme", help=HELP, invoke_without_command=True)
@click.pass_context
def theme_command(context: click.Context) -> None:
    """List the files unless another command is named."""
    if context.invoked_subcommand is None:
        context.invoke(list_command)


@theme_command.command("list", help=LIST_HELP)
@click.pass_obj
def list_command(shell: Shell) -> None:
    """List, in a table."""
    files = theme_files(shell.root, _theme(shell.root))
    used = _used(files)
    rows = [
        [path, "bundled" if file.is_bundled else file.origin, _makes(path, used)]
        for path, file in files.items()
    ]
    click.echo("\n".join(table(["file", "from", "makes"], rows, long=2)))


@theme_command.command("eject", help=EJECT_HELP)
@click.argument("name", metavar="FILE")
@click.pass_obj
def eject_command(shell: Shell, name: str) -> None:
    """Copy, and say what to do next."""
    theme = _theme(shell.root)
    file = _named(theme_files(shell.root, theme), name)
    path = eject(shell.root, theme, file)
    click.echo(f"{path} is yours now: change it, and run `cpdsite build`")
    if file.path == WORDS:
        click.echo("Delete the lines that you leave as they are: new texts then reach you too.")
    else:
        click.echo("Delete it to go back to the theme's own.")


def _theme(root: Path) -> str:
    """Return the name of the theme that the settings choose."""
    folder = read_folder(root)
    settings, _ = decode_settings(folder.settings, folder.schemes)
    return settings.theme


def _named(files: Mapping[str, ThemeFile], name: str) -> ThemeFile:
    """Return the file that a name means: its path, or the end of it."""
    wanted = name.replace("\\", "/").removeprefix("./")
    for folder in ("", *(f"{part}/" for part in PARTS)):
        if folder + wanted in files:
            return files[folder + wanted]
    found = [path for path in files if path.endswith(f"/{wanted}")]
    if len(found) > 1:
        message = f'the theme has {len(found)} files "{name}"'
        raise UsageFault(message, f"name one of {listed(found)}")
    if not found:
        message = f'the theme has no file "{name}"'
        tails = [path.partition("/")[2] or path for path in files]
        names = [*files, *tails, *(path.rpartition("/")[2] for path in files)]
        raise UsageFault(message, did_you_mean(name, names, "`cpdsite theme list` names them"))
    return files[found[0]]


def _used(files: Mapping[str, ThemeFile]) -> dict[str, list[str]]:
    """Return the templates that use each partial."""
    used: dict[str, list[str]] = {}
    for path, file in files.items():
        for name in dict.fromkeys(_PARTIAL.findall(file.data.decode(errors="replace"))):
            used.setdefault(f"templates/{name}", []).append(path.removeprefix("templates/"))
    return used


def _makes(path: str, used: Mapping[str, list[str]]) -> str:
    """Say which pages a file makes, or is a part of."""
    part, _, name = path.partition("/")
    if path == WORDS:
        return "what all pages say"
    if part == "assets":
        return f"/{path}"
    if name == "base.html":
        return "around every page"
    return ADDRESSES.get(name, "") or ", ".join(_parts(path, used))


def _parts(path: str, used: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield what a partial is a part of."""
    names = used.get(path, [])
    yield f"part of {', '.join(names)}" if names else "used by nothing"
