"""How long is too long: the limit of a stretch in months and days, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from cpdsite.assess.stretches import Stretch
from cpdsite.model.period import Duration


@pytest.mark.parametrize(
    ("start", "end", "months", "days", "exceeds"),
    [
        ("2025-02-01", "2025-03-01", 1, 0, True),
        ("2025-02-01", "2025-02-28", 1, 0, False),
        ("2025-03-01", "2025-03-31", 1, 0, False),
        ("2025-03-01", "2025-04-01", 1, 0, True),
        ("2025-03-01", "2025-04-02", 1, 2, False),
        ("2025-03-01", "2025-04-03", 1, 2, True),
        ("2025-03-01", "2025-03-11", 0, 10, True),
        ("2025-03-01", "2025-03-10", 0, 10, False),
    ],
)
def test_a_stretch_is_too_long_from_the_day_of_the_limit(
    start: str, end: str, months: int, days: int, *, exceeds: bool
) -> None:
    stretch = Stretch(date.fromisoformat(start), date.fromisoformat(end))
    assert stretch.exceeds(Duration(months=months, days=days)) is exceeds
