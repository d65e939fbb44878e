"""Evidence that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.checks.paths import Names, names_in, way
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry, Evidence
from cpdsite.model.journal import Journal
from cpdsite.parse.links import begins_with_host

CODE = "evidence-missing"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each file that an entry names as evidence and that the journal does not hold."""
    names = names_in(journal)
    for entry in journal.entries:
        for evidence in entry.evidence:
            if is_missing(evidence, names):
                message, remedy = fault_of(entry, evidence, names)
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field=evidence.field),
                    message=message,
                    help=remedy,
                )


def is_missing(evidence: Evidence, names: Names) -> bool:
    """Whether evidence is safe to look for and not there."""
    if not evidence.path or evidence.file.startswith("//"):
        return False
    return evidence.path not in names.exact and not names.obstacle(evidence.path)


def fault_of(entry: Entry, evidence: Evidence, names: Names) -> tuple[str, str]:
    """What is wrong with evidence that is not among the files, and the remedy."""
    if evidence.path in names.folders:
        return f'"{evidence.file}" is a folder', "name the files in it, one by one"
    cased = names.in_other_case(evidence.path)
    if cased:
        written = respelt(entry, evidence, cased)
        return (
            f'"{evidence.file}" is written differently on the disk',
            f"write {written}, with the same capital and small letters",
        )
    message = f'there is no file "{evidence.file}" in the journal'
    near = names.like(evidence.path)
    if near:
        return message, f"did you mean {respelt(entry, evidence, near)}?"
    if begins_with_host(evidence.file):
        return message, f"for a page on the web write https://{evidence.file}"
    if any(part.startswith((".", "_")) for part in evidence.path.split("/")):
        return message, "what begins with . or _ is not looked at: give it another name"
    return message, f"put the file at {evidence.path}, or do not name it"


def respelt(entry: Entry, evidence: Evidence, path: str) -> str:
    """A path as the author named the evidence: from the entry, or from the journal's top."""
    rooted = evidence.file.startswith("/")
    return path.removeprefix("journal") if rooted else way(entry.path, path)
