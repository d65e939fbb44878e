"""The files that go onto the site with an entry: its evidence, and what its body links to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from cpdsite.model.diagnostic import Place
from cpdsite.model.entry import Entry, Visibility
from cpdsite.model.journal import Journal
from cpdsite.parse.links import target

OFFICE = ("docx", "xlsx", "pptx", "odt", "ods")
ALLOWED = (
    *("pdf", "png", "jpg", "jpeg", "webp", "gif", "txt", "csv"),
    *OFFICE,
)
"""Endings of files that a browser shows or saves without running anything in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that an entry names."""

    written: str
    """As the author wrote it."""
    path: str
    """Relative to the folder; "" when the name is unsafe."""
    place: Place
    own: bool
    """Whether it is for the owner alone."""


def attached(journal: Journal) -> frozenset[str]:
    """Return the paths of all files that entries name and that are there."""
    named = (attachment.path for entry in journal.entries for attachment in attachments(entry))
    return frozenset(path for path in named if path in journal.files)


def unused(journal: Journal) -> list[str]:
    """Return the files that could be evidence and that no entry names.

    None while there are entries that could not be read: they may name any of them.
    """
    if journal.paths - {entry.path for entry in journal.entries}:
        return []
    named = attached(journal)
    return [
        path
        for path in journal.files
        if path not in named and posixpath.splitext(path)[1][1:].casefold() in ALLOWED
    ]


def attachments(entry: Entry) -> Iterator[Attachment]:
    """Each file that an entry names, in order; whether it exists is not asked."""
    own = entry.visibility is Visibility.PRIVATE
    for evidence in entry.evidence:
        if evidence.file:
            place = Place(path=entry.path, field=evidence.field)
            hidden = own or evidence.visibility is Visibility.PRIVATE
            yield Attachment(written=evidence.file, path=evidence.path, place=place, own=hidden)
    for link in entry.body.links:
        found = target(entry.path, link.href)
        if found and found.path.startswith("journal/") and not found.path.endswith(".md"):
            place = Place(path=entry.path, span=link.span)
            yield Attachment(written=link.href, path=found.path, place=place, own=own)
