"""Whatever call of a command is the last, or finds the disk full: nothing is lost, and nothing is left."""

from __future__ import annotations

import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands import tree
from tests.faults.striking import ERROR, KILL, MANY, Driver, Struck, build, chosen, faults_at
from tests.faults.writing import (
    NEXT,
    PUBLISH,
    TALK,
    WRITING,
    assert_whole,
    hidden,
    record,
    said,
    to_publish,
)
from tests.repositories import ALONE
from tests.tools import TODAY

CACHE = ".cpdsite/cache"


# --- A build over a site --------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Flipped:
    """A record of which one page changes each time, and the site that stands."""

    strike: Driver
    root: Path
    hours: int = 1

    def flip(self) -> None:
        """Change an entry to what it was not."""
        self.hours = 3 - self.hours
        path = self.root / TALK
        path.write_text(
            path.read_text().replace(f"hours: {3 - self.hours}", f"hours: {self.hours}")
        )

    def built(self) -> dict[str, str]:
        """The site, built without a fault; nothing else is left beside it."""
        ran = self.strike(self.root, *build())
        assert ran.code == 0, ran.said
        self.nothing_is_left()
        return tree(self.root / "_site")

    def nothing_is_left(self) -> None:
        """No folder or file of a run that ended stands anywhere."""
        assert sorted(p.name for p in self.root.iterdir()) == [
            ".cpdsite",
            "_site",
            "cpdsite.yaml",
            "journal",
        ]
        assert [*self.root.rglob(".cpdsite-new-*")] == []


@pytest.mark.parametrize("sort", [KILL, ERROR])
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
def test_a_build_over_a_site(tmp_path: Path, strike: Driver, sort: str, *, warm: bool) -> None:
    record_ = Flipped(strike=strike, root=record(tmp_path / "cpd"))
    root = record_.root
    sites = {record_.hours: record_.built()}
    record_.flip()
    sites[record_.hours] = record_.built()
    record_.flip()
    struck = 0
    for step, fault in steps_of(record_, sort, warm=warm):
        if not warm:
            shutil.rmtree(root / CACHE, ignore_errors=True)
        journal = tree(root / "journal")
        former = tree(root / "_site")
        ran = strike(root, *build(), last=step, fault=fault)
        struck += ran.code != 0
        assert tree(root / "journal") == journal
        assert tree(root / "_site") in (former, sites[record_.hours]), (step, ran)
        if fault == KILL:
            assert ran.code == -signal.SIGKILL
            assert record_.built() == sites[record_.hours], step
        else:
            assert_told(ran)
            if ran.code == 0:
                assert tree(root / "_site") == sites[record_.hours]
            else:
                assert tree(root / "_site") == former
            record_.nothing_is_left()
        record_.flip()
    assert struck > 2
    assert record_.built() == sites[record_.hours]


def steps_of(record: Flipped, sort: str, *, warm: bool) -> list[tuple[int, str]]:
    """At which steps of a build to strike, and how; it leaves the record ready for it."""
    if not warm:
        shutil.rmtree(record.root / CACHE)
    ran = record.strike(record.root, *build(), fault=sort)
    assert ran.code == 0, ran.said
    record.flip()
    return [*faults_at(chosen(ran.steps), sort)]


def assert_told(ran: Struck) -> None:
    """A command that a full disk stopped says so; one that did without what failed says nothing."""
    assert "Traceback" not in ran.said
    assert ran.code in (0, 3), ran.said
    if ran.code:
        assert ran.said.rstrip().splitlines()[-1].startswith("  help: "), ran.said


@pytest.mark.parametrize("fault", ["EIO", "EACCES"])
def test_a_build_that_cannot_read_a_file(tmp_path: Path, strike: Driver, fault: str) -> None:
    flipped = Flipped(strike=strike, root=record(tmp_path / "cpd"))
    root = flipped.root
    sites = [flipped.built()]
    flipped.flip()
    sites.append(flipped.built())
    flipped.flip()
    steps = strike(root, *build(), fault=fault, reads=str(root)).steps
    assert {"front_matter.py", "reading.py", "evidence.py"} & {
        s.split()[1].split(":")[0] for s in steps
    }
    for step in chosen(steps):
        flipped.flip()
        journal = tree(root / "journal")
        former = tree(root / "_site")
        ran = strike(root, *build(), last=step, fault=fault, reads=str(root))
        assert "Traceback" not in ran.said
        assert ran.code in (0, 1, 3), (steps[step - 1], ran.said)
        assert tree(root / "journal") == journal
        assert tree(root / "_site") in ((former,) if ran.code else sites), (steps[step - 1], ran)
        assert flipped.built() == sites[flipped.hours - 1]


# --- A command that writes new files --------------------------------------------------------------


@pytest.mark.parametrize("sort", [KILL, ERROR])
@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_writes_files(tmp_path: Path, strike: Driver, name: str, sort: str) -> None:
    make, words = WRITING[name]
    whole = make(tmp_path / "whole" / "cpd")
    before = tree(whole)
    ran = strike(whole, *said(words, whole), fault=sort)
    assert ran.code == 0, ran.said
    after = tree(whole)
    for step, fault in faults_at(chosen(ran.steps), sort):
        root = make(tmp_path / f"{step}-{fault}" / "cpd")
        struck = strike(root, *said(words, root), last=step, fault=fault)
        now = tree(root)
        assert_whole(now, before, after, name)
        done = after.keys() <= now.keys() and now != before
        if fault != KILL:
            assert_told(struck)
            assert not hidden(now)
        again = strike(root, *said(words, root))
        assert again.code in (0, 2), again.said
        if name == "import" and hidden(tree(root)):  # all had been written, so nothing was
            assert strike(root, *NEXT).code == 0
        assert not hidden(tree(root)), (ran.steps[step - 1], again.said)
        if name in ("share", "revoke"):
            assert strike(root, "share", "list", "--today", TODAY).code == 0
        elif not done:
            assert tree(root) == after, (ran.steps[step - 1], again.said)


# --- Publishing -----------------------------------------------------------------------------------


def test_publishing(tmp_path: Path, strike: Driver) -> None:
    host, root = to_publish(tmp_path)
    assert strike(root, *build()).code == 0
    before = tree(root)
    ran = strike(root, *PUBLISH, env=ALONE)
    assert ran.code == 0, ran.said
    whole = host.files("gh-pages")
    lines = chosen(ran.steps)
    for step in lines if MANY else lines[:: len(lines) // 2]:
        host("update-ref", "-d", "refs/heads/gh-pages")
        assert strike(root, *PUBLISH, last=step, env=ALONE).code == -signal.SIGKILL
        assert tree(root) == before
        again = strike(root, *PUBLISH, env=ALONE)
        assert again.code == 0, again.said
        assert host.files("gh-pages") == whole
        assert strike.left() == []
