"""A folder made beside another and put in its place in one step.

Whatever moment the process is killed at, a whole folder stands under the name: the former or the
new one. What a killed process left beside it is removed by the next.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_DAY = 24 * 60 * 60
_TRIES = 20
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""For Linux."""
_RENAME_SWAP = 2
"""For macOS."""
_NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)
"""What a system or a disk answers that cannot exchange two folders."""


@contextlib.contextmanager
def fresh_folder(target: Path, spare: Path | None = None) -> Iterator[Path]:
    """Give a new, empty folder beside the target, or the spare one there as it is.

    What stands under its name at the end is made the spare one, or removed where none is wanted. No
    other process takes it for a leftover while this one lives.
    """
    if not target.parent.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
    _restore(target)
    _remove_leftovers(target)
    folder, lock = _make(target, spare)
    try:
        yield folder
        if spare:
            # Not where another build was faster, nor from one disk to another.
            with contextlib.suppress(OSError):
                folder.rename(spare)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _close(lock)


def swap(folder: Path, target: Path) -> None:
    """Put a folder in the target's place; the former one, if any, then stands in the folder's.

    Where the system cannot exchange two folders the former one is renamed and removed, and there
    is a moment without either: `fresh_folder` puts the former one back if the process ends in it.
    """
    for _ in range(_TRIES):
        try:
            if target.is_dir() and (_exchange(folder, target) or _replace(folder, target)):
                return
            folder.rename(target)
        except OSError as trouble:
            # Another process was faster: what stood at the target, or did not, has changed.
            if trouble.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                raise
        else:
            return
    raise OSError(errno.EBUSY, "other builds keep replacing it", str(target))


# --- Two folders, exchanged ----------------------------------------------------------------------


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where that cannot be done."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _RENAME_SWAP)
    else:
        return False
    code = ctypes.get_errno()
    if failed and code not in _NOT_HERE:
        raise OSError(code, os.strerror(code), str(other))
    return not failed


def _replace(folder: Path, target: Path) -> bool:
    """Put a folder in the place of another in two steps; always True."""
    former = _former(target)
    shutil.rmtree(former, ignore_errors=True)
    target.rename(former)
    try:
        folder.rename(target)
    except BaseException:
        _restore(target)
        raise
    shutil.rmtree(former, ignore_errors=True)
    return True


def _restore(target: Path) -> None:
    """Put back what a process killed between the two steps of `_replace` had moved away."""
    former = _former(target)
    if target.is_dir():
        shutil.rmtree(former, ignore_errors=True)
    elif former.is_dir():
        # Another process may do the same.
        with contextlib.suppress(OSError):
            former.rename(target)


def _former(target: Path) -> Path:
    return target.with_name(f".{target.name}.cpdsite-former")


# --- Folders beside the target -------------------------------------------------------------------


def _make(target: Path, spare: Path | None) -> tuple[Path, int | None]:
    """Return a new folder, readable by everyone, with the lock that says whose it is."""
    for _ in range(_TRIES):
        folder = target.with_name(f".{target.name}.cpdsite-{secrets.token_hex(4)}")
        if not (spare and _take(spare, folder)):
            folder.mkdir()
        try:
            folder.chmod(0o755)
            lock = _lock(folder)
            if folder.exists():
                return folder, lock
            _close(lock)
        except (BlockingIOError, FileNotFoundError):
            # Another process took it for a leftover before it was locked.
            continue
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    raise OSError(errno.EBUSY, "other builds keep removing it", str(target))


def _take(spare: Path, folder: Path) -> bool:
    """Move the spare folder to where it is wanted, which only one process can; False for none."""
    with contextlib.suppress(OSError):
        if stat.S_ISDIR(spare.lstat().st_mode):
            # Where there are no locks its age would make it a leftover.
            os.utime(spare)
            spare.rename(folder)
            return True
    return False


def _remove_leftovers(target: Path) -> None:
    """Remove the folders of killed processes; those of living ones stay."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.cpdsite-[0-9a-f]{{8}}")
    for folder in target.parent.iterdir():
        if pattern.fullmatch(folder.name):
            _remove_if_abandoned(folder)


def _remove_if_abandoned(folder: Path) -> None:
    with contextlib.suppress(BlockingIOError, FileNotFoundError):
        lock = _lock(folder)
        if lock is not None or folder.stat().st_mtime < time.time() - _DAY:
            shutil.rmtree(folder, ignore_errors=True)
        _close(lock)


def _close(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


if sys.platform == "win32":

    def _lock(folder: Path) -> int | None:
        """Return None: a folder cannot be locked here, and is a leftover when it is a day old."""

else:
    import fcntl

    def _lock(folder: Path) -> int | None:
        """Return a lock that ends with the process; None where the disk has no locks.

        Raises BlockingIOError when a living process holds it.
        """
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise
        except OSError:
            os.close(descriptor)
            return None
        return descriptor
