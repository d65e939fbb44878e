"""Killed at any moment of the clock, a build leaves a whole site, and no process that goes on."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.commands import entry, folder, tree
from tests.faults.striking import MANY, Driver, build, moments
from tests.faults.writing import PUBLISH, WRITING, assert_whole, said, to_publish
from tests.repositories import ALONE

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


@pytest.mark.parametrize("name", WRITING)
def test_a_command_killed_at_any_moment(tmp_path: Path, strike: Driver, name: str) -> None:
    make, words = WRITING[name]
    whole = make(tmp_path / "whole" / "cpd")
    before = tree(whole)
    ran = strike(whole, *said(words, whole))
    assert ran.code == 0, ran.said
    after = tree(whole)
    for number, moment in enumerate(moments(KILLS, ran.lasted)):
        root = make(tmp_path / f"{number}" / "cpd")
        strike(root, *said(words, root), seconds=moment)
        now = tree(root)
        assert_whole(now, before, after, name)
        again = strike(root, *said(words, root))
        assert again.code in (0, 2), again.said
        if not after.keys() <= now.keys() and name not in ("share", "revoke"):
            assert tree(root) == after, again.said


def test_publishing_killed_at_any_moment(tmp_path: Path, strike: Driver) -> None:
    host, root = to_publish(tmp_path)
    assert strike(root, *build()).code == 0
    before = tree(root)
    ran = strike(root, *PUBLISH, env=ALONE)
    assert ran.code == 0, ran.said
    whole = host.files("gh-pages")
    for moment in moments(KILLS, ran.lasted):
        host("update-ref", "-d", "refs/heads/gh-pages")
        strike(root, *PUBLISH, seconds=moment, env=ALONE)
        assert tree(root) == before
        again = strike(root, *PUBLISH, env=ALONE)
        assert again.code == 0, again.said
        assert host.files("gh-pages") == whole
        assert strike.left() == []
