"""Each process proves and writes the pages that it makes: what comes of it is what one process does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import Ran, entry, folder, process, tree
from tests.tools import ROOT, TODAY

ENTRIES = 200
"""So many pages are worth two processes."""
TOLD = "The panel found that the complaint about the dose chart was well founded, and I was warned."
HEARING = "journal/2025-07-01-hearing.md"
TELLING = ("Talk 31", "Talk 32", "Talk 150")
"""Entries on whose pages a theme says what another one hides."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with many entries and a hidden one, and its site."""
    days = [f"20{10 + n % 15}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(ENTRIES)]
    files = {f"journal/{day}-{n}.md": entry(f"Talk {n}", day) for n, day in enumerate(days)}
    hidden = entry("Hearing", "2025-07-01", visibility="private") + f"\n{TOLD}\n"
    folder(tmp_path, {"cpdsite.yaml": "title: Mine\n", **files, HEARING: hidden})
    assert build(tmp_path, "1").code == 0
    return tmp_path


def build(root: Path, jobs: str, *options: str) -> Ran:
    """Build it over so many processes."""
    return process("-C", root, "build", "--today", TODAY, "--jobs", jobs, *options)


@pytest.mark.parametrize("how", [(), ("--no-cache",)], ids=["warm", "cold"])
def test_a_leak_is_named_alike_and_nothing_is_written(root: Path, how: tuple[str, ...]) -> None:
    template = (ROOT / "themes/default/templates/entry.html").read_text(encoding="utf-8")
    # Backwards, as what a theme says is no secret.
    told = f'</h1>{{% if view.title in {TELLING} %}}<p>{{{{ "{TOLD[::-1]}"|reverse }}}}</p>{{% endif %}}'
    assert "</h1>" in template
    folder(root, {"themes/default/templates/entry.html": template.replace("</h1>", told)})
    before = tree(root)
    for jobs in ("1", "2"):
        ran = build(root, jobs, *how)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(
            f"cpdsite: entries/2010-07-11-150/index.html would hold what {HEARING} keeps from the public"
        )
        # But for the site before, which a build that fails may have been about to bring up to date.
        after = tree(root)
        assert {path: before[path] for path in after} == after
        assert {path.split("/")[0] for path in before.keys() - after.keys()} <= {".cpdsite"}
        assert not [path for path in root.rglob("*.html") if TOLD in path.read_text("utf-8")]


FAILING = """
import errno, os, sys
from cpdsite.cli.main import main
first, write, left = os.getpid(), os.write, 20

def failing(descriptor, data):
    global left
    left -= os.getpid() != first
    if left:
        return write(descriptor, data)
    write(descriptor, data[:100])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

os.write = failing
main(sys.argv[1:])
"""
"""A build for which the disk is full when another process than the first has written some pages."""


def test_what_a_process_left_that_failed_is_made_right(root: Path) -> None:
    right = tree(root / "_site")
    words = ("-C", str(root), "build", "--today", TODAY, "--jobs", "2", "--no-cache")
    command = [sys.executable, "-c", FAILING, *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert tree(root / "_site") == right
