"""The cycles of a scheme for one member, and the years of the dashboards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cpdsite.assess.facts import day_of
from cpdsite.model.period import Duration, Period, label_of
from cpdsite.model.scheme import CycleRule, Scheme
from cpdsite.model.settings import Membership, Settings

LEAP_YEAR = 2000
"""The year in which a month and day are anchored, so that 29 February is a day of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How a member's cycles lie: one begins on the anchor, others before and after it."""

    length: Duration
    anchor: date
    first: date | None = None
    """The day before which there is no cycle; None when they go back without end."""
    rolling: bool = False
    """There is one cycle, which ends on the as-of day; no other is anchored."""


def calendar_of(scheme: Scheme, membership: Membership, settings: Settings) -> Calendar | None:
    """Return the calendar of the first rule whose facts the member gives; None for none."""
    found = (_calendar(rule, membership, settings) for rule in scheme.cycles)
    return next(filter(None, found), None)


def years_of(settings: Settings) -> Calendar:
    """Return the calendar of the dashboards' years."""
    return Calendar(length=Duration(months=12), anchor=date(LEAP_YEAR, *settings.year_start))


def cycles_listed(calendar: Calendar, begin: date | None, today: date) -> tuple[Period, ...]:
    """Cycles from the one that holds the day to begin with to today's, oldest first; at least one.

    Today's is the only one without a day to begin with, or with one that is still to come.
    """
    if calendar.rolling:
        end = today + timedelta(days=1)
        return (Period(calendar.length.after(end, -1), end),)
    last = _index(calendar, today)
    first = last if begin is None else _index(calendar, begin)
    if calendar.first is not None:
        earliest = _index(calendar, calendar.first)
        first, last = max(first, earliest), max(last, earliest)
    return tuple(_cycle(calendar, index) for index in range(min(first, last), last + 1))


def labels_of(periods: Sequence[Period]) -> tuple[str, ...]:
    """Labels of the periods, each different: where two would be equal, they are the start dates."""
    labels = tuple(map(label_of, periods))
    uses = Counter(labels)
    return tuple(
        label if uses[label] == 1 else period.start.isoformat()
        for label, period in zip(labels, periods, strict=True)
    )


def _calendar(rule: CycleRule, membership: Membership, settings: Settings) -> Calendar | None:
    if rule.rolling:
        return Calendar(length=rule.length, anchor=date.min, rolling=True)
    if rule.start == "settings.year_start":
        return Calendar(length=rule.length, anchor=years_of(settings).anchor)
    if not rule.start.startswith("member."):
        day = rule.start if len(rule.start) > len("04-01") else f"{LEAP_YEAR}-{rule.start}"
        return Calendar(length=rule.length, anchor=date.fromisoformat(day))
    fact = rule.start.removeprefix("member.")
    anchor = day_of(membership, fact)
    if anchor is None:
        return None
    return Calendar(
        length=rule.length, anchor=anchor, first=anchor if fact == "certified" else None
    )


def _cycle(calendar: Calendar, index: int) -> Period:
    """Return the cycle so many after (before, when negative) the one that begins on the anchor."""
    start = calendar.length.after(calendar.anchor, index)
    return Period(start, calendar.length.after(calendar.anchor, index + 1))


def _index(calendar: Calendar, day: date) -> int:
    """Return how many cycles after (before, when negative) the anchor's the one with a day lies."""
    index = 0
    while calendar.length.after(calendar.anchor, index) > day:
        index -= 1
    while calendar.length.after(calendar.anchor, index + 1) <= day:
        index += 1
    return index
