"""A file of a type that is not safe to publish."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date

from cpdsite.checks.attachments import Attachment, attachments
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Journal
from cpdsite.parse.links import begins_with_host

CODE = "evidence-type"

ALLOWED = (
    *("pdf", "png", "jpg", "jpeg", "webp", "gif", "txt", "csv"),
    *("docx", "xlsx", "pptx", "odt", "ods"),
)
"""Endings of files that a browser shows or saves without running anything in them."""


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each file named as evidence, or linked to, whose type a site should not carry."""
    for entry in journal.entries:
        for attachment in attachments(entry):
            ending = posixpath.splitext(attachment.path)[1].removeprefix(".")
            if is_carried(attachment, journal) and ending.casefold() not in ALLOWED:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=attachment.place,
                    message=f'"{attachment.written}" is not of a type that goes onto a site',
                    help=remedy(ending.casefold()),
                )


def is_carried(attachment: Attachment, journal: Journal) -> bool:
    """Whether a file would go onto the site: it is there, or it has an ending and is evidence."""
    if attachment.path in journal.files:
        return True
    if begins_with_host(attachment.written):
        return False  # evidence-missing says that it is an address
    return bool(attachment.place.field and posixpath.splitext(attachment.path)[1])


def remedy(ending: str) -> str:
    """What to do with a file of another type."""
    if ending == "md":
        return "link to the entry from the text instead, or save the page as PDF"
    if ending in {"svg", "heic", "heif", "tif", "tiff", "bmp"}:
        return "save the picture as png or jpg and name that file"
    return f"save it as PDF and name that file; allowed are {', '.join(ALLOWED)}"
