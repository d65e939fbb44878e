"""The user's own files: opened without following any link, and measured."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from cpdsite.files.faults import SurroundingsFault, disk_fault
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
    try:
        return open_file(file)
    except OSError as trouble:
        fault = disk_fault(f"{source} cannot be copied", trouble)
        raise fault from trouble


def read_evidence(root: Path, source: str) -> bytes:
    """Return the bytes of a file of the journal; raises SurroundingsFault."""
    descriptor = open_evidence(root, source)
    with os.fdopen(descriptor, "rb") as opened:
        try:
            return opened.read()
        except OSError as trouble:
            fault = disk_fault(f"{source} cannot be read", trouble)
            raise fault from trouble


def _digest(root: Path, path: str) -> Digest:
    """Return size and SHA-256 of one file."""
    source = open_evidence(root, path)
    whole, size = hashlib.sha256(), 0
    try:
        while chunk := os.read(source, CHUNK):
            whole.update(chunk)
            size += len(chunk)
    except OSError as trouble:
        fault = disk_fault(f"{path} cannot be read", trouble)
        raise fault from trouble
    finally:
        os.close(source)
    return Digest(size=size, sha256=whole.hexdigest())
