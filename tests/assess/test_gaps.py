"""Stretches without activity, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from cpdsite.assess.stretches import Stretch, worst_stretch
from cpdsite.model.entry import Entry
from cpdsite.model.period import Duration

LIMIT = Duration(months=3)


def entry(text: str) -> Entry:
    """An activity of one day, or of several: `2025-03-01..2025-03-04`."""
    first, _, last = text.partition("..")
    return Entry(
        path="",
        id=text,
        title="",
        date=date.fromisoformat(first),
        end=date.fromisoformat(last) if last else None,
    )


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        # The first and the last day are neighbours too.
        ("", "2025-01-01", "2025-12-31"),
        ("2025-01-01", "2025-01-01", "2025-12-31"),
        ("2025-03-01", "2025-03-01", "2025-12-31"),
        ("2025-12-31", "2025-01-01", "2025-12-31"),
        ("2025-10-01", "2025-01-01", "2025-10-01"),
        # All days of an activity count, those outside the cycle do not.
        ("2025-03-01..2025-11-01", "2025-11-01", "2025-12-31"),
        ("2024-12-01..2025-02-01 2025-06-01", "2025-06-01", "2025-12-31"),
        ("2025-02-01 2025-11-01..2026-02-01", "2025-02-01", "2025-11-01"),
        ("2024-06-01 2026-01-01", "2025-01-01", "2025-12-31"),
        # Activities inside one another, and equal days.
        ("2025-01-02..2025-10-01 2025-03-01 2025-03-01", "2025-10-01", "2025-12-31"),
        # Of equal stretches the first.
        ("2025-01-31 2025-03-02..2025-12-31", "2025-01-01", "2025-01-31"),
        # No day without activity: two neighbouring days are one day apart.
        ("2024-12-01..2026-02-01", "2025-01-01", "2025-01-02"),
    ],
)
def test_worst_stretch(days: str, start: str, end: str) -> None:
    bounds = Stretch(date(2025, 1, 1), date(2025, 12, 31))
    found = worst_stretch(map(entry, days.split()), bounds, LIMIT)
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "exceeded"),
    [
        ("2025-01-01", "2025-03-31", False),
        ("2025-01-01", "2025-04-01", True),
        ("2025-11-30", "2026-02-27", False),
        ("2025-11-30", "2026-02-28", True),
        ("2023-11-30", "2024-02-28", False),
        ("2023-11-30", "2024-02-29", True),
    ],
)
def test_three_months(start: str, end: str, *, exceeded: bool) -> None:
    stretch = Stretch(date.fromisoformat(start), date.fromisoformat(end))
    assert stretch.exceeds(LIMIT) is exceeded


def test_what_exceeds_the_limit_goes_before_what_is_longer() -> None:
    bounds = Stretch(date(2025, 2, 1), date(2025, 9, 29))
    found = worst_stretch(map(entry, ("2025-05-01", "2025-06-30", "2025-07-01")), bounds, LIMIT)
    # 89 days from 1 February are three months; 90 days from 1 July would not be.
    assert (found.start, found.days) == (date(2025, 2, 1), 89)
