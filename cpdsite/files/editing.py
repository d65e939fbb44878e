"""The one way in which cpdsite changes a file of its user: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from cpdsite.files.faults import SurroundingsFault, disk_fault
from cpdsite.files.names import JOURNAL
from cpdsite.files.reading import on_disk, read_file

_PREFIX = ".cpdsite-"
"""Names that begin with a dot are no entries."""


def rewrite(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put new bytes in place of those that were read, in one step; mode and owner stay.

    Raises SurroundingsFault when the file is no longer as it was read, may not be written, or is
    reached by a link that leads out of the journal.
    """
    try:
        file = os.path.realpath(on_disk(str(root), path))
        if not Path(file).is_relative_to(os.path.realpath(root / JOURNAL)):
            message = f"{path} leads out of the journal"
            raise SurroundingsFault(message, "edit the file where it stands")
        now = read_file(file)
        if now == after:
            return  # two links to one file
        if now != before:
            message = f"{path} has changed since it was read, and is left as it is"
            raise SurroundingsFault(message, "run the command again")
        if not os.access(file, os.W_OK):
            message = f"{path} is protected against writing, and is left as it is"
            raise SurroundingsFault(message, "change its permissions, or mend it by hand")
        replace_whole(file, after)
    except OSError as trouble:
        fault = disk_fault(f"{path} could not be written", trouble)
        raise fault from trouble


def replace_whole(file: str, content: bytes) -> None:
    """Write a new file beside a file, and give it the other's name, mode and owner."""
    old = Path(file).stat()
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=Path(file).parent)
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):  # only root may give files away
                os.chown(name, old.st_uid, old.st_gid)
        Path(name).chmod(stat.S_IMODE(old.st_mode))
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
