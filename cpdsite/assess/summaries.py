"""Sums of hours and credit: by year, month, type, tag and provider."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from cpdsite.assess.competences import shown_by
from cpdsite.assess.cycles import cycles_listed, labels_of, years_of
from cpdsite.model.assessment import Part, SchemeAssessment, Tally, YearSummary
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal
from cpdsite.model.period import Period

Item = TypeVar("Item")


def years(
    activities: Sequence[Entry],
    schemes: Sequence[SchemeAssessment],
    journal: Journal,
    today: date,
) -> tuple[YearSummary, ...]:
    """Return every year from the first activity's to the as-of day's, empty ones too."""
    first = min((entry.day for entry in activities), default=None)
    periods = cycles_listed(years_of(journal.settings), first, today)
    hours = hours_of(activities)
    credits_ = {found.scheme.id: _by_entry(found) for found in schemes}
    by_year = grouped(activities, periods, lambda entry: entry.day)
    return tuple(
        YearSummary(
            label=label,
            period=period,
            hours=Tally(parts=tuple(hours[entry.id] for entry in by_year[period])),
            by_type=hours_by(by_year[period], hours, lambda entry: (entry.type,)),
            by_month=_months(by_year[period], hours, period),
            credited={name: _credited(by_year[period], parts) for name, parts in credits_.items()},
            by_competency=hours_by(
                by_year[period], hours, lambda entry: shown_by(entry, journal.frameworks)
            ),
        )
        for label, period in zip(labels_of(periods), periods, strict=True)
    )


def hours_of(entries: Iterable[Entry]) -> dict[str, Part]:
    """Hours of each entry, by its id."""
    return {entry.id: _hours(entry) for entry in entries}


def hours_by(
    entries: Iterable[Entry],
    hours: Mapping[str, Part],
    keys: Callable[[Entry], Iterable[str]],
) -> dict[str, Tally]:
    """Hours of the entries under each of their keys, by key."""
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            parts[key].append(hours[entry.id])
    return {key: Tally(parts=tuple(parts[key])) for key in sorted(parts)}


def grouped(
    items: Iterable[Item], periods: Sequence[Period], day_of: Callable[[Item], date]
) -> dict[Period, list[Item]]:
    """Return what lies in each of the periods, which follow one another without holes."""
    found: dict[Period, list[Item]] = {period: [] for period in periods}
    starts = [period.start for period in periods]
    for item in items:
        index = bisect_right(starts, day_of(item)) - 1
        if index >= 0 and day_of(item) in periods[index]:
            found[periods[index]].append(item)
    return found


def _hours(entry: Entry) -> Part:
    note = "" if entry.hours is not None else "no hours are given"
    return Part(entry=entry.id, amount=entry.hours or Fraction(0), note=note)


def _months(
    entries: Iterable[Entry], hours: Mapping[str, Part], period: Period
) -> dict[str, Tally]:
    by_month = hours_by(entries, hours, lambda entry: (entry.day.isoformat()[: len("2025-06")],))
    return {month: by_month.get(month, Tally()) for month in period.months()}


def _by_entry(found: SchemeAssessment) -> dict[str, Part]:
    """Return the credit of each activity that counts in some cycle, after caps, by entry."""
    return {part.entry: part for cycle in found.cycles for part in cycle.credited.parts}


def _credited(entries: Iterable[Entry], parts: Mapping[str, Part]) -> Tally:
    """Return the credit of those entries that count in some cycle."""
    return Tally(parts=tuple(parts[entry.id] for entry in entries if entry.id in parts))
