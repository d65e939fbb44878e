"""Whatever call of a command is the last, or finds the disk full: nothing is lost, and nothing is left."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands import cpdsite, entry, folder, tree
from tests.faults.striking import KILL, MANY, Driver, Struck, build, chosen
from tests.repositories import ALONE, repository
from tests.tools import TODAY

TALK = "journal/2025/2025-06-12-talk/index.md"
SETTINGS = "title: Mine\nschemes: [gcs]\nbase_url: https://example.org/cpd\n"
LOG = "Title,Date,Hours,Type\nOne,2025-01-02,1,course\nTwo,2025-02-03,2,course\n"
FULL = "ENOSPC"
CACHE = ".cpdsite/cache"


def record(root: Path) -> Path:
    """A folder with two entries and evidence."""
    talk = entry("Talk", evidence="[slides.pdf]", tags="[a]")
    walk = entry("Walk", "2024-05-02", hours="3", visibility="private")
    files: dict[str, str | bytes] = {
        "cpdsite.yaml": SETTINGS,
        TALK: talk,
        "journal/2025/2025-06-12-talk/slides.pdf": b"%PDF-1.4 slides",
        "journal/2024/2024-05-02-walk.md": walk,
    }
    return folder(root, files)


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


@pytest.mark.parametrize("fault", [KILL, FULL])
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
def test_a_build_over_a_site(tmp_path: Path, strike: Driver, fault: str, *, warm: bool) -> None:
    record_ = Flipped(strike=strike, root=record(tmp_path / "cpd"))
    root = record_.root
    sites = {record_.hours: record_.built()}
    record_.flip()
    sites[record_.hours] = record_.built()
    record_.flip()
    struck = 0
    for step in steps_of(record_, fault, warm=warm):
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


def steps_of(record: Flipped, fault: str, *, warm: bool) -> list[int]:
    """At which steps of a build to strike; it leaves the record ready for it."""
    if not warm:
        shutil.rmtree(record.root / CACHE)
    ran = record.strike(record.root, *build(), fault=fault)
    assert ran.code == 0, ran.said
    record.flip()
    return chosen(ran.steps)


def assert_told(ran: Struck) -> None:
    """A command that a full disk stopped says so; one that did without what failed says nothing."""
    assert "Traceback" not in ran.said
    assert ran.code in (0, 3), ran.said
    if ran.code:
        assert ran.said.rstrip().splitlines()[-1].startswith("  help: "), ran.said


# --- A command that writes new files --------------------------------------------------------------


def logged(root: Path) -> Path:
    """A record beside a log."""
    (record(root).parent / "log.csv").write_text(LOG)
    return root


def shared(root: Path) -> Path:
    """A record with one private link, in a file for its owner alone."""
    assert cpdsite("-C", record(root), "share", "add", "Jo").code == 0
    return root


def exported(root: Path) -> Path:
    """A record with an export."""
    return folder(record(root), {"mine.csv": "former"})


def faulty(root: Path) -> Path:
    """A record with something to repair."""
    return folder(record(root), {"journal/2025/2025-01-01-odd.md": entry("Odd", "2025-1-1")})


WRITING: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "new": (record, ("new", "Ward round", "--type", "course", "--hours", "2", "--today", TODAY)),
    "import": (logged, ("import", "{above}/log.csv", "--today", TODAY)),
    "share": (shared, ("share", "add", "Ada", "--today", TODAY)),
    "revoke": (shared, ("share", "revoke", "Jo")),
    "export": (exported, ("export", "csv", "--output", "mine.csv", "--replace")),
    "fix": (faulty, ("fix",)),
    "eject": (record, ("theme", "eject", "templates/base.html")),
    "pack": (
        record,
        (
            "pack",
            "--scheme",
            "gcs",
            "--format",
            "html",
            "--output",
            "p.html",
            "--replace",
            "--today",
            TODAY,
        ),
    ),
}


NEXT = ("new", "Next", "--type", "course", "--hours", "1", "--date", "2025-03-04", "--today", TODAY)
"""Writes where the import did."""


@pytest.mark.parametrize("fault", [KILL, FULL])
@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_writes_files(tmp_path: Path, strike: Driver, name: str, fault: str) -> None:
    make, words = WRITING[name]
    whole = make(tmp_path / "whole" / "cpd")
    before = tree(whole)
    ran = strike(whole, *said(words, whole), fault=fault)
    assert ran.code == 0, ran.said
    after = tree(whole)
    for step in chosen(ran.steps):
        root = make(tmp_path / f"{step}" / "cpd")
        struck = strike(root, *said(words, root), last=step, fault=fault)
        now = tree(root)
        assert_whole(now, before, after, name)
        done = after.keys() <= now.keys() and now != before
        if fault == FULL:
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


def hidden(now: dict[str, str]) -> list[str]:
    """The files that a command makes on its way."""
    return [path for path in now if path.rpartition("/")[2].startswith(".cpdsite-")]


def said(words: Sequence[str], root: Path) -> list[str]:
    """A command, with its folder."""
    return [word.format(root=root, above=root.parent) for word in words]


def assert_whole(
    now: dict[str, str], before: dict[str, str], after: dict[str, str], name: str
) -> None:
    """Each file is as it was or as it should be; beside them are only those that begin with a dot."""
    for path, digest in now.items():
        other = name in ("share", "revoke") and path.startswith(".cpdsite/")
        if digest and path not in hidden(now) and not other:
            assert digest in (before.get(path), after.get(path)), path
    for path, digest in before.items():
        assert path in now, path
        assert now[path] == digest or path in after, path


# --- Publishing -----------------------------------------------------------------------------------


def test_publishing(tmp_path: Path, strike: Driver) -> None:
    host = repository(tmp_path / "host.git", "--bare")
    root = folder(
        record(tmp_path / "cpd"),
        {"cpdsite.yaml": f"{SETTINGS}publish: {{remote: {tmp_path}/host.git}}\n"},
    )
    assert strike(root, *build()).code == 0
    before = tree(root)
    words = ("publish", "--today", TODAY)
    ran = strike(root, *words, env=ALONE)
    assert ran.code == 0, ran.said
    whole = host.files("gh-pages")
    lines = chosen(ran.steps)
    for step in lines if MANY else lines[:: len(lines) // 2]:
        host("update-ref", "-d", "refs/heads/gh-pages")
        assert strike(root, *words, last=step, env=ALONE).code == -signal.SIGKILL
        assert tree(root) == before
        again = strike(root, *words, env=ALONE)
        assert again.code == 0, again.said
        assert host.files("gh-pages") == whole
        assert strike.left() == []
