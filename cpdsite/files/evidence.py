"""The user's own files: opened without following any link, and measured."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from cpdsite.files.faults import SurroundingsFault, disk_faults
from cpdsite.files.names import JOURNAL
from cpdsite.files.reading import on_disk, open_file
from cpdsite.model.page import Digest

CHUNK = 1 << 20
"""How many bytes are read at a time."""


def digests(root: Path, paths: Iterable[str]) -> dict[str, Digest]:
    """Return size and SHA-256 of files of the journal, by path; raises SurroundingsFault."""
    return {path: _digest(root, path) for path in sorted(set(paths))}


def open_evidence(root: Path, source: str) -> int:
    """Return the descriptor of a file of the journal that is reached without any link."""
    top, _, path = source.partition("/")
    journal = os.path.realpath(root / JOURNAL)
    file = on_disk(journal, path)
    if top != JOURNAL or ".." in path.split("/") or os.path.realpath(file) != file:
        message = f"{source} is not a file of the journal, or is reached by a link"
        raise SurroundingsFault(message, "put a copy of the file beside its entry")
    with disk_faults(f"{source} cannot be copied"):
        return open_file(file)


def read_evidence(root: Path, source: str) -> bytes:
    """Return the bytes of a file of the journal; raises SurroundingsFault."""
    with (
        disk_faults(f"{source} cannot be read"),
        os.fdopen(open_evidence(root, source), "rb") as opened,
    ):
        return opened.read()


def _digest(root: Path, path: str) -> Digest:
    """Return size and SHA-256 of one file."""
    whole, size = hashlib.sha256(), 0
    with (
        disk_faults(f"{path} cannot be read"),
        os.fdopen(open_evidence(root, path), "rb", buffering=0) as opened,
    ):
        while chunk := opened.read(CHUNK):
            whole.update(chunk)
            size += len(chunk)
    return Digest(size=size, sha256=whole.hexdigest())
