"""Stretches of days between days of activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from cpdsite.model.entry import Entry
from cpdsite.model.period import Duration

DAY = timedelta(days=1)
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Two neighbouring days of activity, and nothing in between."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How far the two days lie apart."""
        return (self.end - self.start).days

    def exceeds(self, limit: Duration) -> bool:
        """Tell whether the stretch is as long as the limit, or longer."""
        if self.days < _SHORTEST_MONTH * limit.months + limit.days:
            return False  # as most are, and the calendar is slow to ask
        return limit.after(self.start) <= self.end


def worst_stretch(entries: Iterable[Entry], bounds: Stretch, limit: Duration) -> Stretch:
    """Return the longest stretch between the bounds, which count as days of activity themselves.

    Months differ: a stretch that exceeds the limit goes before a longer one that does not.
    """

    def rank(found: Stretch) -> tuple[bool, int, int]:
        return found.exceeds(limit), found.days, -found.start.toordinal()

    return max(_stretches(entries, bounds), key=rank)


def last_day(entry: Entry) -> date:
    """Return the last day of an entry; an absence lasts `until` its day."""
    return max(entry.date, entry.until or entry.end or entry.date)


def touching(entries: Iterable[Entry], bounds: Stretch) -> tuple[Entry, ...]:
    """Return the entries of which some day lies between the bounds, both included."""
    return tuple(
        entry for entry in entries if entry.date <= bounds.end and last_day(entry) >= bounds.start
    )


def _stretches(entries: Iterable[Entry], bounds: Stretch) -> Iterator[Stretch]:
    """Yield every stretch between the bounds, and at least one."""
    spans = sorted(Stretch(entry.date, last_day(entry)) for entry in touching(entries, bounds))
    active = [Stretch(bounds.start, bounds.start), *spans, Stretch(bounds.end, bounds.end)]
    yield Stretch(bounds.start, min(bounds.start + DAY, bounds.end))
    until = bounds.start
    for before, after in pairwise(active):
        until = max(until, before.end)
        if after.start > until:
            yield Stretch(until, after.start)
