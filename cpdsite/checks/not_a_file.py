"""Something in the journal that is no plain file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.journal import Journal

CODE = "not-a-file"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report what stands in the journal and is passed over, as it is no file of its own."""
    named = {evidence.path for entry in journal.entries for evidence in entry.evidence}
    for path, what in sorted(journal.unsafe.items()):
        if path in named:
            continue  # evidence-unsafe has said so, as an error
        yield Diagnostic(
            code=CODE,
            severity=SEVERITIES[CODE],
            place=Place(path=path),
            message=f"this is {what} and is passed over",
            help=remedy(path, what),
        )


def remedy(path: str, what: str) -> str:
    """What to do about it."""
    if "folder" in what and path.endswith(".md"):
        return "rename the folder, and put the entry in it as index.md"
    return "put the file itself here, or take this out of the journal"
