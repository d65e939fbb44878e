"""Everything that was read, in one value: what checks and assessments look at."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cpdsite.model.content import Content
from cpdsite.model.entry import Entry
from cpdsite.model.framework import Framework
from cpdsite.model.scheme import Scheme
from cpdsite.model.settings import Settings

FILE_LIMIT = 1_000_000
"""The largest Markdown file, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of one text file, as they are on the disk."""

    path: str
    """Relative to the folder, with `/`; for bundled data its file name in the package."""
    data: bytes
    """At most one byte more than the largest file that is read."""
    bundled: bool = False
    replaces: bool = False
    """Whether it is the user's and takes the place of a bundled one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the journal that is not an entry."""

    path: str
    """Relative to the folder, with `/`, in the case the disk has."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What the member keeps, as bytes: everything a build reads except the theme and the evidence itself."""

    settings: Source | None = None
    entries: tuple[Source, ...] = ()
    """The Markdown files of the journal, by path."""
    files: Mapping[str, File] = field(default_factory=dict)
    """Every other file of the journal, by path."""
    unsafe: Mapping[str, str] = field(default_factory=dict)
    """By path: what is in the journal but must not be followed, with what it is, such as `a socket`."""
    misnamed: Mapping[str, str] = field(default_factory=dict)
    """By path: what is not read because of its name, with the path at which it would be."""
    schemes: Mapping[str, Source] = field(default_factory=dict)
    """By id: the bundled ones, with the user's laid over them."""
    frameworks: Mapping[str, Source] = field(default_factory=dict)
    """Likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What the member keeps, decoded."""

    settings: Settings = field(default_factory=Settings)
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    """By id, the member's own ones in the order of the settings."""
    known_schemes: frozenset[str] = frozenset()
    """Every scheme id there is, bundled or the user's, configured or not."""
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    """Every entry that could be read, drafts included, by day and id."""
    paths: frozenset[str] = frozenset()
    """Every Markdown file of the journal, whether or not it could be read."""
    files: Mapping[str, File] = field(default_factory=dict)
    """Every other file, by path."""
    unsafe: Mapping[str, str] = field(default_factory=dict)
    """As in the folder."""
    contents: Mapping[str, Content] = field(default_factory=dict)
    """By path: the files that entries name and that were looked into."""
    quiet: frozenset[str] = frozenset()
    """By path: entries in whose texts, it is known, there is nothing that a check of texts finds."""
    reckoned: dict[Hashable, Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What was made of all this and is asked for more than once; another journal begins with nothing."""

    @property
    def telling(self) -> tuple[Entry, ...]:
        """The entries whose texts are worth a look by a check of texts."""
        return tuple(entry for entry in self.entries if entry.path not in self.quiet)
