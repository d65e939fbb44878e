"""What a disk refuses: a sentence with the way out, nothing half written, nothing lost."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cpdsite.files.creating import create_file
from cpdsite.files.evidence import digests
from cpdsite.files.exporting import write_export
from cpdsite.files.faults import Fault, SurroundingsFault, UsageFault
from cpdsite.files.git import fresh_repository
from cpdsite.files.own_folder import SHARES
from cpdsite.files.profiles import read_profile
from cpdsite.files.shares import read_shares, write_shares
from cpdsite.files.sources import read_folder
from cpdsite.files.tables import LOG_LIMIT, read_tables
from tests.commands import all_bytes, folder

FORMER, NEW = b"former", b"new " * 1000


@contextmanager
def full() -> Iterator[None]:
    """A disk on which no file grows beyond ten bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    ("path", "write"),
    [
        ("new.md", lambda root: create_file(root, "new.md", NEW)),
        ("out.csv", lambda root: write_export(root, root / "out.csv", NEW, replace=True)),
        (SHARES, lambda root: write_shares(root, NEW)),
    ],
)
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, path: str, write: Callable[[Path], None]
) -> None:
    folder(tmp_path, {"out.csv": FORMER, SHARES: FORMER, ".cpdsite/.gitignore": "*\n"})
    before = dict(all_bytes(tmp_path))
    with full(), pytest.raises(SurroundingsFault) as caught:
        write(tmp_path)
    assert caught.value.message.endswith(f"{path} cannot be written: file too large")
    assert dict(all_bytes(tmp_path)) == before


@pytest.mark.parametrize(
    ("path", "said", "remedy"),
    [
        ("file/new.md", "a file stands where a folder is needed", "rename that file"),
        ("file/below/new.md", "not a directory", "look at the disk and try again"),
        (f"{'n' * 300}.md", "file name too long", "choose a shorter name"),
    ],
)
def test_where_no_file_can_be(tmp_path: Path, path: str, said: str, remedy: str) -> None:
    folder(tmp_path, {"file": "mine"})
    with pytest.raises(SurroundingsFault) as caught:
        create_file(tmp_path, path, NEW)
    assert (caught.value.message, caught.value.help) == (
        f"{path} cannot be written: {said}",
        remedy,
    )
    assert dict(all_bytes(tmp_path)) == {"file": b"mine"}


@pytest.mark.parametrize(
    ("name", "replace", "said"),
    [
        ("mine.csv", False, "mine.csv is there already"),
        ("link.csv", False, "link.csv is there already"),
        ("link.csv", True, "link.csv is no ordinary file"),
        ("pipe.csv", True, "pipe.csv is no ordinary file"),
        ("folder", True, "folder is a folder"),
        ("none/new.csv", False, "there is no folder {}/none"),
        ("journal/new.csv", False, "journal/new.csv cannot be written: it would lie among"),
        ("cpdsite.yaml", True, "cpdsite.yaml cannot be written: the settings stand there"),
    ],
)
def test_a_file_that_an_export_must_not_become(
    tmp_path: Path, name: str, said: str, *, replace: bool
) -> None:
    folder(tmp_path, {"mine.csv": "mine", "journal/a.md": "", "folder/a": ""})
    (tmp_path / "link.csv").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.csv")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageFault) as caught:
        write_export(tmp_path, tmp_path / name, NEW, replace=replace)
    assert said.format(tmp_path) in caught.value.message
    assert (sorted(tmp_path.rglob("*")), (tmp_path / "mine.csv").read_text()) == (before, "mine")


@pytest.mark.parametrize(
    ("path", "read"),
    [
        (SHARES, read_shares),
        ("profiles/p.yaml", lambda root: read_profile(root, "p")),
        ("cpdsite.yaml", read_folder),
        ("journal/a.pdf", lambda root: digests(root, ["journal/a.pdf"])),
    ],
)
def test_a_link_that_leads_to_itself(
    tmp_path: Path, path: str, read: Callable[[Path], object]
) -> None:
    folder(tmp_path, {"journal/a.md": ""})
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).symlink_to(tmp_path / path)
    with pytest.raises(Fault, match=f"{path} "):
        read(tmp_path)


def test_git_needs_a_folder_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpdsite.files.git.gettempdir", lambda: str(tmp_path / "gone"))
    with pytest.raises(SurroundingsFault, match="cannot be made"), fresh_repository(tmp_path):
        pytest.fail("there is no place for it")


def test_a_log_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    with log.open("wb") as file:
        file.truncate(LOG_LIMIT + 1)
    with pytest.raises(UsageFault, match="holds more than 50,000,000 bytes"):
        read_tables(log)
