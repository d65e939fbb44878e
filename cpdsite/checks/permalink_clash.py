"""Two things that want one address on the site."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from cpdsite.checks.attachments import Attachment, attachments
from cpdsite.checks.evidence_unsafe import fault_of_name
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal

CODE = "permalink-clash"

Thing = TypeVar("Thing", Entry, Attachment)

RESERVED = frozenset({"index.html"})
"""Names beside the goals' pages that the site needs for itself."""


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each entry, goal and file whose address another one has, case apart."""
    entries = sorted(journal.entries, key=lambda entry: entry.path)
    goals = [entry for entry in entries if entry.kind is Kind.GOAL]
    clashing = [*clashes((address(e.id), e) for e in entries)]
    clashing += [
        (goal, earlier)
        for goal, earlier in clashes((address(g.name), g) for g in goals)
        if (goal, earlier) not in clashing
    ]
    for entry, earlier in clashing:
        place = Place(path=entry.path)
        message = f"the entry would have the same address as {earlier.path}"
        yield diagnostic(place, message, "rename one of the two files, whatever folder it is in")
    for goal in goals:
        if address(goal.name) in RESERVED:
            message = f'"{goal.name}" is an address that the site needs for itself'
            yield diagnostic(Place(path=goal.path), message, "rename the file")
    for entry in entries:
        yield from clashes_of_files(entry)


def clashes_of_files(entry: Entry) -> Iterator[Diagnostic]:
    """Report files of one entry that come from two folders and bear one name."""
    safe = [f for f in attachments(entry) if f.path and not fault_of_name(f.written)]
    by_path = {file.path: file for file in reversed(safe)}
    files = reversed(by_path.values())
    named = ((address(posixpath.basename(file.path)), file) for file in files)
    for file, earlier in clashes(named):
        message = f'"{file.written}" would have the same address as "{earlier.written}"'
        yield diagnostic(file.place, message, "rename one of the two files")


def clashes(addressed: Iterable[tuple[str, Thing]]) -> Iterator[tuple[Thing, Thing]]:
    """Each thing whose address an earlier one has, with that one."""
    first: dict[str, Thing] = {}
    for where, thing in addressed:
        earlier = first.setdefault(where, thing)
        if earlier is not thing:
            yield thing, earlier


def address(name: str) -> str:
    """A name as the least particular disk sees it."""
    return unicodedata.normalize("NFC", name).casefold()


def diagnostic(place: Place, message: str, remedy: str) -> Diagnostic:
    """A clash at a place."""
    return Diagnostic(
        code=CODE, severity=SEVERITIES[CODE], place=place, message=message, help=remedy
    )
