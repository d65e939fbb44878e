"""New files in the member's folder: what stands there already is never touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from cpdsite.files.faults import SurroundingsFault, disk_fault
from cpdsite.files.fresh_file import fresh_file

_NO_LINKS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK)
"""What a disk answers that knows no second names, as on a memory stick."""


def create_file(root: Path, path: str, data: bytes, *, runs: bool = False) -> None:
    """Write a file that is not there yet, and the folders it lies in; one that `runs` is a program.

    Raises FileExistsError when anything stands there, a link that leads nowhere included;
    SurroundingsFault for what the disk refuses. The file gets its name when it is whole.
    """
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _refuse_way_out(root, path)
        with fresh_file(file.parent, [data], 0o777 if runs else 0o666, synced=False) as new:
            _name(new, file)
    except FileExistsError:
        if file.parent.is_dir():
            raise
        message = f"{path} cannot be written: a file stands where a folder is needed"
        raise SurroundingsFault(message, "rename that file") from None
    except OSError as trouble:
        fault = disk_fault(f"{path} cannot be written", trouble)
        raise fault from trouble


def _name(new: Path, file: Path) -> None:
    """Give a file its name, unless anything has that; raises OSError."""
    try:
        os.link(new, file, follow_symlinks=False)
    except OSError as trouble:
        if trouble.errno not in _NO_LINKS:
            raise
        # The name is taken first, so that nothing is overwritten.
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        try:
            new.replace(file)
        except BaseException:
            file.unlink(missing_ok=True)
            raise


def _refuse_way_out(root: Path, path: str) -> None:
    """Refuse a folder below the first one that is a link: what is read follows none."""
    top, *below = Path(path).parent.parts or ("",)
    here = root / top
    for part in below:
        here /= part
        if here.is_symlink():
            message = f"{path} cannot be written: {here.relative_to(root).as_posix()} is a link"
            raise SurroundingsFault(message, "put a folder in its place: links are not followed")
