"""Several builds of one folder, a preview, and an author who goes on writing: no site is a mixture."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from cpdsite.files import receipts
from cpdsite.files.site_folder import SiteFolder
from tests.commands import at, entry, folder, tree
from tests.faults.striking import MANY
from tests.tools import ROOT, TODAY

ROUNDS = 12 if MANY else 3
TALK = "journal/2025/2025-06-12-talk.md"
PRIVATE = "journal/2025/2025-07-01-told-in-confidence.md"


def record(root: Path) -> Path:
    """A folder with an entry for all and one for its owner."""
    secret = entry("Told in confidence", "2025-07-01", visibility="private")
    return folder(root, {"cpdsite.yaml": "title: Mine\n", TALK: entry(), PRIVATE: secret})


def sites_of(root: Path) -> dict[str, dict[str, str]]:
    """The site for each audience, each made from nothing."""
    found = {}
    for audience in ("public", "owner"):
        assert at(root, "build", "--no-cache", "--audience", audience).code == 0
        found[audience] = tree(root / "_site")
    return found


# --- One builds while another is at it ------------------------------------------------------------


def test_a_page_that_another_build_replaced_is_not_taken_for_the_one_that_was_read(
    tmp_path: Path,
) -> None:
    root = record(tmp_path)
    assert at(root, "build").code == 0
    reserve: Callable[..., None] = SiteFolder.reserve

    def late(*given: object) -> None:
        """Another build puts the owner's site there when this one has read what it may keep."""
        with patch.object(SiteFolder, "reserve", reserve):
            assert at(root, "build", "--audience", "owner").code == 0
        reserve(*given)

    with patch.object(SiteFolder, "reserve", late):
        folder(root, {"journal/2025/new.md": entry("New", "2025-08-01")})
        assert at(root, "build").code == 0
    made = tree(root / "_site")
    assert at(root, "build", "--no-cache").code == 0
    assert made == tree(root / "_site")


def test_a_site_that_another_build_put_there_is_not_noted_as_ones_own(tmp_path: Path) -> None:
    root = record(tmp_path)
    sites = sites_of(root)
    note: Callable[..., None] = receipts.write_receipt

    def late(*given: object) -> None:
        with patch("cpdsite.cli.building.write_receipt", note):
            assert at(root, "build", "--audience", "owner").code == 0
        note(*given)

    with patch("cpdsite.cli.building.write_receipt", late):
        assert at(root, "build").code == 0
    assert tree(root / "_site") == sites["owner"]
    assert at(root, "build").code == 0
    assert tree(root / "_site") == sites["public"]


@contextmanager
def running(root: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command in a process of its own, of the code under test."""
    command = [sys.executable, "-m", "cpdsite", "-C", str(root), *words, "--today", TODAY]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        yield process


def test_builds_for_two_audiences_and_a_preview_at_once(tmp_path: Path) -> None:
    root = record(tmp_path)
    sites = sites_of(root)
    journal = tree(root / "journal")
    with running(root, "serve", "--port", "0") as preview:
        for _ in range(ROUNDS):
            with (
                running(root, "build") as one,
                running(root, "build", "--audience", "owner") as two,
            ):
                assert [one.wait(60), two.wait(60)] == [0, 0]
            assert tree(root / "_site") in sites.values()
        assert preview.poll() is None
        preview.terminate()
        said = preview.communicate(timeout=30)[0]
    assert b"Traceback" not in said
    for audience, site in sites.items():
        assert at(root, "build", "--audience", audience).code == 0
        assert tree(root / "_site") == site
    assert tree(root / "journal") == journal
    left = sorted(path.name for path in root.iterdir())
    assert left == [".cpdsite", "_site", "cpdsite.yaml", "journal"]
    # But for the list of files in the site that was put aside.
    found = {path.name for path in (root / ".cpdsite").rglob(".cpdsite-*")}
    assert found <= {".cpdsite-site"}


# --- The author goes on ---------------------------------------------------------------------------


def test_a_journal_that_changes_while_it_is_built(tmp_path: Path) -> None:
    root = record(tmp_path)
    for turn in range(ROUNDS):
        with running(root, "build") as build:
            edits = 0
            while build.poll() is None:
                edits += 1
                folder(root, {TALK: entry(f"Talk {turn}", hours=str(edits % 9 + 1))})
                moved = root / f"journal/2025/{edits % 7}.md"
                moved.unlink(missing_ok=True)
                folder(
                    root, {f"journal/2025/{(edits + 3) % 7}.md": entry(f"{edits}", "2025-02-01")}
                )
                time.sleep(0.002)
            said = build.communicate()[0].decode()
        assert build.returncode in (0, 1, 3), said
        assert "Traceback" not in said
        assert "itself failed" not in said
    assert at(root, "build").code == 0
    warm = tree(root / "_site")
    assert at(root, "build", "--no-cache").code == 0
    assert tree(root / "_site") == warm


# --- The clock goes wrong -------------------------------------------------------------------------


def test_whatever_the_clock_says_an_edit_is_seen(tmp_path: Path) -> None:
    root = record(tmp_path)
    page = "entries/2025-06-12-talk/index.html"
    ten_years = 10 * 365 * 24 * 3600
    for number, jump in enumerate((0, ten_years, -ten_years, -1_700_000_000, ten_years)):
        moment = int(time.time()) + jump
        file = folder(root, {TALK: entry(f"Talk{number}")}) / TALK
        os.utime(file, (moment, moment))
        assert at(root, "build").code == 0
        assert f"Talk{number}" in (root / "_site" / page).read_text(encoding="utf-8")
        same = file.stat()
        file.write_bytes(file.read_bytes().replace(b"Talk", b"Walk"))
        os.utime(file, ns=(same.st_atime_ns, same.st_mtime_ns))
        assert at(root, "build").code == 0
        assert f"Walk{number}" in (root / "_site" / page).read_text(encoding="utf-8")


def test_a_cache_from_the_future_or_long_ago_changes_no_byte(tmp_path: Path) -> None:
    root = record(tmp_path)
    sites = sites_of(root)
    assert at(root, "build").code == 0
    for moment in (0, 4_000_000_000):
        for file in [*(root / ".cpdsite").rglob("*"), *(root / "_site").rglob("*")]:
            os.utime(file, (moment, moment))
        assert at(root, "build").code == 0
        assert tree(root / "_site") == sites["public"]


def test_a_clock_that_jumps_while_a_build_runs(tmp_path: Path) -> None:
    root = record(tmp_path)
    page = root / "_site/entries/2025-06-12-talk/index.html"
    moments = itertools.cycle((0, 4_000_000_000 * 10**9, time.time_ns(), -1))
    with (
        patch("time.time_ns", lambda: next(moments)),
        patch("time.time", lambda: next(moments) / 10**9),
    ):
        for number in range(6):
            folder(root, {TALK: entry(f"Talk{number}")})
            for _ in range(2):
                assert at(root, "build").code == 0
                assert f"Talk{number}" in page.read_text(encoding="utf-8")
