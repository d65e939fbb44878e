"""What a run leaves for the next, in `.cpdsite/cache`: read when beyond doubt, else as if it were not there.

A cache tells what pages hold, so one that somebody else made must not be believed: it could come
with a folder that was cloned or unpacked. So each file is sealed with a status that only this disk
can give, that of a file beside it at the moment it was made. Nobody who sends a folder knows it.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from cpdsite.files.creating import create_file
from cpdsite.files.faults import SurroundingsFault
from cpdsite.files.fresh_file import fresh_file
from cpdsite.files.own_folder import CACHE, IGNORE
from cpdsite.files.program import program
from cpdsite.files.reading import open_file

_SEAL = "seal"
_DIGEST = 32
LARGEST = 1 << 29
"""Bytes of a file of the cache; what is larger is not kept."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_cache(root: Path, name: str) -> bytes:
    """Return what was kept under a name by this program in this folder; b"" in any doubt."""
    with suppress(OSError):
        folder = _folder(root)
        if not folder:
            return b""
        file = folder / name
        status = file.lstat()
        if _is_ours(status) and status.st_size <= LARGEST:
            with os.fdopen(open_file(str(file)), "rb", buffering=0) as opened:
                digest, data = opened.read(_DIGEST), opened.readall()
            if digest == _sealed(folder, data):
                return data
    return b""


def write_cache(root: Path, name: str, content: bytes, *, begin: bool = False) -> None:
    """Keep something under a name, for nobody but its owner to read; where that fails, do not.

    Nothing is kept in a folder without a cache unless one is to `begin`.
    """
    if len(content) > LARGEST:
        return
    with suppress(OSError, SurroundingsFault):
        if begin:
            (root / CACHE).mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = _folder(root)
        if not folder:
            return
        if not os.path.lexists(root / IGNORE):
            create_file(root, IGNORE, b"*\n")
        if not os.path.lexists(folder / _SEAL):
            (folder / _SEAL).touch(mode=0o600)
        # In one step, so that two runs at once do no harm.
        with fresh_file(folder, (_sealed(folder, content), content), synced=False) as new:
            new.replace(folder / name)


def folder_of_cache(root: Path) -> Path | None:
    """Return the folder of the cache; None where there is none, or in any doubt whose it is."""
    with suppress(OSError):
        return _folder(root)
    return None


def _folder(root: Path) -> Path | None:
    """Return the folder of the cache; None when it, or the one above it, is a link or not ours."""
    folder = root / CACHE
    ours = all(_is_ours_at_all((root / part).lstat()) for part in (".cpdsite", CACHE))
    return folder if ours else None


def _is_ours(status: os.stat_result) -> bool:
    """Tell whether a status is that of a file that only its owner, this user, can read or write."""
    return stat.S_ISREG(status.st_mode) and _is_private(status) and _is_own(status)


def _is_ours_at_all(status: os.stat_result) -> bool:
    """Tell whether a status is that of a folder, no link, in which only this user can put files."""
    return stat.S_ISDIR(status.st_mode) and _is_own(status) and not status.st_mode & stat.S_IWOTH


def _is_private(status: os.stat_result) -> bool:
    return os.name == "nt" or not status.st_mode & _OTHERS


def _is_own(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def _sealed(folder: Path, content: bytes) -> bytes:
    """Return the digest of some bytes as only this program in this folder gives it."""
    seal = (folder / _SEAL).lstat()
    here = repr((seal.st_dev, seal.st_ino, seal.st_ctime_ns, seal.st_uid)).encode()
    key = blake2b(program() + here, digest_size=64).digest()
    return blake2b(content, key=key, digest_size=_DIGEST).digest()
