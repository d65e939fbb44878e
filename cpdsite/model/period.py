"""Days, half-open periods and durations; nothing here knows a clock or a time zone."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DECEMBER = 12
_DURATION = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A span of the calendar: whole years and months first, then days."""

    months: int = 0
    """Years are twelve months."""
    days: int = 0

    def after(self, day: date, times: int = 1) -> date:
        """Return the day this much (times over) after a day; 31 or 29 falls back to a month's end."""
        months = day.year * 12 + day.month - 1 + self.months * times
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(days=self.days * times)


def duration(text: str) -> Duration | None:
    """Return the duration that ISO 8601 text such as `P3Y`, `P3M` or `P31D` names; None for any other."""
    match = _DURATION.fullmatch(text)
    if match is None or text == "P":
        return None
    years, months, days = (int(part or 0) for part in match.groups())
    found = Duration(months=years * 12 + months, days=days)
    return found if found.months or found.days else None


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to but not including `end`; never empty."""

    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        """Tell whether a day lies in the period."""
        return isinstance(day, date) and self.start <= day < self.end

    @property
    def last(self) -> date:
        """The last day inside the period."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days the period holds; at least 1."""
        return (self.end - self.start).days

    def months(self) -> Iterator[str]:
        """Yield the months that the period touches, `2025-06`, in order."""
        year, month = self.start.year, self.start.month
        while (year, month) <= (self.last.year, self.last.month):
            yield f"{year:04}-{month:02}"
            year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)


def label_of(period: Period) -> str:
    """Return `2025` for a period inside one calendar year, else `2025-26`, or `2023-2026` over more."""
    first, last = period.start.year, period.last.year
    if first == last:
        return f"{first:04}"
    return f"{first:04}-{last % 100:02}" if last == first + 1 else f"{first:04}-{last:04}"
