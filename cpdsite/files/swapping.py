"""A folder made beside another and put in its place in one step.

Whatever moment the process is killed at, a whole folder stands under the name: the former or the
new one. What a killed process left beside it is removed by the next.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from cpdsite.files.leftovers import lock, new_name, prefix, remove_leftovers, unlock

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
    missing = [above for above in target.parents if not above.is_dir()]
    if missing:
        target.parent.mkdir(parents=True, exist_ok=True)
    _restore(target)
    remove_leftovers(target.parent, prefix(target), _remove)
    folder, held = _make(target, spare)
    try:
        yield folder
        if spare:
            # Not where another build was faster, nor from one disk to another.
            with contextlib.suppress(OSError):
                folder.rename(spare)
    finally:
        _remove(folder)
        unlock(held)
        for above in missing:
            # Not where the site stands in it now.
            with contextlib.suppress(OSError):
                above.rmdir()


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
        folder = target.with_name(new_name(prefix(target)))
        if not (spare and _take(spare, folder)):
            folder.mkdir()
        try:
            folder.chmod(0o755)
            held = lock(folder)
            if folder.exists():
                return folder, held
            unlock(held)
        except (BlockingIOError, FileNotFoundError):
            # Another process took it for a leftover before it was locked.
            continue
        except OSError:
            _remove(folder)
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


def _remove(folder: Path) -> None:
    """Remove a folder, even one that was protected against writing as what stood in the target's place."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        for below, _, _ in os.walk(folder):
            with contextlib.suppress(OSError):
                Path(below).chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)
