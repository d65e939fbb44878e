"""The files of a site, put into a folder that is empty, or holds a site that is no longer wanted."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import unicodedata
from dataclasses import dataclass, field

from cpdsite.files.faults import SurroundingsFault
from cpdsite.files.reading import read_file

_NEW: int = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_FILE = stat.S_IFREG | 0o644
_FOLDER = stat.S_IFDIR | 0o755
"""For everyone to read."""


@dataclass(slots=True, kw_only=True)
class SiteFolder:
    """A folder to which files are added, each address once, for everyone to read.

    What it held before is nothing but a chance to save work: a file stays where it has the right
    bytes. None is ever written into, as the site that stands may share it.
    """

    folder: str
    taken: dict[str, str] = field(default_factory=dict)
    """Every file, and every folder with a `/` at its end; by what it is for a disk that ignores
    case and codes accents its own way."""
    folders: set[str] = field(default_factory=lambda: {""})
    left: dict[str, str] = field(init=False)
    """Likewise: what it held before and nothing was added for yet."""

    def __post_init__(self) -> None:
        """Look at what is there."""
        self.left = _held(self.folder)

    @property
    def files(self) -> list[str]:
        """The addresses added so far."""
        return [path for path in self.taken.values() if not path.endswith("/")]

    def add(self, path: str, content: bytes, former: str = "") -> None:
        """Add a file; by a second name for the one of a `former` site, when that has these bytes."""
        _refuse_no_address(path)
        file = f"{self.folder}/{path}"
        if self._take(path):
            self._make(path.rpartition("/")[0])
            if _has(file, content):
                return
            _remove(file)
        if former and self._link(f"{former}/{path}", path):
            if _has(file, content):
                return
            _remove(file)
        descriptor = self._open(path)
        try:
            write_whole(descriptor, content)
        finally:
            os.close(descriptor)

    def open(self, path: str) -> int:
        """Return the descriptor of a new file."""
        _refuse_no_address(path)
        if self._take(path):
            _remove(f"{self.folder}/{path}")
        return self._open(path)

    def finish(self) -> None:
        """Remove what nothing was added for."""
        for path in sorted(self.left.values()):
            with contextlib.suppress(FileNotFoundError):
                _remove(f"{self.folder}/{path}")

    def _open(self, path: str) -> int:
        """Return the descriptor of a new file."""
        try:
            self._make(path.rpartition("/")[0])
            descriptor = os.open(f"{self.folder}/{path}", _NEW, 0o644)
        except OSError as trouble:
            if trouble.errno != errno.ENAMETOOLONG:
                raise
            message = f"the disk takes no name as long as {path}"
            raise SurroundingsFault(message, "give the file of the journal a shorter one") from None
        if hasattr(os, "fchmod"):
            # Whatever the umask takes away.
            os.fchmod(descriptor, 0o644)
        return descriptor

    def _link(self, source: str, path: str) -> bool:
        """Give a file a second name here; False where that cannot be done."""
        try:
            if os.lstat(source).st_mode != _FILE:
                return False
            self._make(path.rpartition("/")[0])
            os.link(source, f"{self.folder}/{path}", follow_symlinks=False)
        except (OSError, NotImplementedError):
            return False
        return True

    def _make(self, folder: str) -> None:
        """Make a folder and those above it, where it is not known."""
        if folder in self.folders:
            return
        self._make(folder.rpartition("/")[0])
        made = f"{self.folder}/{folder}"
        held = self._take(f"{folder}/")
        with contextlib.suppress(FileExistsError):
            if not held:
                os.mkdir(made)  # noqa: PTH102 (a path as a text: every entry has a folder)
            if not held or os.lstat(made).st_mode != _FOLDER:
                os.chmod(made, 0o755)  # noqa: PTH101, S103 (likewise; everyone may read it)
        self.folders.add(folder)

    def _take(self, path: str) -> bool:
        """Note an address, and tell whether it was there before; what had its place is removed.

        Raises ValueError for one that is taken, but folders may share theirs.
        """
        key = _key(path)
        other = self.taken.get(key)
        if other and not (other.endswith("/") and path.endswith("/")):
            message = f"two files for one address: {other} and {path}"
            raise ValueError(message)
        self.taken[key] = path
        held = self.left.pop(key, "")
        if held and held != path:
            _remove(f"{self.folder}/{held}")
            if held.endswith("/"):
                self.left = {k: p for k, p in self.left.items() if not p.startswith(held)}
        return held == path


def write_whole(descriptor: int, content: bytes) -> None:
    """Write all the bytes."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _held(folder: str) -> dict[str, str]:
    """Return what a folder holds, like what is taken; of two things of one name only the first stays."""
    found: dict[str, str] = {}
    unread = [""]
    while unread:
        above = unread.pop()
        with os.scandir(f"{folder}/{above}") as listing:
            entries = list(listing)
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            path = f"{above}{entry.name}{'/' if is_folder else ''}"
            if found.setdefault(_key(path), path) != path:
                _remove(f"{folder}/{path}")
            elif is_folder:
                unread.append(path)
    return found


def _has(file: str, content: bytes) -> bool:
    """Tell whether a file is one with these bytes that everyone may read."""
    with contextlib.suppress(OSError):
        status = os.lstat(file)
        if status.st_mode == _FILE and status.st_size == len(content):
            return read_file(file) == content
    return False


def _remove(path: str) -> None:
    """Remove a file, or a folder with all that it holds."""
    if path.endswith("/"):
        shutil.rmtree(path)
    else:
        os.unlink(path)  # noqa: PTH108 (a path as a text: every entry has a file)


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path.removesuffix("/")).casefold()


def _refuse_no_address(path: str) -> None:
    """Raise ValueError for a path that is not one below the site."""
    parts = path.split("/")
    if "\\" in path or "\0" in path or not {"", ".", ".."}.isdisjoint(parts):
        message = f"not a path inside the site: {path}"
        raise ValueError(message)
