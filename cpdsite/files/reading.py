"""Names and bytes from the disk, never waiting for a FIFO nor following a link by accident."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

import cpdsite

_OPEN: int = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_BINARY")
)
"""A FIFO opens at once, a link does not open; some systems lack some of these."""
_CHUNK = 1 << 20
_PHRASES = {
    stat.S_IFIFO: "a named pipe (FIFO)",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a link",
}


def open_file(path: str) -> int:
    """Return a descriptor of a regular file; raises OSError for anything else, a link included."""
    descriptor = os.open(path, _OPEN)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    raise OSError(0, f"it is {phrase(mode)}", path)


def read_file(path: str, limit: int | None = None) -> bytes:
    """Return the bytes of a regular file, at most `limit`; raises OSError as `open_file` does."""
    descriptor = open_file(path)
    try:
        wanted = os.fstat(descriptor).st_size + 1
        data = os.read(descriptor, min(wanted, limit or wanted))
        # Nearly always that was all of it, and nothing is put together.
        while len(data) != limit and (more := os.read(descriptor, _left(limit, len(data)))):
            data += more
    finally:
        os.close(descriptor)
    return data


def _left(limit: int | None, length: int) -> int:
    """Return how many more bytes to ask for at once."""
    return min(_CHUNK, limit - length) if limit else _CHUNK


def phrase(mode: int) -> str:
    """Say what a thing is that is no regular file, such as `a socket`."""
    return _PHRASES.get(stat.S_IFMT(mode), "not a file")


def shown(name: str) -> str:
    r"""Return a name of the disk as the rest of cpdsite knows it: in NFC, and always text.

    Bytes that are no UTF-8 become `\xe9` and the like.
    """
    if name.isascii():
        return name
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def on_disk(folder: str, path: str) -> str:
    """Return where below a folder the file stands that is shown as `path`; it need not exist."""
    here = Path(folder)
    for part in path.split("/"):
        step = here / part
        here = step if os.path.lexists(step) else _spelt_otherwise(here, part) or step
    return str(here)


def bundled(name: str) -> Path:
    """Return the folder of schemes, frameworks or themes that come with cpdsite.

    The themes stand inside the package when it was installed from a wheel, else beside it.
    """
    package = Path(cpdsite.__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def _spelt_otherwise(folder: Path, name: str) -> Path | None:
    """Return the file whose name differs only in how its accents are coded."""
    try:
        return next((file for file in sorted(folder.iterdir()) if shown(file.name) == name), None)
    except OSError:
        return None
