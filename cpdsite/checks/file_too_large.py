"""A file that is too large for a site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.checks.attachments import attachments
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Journal

CODE = "file-too-large"

MEGABYTE = 1024 * 1024


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each file named as evidence, or linked to, that is larger than the settings allow."""
    limit = journal.settings.evidence_limit
    for entry in journal.entries:
        for attachment in attachments(entry):
            file = journal.files.get(attachment.path)
            if file and file.size > limit:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=attachment.place,
                    message=f'"{attachment.written}" holds {megabytes(file.size)},'
                    f" more than the {megabytes(limit)} that a file may have",
                    help="save a smaller copy, or raise `evidence_limit` in cpdsite.yaml",
                )


def megabytes(size: int) -> str:
    """A size for reading, such as `20 MB`; small limits in bytes."""
    return f"{size / MEGABYTE:.1f} MB".replace(".0 ", " ") if size >= MEGABYTE else f"{size} bytes"
