"""The pages of the site that stands, each with the key of what decided its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from cpdsite.files.cache import read_cache, write_cache
from cpdsite.files.own_folder import CACHE
from cpdsite.files.site_folder import SiteFolder
from cpdsite.model.page import KEY, Note, Page, Remembered

_PREFIX = "pages-"
_UNKNOWN = ("", "", "")
_SITES = 4
"""Of so many output folders the pages are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is known of the site in a folder."""

    folder: Path
    pages: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """By path: the key of a page, the digest of its bytes, and its origin."""
    proved: str = ""
    """Of which secrets it was proved that no page holds them; "" for none."""

    def finder(self, site: SiteFolder) -> Remembered:
        """Return what gives the bytes of a page that was made with a key, and lets it stay in a site."""

        def find(path: str, key: bytes) -> bytes | None:
            known, digest, _ = self.pages.get(path, _UNKNOWN)
            if known != key.hex():
                return None
            return site.keep(path, str(self.folder), lambda content: _digest(content) == digest)

        return find

    def key_of(self, path: str, origin: bytes) -> bytes:
        """Return the key of a page that was made of the same; b"" when there is none."""
        key, _, known = self.pages.get(path, _UNKNOWN)
        return bytes.fromhex(key) if origin and known == origin.hex() else b""

    def reasons(self, pages: Iterable[Note]) -> dict[str, str]:
        """Say of each page of a site with a key why it was made, and which are gone."""
        made = {page.path: self._reason(page) for page in pages if page.key}
        return made | dict.fromkeys(self.pages.keys() - made.keys(), "gone")

    def _reason(self, page: Note) -> str:
        known = bytes.fromhex(self.pages.get(page.path, _UNKNOWN)[0])
        if page.kept:
            return "kept"
        if not known:
            return "new"
        if known == page.key:
            return "not as it was written"
        half = KEY // 2
        return "the theme changed" if known[:half] != page.key[:half] else "its content changed"


def read_kept(root: Path, folder: Path) -> Kept:
    """Return what an earlier run noted of the site in a folder; nothing in any doubt."""
    with suppress(ValueError):
        noted = json.loads(read_cache(root, _name(folder)))
        return Kept(folder=folder, pages=noted["pages"], proved=noted["proved"])
    return Kept(folder=folder)


def write_kept(root: Path, folder: Path, pages: Iterable[Note], proved: str) -> None:
    """Note the pages of the site in a folder, and forget those of folders long since left."""
    found = {
        page.path: (page.key.hex(), page.digest, page.origin.hex()) for page in pages if page.key
    }
    data = json.dumps({"pages": found, "proved": proved}).encode()
    write_cache(root, _name(folder), data, begin=True)
    with suppress(OSError):
        files = (root / CACHE).glob(f"{_PREFIX}*")
        for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)[:-_SITES]:
            file.unlink()


def note_of(page: Page) -> Note:
    """Return what is to be known of a page when its bytes are forgotten."""
    digest = _digest(page.content) if page.key else ""
    return Note(path=page.path, key=page.key, origin=page.origin, digest=digest, kept=page.kept)


def _name(folder: Path) -> str:
    return (
        _PREFIX + blake2b(str(folder).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    )


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
