"""A patient's number, which belongs in no record of learning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.checks.allowing import Allowed, once
from cpdsite.checks.identifiers import checked
from cpdsite.checks.readable import texts
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Journal

CODE = "private-data"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each number whose check digit and context say that it is a patient's, once a file."""
    allowed = Allowed.by(journal.settings)
    for entry in journal.telling:
        found = ((text, match) for text in texts(entry) for match in checked(text.text))
        for place, written, what in once(found, allowed):
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=place,
                message=f'"{written}" is {what}: its check digit is right, and so is its context',
                help="take it out; if it is nobody's, allow it under `privacy` in cpdsite.yaml:"
                " `allow: [{text: ..., reason: ...}]`",
            )
