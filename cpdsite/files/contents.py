"""What the member's own files are and tell: a few bytes of each, read where it is worth it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cpdsite.files.evidence import open_evidence
from cpdsite.files.faults import SurroundingsFault
from cpdsite.files.reading import on_disk
from cpdsite.model.content import Content
from cpdsite.parse.contents.content import decode_content
from cpdsite.parse.contents.data import Data

_KEPT = 5_000
"""So many files are known again: the preview checks them all after each save."""


def read_contents(root: Path, paths: Iterable[str]) -> dict[str, Content]:
    """Return what files of the journal are and tell, by path; nothing of one that cannot be read."""
    found: dict[str, Content] = {}
    for path in sorted(set(paths)):
        # Whoever copies the file says why it cannot be read.
        with suppress(SurroundingsFault, OSError):
            found[path] = _content(root, path, _stamp(root, path))
    return found


def _stamp(root: Path, path: str) -> tuple[int, ...]:
    """Return what changes with every change of a file."""
    now = os.lstat(on_disk(str(root), path))
    return now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns


@lru_cache(_KEPT)
def _content(root: Path, path: str, _stamp: tuple[int, ...]) -> Content:
    """Return what one file is and tells."""
    with os.fdopen(open_evidence(root, path), "rb", buffering=0) as opened:

        def at(start: int, length: int) -> bytes:
            opened.seek(start)
            return opened.read(max(0, length)) or b""

        return decode_content(Data(os.fstat(opened.fileno()).st_size, at))
