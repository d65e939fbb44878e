"""The same thing recorded twice, perhaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal

CODE = "possible-duplicate"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report an entry that has the kind, title and day of an earlier one; drafts are left alone."""
    first: dict[tuple[Kind, str, date], Entry] = {}
    for entry in sorted(journal.entries, key=lambda entry: entry.path):
        if entry.draft:
            continue
        earlier = first.setdefault(entry.likeness, entry)
        if earlier is not entry:
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=entry.path, field="title"),
                message=f'"{entry.title}" on {entry.date} is also in {earlier.path}',
                help="delete one of the two, or tell them apart by their titles",
            )
