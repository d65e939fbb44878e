"""Killed at any moment of the clock, a build leaves a whole site, and no process that goes on."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.commands import entry, folder, tree
from tests.faults.striking import MANY, Driver, build, moments

ENTRIES = 205
"""So many that their files and their pages are worth two processes."""
KILLS = 60 if MANY else 3
AT_MOST = 1.0
"""Seconds for which a worker may outlive the first process: less than it would work on."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with many entries."""
    days = [f"20{10 + n % 15}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(ENTRIES)]
    files = {
        f"journal/{day[:4]}/{day}-{n}.md": entry(f"Talk {n}", day) + "\nSome *words*.\n" * 40
        for n, day in enumerate(days)
    }
    return folder(tmp_path_factory.mktemp("many") / "cpd", {"cpdsite.yaml": "title: 0\n", **files})


@pytest.mark.parametrize("how", ["cold", "warm", "spread"])
def test_a_build_killed_at_any_moment(root: Path, strike: Driver, how: str) -> None:
    words = build("--jobs", "2" if how == "spread" else "1")
    if how == "spread":
        words += ["--no-cache"]
    sites, lasts = [], 0.0
    for title in "01":
        change(root, title, how)
        ran = strike(root, *words)
        assert ran.code == 0, ran.said
        sites.append(tree(root / "_site"))
        lasts = ran.lasted
    journal = tree(root / "journal")
    killed = 0
    for number, moment in enumerate(moments(KILLS, lasts)):
        change(root, str(number % 2), how)
        ran = strike(root, *words, seconds=moment)
        killed += ran.code == -signal.SIGKILL
        assert ran.orphaned < AT_MOST
        assert tree(root / "_site") in sites
    assert tree(root / "journal") == journal
    assert killed >= KILLS // 2
    change(root, "1", how)
    assert strike(root, *words).code == 0
    assert tree(root / "_site") == sites[1]
    assert {path.name for path in root.iterdir()} - {".cpdsite"} == {
        "_site",
        "cpdsite.yaml",
        "journal",
    }


def change(root: Path, title: str, how: str) -> None:
    """Give every page another title, and forget what is kept where the build is to be a cold one."""
    folder(root, {"cpdsite.yaml": f"title: {title}\n"})
    if how == "cold":
        shutil.rmtree(root / ".cpdsite", ignore_errors=True)
