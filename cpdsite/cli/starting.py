"""`cpdsite init`: a folder that can be worked in at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from cpdsite import __version__
from cpdsite.cli.asking import ask, on_terminal
from cpdsite.cli.completing import completes, every_scheme
from cpdsite.cli.first_settings import Chosen, settings_text, words_of
from cpdsite.cli.shell import Shell, day_option
from cpdsite.exchange.entry_text import entry_path, entry_text
from cpdsite.exchange.yaml_text import Value
from cpdsite.files.creating import create_file
from cpdsite.files.faults import UsageFault
from cpdsite.files.reading import bundled
from cpdsite.files.sources import SETTINGS, read_folder
from cpdsite.model.journal import Source
from cpdsite.model.scheme import Scheme
from cpdsite.parse import fields
from cpdsite.parse.facts import facts_needed
from cpdsite.parse.fields import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.schemes import decode_scheme
from cpdsite.render.reporters.printable import printable

HELP = """Begin a CPD record in DIR, or here.

Writes settings, an example entry, .gitignore, and help for editors (VS Code, Front Matter CMS,
Obsidian); with --github a workflow that publishes the site on GitHub Pages, and a README. What
--scheme and --name do not say is asked for on a terminal. Nothing is ever overwritten.

\b
Examples:
  cpdsite init cpd --scheme hcpc --scheme gcs --name "Sam Example"
  cpdsite init --github
  cpdsite init --github --missing
"""
EVERYWHERE: Mapping[str, str] = {
    ".gitignore": "gitignore",
    ".vscode/tasks.json": "tasks.json",
    ".vscode/cpdsite.code-snippets": "snippets.json",
    "frontmatter.json": "frontmatter.json",
    "journal/_templates/cpd-entry.md": "obsidian.md",
}
"""Each file by its path, with the starter that it is a copy of."""
ON_GITHUB: Mapping[str, str] = {
    ".github/workflows/pages.yml": "pages.yml",
    "requirements.txt": "requirements.txt",
    "README.md": "README.md",
}
TITLE = "Began this CPD record"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What the folder is for."""

    name: str
    chosen: tuple[Chosen, ...]
    github: bool
    today: date


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
    known = read_folder(root).schemes if root.is_dir() else read_folder(shell.root).schemes
    asking = on_terminal() and not (ids and name)
    if asking and not ids and not (root / SETTINGS).exists():
        ids = _ask_schemes(known)
    schemes = [_scheme(known, one) for one in dict.fromkeys(ids)]
    if asking and name is None and not (root / SETTINGS).exists():
        name = ask("Your name (Enter: later)", need=False)
    chosen = tuple(Chosen(scheme=s, given=_ask_facts(s) if asking else {}) for s in schemes)
    wish = _Wish(name=(name or "").strip(), chosen=chosen, github=github, today=today)
    files = dict(_files(root, wish))
    there = [path for path in files if os.path.lexists(root / path)]
    if there and (not missing or len(there) == len(files)):
        _refuse(there, missing=missing)
    made = [path for path, text in files.items() if path not in there and _made(root, path, text)]
    _tell(directory, made, there, wish)


def _made(root: Path, path: str, text: str) -> bool:
    """Write one file; not when it came to be there a moment ago."""
    try:
        create_file(root, path, text.encode())
    except FileExistsError:
        return False
    return True


def _files(root: Path, wish: _Wish) -> Iterator[tuple[str, str]]:
    """Yield every file of the folder, by path."""
    try:
        yield SETTINGS, settings_text(wish.name, wish.chosen)
    except ValueError as fault:
        message = f"the name cannot be written: {fault}"
        raise UsageFault(message) from fault
    if not _has_entries(root):
        entry: dict[str, Value] = {"title": TITLE, "date": wish.today, "type": "other"}
        entry |= {"hours": Fraction(1, 2), "tags": ["example"]}
        yield entry_path(wish.today, TITLE, ()), entry_text(entry, _starter("entry.md"))
    for path, name in ({**EVERYWHERE, **(ON_GITHUB if wish.github else {})}).items():
        yield path, _starter(name)


def _has_entries(root: Path) -> bool:
    return any((root / "journal").rglob("*.md")) if (root / "journal").is_dir() else False


def _starter(name: str) -> str:
    """Return the text of a file that every folder begins with."""
    text = (bundled("starter") / name).read_text(encoding="utf-8")
    return text.replace("VERSION", __version__) if name == "requirements.txt" else text


def _refuse(there: Sequence[str], *, missing: bool) -> None:
    """End the command, with a list of what would have been overwritten."""
    message = f"{'all' if missing else 'some'} of the files are here already: {', '.join(there)}"
    remedy = "nothing was written; --missing writes the others and leaves these as they are"
    raise UsageFault(message, "nothing was written" if missing else remedy)


# --- Schemes --------------------------------------------------------------------------------------


def _scheme(known: Mapping[str, Source], name: str) -> Scheme:
    """Return a scheme by its id; a wrong id ends the command."""
    scheme, _ = decode_scheme(known[name]) if name in known else (None, [])
    if scheme is None:
        message = f'there is no scheme "{name}"'
        raise UsageFault(message, did_you_mean(name, known, f"there are {listed(sorted(known))}"))
    return scheme


def _ask_schemes(known: Mapping[str, Source]) -> list[str]:
    """Return the ids of the schemes that somebody names who has seen the list of them."""
    for name in sorted(known):
        scheme, _ = decode_scheme(known[name])
        if scheme is not None:
            click.echo(f"  {name:20} {printable(scheme.title)}")

    def fault(text: str) -> str:
        wrong = next((word for word in _words(text) if word not in known), "")
        return f'there is no scheme "{wrong}"; {did_you_mean(wrong, known, "")}' if wrong else ""

    question = "Schemes you keep it for, the main one first (Enter: none yet)"
    return _words(ask(question, sorted(known), fault, need=False))


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _ask_facts(scheme: Scheme) -> dict[str, str]:
    """Return the facts that a scheme cannot do without, as far as they are known today."""

    def is_day(text: str) -> str:
        return "" if fields.day(text) else fields.day_remedy(text)

    given: dict[str, str] = {}
    for fact, example in facts_needed(scheme).items():
        fault = is_day if fields.day(example) else lambda _: ""
        hint = "one, two" if example.startswith("[") else example
        question = f"{scheme.id}: your `{fact}`, such as {hint} (Enter: later)"
        given[fact] = ask(question, (), fault, need=False)
    return {fact: text for fact, text in given.items() if text}


# --- Afterwards -----------------------------------------------------------------------------------


def _tell(directory: Path | None, made: Sequence[str], there: Sequence[str], wish: _Wish) -> None:
    """Say what was written, what waits for its owner, and what to do next."""
    click.echo(f"Written to {directory or 'this folder'}:")
    for path in made:
        click.echo(f"  {path}")
    if there:
        click.echo(f"Left as they are: {', '.join(there)}")
    waiting = [one for one in wish.chosen if one.lacking]
    for one in waiting if SETTINGS in made else ():
        click.echo(f"{one.scheme.id} waits in {SETTINGS} for {words_of(one.lacking)}.")
    click.echo("Next:")
    if directory:
        click.echo(f"  cd {directory}")
    click.echo('  cpdsite new "What I did today"')
    click.echo("  cpdsite build")
    if wish.github:
        click.echo("README.md says how to publish it, and who can read it then.")
