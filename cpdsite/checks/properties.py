"""What the files of an entry tell beside what they show: their authors, and where a picture was taken."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from cpdsite.checks.allowing import Allowed, bare
from cpdsite.checks.attachments import Attachment, attachments
from cpdsite.checks.naming import people_in
from cpdsite.model.diagnostic import Place
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal

_ALLOW = "allow it under `privacy` in cpdsite.yaml: `allow: [{text: ..., reason: ...}]`"


def told_by_files(
    journal: Journal, entry: Entry, allowed: Allowed
) -> Iterator[tuple[Place, str, str]]:
    """Yield place, message and remedy for each thing that a file which others may get tells of somebody."""
    seen: set[str] = set()
    for attachment in attachments(entry):
        name = posixpath.basename(attachment.path)
        content = journal.contents.get(attachment.path)
        if content is None or attachment.own or attachment.path in seen or allowed.holds(name):
            continue
        seen.add(attachment.path)
        people = _people(content.told.people, entry, allowed, journal.settings.author.name)
        if people:
            yield (attachment.place, _names(attachment, people), _anew(content.kind))
        if content.told.located:
            message = f'"{attachment.written}" holds the position at which it was taken'
            yield (attachment.place, message, _elsewhere(name))


def _people(written: tuple[str, ...], entry: Entry, allowed: Allowed, own: str) -> list[str]:
    """Return those named whom the entry does not name itself, and whom the member does not allow."""
    titles = " ".join(piece.title for piece in entry.evidence if piece.visibility is None)
    said = bare(f"{entry.title} {entry.provider} {titles}")
    named = dict.fromkeys(name for text in written for name in people_in(text, own))
    return [name for name in named if not allowed.holds(name) and bare(name) not in said]


def _names(attachment: Attachment, people: list[str]) -> str:
    """Say whom a file names."""
    listed = " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))
    return f'"{attachment.written}" names {listed} in its properties'


def _anew(kind: str) -> str:
    """Say how a name gets out of a file, or how it may stay."""
    ways = {
        "pdf": "print it to a new PDF without properties",
        "zip": "take it out (in Word: File > Info > Inspect Document)",
    }
    return f"{ways.get(kind, 'save a copy without properties')}, or {_ALLOW}"


def _elsewhere(name: str) -> str:
    """Say how a position gets out of a picture, or how it may stay."""
    return f"save a copy without it (`exiftool -gps:all= {name}` does), or {_ALLOW}"
