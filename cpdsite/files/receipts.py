"""Whether a build would do what the last one did: told by the status of all that it read and wrote."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from cpdsite.files.cache import read_cache, write_cache
from cpdsite.files.leftovers import leftovers, prefix
from cpdsite.files.names import JOURNAL, SETTINGS
from cpdsite.files.own_folder import SHARES, VARIABLE
from cpdsite.files.reading import read_file

_NAME = "receipt"
_READ = (JOURNAL, "schemes", "frameworks", "themes")
_ALIKE = f"{SETTINGS.partition('.')[0]}."
"""What is read of the folder itself begins so, and what is reported as misnamed."""
_TICK = 2_000_000_000
"""Nanoseconds in which a file may change twice and have one time: those of FAT are the longest."""

_Statuses = Mapping[str, tuple[int, ...]]
"""By path: what changes when a file does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A folder as it was at a moment."""

    digest: str
    """Of the statuses of its files."""
    fresh: tuple[str, ...]
    """Files so young that their status may not tell of the next change: their bytes are in it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A site that was put in its place."""

    folder: Path
    mark: tuple[int, ...]
    """What tells its folder from one that another build puts there later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a build was asked, read, wrote and said."""

    asked: str
    read: Look
    folder: str
    """Where its site stands."""
    wrote: str
    said: str


def look(root: Path) -> Look:
    """Return how the folder is now: to be asked before a build reads it."""
    young = time.time_ns() - _TICK
    found = _sources(root)
    fresh = tuple(sorted(path for path, status in found.items() if max(status[2:4]) > young))
    return Look(digest=_digest(found, root, fresh), fresh=fresh)


def read_receipt(root: Path, asked: str) -> Receipt | None:
    """Return the receipt of a build that was asked the same, if all is as it was left; else None."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(read_cache(root, _NAME))
        read = Look(digest=told["read"]["digest"], fresh=tuple(told["read"]["fresh"]))
        found = Receipt(**{**told, "read": read})
        same = found.asked == asked and not _has_shares(root)
        if same and _digest(_sources(root), root, read.fresh) == read.digest:
            same = _site(found.folder) == found.wrote and not _is_untidy(Path(found.folder))
            return found if same else None
    return None


def write_receipt(root: Path, asked: str, read: Look, placed: Placed, said: str) -> None:
    """Note a build that went well, unless another one has put its site there since."""
    folder = str(placed.folder)
    wrote = _site(folder)
    if not _has_shares(root) and mark_of(placed.folder) == placed.mark:
        note = Receipt(asked=asked, read=read, folder=folder, wrote=wrote, said=said)
        write_cache(root, _NAME, json.dumps(asdict(note)).encode(), begin=True)


def _is_untidy(folder: Path) -> bool:
    """Tell whether something stands beside a site that a build is to remove, or still works on."""
    return any(leftovers(folder.parent, prefix(folder)))


def mark_of(folder: Path) -> tuple[int, ...]:
    """Return what tells a folder from any other, and changes when files are put in or taken out."""
    status = folder.stat()
    return status.st_dev, status.st_ino, status.st_mtime_ns


def _has_shares(root: Path) -> bool:
    """Tell whether private links belong to the site: then it is always made."""
    return bool(os.environ.get(VARIABLE)) or os.path.lexists(root / SHARES)


def _sources(root: Path) -> dict[str, tuple[int, ...]]:
    """Return the status of everything that a build reads, and of some that it does not."""
    top = f"{root}/"
    found: dict[str, tuple[int, ...]] = {}
    for name in os.listdir(root):  # noqa: PTH208 (names, not paths)
        if name.startswith(_ALIKE):
            found.update(_status(f"{top}{name}"))
        elif name in _READ and (root / name).is_dir():
            found.update(_below(f"{top}{name}", follow=name == "themes"))
    return {path.removeprefix(top): status for path, status in found.items()}


def _below(folder: str, *, follow: bool) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the status of all that stands below a folder, and below links to folders directly in it."""
    with os.scandir(folder) as listing:
        entries = list(listing)
    for entry in entries:
        if entry.is_dir(follow_symlinks=follow):
            yield from _below(entry.path, follow=False)
        else:
            yield from _status(entry.path)


def _status(path: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the status of a file, and of what it leads to when it is a link."""
    status = os.lstat(path)
    yield path, _parts(status)
    if stat.S_ISLNK(status.st_mode):
        with suppress(OSError):
            yield f"{path}/", _parts(os.stat(path))  # noqa: PTH116 (a text, as those of all others)


def _parts(status: os.stat_result) -> tuple[int, ...]:
    return (
        status.st_size,
        status.st_mode,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_ino,
        status.st_dev,
    )


def _digest(found: _Statuses, root: Path, fresh: tuple[str, ...] = ()) -> str:
    """Return the digest of statuses, and of the bytes of some files below a folder."""
    told = blake2b(digest_size=16)
    for path in sorted(found):
        told.update(repr((path, found[path])).encode())
    for path in fresh:
        told.update(path.encode("utf-8", "surrogateescape"))
        told.update(_content(f"{root}/{path}"))
    return told.hexdigest()


def _content(path: str) -> bytes:
    """Return the bytes of a file or of what a link leads to; none of a device, which may never end."""
    with suppress(OSError):
        return read_file(os.path.realpath(path))
    return b""


def _site(folder: str) -> str:
    """Return the digest of the statuses of a site's files."""
    found = _below(folder, follow=False)
    return _digest({path.removeprefix(folder): status for path, status in found}, Path(folder))
