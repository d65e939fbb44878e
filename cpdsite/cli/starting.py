"""`cpdsite init`: a folder that can be worked in at once."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from cpdsite import __version__
from cpdsite.cli.asking import ask, on_terminal
from cpdsite.cli.completing import completes, every_scheme
from cpdsite.cli.first_schemes import ask_facts, ask_schemes, scheme_of
from cpdsite.cli.first_settings import Chosen, settings_text
from cpdsite.cli.hosting import PRIVATE, Place, ask_place, told
from cpdsite.cli.shell import Shell, day_option, refuse_inside_record
from cpdsite.cli.unlisted import words_of
from cpdsite.exchange.entry_text import entry_path, entry_text
from cpdsite.exchange.schema import front_matter_schema
from cpdsite.exchange.yaml_text import Value
from cpdsite.files.creating import create_file
from cpdsite.files.faults import UsageFault
from cpdsite.files.names import SETTINGS
from cpdsite.files.reading import bundled
from cpdsite.files.sources import read_folder
from cpdsite.model.journal import Folder, Source
from cpdsite.parse.journal import read_vocabulary

HELP = """Begin a CPD record in DIR, or here.

Writes settings, an example entry, .gitignore, a hook that checks before a push, and help for
editors (VS Code, Front Matter CMS, Obsidian); with --github a workflow that publishes the site on
GitHub Pages, and a README. What --scheme and --name do not say is asked for on a terminal, and with
--github where the site is to stand. Nothing is ever overwritten.

\b
Examples:
  cpdsite init cpd --scheme hcpc --scheme gcs --name "Sam Example"
  cpdsite init --github
  cpdsite init --github --missing
"""
HOOK = ".githooks/pre-push"
WORKFLOW = ".github/workflows/pages.yml"
EVERYWHERE: Mapping[str, str] = {
    ".gitignore": "gitignore",
    ".vscode/tasks.json": "tasks.json",
    ".vscode/cpdsite.code-snippets": "snippets.json",
    "frontmatter.json": "frontmatter.json",
    "journal/_templates/cpd-entry.md": "obsidian.md",
    HOOK: "pre-push",
}
"""Each file by its path, with the starter that it is a copy of."""
ON_GITHUB: Mapping[str, str] = {
    WORKFLOW: "pages.yml",
    "requirements.txt": "requirements.txt",
    "README.md": "README.md",
}
SCHEMA = ".vscode/cpd-entry.schema.json"
TITLE = "Began this CPD record"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What the folder is for."""

    name: str
    chosen: tuple[Chosen, ...]
    place: Place = PRIVATE


@click.command("init", help=HELP)
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--scheme",
    "ids",
    metavar="ID",
    multiple=True,
    shell_complete=completes(every_scheme),
    help="A body that the record is kept for; may be given again.",
)
@click.option("--name", metavar="NAME", help="Whose record it is.")
@click.option("--github", is_flag=True, help="With a workflow for GitHub Pages, and a README.")
@click.option("--missing", is_flag=True, help="Write those files that are not there yet.")
@day_option("The date of the example entry.")
@click.pass_obj
def init_command(
    shell: Shell,
    /,
    directory: Path | None,
    ids: Sequence[str],
    name: str | None,
    today: date,
    *,
    github: bool,
    missing: bool,
) -> None:
    """Write the files, and say what to do next."""
    root = shell.root / (directory or "")
    refuse_inside_record(root)
    folder = read_folder(root)
    paths = _paths(folder, today, github=github)
    there = [path for path in paths if os.path.lexists(root / path)]
    if there and (not missing or len(there) == len(paths)):
        _refuse(there, missing=missing)
    asking = on_terminal() and SETTINGS not in there and not (ids and name)
    wish = _wish(folder, ids, name, asking=asking)
    if on_terminal() and github and WORKFLOW not in there:
        wish = replace(wish, place=ask_place(folder.settings))
    files = {path: _text(path, folder, wish, today) for path in paths if path not in there}
    made = [path for path, text in files.items() if _made(root, path, text)]
    _tell(root, made, there, wish)
    if github:
        for line in told(wish.place, settings_are_new=SETTINGS in made):
            click.echo(line)


def _paths(folder: Folder, today: date, *, github: bool) -> list[str]:
    """Return every file that is to be written; a journal with entries needs no example."""
    example = () if folder.entries else (entry_path(today, TITLE, ()),)
    return [SETTINGS, *example, *EVERYWHERE, SCHEMA, *(ON_GITHUB if github else ())]


def _wish(folder: Folder, ids: Sequence[str], name: str | None, *, asking: bool) -> _Wish:
    """Return what was said, with what was asked for."""
    known = folder.schemes
    if asking and not ids:
        ids = ask_schemes(known)
    schemes = [scheme_of(known, one) for one in dict.fromkeys(ids)]
    if asking and name is None:
        name = ask("Your name (Enter: later)", need=False)
    chosen = tuple(Chosen(scheme=s, given=ask_facts(s) if asking else {}) for s in schemes)
    return _Wish(name=(name or "").strip(), chosen=chosen)


def _text(path: str, folder: Folder, wish: _Wish, today: date) -> str:
    """Return what one file holds."""
    if path == SETTINGS:
        return _settings(wish)
    if path == SCHEMA:
        own = folder.settings or Source(path=SETTINGS, data=_settings(wish).encode())
        return front_matter_schema(read_vocabulary(replace(folder, settings=own))[0])
    starter = {**EVERYWHERE, **ON_GITHUB}.get(path)
    if starter:
        text = _starter(starter)
        return text.replace("  SITE: second\n", "  SITE: here\n") if wish.place.here else text
    fields: dict[str, Value] = {"title": TITLE, "date": today, "type": "other"}
    fields |= {"hours": Fraction(1, 2), "tags": ["example"]}
    return entry_text(fields, _starter("entry.md"))


def _made(root: Path, path: str, text: str) -> bool:
    """Write one file; not when it came to be there a moment ago."""
    try:
        create_file(root, path, text.encode(), runs=path == HOOK)
    except FileExistsError:
        return False
    return True


def _settings(wish: _Wish) -> str:
    """Return the settings; a name that no field may hold ends the command."""
    try:
        return settings_text(wish.name, wish.chosen, wish.place.remote)
    except ValueError as fault:
        message = f"the name cannot be written: {fault}"
        raise UsageFault(message) from fault


def _starter(name: str) -> str:
    """Return the text of a file that every folder begins with."""
    text = (bundled("starter") / name).read_text(encoding="utf-8")
    return text.replace("VERSION", __version__) if name == "requirements.txt" else text


def _refuse(there: Sequence[str], *, missing: bool) -> None:
    """End the command, with a list of what would have been overwritten."""
    message = f"{'all' if missing else 'some'} of the files are here already: {', '.join(there)}"
    remedy = "nothing was written; --missing writes the others and leaves these as they are"
    raise UsageFault(message, "nothing was written" if missing else remedy)


# --- Afterwards -----------------------------------------------------------------------------------


def _tell(root: Path, made: Sequence[str], there: Sequence[str], wish: _Wish) -> None:
    """Say what was written, what waits for its owner, and what to do next."""
    here = root == Path()
    click.echo(f"Written to {'this folder' if here else root.as_posix()}:")
    for path in made:
        click.echo(f"  {path}")
    if there:
        click.echo(f"Left as they are: {', '.join(there)}")
    for one in wish.chosen:
        if one.lacking and SETTINGS in made:
            click.echo(f"{one.scheme.id} waits in {SETTINGS} for {words_of(one.lacking)}.")
    click.echo("Next:")
    if not here:
        click.echo(f"  cd {shlex.quote(root.as_posix())}")
    click.echo('  cpdsite new "What I did today"')
    click.echo("  cpdsite build")
    if HOOK in made:
        click.echo(
            "With git, once: `git config core.hooksPath .githooks` has each push checked first."
        )
