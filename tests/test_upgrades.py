"""What one cpdsite wrote and another reads: an older format is read, a newer one refused by its number."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cpdsite.files.manifest import MANIFEST
from cpdsite.files.own_folder import SHARES, VARIABLE
from cpdsite.model import formats
from tests.commands import at, cpdsite, entry, folder, tree

TALK = "journal/2025/2025-06-12-talk.md"
NEWER_SHARES = "format: 2\nlinks:\n  - {to: Jo, at: [a, b]}\n"
NEWER = (
    "this file has format 2, and this cpdsite knows up to 1\n  help: install the newest cpdsite\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with an entry."""
    return folder(tmp_path / "cpd", {"cpdsite.yaml": "title: Mine\n", TALK: entry()})


# --- A site ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "publish"])
def test_a_site_of_a_newer_cpdsite_is_left_alone(root: Path, command: str) -> None:
    settings = "publish: {remote: ../host.git}\n"
    folder(root, {"cpdsite.yaml": settings, f"_site/{MANIFEST}": "cpdsite site 3\n{}\n"})
    folder(root, {"_site/index.html": "from the future"})
    before = tree(root / "_site")
    ran = at(root, command)
    assert ran.code == 2
    assert (
        "the site in _site was made by a newer cpdsite: its list of files has format 3,"
        " and this cpdsite knows up to 2\n"
        "  help: install the newest cpdsite, or delete the folder _site: a build makes it anew\n"
    ) in ran.err
    assert tree(root / "_site") == before


def test_a_site_of_an_older_cpdsite_is_built_over(root: Path) -> None:
    assert at(root, "build").code == 0
    built = tree(root / "_site")
    listed = (root / "_site" / MANIFEST).read_text().partition("\n\n")[2]
    (root / "_site" / MANIFEST).write_text(f"cpdsite site 1\n{listed}")
    assert at(root, "build").code == 0
    assert tree(root / "_site") == built


def test_a_site_says_its_format(root: Path) -> None:
    assert at(root, "build").code == 0
    first = (root / "_site" / MANIFEST).read_text().split("\n")[0]
    assert first == f"cpdsite site {formats.SITE}"


# --- Private links --------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("list",), ("add", "Ada"), ("revoke", "Jo")])
def test_links_of_a_newer_cpdsite_are_not_touched(root: Path, words: tuple[str, ...]) -> None:
    folder(root, {SHARES: NEWER_SHARES})
    ran = cpdsite("-C", root, "share", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"{SHARES}:1: {NEWER}")
    assert (root / SHARES).read_text() == NEWER_SHARES


def test_no_site_is_built_without_the_links_of_a_newer_cpdsite(root: Path) -> None:
    folder(root, {SHARES: NEWER_SHARES})
    ran = at(root, "build")
    assert (ran.code, (root / "_site").exists()) == (2, False)
    assert ran.err.endswith(f"{SHARES}:1: {NEWER}")
    (root / SHARES).unlink()
    ran = cpdsite("-C", root, "build", env={VARIABLE: NEWER_SHARES})
    assert (ran.code, (root / "_site").exists()) == (2, False)
    assert ran.err.endswith(f"{VARIABLE}:1: {NEWER}")


@pytest.mark.parametrize("told", ["two", "[1]", "0", "-2", "1.5"])
def test_a_format_that_never_was_is_a_fault(root: Path, told: str) -> None:
    folder(root, {SHARES: f"format: {told}\nshares: []\n"})
    ran = cpdsite("-C", root, "share", "list")
    assert ran.code == 2
    assert f"{SHARES}:1: " in ran.err
    assert "newest cpdsite" not in ran.err


def test_links_of_the_first_cpdsite_are_read_and_then_say_their_format(root: Path) -> None:
    assert cpdsite("-C", root, "share", "add", "Jo").code == 0
    now = (root / SHARES).read_text()
    first = now.replace(f"format: {formats.SHARES}\n", "")
    assert first != now
    (root / SHARES).write_text(first)
    assert "Jo" in cpdsite("-C", root, "share", "list").out
    assert (root / SHARES).read_text() == first
    assert cpdsite("-C", root, "share", "add", "Ada").code == 0
    assert f"\nformat: {formats.SHARES}\nshares:\n" in (root / SHARES).read_text()
    assert (root / SHARES).read_text().startswith(now)


# --- Exports --------------------------------------------------------------------------------------


def test_a_table_of_a_newer_cpdsite_is_imported_as_far_as_it_is_known(
    root: Path, tmp_path: Path
) -> None:
    table = at(root, "export", "csv", "--output", "-").out.removeprefix("\ufeff")
    head, row = csv.reader(io.StringIO(table))
    cells = dict(zip(head, row, strict=True))
    talk = cells | {"mood": "good", "fields": '{"depth": {"level": 3}}', "path": "journal/a.md"}
    other = cells | {"mood": "", "kind": "apprenticeship", "title": "Of a kind to come"}
    made = io.StringIO()
    csv.writer(made).writerows([talk, talk.values(), other.values()])
    (tmp_path / "entries.csv").write_text(made.getvalue())
    (root / TALK).unlink()
    ran = at(root, "import", tmp_path / "entries.csv")
    assert [path.name for path in (root / "journal").rglob("*.md")] == ["a.md"]
    # Nothing of it is lost: what is new is kept in the entry, or named in the report.
    assert "level: 3" in (root / "journal/a.md").read_text()
    assert "mood" in ran.out
    assert "Of a kind to come" in ran.out
    assert "or no kind that this cpdsite knows" in " ".join(ran.out.split())


def test_what_programs_read_says_its_version_first(root: Path) -> None:
    assert at(root, "build").code == 0
    told = [json.loads((root / "_site/data/portfolio.json").read_text())]
    commands = (("status", "--format", "json"), ("check", "--format", "json"))
    told += [json.loads(at(root, *words).out) for words in commands]
    assert [next(iter(one.items())) for one in told] == [("version", 1)] * 3
