"""New files in the member's folder: what stands there already is never touched."""

from __future__ import annotations

import os
from pathlib import Path

from cpdsite.files.faults import SurroundingsFault, disk_fault

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def create_file(root: Path, path: str, data: bytes, *, runs: bool = False) -> None:
    """Write a file that is not there yet, and the folders it lies in; one that `runs` is a program.

    Raises FileExistsError when anything stands there, a link that leads nowhere included;
    SurroundingsFault for what the disk refuses, and then no part of the file is left.
    """
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _refuse_way_out(root, path)
        descriptor = os.open(file, _NEW, 0o777 if runs else 0o666)
    except FileExistsError:
        if file.parent.is_dir():
            raise
        message = f"{path} cannot be written: a file stands where a folder is needed"
        raise SurroundingsFault(message, "rename that file") from None
    except OSError as trouble:
        fault = disk_fault(f"{path} cannot be written", trouble)
        raise fault from trouble
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
    except OSError as trouble:
        file.unlink(missing_ok=True)
        fault = disk_fault(f"{path} cannot be written", trouble)
        raise fault from trouble


def _refuse_way_out(root: Path, path: str) -> None:
    """Refuse a folder below the first one that is a link: what is read follows none."""
    top, *below = Path(path).parent.parts or ("",)
    here = root / top
    for part in below:
        here /= part
        if here.is_symlink():
            message = f"{path} cannot be written: {here.relative_to(root).as_posix()} is a link"
            raise SurroundingsFault(message, "put a folder in its place: links are not followed")
