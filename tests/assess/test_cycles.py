"""Which cycles there are, where they begin, and what they are called."""

from __future__ import annotations

from datetime import date

import pytest

from cpdsite.assess.cycles import Calendar, cycles_listed, labels_of
from cpdsite.model.period import Period, duration


def calendar(length: str, anchor: str, first: str = "") -> Calendar:
    """A calendar from ISO texts."""
    found = duration(length)
    assert found is not None
    return Calendar(
        length=found,
        anchor=date.fromisoformat(anchor),
        first=date.fromisoformat(first) if first else None,
    )


@pytest.mark.parametrize(
    ("length", "anchor", "day", "start", "end"),
    [
        ("P1Y", "2000-04-01", "2026-03-31", "2025-04-01", "2026-04-01"),
        ("P1Y", "2000-04-01", "2026-04-01", "2026-04-01", "2027-04-01"),
        # An anchor repeats in both directions.
        ("P2Y", "2025-10-01", "2021-09-30", "2019-10-01", "2021-10-01"),
        ("P2Y", "2025-10-01", "2021-10-01", "2021-10-01", "2023-10-01"),
        ("P2Y", "2025-10-01", "2027-09-30", "2025-10-01", "2027-10-01"),
        # 29 February falls to 28 February in other years, and comes back.
        ("P1Y", "2024-02-29", "2025-02-27", "2024-02-29", "2025-02-28"),
        ("P1Y", "2024-02-29", "2025-02-28", "2025-02-28", "2026-02-28"),
        ("P1Y", "2024-02-29", "2028-02-28", "2027-02-28", "2028-02-29"),
        ("P1Y", "2024-02-29", "2028-02-29", "2028-02-29", "2029-02-28"),
        ("P1Y", "2024-02-29", "2023-12-31", "2023-02-28", "2024-02-29"),
        ("P3Y", "2024-02-29", "2027-02-28", "2027-02-28", "2030-02-28"),
        # The last day of a month falls back, and does not drift.
        ("P1M", "2025-01-31", "2025-03-30", "2025-02-28", "2025-03-31"),
        ("P1M", "2025-01-31", "2025-03-31", "2025-03-31", "2025-04-30"),
        ("P30D", "2025-01-01", "2024-12-31", "2024-12-02", "2025-01-01"),
        ("P1M1D", "2025-01-01", "2025-02-02", "2025-02-02", "2025-03-03"),
    ],
)
def test_the_cycle_that_holds_a_day(
    length: str, anchor: str, day: str, start: str, end: str
) -> None:
    (found,) = cycles_listed(calendar(length, anchor), None, date.fromisoformat(day))
    assert found == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("first", "begin", "today", "starts"),
    [
        ("", None, "2025-06-01", "2025-04-01"),
        ("", "2023-03-31", "2025-06-01", "2022-04-01 2023-04-01 2024-04-01 2025-04-01"),
        ("", "2025-04-01", "2025-04-01", "2025-04-01"),
        ("", "2025-03-31", "2025-04-01", "2024-04-01 2025-04-01"),
        # Whoever joins next year has this year's cycle to look at, and no other.
        ("", "2026-09-01", "2025-06-01", "2025-04-01"),
        # Never before the anchor of those who are certified on it.
        ("2024-04-01", "2020-01-01", "2025-06-01", "2024-04-01 2025-04-01"),
        ("2026-04-01", None, "2025-06-01", "2026-04-01"),
    ],
)
def test_cycles_listed(first: str, begin: str | None, today: str, starts: str) -> None:
    found = cycles_listed(
        calendar("P1Y", "2000-04-01", first),
        date.fromisoformat(begin) if begin else None,
        date.fromisoformat(today),
    )
    assert [str(period.start) for period in found] == starts.split()


@pytest.mark.parametrize(
    ("length", "anchor", "labels"),
    [
        ("P1Y", "2024-01-01", "2023 2024 2025"),
        ("P1Y", "2024-04-01", "2023-24 2024-25 2025-26"),
        ("P2Y", "2024-01-01", "2022-23 2024-25"),
        ("P3Y", "2024-04-01", "2021-2024 2024-2027"),
        # Only labels that would be equal are start dates.
        ("P6M", "2024-01-01", "2023 2024-01-01 2024-07-01 2025-01-01 2025-07-01"),
        ("P6M", "2024-10-01", "2023-24 2024 2024-25 2025 2025-26"),
    ],
)
def test_labels(length: str, anchor: str, labels: str) -> None:
    found = cycles_listed(calendar(length, anchor), date(2023, 12, 31), date(2025, 12, 1))
    assert [*labels_of(found)] == labels.split()
