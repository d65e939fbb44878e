"""What killed processes left beside something, told from what living ones still work on."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_DAY = 24 * 60 * 60
_RANDOM = 4
"""Bytes of a name; two digits each."""


def new_name(start: str) -> str:
    """Return a name that nobody has."""
    return start + os.urandom(_RANDOM).hex()


def prefix(target: Path) -> str:
    """Return how the names begin of the folders in which a site is made, beside the one it is for."""
    return f".{target.name}.cpdsite-"


def leftovers(folder: Path, start: str) -> Iterator[Path]:
    """Yield what stands in a folder under a name that `new_name` may have given."""
    pattern = re.compile(rf"{re.escape(start)}[0-9a-f]{{{2 * _RANDOM}}}")
    yield from (folder / name for name in os.listdir(folder) if pattern.fullmatch(name))  # noqa: PTH208 (names, not paths)


def remove_leftovers(folder: Path, start: str, remove: Callable[[Path], object]) -> None:
    """Remove those of killed processes; those of living ones stay, and what cannot be removed."""
    with contextlib.suppress(OSError):
        for found in leftovers(folder, start):
            with contextlib.suppress(OSError):
                held = lock(found)
                if held is not None or found.lstat().st_mtime < time.time() - _DAY:
                    remove(found)
                unlock(held)


def unlock(held: int | None) -> None:
    """Give a lock back."""
    if held is not None:
        os.close(held)


if sys.platform == "win32":

    def lock(path: Path) -> int | None:
        """Return None: a folder cannot be locked here, and is a leftover when it is a day old."""

else:
    import fcntl

    def lock(path: Path) -> int | None:
        """Return a lock that ends with the process; None where the disk has no locks.

        Raises BlockingIOError when a living process holds it.
        """
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise
        except OSError:
            os.close(descriptor)
            return None
        return descriptor
