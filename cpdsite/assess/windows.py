"""The windows of a cycle in which a requirement must hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

from cpdsite.assess.selection import Cycle
from cpdsite.model.period import Period
from cpdsite.model.scheme import Over, Rhythm


def windows(over: Over, cycle: Cycle) -> list[Period]:
    """Return the windows, oldest first; none when no window ends in the cycle."""
    home = cycle.home
    if over.rhythm is Rhythm.ROLLING:
        return [Period(over.length.after(home.end, -1), home.end)]
    if over.rhythm is Rhythm.EACH:
        return [*_parts(over, home)]
    earliest = cycle.begins if over.cross_cycle else max(cycle.begins, home.start)
    return [*_every(over, home, earliest)]


def _parts(over: Over, home: Period) -> Iterator[Period]:
    """Yield consecutive parts of a cycle; the last may be shorter."""
    number, start = 0, home.start
    while start < home.end:
        number += 1
        end = min(over.length.after(home.start, number), home.end)
        yield Period(start, end)
        start = end


def _every(over: Over, home: Period, earliest: date) -> Iterator[Period]:
    """Yield the windows that end in a cycle, a step apart from one that begins with it."""
    before = 0
    while over.length.after(over.step.after(home.start, before)) > home.start:
        before -= 1
    for number in count(before + 1):
        start = over.step.after(home.start, number)
        end = over.length.after(start)
        if end > home.end:
            return
        if start >= earliest:
            yield Period(start, end)
