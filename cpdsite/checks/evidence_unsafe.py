"""Evidence that must not be followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.checks.paths import Names, names_in
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Evidence
from cpdsite.model.journal import Journal

CODE = "evidence-unsafe"

BESIDE = "put the file beside the entry and name it alone, such as certificate.pdf"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each file named as evidence that could lie outside the journal or is no plain file."""
    names = names_in(journal)
    for entry in journal.entries:
        for evidence in entry.evidence:
            fault = fault_of(evidence, names) if evidence.file else None
            if fault:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field=evidence.field),
                    message=fault[0],
                    help=fault[1],
                )


def fault_of(evidence: Evidence, names: Names) -> tuple[str, str] | None:
    """What is unsafe about a piece of evidence, and the remedy; None when nothing is."""
    written = evidence.file
    fault = fault_of_name(written)
    if fault or evidence.path:
        obstacle = names.obstacle(evidence.path)
        followed = (f'"{written}" {obstacle}', "put a copy of the file itself there")
        return fault or (followed if obstacle else None)
    return f'"{written}" leads out of the journal', BESIDE


def fault_of_name(written: str) -> tuple[str, str] | None:
    """What no name of a file may hold; None when it holds nothing of the kind."""
    if "://" in written:
        remedy = "write it as {url: ...}, with a title if you like"
        return f'"{written}" is an address, not a file', remedy
    if written.casefold().startswith("mailto:"):
        remedy = "save the message as PDF beside the entry and name that file"
        return f'"{written}" is an e-mail address, which proves nothing', remedy
    if "\\" in written:
        local = ":" not in written and not written.startswith("\\")
        forward = written.replace("\\", "/")
        remedy = f"write {forward}, with / between folders" if local else BESIDE
        return f'"{written}" holds a backslash, which other computers do not understand', remedy
    if ":" in written or "\0" in written:
        return f'"{written}" holds a character that not every computer allows', BESIDE
    if written.startswith("//"):
        return f'"{written}" begins with two slashes, which names another computer', BESIDE
    return None
