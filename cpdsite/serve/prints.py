"""Which files differ from what they were: by their bytes, so that reading or touching is no change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cpdsite.files.reading import read_file
from cpdsite.serve.places import Place

_READ_AT_MOST = 1 << 20
"""Bytes of a larger file (evidence) are not read: its size and times tell whether it changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What a file is known by."""

    status: tuple[int, ...]
    """When this is the same, the bytes are not read again."""
    bytes: object
    """When this is the same, nothing has changed."""


def take_prints(places: Iterable[Place], former: Mapping[str, Print]) -> dict[str, Print]:
    """Return the prints of all files in some places, by how the member knows them."""
    found: dict[str, Print] = {}
    for place in places:
        for name, path in place.files():
            taken = _take(path, former.get(name))
            if taken:
                found[name] = taken
    return found


def differing(former: Mapping[str, Print], now: Mapping[str, Print]) -> frozenset[str]:
    """Return the files that came, went, or have other bytes."""
    return frozenset(
        name
        for name in former.keys() | now.keys()
        if name not in former or name not in now or former[name].bytes != now[name].bytes
    )


def _take(path: str, former: Print | None) -> Print | None:
    """Return the print of one file; None when it has just been deleted."""
    try:
        seen = os.stat(path)  # noqa: PTH116 (a text, as those of all others)
    except OSError:
        return None
    status = (
        seen.st_dev,
        seen.st_ino,
        seen.st_mode,
        seen.st_size,
        seen.st_mtime_ns,
        seen.st_ctime_ns,
    )
    if former and former.status == status:
        return former
    if seen.st_size > _READ_AT_MOST:
        return Print(status=status, bytes=status[:-1])
    try:
        content = read_file(os.path.realpath(path))
    except OSError as trouble:
        return Print(status=status, bytes=trouble.errno)
    return Print(status=status, bytes=hashlib.sha256(content).digest())
