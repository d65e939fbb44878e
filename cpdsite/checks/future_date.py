"""Something done that is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Journal

CODE = "future-date"


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report an entry that is neither planned nor a draft and whose last day is after today."""
    for entry in journal.entries:
        if entry.planned or entry.draft or entry.kind is Kind.ABSENCE or entry.day <= today:
            continue
        activity = entry.kind is Kind.ACTIVITY
        yield Diagnostic(
            code=CODE,
            severity=SEVERITIES[CODE],
            place=Place(path=entry.path, field="end" if entry.end else "date"),
            message=f"the {entry.kind} is dated {entry.day}, which is after {today}",
            help="give the day it took place, or set `status: planned`"
            if activity
            else "correct the date",
        )
