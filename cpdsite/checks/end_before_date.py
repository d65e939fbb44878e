"""A last day that lies before the first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal

CODE = "end-before-date"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report an entry, an absence or a review's period that ends before it begins."""
    for entry in journal.entries:
        for field, first, last in spans(entry):
            if last < first:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field=field),
                    message=f"the last day, {last}, is before the first, {first}",
                    help="change one of the two days; for a single day leave the last one out",
                )


def spans(entry: Entry) -> Iterator[tuple[str, date, date]]:
    """Each pair of days that an entry states, with the field of the last."""
    if entry.end:
        yield "end", entry.date, entry.end
    if entry.until:
        yield "until", entry.date, entry.until
    if entry.period:
        yield "period.to", *entry.period
