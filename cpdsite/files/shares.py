"""The keys of the shares: `.cpdsite/shares.yaml`, for its owner's eyes alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from cpdsite.files.creating import create_file
from cpdsite.files.faults import UsageFault, disk_faults
from cpdsite.files.fresh_file import fresh_file
from cpdsite.files.own_folder import IGNORE, SHARES, VARIABLE
from cpdsite.files.reading import read_file
from cpdsite.model.journal import FILE_LIMIT, Source
from cpdsite.model.share import Share
from cpdsite.parse.shares import decode_shares

_OWNER_ALONE = 0o600


def read_shares(root: Path, given: str = "") -> tuple[Share, ...]:
    """Return the shares that the file keeps; `given`, the variable's text, counts instead of it.

    Raises UsageFault for what cannot be read as shares, SurroundingsFault where the disk refuses.
    """
    where = VARIABLE if given.strip() else SHARES
    data = given.encode() if given.strip() else _data(root)
    if not data:
        return ()
    shares, found = decode_shares(Source(path=where, data=data))
    for fault in found:
        line = fault.place.span.line if fault.place.span else 1
        message = f"{where}:{line}: {fault.message}"
        raise UsageFault(message, fault.help)
    return shares


def write_shares(root: Path, content: bytes) -> None:
    """Put the file in place, whole, for nobody but its owner to read; raises SurroundingsFault."""
    file = root / SHARES
    with disk_faults(f"{SHARES} cannot be written"):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileExistsError):
            create_file(root, IGNORE, b"*\n")
        with fresh_file(file.parent, [content], _OWNER_ALONE) as new:
            new.replace(file)


def _data(root: Path) -> bytes:
    """Return the bytes of the file; b"" where there is none."""
    with disk_faults(f"{SHARES} cannot be read"), suppress(FileNotFoundError):
        return read_file(str(root / SHARES), FILE_LIMIT + 1)
    return b""
