"""The site on the disk: written beside the former one, then put in its place as a whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cpdsite.files.evidence import CHUNK, open_evidence
from cpdsite.files.faults import SurroundingsFault, disk_faults
from cpdsite.files.manifest import MANIFEST, manifest
from cpdsite.files.reading import read_file
from cpdsite.files.receipts import Placed, mark_of
from cpdsite.files.swapping import fresh_folder, swap
from cpdsite.files.targets import CNAME, refuse_unsafe_output
from cpdsite.model.page import Copy, Label, Page

_NEW: int = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_MODE = stat.S_IFREG | 0o644
"""Of each file: for everyone to read."""


def write(
    root: Path,
    output: str,
    pages: Iterable[Page],
    copies: Iterable[Copy],
    label: Label | None = None,
) -> Placed:
    """Write a site and return where it stands; until it is whole the former one stands, or if it fails.

    Pages are taken one at a time, so they may be made while they are written. A site without a label
    is never published. Raises UsageFault where a site must not be put, SurroundingsFault when the
    disk refuses, and ValueError for two files at one address.
    """
    target = refuse_unsafe_output(root, output)
    with disk_faults(f"the site could not be written to {output}"):
        domain_name = _domain_name(target)
        with fresh_folder(target) as folder:
            site = _Site(folder=str(folder))
            for page in pages:
                if not (page.kept and site.link(page, target)):
                    site.add(page.path, page.content)
            for copy in copies:
                _copy(root, copy, site)
            site.add(MANIFEST, manifest(label, site.files))
            if CNAME not in site.files and (kept := _domain_name(target) or domain_name):
                site.add(CNAME, kept)
            # Once more, for what was put there in the meantime: the former site is deleted next.
            refuse_unsafe_output(root, output)
            mark = mark_of(folder)
            swap(folder, target)
    return Placed(folder=target, mark=mark)


@dataclass(slots=True, kw_only=True)
class _Site:
    """Files written into an empty folder, each address once, for everyone to read."""

    folder: str
    taken: dict[str, str] = field(default_factory=dict)
    """Every file, and every folder with a `/` at its end; by what it is for a disk that ignores
    case and codes accents its own way."""
    folders: set[str] = field(default_factory=lambda: {""})

    @property
    def files(self) -> list[str]:
        """The addresses written so far."""
        return [path for path in self.taken.values() if not path.endswith("/")]

    def add(self, path: str, content: bytes) -> None:
        """Write one file."""
        descriptor = self.open(path)
        try:
            _write(descriptor, content)
        finally:
            os.close(descriptor)

    def link(self, page: Page, former: Path) -> bool:
        """Take a file of the former site, under a second name; False where it must be written anew."""
        path = page.path
        source, named = f"{former}/{path}", f"{self.folder}/{path}"
        folder = path.rpartition("/")[0]
        try:
            if os.lstat(source).st_mode != _MODE:
                return False
            if folder not in self.folders:
                self._make(folder)
            os.link(source, named, follow_symlinks=False)
            if read_file(named) != page.content:
                # Another build has put its site there since this one read it.
                os.unlink(named)  # noqa: PTH108 (a path as a text)
                return False
        except (OSError, NotImplementedError):
            return False
        self._take(path)
        return True

    def open(self, path: str) -> int:
        """Return the descriptor of a new file."""
        _refuse_no_address(path)
        self._take(path)
        folder = path.rpartition("/")[0]
        try:
            if folder not in self.folders:
                self._make(folder)
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

    def _make(self, folder: str) -> None:
        """Make a folder and those above it."""
        above = folder.rpartition("/")[0]
        if above not in self.folders:
            self._make(above)
        self._take(f"{folder}/")
        with contextlib.suppress(FileExistsError):
            made = f"{self.folder}/{folder}"
            os.mkdir(made)  # noqa: PTH102 (a path as a text: every entry has a folder)
            os.chmod(made, 0o755)  # noqa: PTH101, S103 (likewise; everyone may read it)
        self.folders.add(folder)

    def _take(self, path: str) -> None:
        """Note an address; raise ValueError for one that is taken, but folders may share theirs."""
        key = unicodedata.normalize("NFC", path.removesuffix("/")).casefold()
        other = self.taken.get(key)
        if other and not (other.endswith("/") and path.endswith("/")):
            message = f"two files for one address: {other} and {path}"
            raise ValueError(message)
        self.taken[key] = path


def _refuse_no_address(path: str) -> None:
    """Raise ValueError for a path that is not one below the site."""
    parts = path.split("/")
    if "\\" in path or "\0" in path or not {"", ".", ".."}.isdisjoint(parts):
        message = f"not a path inside the site: {path}"
        raise ValueError(message)


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


# --- Files of the user ---------------------------------------------------------------------------


def _copy(root: Path, copy: Copy, site: _Site) -> None:
    """Copy the bytes of a file of the journal."""
    source = open_evidence(root, copy.source)
    try:
        descriptor = site.open(copy.path)
        try:
            while chunk := os.read(source, CHUNK):
                _write(descriptor, chunk)
        finally:
            os.close(descriptor)
    finally:
        os.close(source)


def _domain_name(target: Path) -> bytes:
    """Return the CNAME of a site, b"" when it has none."""
    with contextlib.suppress(FileNotFoundError):
        return read_file(str(target / CNAME))
    return b""
