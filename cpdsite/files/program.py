"""What is running: another program may give other bytes for the same journal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import cpdsite
from cpdsite.files.reading import bundled

_BUNDLED = ("schemes", "frameworks", "themes")


@cache
def program() -> bytes:
    """Return what tells this program from any other: our files, the libraries beside it, Python.

    Files are told apart by their status, as reading them all would take longer than a small build.
    """
    told = blake2b(digest_size=32)
    told.update(repr((sys.version, sys.platform, *sorted(_libraries()))).encode())
    for folder in (Path(cpdsite.__file__).parent, *map(bundled, _BUNDLED)):
        for found in sorted(_files(str(folder))):
            told.update(repr(found).encode())
    return told.digest()


def _libraries() -> Iterator[str]:
    """Yield each library that can be imported, with its version."""
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 (a path as a text: this is done at each start)
            names = os.listdir(folder)  # noqa: PTH208 (likewise)
            yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _files(folder: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield the files below a folder, less what Python compiles: size, time and number of each."""
    with os.scandir(folder) as listing:
        entries = list(listing)
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        else:
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns, status.st_ino
