"""The contestants: how each is given the same journal, and how each is asked to build it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.journals import SETTINGS, MadeEntry, made, with_yaml, write_entries
from benchmarks.measuring import alike

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / ".bench"
TODAY = "2026-11-30"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A program that makes a site of a journal."""

    name: str
    write: Callable[[Path, Sequence[MadeEntry]], None]
    """Writes the journal, in the shape that it reads, into an empty folder."""
    command: Callable[[Path], list[str]]
    """Which builds the site of a folder."""
    entries: str
    """The folder of the entries."""
    output: str
    """The folder of the site."""
    kept: tuple[str, ...] = ()
    """Folders in which it keeps what it worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One journal before all the contestants, each with a folder of its own."""

    root: Path
    entries: tuple[MadeEntry, ...]

    @property
    def caches(self) -> Path:
        """Return the folder in which they keep what they worked out for all sites."""
        return self.root / "caches"

    def root_of(self, generator: Generator) -> Path:
        """Return its folder."""
        return self.root / generator.name

    def make_cold(self, generator: Generator) -> None:
        """Delete all that it made of the journal."""
        for folder in (generator.output, *generator.kept):
            shutil.rmtree(self.root_of(generator) / folder, ignore_errors=True)

    def make_first(self, generator: Generator) -> None:
        """Delete what any of them keeps for all sites too: for cpdsite, its templates as bytecode."""
        self.make_cold(generator)
        shutil.rmtree(self.caches, ignore_errors=True)

    def change(self, generator: Generator, number: int) -> None:
        """Add a sentence to the body of one entry."""
        entry = self.entries[number % len(self.entries)]
        path = self.root_of(generator) / generator.entries / entry.path
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nThought of again, {number}.\n")

    def pages(self, generator: Generator) -> int:
        """Count the pages of the site that stands."""
        output = self.root_of(generator) / generator.output
        return sum(1 for _ in output.rglob("*.html"))


def field(root: Path, entries: int, generators: Iterable[Generator]) -> Field:
    """Write one journal for each contestant."""
    one = Field(root=root, entries=tuple(made(entries)))
    alike(one.caches)
    for generator in generators:
        folder = one.root_of(generator)
        peer = HERE / "peers" / generator.name.lower()
        if peer.is_dir():
            shutil.copytree(peer, folder, ignore=shutil.ignore_patterns("__pycache__"))
        folder.mkdir(parents=True, exist_ok=True)
        generator.write(folder, one.entries)
    return one


# --- Each in its own words ---


def _write_cpdsite(root: Path, entries: Sequence[MadeEntry]) -> None:
    """Write settings and entries."""
    (root / "cpdsite.yaml").write_text(SETTINGS, encoding="utf-8")
    write_entries(root / "journal", ((one, with_yaml(one)) for one in entries))


def _write_hugo(root: Path, entries: Sequence[MadeEntry]) -> None:
    """Write entries; a type is a category, as `type` chooses a template there."""
    texts = ((one, with_yaml(one, f"categories: [{one.type}]")) for one in entries)
    write_entries(root / "content", texts)


def _write_pelican(root: Path, entries: Sequence[MadeEntry]) -> None:
    """Write entries with flat fields, as Pelican reads no others."""
    write_entries(root / "content", ((one, _with_lines(one)) for one in entries))


def _with_lines(entry: MadeEntry) -> str:
    """Return an entry with a line for each field."""
    fields = {
        "Title": entry.title,
        "Date": entry.day,
        "Category": entry.type,
        "Hours": entry.hours,
        "Provider": entry.provider,
        "Location": entry.location,
        "Tags": ", ".join(entry.tags),
        "Need": entry.need,
        "Evidence": entry.badge,
    }
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join([*lines, "", entry.body])


def _write_mkdocs(root: Path, entries: Sequence[MadeEntry]) -> None:
    """Write entries, and an empty page for each list, as MkDocs makes none by itself."""
    docs = root / "docs"
    write_entries(docs / "entries", ((one, with_yaml(one)) for one in entries))
    lists = {"home": ("index.md", "A made portfolio")}
    for one in entries:
        names = (
            f"years/{one.day.year}",
            f"categories/{one.type}",
            *(f"tags/{t}" for t in one.tags),
        )
        lists |= {name: (f"{name}.md", name) for name in names}
    for name, (path, title) in lists.items():
        template = "home.html" if name == "home" else "list.html"
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(
            f"---\ntitle: {title}\ntemplate: {template}\nlist: {name}\n---\n", encoding="utf-8"
        )


def _hugo(root: Path) -> list[str]:
    """Return the command with Hugo's own program: the script of its package adds time."""
    program = next(VENV.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return [str(program), "--source", str(root), "--quiet", "--noBuildLock"]


def _pelican(root: Path) -> list[str]:
    """Return the command; Pelican reads the paths of its settings from where they stand."""
    return [str(VENV / "bin" / "pelican"), "--quiet", "--settings", str(root / "pelicanconf.py")]


def _mkdocs(root: Path) -> list[str]:
    """Return the command."""
    return [str(VENV / "bin" / "mkdocs"), "build", "--quiet", "-f", str(root / "mkdocs.yml")]


def cpdsite(root: Path, *words: str) -> list[str]:
    """Return a command of cpdsite."""
    return [sys.executable, "-m", "cpdsite", "-C", str(root), *words, "--today", TODAY]


CPDSITE = Generator(
    name="cpdsite",
    write=_write_cpdsite,
    command=lambda root: cpdsite(root, "build"),
    entries="journal",
    output="_site",
    kept=(".cpdsite",),
)
HUGO = Generator(
    name="Hugo",
    write=_write_hugo,
    command=_hugo,
    entries="content",
    output="public",
    kept=("resources",),
)
PELICAN = Generator(
    name="Pelican",
    write=_write_pelican,
    command=_pelican,
    entries="content",
    output="output",
    kept=("cache",),
)
MKDOCS = Generator(
    name="MkDocs",
    write=_write_mkdocs,
    command=_mkdocs,
    entries="docs/entries",
    output="site",
)
EVERYBODY = (CPDSITE, HUGO, PELICAN, MKDOCS)
