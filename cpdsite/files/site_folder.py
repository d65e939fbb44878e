"""The files of a site, put into a folder that is empty, or holds a site that is no longer wanted."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterable
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

    Addresses are reserved by one process; then several may put files there, each its own. What it
    held before is nothing but a chance to save work: a file stays where it has the right bytes. None
    is ever written into, as the site that stands may share it.
    """

    folder: str
    taken: dict[str, str] = field(default_factory=dict)
    """Every file, and every folder with a `/` at its end; by what it is for a disk that ignores
    case and codes accents its own way."""
    folders: set[str] = field(default_factory=lambda: {""})
    """Those that are there, as far as this process knows."""
    left: dict[str, str] = field(init=False)
    """Like those taken: what it held before and nothing was added for yet."""

    def __post_init__(self) -> None:
        """Look at what is there."""
        self.left = _held(self.folder)
        self.folders.update(path[:-1] for path in self.left.values() if path.endswith("/"))

    @property
    def files(self) -> list[str]:
        """The addresses reserved so far."""
        return [path for path in self.taken.values() if not path.endswith("/")]

    def reserve(self, paths: Iterable[str]) -> None:
        """Take addresses; raises ValueError for one that is taken, and for what is none."""
        for path in paths:
            _refuse_no_address(path)
            for place, letter in enumerate(path):
                if letter == "/" and self.taken.get(_key(path[:place])) != path[: place + 1]:
                    self._take(path[: place + 1])
            self._take(path)

    def put(self, path: str, content: bytes) -> None:
        """Put a file at a reserved address."""
        file = f"{self.folder}/{path}"
        try:
            descriptor = self._open(path)
        except FileExistsError:
            if _content(file) == content:
                return
            _remove(file)
            descriptor = self._open(path)
        try:
            write_whole(descriptor, content)
        finally:
            os.close(descriptor)

    def keep(self, path: str, former: str, is_right: Callable[[bytes], bool]) -> bytes | None:
        """Let a file of the right bytes stay at a reserved address, and return them; None for no such file.

        If it is not here, the one of a `former` site gets a second name.
        """
        file = f"{self.folder}/{path}"
        content = _content(file)
        if content is None or not is_right(content):
            with contextlib.suppress(FileNotFoundError):
                _remove(file)
            try:
                self._make(path.rpartition("/")[0])
                os.link(f"{former}/{path}", file, follow_symlinks=False)
            except (OSError, NotImplementedError):
                return None
            content = _content(file)
        return content if content is not None and is_right(content) else None

    def add(self, path: str, content: bytes) -> None:
        """Add a file."""
        self.reserve([path])
        self.put(path, content)

    def open(self, path: str) -> int:
        """Return the descriptor of a new file."""
        self.reserve([path])
        with contextlib.suppress(FileNotFoundError):
            _remove(f"{self.folder}/{path}")
        return self._open(path)

    def finish(self) -> None:
        """Remove what nothing was added for."""
        for path in sorted(self.left.values()):
            with contextlib.suppress(FileNotFoundError):
                _remove(f"{self.folder}/{path}")

    def _open(self, path: str) -> int:
        """Return the descriptor of a new file; raises FileExistsError."""
        try:
            self._make(path.rpartition("/")[0])
            return os.open(f"{self.folder}/{path}", _NEW, 0o644)
        except OSError as trouble:
            if trouble.errno != errno.ENAMETOOLONG:
                raise
            message = f"the disk takes no name as long as {path}"
            raise SurroundingsFault(message, "give the file of the journal a shorter one") from None

    def _make(self, folder: str) -> None:
        """Make a folder and those above it, where it is not known."""
        if folder not in self.folders:
            self._make(folder.rpartition("/")[0])
            # Another process may need it too.
            with contextlib.suppress(FileExistsError):
                os.mkdir(f"{self.folder}/{folder}", 0o755)  # noqa: PTH102 (a path as a text: every entry has a folder)
            self.folders.add(folder)

    def _take(self, path: str) -> None:
        """Note an address; what had its place is removed."""
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
                self.folders = {one for one in self.folders if not f"{one}/".startswith(held)}


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
                if entry.stat(follow_symlinks=False).st_mode != _FOLDER:
                    os.chmod(entry.path, 0o755)  # noqa: PTH101, S103 (likewise; everyone may read it)
    return found


def _content(file: str) -> bytes | None:
    """Return the bytes of a file that everyone may read; None for anything else."""
    with contextlib.suppress(OSError):
        if os.lstat(file).st_mode == _FILE:
            return read_file(file)
    return None


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
