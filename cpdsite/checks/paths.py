"""What a journal's files are called, and which one an author may have meant."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cpdsite.model.journal import Journal
from cpdsite.parse.names import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Every path of a journal, to be asked for as an author writes it."""

    exact: frozenset[str]
    """In NFC."""
    by_caseless: Mapping[str, str]
    """The spelling on the disk by the spelling without case."""
    folders: frozenset[str]
    unsafe: Mapping[str, str]

    def obstacle(self, path: str) -> str:
        """What keeps a path from being followed, such as `is a socket`; "" when nothing does."""
        if path in self.unsafe:
            return f"is {self.unsafe[path]}"
        behind = (self.unsafe[folder] for folder in parents(path) if folder in self.unsafe)
        return next((f"lies behind {what}" for what in behind), "")

    def in_other_case(self, path: str) -> str:
        """The path's spelling on the disk where only its case differs, else ""."""
        return self.by_caseless.get(path.casefold(), "")

    def like(self, path: str) -> str:
        """The path in the journal that a mistyped one most likely means, "" when none is near."""
        folder, name = posixpath.split(path)
        beside = {posixpath.basename(p): p for p in self.exact if posixpath.dirname(p) == folder}
        elsewhere = sorted(p for p in self.exact if posixpath.basename(p) == name)
        near = nearest(name, beside)
        return elsewhere[0] if elsewhere else beside.get(near, "")


def names_in(journal: Journal) -> Names:
    """Every path of a journal, entries and other files alike; the same for each check that asks."""
    if Names not in journal.reckoned:
        journal.reckoned[Names] = _names(journal)
    names: Names = journal.reckoned[Names]
    return names


def _names(journal: Journal) -> Names:
    exact = frozenset(
        unicodedata.normalize("NFC", path) for path in [*journal.paths, *journal.files]
    )
    return Names(
        exact=exact,
        by_caseless={path.casefold(): path for path in sorted(exact)},
        folders=frozenset(folder for path in exact for folder in parents(path)),
        unsafe={unicodedata.normalize("NFC", path): what for path, what in journal.unsafe.items()},
    )


def parents(path: str) -> list[str]:
    """The folders that hold a path, innermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


def way(entry_path: str, path: str) -> str:
    """A path of the folder as an entry would write it, such as `../2024/x.md`."""
    return posixpath.relpath(path, posixpath.dirname(entry_path))
