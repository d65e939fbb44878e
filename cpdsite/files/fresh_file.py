"""A file made beside its place, to be put there in one step: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from cpdsite.files.leftovers import lock, new_name, remove_leftovers, unlock

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_PREFIX = ".cpdsite-new-"
"""Names that begin with a dot are no entries."""
_TRIES = 20


@contextlib.contextmanager
def fresh_file(
    folder: Path, content: Iterable[bytes], mode: int = 0o600, *, synced: bool = True
) -> Iterator[Path]:
    """Give a new file with some bytes, to be renamed or linked; under its own name it is gone at the end.

    `synced`: it outlives a loss of power too. No other process takes it for a leftover while this one
    lives; those of killed ones are removed.
    """
    _tidy(folder)
    file, descriptor, held = _make(folder, mode)
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.writelines(content)
            new.flush()
            if synced:
                os.fsync(new.fileno())
        yield file
    finally:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        unlock(held)


@cache
def _tidy(folder: Path) -> None:
    """Remove what killed processes left in a folder, once: an import writes thousands of files there."""
    remove_leftovers(folder, _PREFIX, lambda file: file.unlink())


def _make(folder: Path, mode: int) -> tuple[Path, int, int | None]:
    """Return a new file, its descriptor, and the lock that says whose it is."""
    for _ in range(_TRIES):
        file = folder / new_name(_PREFIX)
        descriptor = os.open(file, _NEW, mode)
        try:
            held = lock(file)
            if file.exists():
                return file, descriptor, held
            unlock(held)
        except (BlockingIOError, FileNotFoundError):
            pass  # another process took it for a leftover before it was locked
        except OSError:
            os.close(descriptor)
            file.unlink(missing_ok=True)
            raise
        os.close(descriptor)
    raise OSError(errno.EBUSY, "other processes keep removing it", str(folder))
