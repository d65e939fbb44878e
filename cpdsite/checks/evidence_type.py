"""A file of a type that is not safe to publish, by its name or by what it holds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from cpdsite.checks.attachments import ALLOWED, OFFICE, Attachment, attachments
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Journal
from cpdsite.parse.links import begins_with_host

CODE = "evidence-type"

PICTURES = frozenset(("png", "jpeg", "webp", "gif"))
"""Kinds that a browser shows whichever of their endings they have."""
ENDINGS = frozenset((*PICTURES, "jpg"))
_AS_PDF = "open it, print it to a PDF file and name that one"
_AS_PICTURE = "save the picture as png or jpg and name that file"
HELD: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page": ("a web page", _AS_PDF),
        "drawing": ("an SVG drawing", _AS_PICTURE),
        "script": ("a script", "take it out: nobody should open it"),
        "program": ("a program", "take it out: nobody should open it"),
        "heic": ("a HEIC picture", _AS_PICTURE),
        "tiff": ("a TIFF picture", _AS_PICTURE),
        "ole": ("an older Office document", _AS_PDF),
        "zip": ("an Office document or a ZIP file", _AS_PDF),
        "pdf": ("a PDF", ""),
        "png": ("a PNG picture", ""),
        "jpeg": ("a JPEG picture", ""),
        "gif": ("a GIF picture", ""),
        "webp": ("a WebP picture", ""),
    }
)
"""By kind: what a file holds, and the remedy; "" where another name is all it needs."""


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each file named as evidence, or linked to, whose type a site should not carry."""
    for entry in journal.entries:
        for attachment in attachments(entry):
            ending = posixpath.splitext(attachment.path)[1].removeprefix(".")
            fault = fault_of(attachment, ending.casefold(), journal)
            if fault:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=attachment.place,
                    message=f'"{attachment.written}" {fault[0]}',
                    help=fault[1],
                )


def fault_of(attachment: Attachment, ending: str, journal: Journal) -> tuple[str, str] | None:
    """What is wrong with the type of a file, and the remedy; None when nothing is."""
    if ending not in ALLOWED:
        fault = "is not of a type that goes onto a site", remedy(ending)
        return fault if is_carried(attachment, journal) else None
    content = journal.contents.get(attachment.path)
    if content is None or not content.kind or content.kind in fitting(ending):
        return None
    held, instead = HELD[content.kind]
    return (
        f"holds {held}, whatever its name says",
        instead or f"name it {_renamed(attachment, content.kind)}",
    )


def fitting(ending: str) -> frozenset[str]:
    """What a file may hold that has an ending: a text anything that is written, as nothing runs it."""
    if ending in OFFICE:
        return frozenset(("zip", "ole"))  # one that is locked by a password is of the older sort
    if ending in {"txt", "csv"}:
        return frozenset(("page", "drawing", "script"))
    return PICTURES if ending in ENDINGS else frozenset((ending,))


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
        return _AS_PICTURE
    return f"save it as PDF and name that file; allowed are {', '.join(ALLOWED)}"


def _renamed(attachment: Attachment, kind: str) -> str:
    """Return the name of a file with the ending that fits what it holds."""
    stem = posixpath.splitext(posixpath.basename(attachment.path))[0]
    return f"{stem}.{'jpg' if kind == 'jpeg' else kind}"
