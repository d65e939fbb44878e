"""An activity that nothing proves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.checks.asking import Asking, activities, asked, joined, own_reason
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal

CODE = "no-evidence"


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report an activity without evidence that is long, highlighted or asked for it."""
    asking = asked(journal, ("evidence",))
    for entry in activities(journal, today):
        reasons = [] if entry.evidence else [*reasons_to_prove(asking, entry)]
        if reasons:
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=entry.path, field=reasons[0][1]),
                message=f"nothing proves this, though {joined(why for why, _ in reasons)}",
                help="name a certificate, programme or address under `evidence`,"
                " or say why there is none: <!-- cpdsite: ok no-evidence, the reason -->",
            )


def reasons_to_prove(asking: Asking, entry: Entry) -> Iterator[tuple[str, str]]:
    """Why somebody would ask for a proof, each with the field that says so."""
    reason = own_reason(entry)
    if reason:
        yield reason
    for lack in asking.lacks(entry):
        yield lack.because, lack.at
