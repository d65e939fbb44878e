"""What killed processes left, where nothing tells them from living ones but their age."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from cpdsite.files.leftovers import new_name, remove_leftovers

START = ".site.cpdsite-"
TWO_DAYS = 2 * 24 * 60 * 60


def test_on_a_disk_without_locks_only_what_is_a_day_old_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    young, old = (tmp_path / new_name(START) for _ in range(2))
    for folder in (young, old):
        folder.mkdir()
    os.utime(old, (0, old.stat().st_mtime - TWO_DAYS))
    remove_leftovers(tmp_path, START, Path.rmdir)
    assert [*tmp_path.iterdir()] == [young]
