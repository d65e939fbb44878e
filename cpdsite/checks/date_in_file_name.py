"""A file name and a date that disagree."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import begins_with_date
from cpdsite.model.journal import Journal

CODE = "date-in-file-name"

LENGTH = len("2025-06-12")


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report an entry whose file, or folder for an `index.md`, is named after another day."""
    for entry in journal.entries:
        name = posixpath.basename(entry.path)
        if name.casefold() == "index.md":
            name = posixpath.basename(posixpath.dirname(entry.path))
        stem = name.removesuffix(".md")
        if begins_with_date(stem) and stem[:LENGTH] != entry.date.isoformat():
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=entry.path, field="date"),
                message=f"the date is {entry.date}, but the name {name} says {stem[:LENGTH]}",
                help=f"correct the date, or rename it to {entry.date}{name[LENGTH:]}",
            )
