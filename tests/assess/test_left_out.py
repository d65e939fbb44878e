"""What counts nowhere, why, and the field that says so."""

from __future__ import annotations

from datetime import date

import pytest

from cpdsite.assess.assessment import assess
from tests.assess.journals import journal

WARD = """
scheme: ward
title: Ward rules
units: {hours: {label: hour, labels: hours, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
requirements: [{id: total, level: must, text: Nine, measure: sum, min: 9}]
"""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("date: 2025-06-30", []),
        ("date: 2025-05-01\ndraft: true", [("", "a draft", "draft")]),
        ("date: 2025-05-01\nstatus: planned", [("", "planned, not done yet", "status")]),
        ("date: 2025-01-01", []),
        ("date: 2024-12-31", [("ward", "before 2025-01-01, when the first cycle begins", "date")]),
        (
            "date: 2024-12-01\nend: 2024-12-31",
            [("ward", "before 2025-01-01, when the first cycle begins", "end")],
        ),
        (
            "date: 2025-05-01\nclaims: {ward: {exclude: true}}",
            [("ward", "its claim keeps it out", "claims.ward.exclude")],
        ),
    ],
)
def test_what_is_left_out(fields: str, said: list[tuple[str, str, str]]) -> None:
    entry = f"---\ntitle: A\ntype: course\nhours: 1\n{fields}\n---\n"
    found = journal("schemes: [{id: ward, joined: 2025-01-01}]", [entry], {"ward": WARD})
    excluded = assess(found, date(2025, 6, 30)).excluded
    assert [(one.scheme, one.reason, one.field) for one in excluded] == said
    assert not any(
        one.reason == "a draft" for one in assess(found, date(2025, 6, 30), drafts=True).excluded
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [("date: 2025-07-01", "date"), ("date: 2025-06-01\nend: 2025-07-01", "end")],
)
def test_what_is_still_to_come(fields: str, field: str) -> None:
    entry = f"---\ntitle: A\ntype: course\nhours: 1\n{fields}\n---\n"
    found = journal("schemes: [{id: ward, joined: 2025-01-01}]", [entry], {"ward": WARD})
    (one,) = assess(found, date(2025, 6, 30)).excluded
    assert (one.scheme, one.field) == ("", field)
    assert one.reason == "dated 2025-07-01, which is after 2025-06-30"
