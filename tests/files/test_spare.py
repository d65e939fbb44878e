"""The site before the one that stands, kept to be brought up to date: it saves work and decides nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.files import output, swapping
from cpdsite.files.manifest import MANIFEST
from cpdsite.files.own_folder import CACHE
from cpdsite.files.swapping import fresh_folder
from cpdsite.model.page import Page
from tests.files.test_output import (
    FIRST,
    SECOND,
    answer,
    end,
    is_whole,
    names,
    start,
    texts,
    tree,
    writer,
)
from tests.files.writing import write, write_again

SPARE = f"{CACHE}/spare"
STAYS = "assets/css/site.css"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder in which a site stands, and the one before it is put aside."""
    (tmp_path / "journal").mkdir()
    (tmp_path / CACHE).mkdir(parents=True)
    again(tmp_path, FIRST)
    again(tmp_path, SECOND)
    return tmp_path


def again(root: Path, texts: dict[str, str]) -> None:
    """Write a site of some texts, each said to be kept from the one that stands."""
    pages = [Page(path=path, content=texts[path].encode(), kept=True) for path in texts]
    write_again(root, "_site", pages, [])


def file_of(root: Path, path: str) -> int:
    """What two names of one file have in common."""
    return (root / path).stat().st_ino


def test_the_site_before_is_brought_up_to_date(root: Path) -> None:
    spare, site = file_of(root, SPARE), file_of(root, "_site")
    assert texts(root / SPARE) == FIRST
    again(root, SECOND | {"index.html": "third"})
    assert (file_of(root, SPARE), file_of(root, "_site")) == (site, spare)
    assert texts(root / "_site") == SECOND | {"index.html": "third"}
    assert not (root / "_site/entries/old").exists()
    assert names(root) == [".cpdsite", "_site", "journal"]


def test_what_stays_is_one_file_in_both(root: Path) -> None:
    assert file_of(root, f"_site/{STAYS}") == file_of(root, f"{SPARE}/{STAYS}")
    again(root, FIRST)
    assert file_of(root, f"_site/{STAYS}") == file_of(root, f"{SPARE}/{STAYS}")
    assert texts(root / SPARE) == SECOND


def test_it_is_the_same_site_as_one_in_a_new_folder(root: Path) -> None:
    again(root, FIRST)
    write(root, "_other", [Page(path=p, content=FIRST[p].encode()) for p in FIRST], [])
    assert tree(root / "_site") == tree(root / "_other")


@pytest.mark.parametrize("where", ["_site", SPARE])
def test_a_file_that_somebody_changed_has_the_right_bytes_again(root: Path, where: str) -> None:
    for path in (STAYS, "index.html"):
        file = root / where / path
        file.write_text("xxx"[: len(file.read_text())], encoding="utf-8")
        file.chmod(0o600)
    again(root, SECOND)
    assert texts(root / "_site") == SECOND
    assert {file.stat().st_mode & 0o777 for file in (root / "_site").rglob("*.*")} == {0o644}


def test_the_site_that_stands_is_not_written_into(root: Path) -> None:
    with (root / "_site" / STAYS).open(encoding="utf-8") as reader:
        again(root, SECOND | {STAYS: "new"})
        assert reader.read() == "css"
    assert texts(root / SPARE) == SECOND


def test_a_page_said_to_be_kept_is_held_against_its_bytes(root: Path) -> None:
    (root / "_site/index.html").write_text("of another build", encoding="utf-8")
    again(root, SECOND)
    assert texts(root / "_site") == SECOND


def _link_to(victim: Path, spare: Path) -> None:
    spare.rename(spare.with_name("away"))
    spare.symlink_to(victim)


def _link_inside(victim: Path, spare: Path) -> None:
    (spare / "entries").rename(spare / "away")
    (spare / "entries").symlink_to(victim)
    (spare / "index.html").unlink()
    (spare / "index.html").symlink_to(victim / "mine")


def _file(_: Path, spare: Path) -> None:
    spare.rename(spare.with_name("away"))
    spare.write_text("no folder", encoding="utf-8")


@pytest.mark.parametrize("make", [_link_to, _link_inside, _file])
def test_nothing_is_followed_out_of_it(
    root: Path, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "mine").write_text("second", encoding="utf-8")
    make(victim, root / SPARE)
    again(root, SECOND)
    assert texts(root / "_site") == SECOND
    assert not any(path.is_symlink() for path in (root / "_site").rglob("*"))
    assert texts(victim) == {"mine": "second"}


NAMES = st.lists(st.sampled_from(["a", "A", "ä", "a\u0308", "b"]), min_size=1, max_size=3)
PATHS = st.dictionaries(NAMES.map("/".join), st.sampled_from(["", "1", "2"]), max_size=6)


@settings(max_examples=60, deadline=None)
@given(PATHS, PATHS, st.sets(st.sampled_from(["a", "A/b", "b", "ä"]), max_size=2))
def test_whatever_it_holds_the_site_is_what_was_given(
    held: dict[str, str], given: dict[str, str], empty: set[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path in empty:
            (root / SPARE / path).mkdir(parents=True, exist_ok=True)
        for path, text in held.items():
            file = root / SPARE / path
            if not file.exists() and not any(above.is_file() for above in file.parents):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        pages = [Page(path=path, content=text.encode()) for path, text in given.items()]
        try:
            write(root, "_other", pages, [])
        except ValueError:
            with pytest.raises(ValueError, match="two files for one address"):
                write_again(root, "_site", pages, [])
        else:
            write_again(root, "_site", pages, [])
            assert tree(root / "_site") == tree(root / "_other")


# --- Where there is none --------------------------------------------------------------------------


def test_without_a_cache_nothing_is_put_aside(tmp_path: Path) -> None:
    for _ in range(2):
        again(tmp_path, FIRST)
    assert names(tmp_path) == ["_site"]


def test_where_folders_cannot_be_exchanged_nothing_is_put_aside(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    again(root, FIRST)
    assert texts(root / "_site") == FIRST
    assert not (root / SPARE).exists()


def test_a_build_that_fails_leaves_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "swap", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        again(root, FIRST)
    assert not (root / SPARE).exists()
    assert texts(root / "_site") == SECOND


# --- Killed, and two at once ----------------------------------------------------------------------


def test_killed_at_each_step_a_site_is_whole(root: Path) -> None:
    process = writer(root, "later", 2, how="write_again")
    for step in range(1, 200):
        for _ in range(2):
            again(root, FIRST)
            assert texts(root / "_site") == FIRST
        start(process, step)
        if answer(process) == b"0\n":
            break
        site = root / "_site"
        assert texts(site) == FIRST or is_whole(site, "later", 2), f"killed at step {step}"
    assert step > 15
    assert end(process) == 0
    again(root, FIRST)
    assert names(root) == [".cpdsite", "_site", "journal"]


def test_builds_at_once_do_not_mix(root: Path) -> None:
    words = ("one", "two", "three", "four")
    for _ in range(3):
        processes = [writer(root, word, 50, how="write_again") for word in words]
        for process in processes:
            start(process)
        assert [end(process) for process in processes] == [0, 0, 0, 0]
        assert sum(is_whole(root / "_site", word, 50) for word in words) == 1
        assert (root / SPARE / MANIFEST).is_file()
    assert names(root) == [".cpdsite", "_site", "journal"]


def test_only_one_build_takes_it(root: Path) -> None:
    with fresh_folder(root / "_site", root / SPARE) as first:
        with fresh_folder(root / "_site", root / SPARE) as second:
            assert texts(first) == FIRST
            assert names(second) == []
        assert texts(first) == FIRST
