"""A picture from another site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.journal import Journal
from cpdsite.parse.links import is_web

CODE = "remote-image"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each image of a body that a visitor's browser would have to fetch from elsewhere."""
    for entry in journal.entries:
        for link in entry.body.links:
            if link.image and is_web(link.href):
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, span=link.span),
                    message=f'the picture "{link.href}" is on another site and will not be shown',
                    help="save the picture beside the entry and name the file instead",
                )
