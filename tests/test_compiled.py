"""Compiled templates: kept for the next build in the user's own folder, and believed nowhere else."""

from pathlib import Path

import pytest

from cpdsite.files.compiled import read_compiled, write_compiled

CODES = {"name and source": b"code"}


def test_what_a_build_compiled_the_next_one_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert read_compiled() == {}
    write_compiled(CODES)
    assert read_compiled() == CODES


def test_what_was_changed_or_may_be_read_by_others_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    write_compiled(CODES)
    file = next(tmp_path.rglob("templates"))
    kept = file.read_bytes()
    file.write_bytes(kept[:-1] + b"!")
    assert read_compiled() == {}
    file.write_bytes(kept)
    assert read_compiled() == CODES
    file.chmod(0o644)
    assert read_compiled() == {}
