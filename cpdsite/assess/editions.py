"""The edition of a scheme that is in force."""

from __future__ import annotations

from datetime import date

from cpdsite.model.period import Period
from cpdsite.model.scheme import By, Scheme


def edition_for(scheme: Scheme, cycle: Period) -> tuple[Scheme, bool]:
    """Return the edition for a cycle, and whether that is assumed: no edition was written for it.

    Where none was, the nearest older one serves, and before all of them the oldest.
    """
    for edition in scheme.editions:
        applies = edition.applies
        day = cycle.last if applies.by is By.PERIOD_END else cycle.start
        if applies.start is None or day >= applies.start:
            return edition, applies.end is not None and day >= applies.end
    return scheme.editions[-1], True


def edition_on(scheme: Scheme, day: date) -> Scheme:
    """Return the edition in force on a day; before all of them the oldest."""
    for edition in scheme.editions:
        if edition.applies.start is None or day >= edition.applies.start:
            return edition
    return scheme.editions[-1]
