"""The one way in which cpdsite changes a file of its user: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from cpdsite.files.faults import SurroundingsFault, disk_faults
from cpdsite.files.fresh_file import fresh_file
from cpdsite.files.names import JOURNAL
from cpdsite.files.reading import on_disk, read_file


def rewrite(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put new bytes in place of those that were read, in one step; mode and owner stay.

    Raises SurroundingsFault when the file is no longer as it was read, may not be written, or is
    reached by a link that leads out of the journal.
    """
    with disk_faults(f"{path} could not be written"):
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


def replace_whole(file: str, content: bytes) -> None:
    """Write a new file beside a file, and give it the other's name, mode and owner."""
    old = Path(file).stat()
    with fresh_file(Path(file).parent, [content]) as new:
        if hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):  # only root may give files away
                os.chown(new, old.st_uid, old.st_gid)
        new.chmod(stat.S_IMODE(old.st_mode))
        new.replace(file)
