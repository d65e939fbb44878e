"""Days and cycles, found by walking."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

Data = dict[str, Any]
DAY = timedelta(days=1)


def shift(day: date, length: str, times: int = 1) -> date:
    """A day moved by some ISO 8601 durations, counted from that day and not step by step."""
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", length)
    assert found is not None, length
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    month = day.year * 12 + day.month - 1 + times * (12 * years + months)
    year, month = month // 12, month % 12 + 1
    moved = date(year, month, min(day.day, monthrange(year, month)[1]))
    return moved + timedelta(days=times * (7 * weeks + days))


def days_between(start: date, end: date) -> list[date]:
    """Every day from the start to the day before the end."""
    return [start + n * DAY for n in range((end - start).days)]


def period_of(scheme: Data, member: Data) -> Data:
    """The first period whose facts are given."""
    periods = scheme["period"] if isinstance(scheme["period"], list) else [scheme["period"]]
    for period in periods:
        start = str(period.get("start", ""))
        if not start.startswith("member.") or start.removeprefix("member.") in member:
            return dict(period)
    message = "no period has its facts"
    raise AssertionError(message)


def anchor_of(period: Data, member: Data, year_start: str) -> date:
    """A day on which a cycle begins."""
    start = period["start"]
    if isinstance(start, date):
        return start
    if start.startswith("member."):
        day = member[start.removeprefix("member.")]
        assert isinstance(day, date)
        return day
    text = year_start if start == "settings.year_start" else start
    return date(2000, int(text[:2]), int(text[3:]))


def cycle_of(day: date, anchor: date, length: str) -> tuple[date, date]:
    """The cycle that holds a day, by walking from the anchor."""
    times = 0
    while shift(anchor, length, times) > day:
        times -= 1
    while shift(anchor, length, times + 1) <= day:
        times += 1
    return shift(anchor, length, times), shift(anchor, length, times + 1)


def cycles_between(first: date, last: date, anchor: date, length: str) -> list[tuple[date, date]]:
    """Every cycle from the one that holds the first day to the one that holds the last."""
    cycles = [cycle_of(first, anchor, length)]
    while cycles[-1][1] <= last:
        cycles.append(cycle_of(cycles[-1][1], anchor, length))
    return cycles


def labels_of(cycles: list[tuple[date, date]]) -> list[str]:
    """The name of each cycle; those that would be equal are named by their first day."""
    names = []
    for start, end in cycles:
        first, last = start.year, (end - DAY).year
        if first == last:
            names.append(f"{first}")
        elif last - first == 1:
            names.append(f"{first}-{last % 100:02d}")
        else:
            names.append(f"{first}-{last}")
    return [
        name if names.count(name) == 1 else start.isoformat()
        for name, (start, _) in zip(names, cycles, strict=True)
    ]
