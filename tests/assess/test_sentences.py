"""What is asked and what is advised, before and after the end of a cycle, to the word."""

from __future__ import annotations

import pytest

from tests.assess.test_missing import COURSES, GAP, HALF, MIX, TOTAL, lacks

ONE_IN_FOUR = ["2025-03-01 course 1", "2025-04-01 work-based 3"]
SEVERAL = [*ONE_IN_FOUR, "2025-05-01 mentoring 1", "2025-05-02 mentoring 1"]
IN_TIME, AFTER = "2025-11-20", "2026-01-01"


def said(asked: str, rows: list[str], today: str) -> list[str]:
    """What is missing, as sentences."""
    return [lack.text for lack in lacks(asked, rows, today)]


@pytest.mark.parametrize(
    ("level", "limit", "today", "sentence"),
    [
        ("must", "min: 50%", IN_TIME, "25% so far, asked is at least 50%"),
        ("must", "min: 50%", AFTER, "25%, asked is at least 50%"),
        ("must", "max: 20%", AFTER, "25%, asked is at most 20%"),
        ("should", "min: 50%", AFTER, "25%, the guide is at least 50%"),
        ("should", "max: 20%", IN_TIME, "25% so far, the guide is at most 20%"),
        ("must", "min: 25%", AFTER, ""),
        ("must", "max: 25%", AFTER, ""),
    ],
)
def test_a_share_that_is_too_small_or_too_large(
    level: str, limit: str, today: str, sentence: str
) -> None:
    asked = f"{{id: a, level: {level}, text: A, where: {{type: course}}, measure: share, {limit}}}"
    assert said(asked, ONE_IN_FOUR, today) == [sentence] * bool(sentence)


@pytest.mark.parametrize(
    ("course", "limit", "sentence"),
    [
        ("24.999", "min", "24.99%, asked is at least 25%"),
        ("25.001", "max", "25.01%, asked is at most 25%"),
    ],
)
def test_a_share_is_never_rounded_to_the_limit_it_misses(
    course: str, limit: str, sentence: str
) -> None:
    asked = (
        f"{{id: a, level: must, text: A, where: {{type: course}}, measure: share, {limit}: 25%}}"
    )
    rows = [f"2025-03-01 course {course}", f"2025-04-01 work-based {100 - float(course):.3f}"]
    assert said(asked, rows, AFTER) == [sentence]


def test_a_mix_that_must_be() -> None:
    asked = MIX.replace("level: info", "level: must")
    few = ["2025-03-01 work-based 45", "2025-03-02 mentoring 5.5", "2025-04-01 course 49.5"]
    assert said(asked, few, IN_TIME) == [
        (
            "Learning on the job is at 45% so far, asked is 70%;"
            " Learning from others is at 6% so far, asked is 20%"
        )
    ]
    many = ["2025-03-01 work-based 49.5", "2025-03-02 mentoring 40", "2025-04-01 course 10.5"]
    assert said(asked, many, AFTER) == ["Learning on the job is at 50%, asked is 70%"]


@pytest.mark.parametrize(
    ("longest", "level", "sentence"),
    [
        ("P1M2D", "must", "allowed are less than 1 month and 2 days"),
        ("P2M", "should", "the guide is less than 2 months"),
    ],
)
def test_a_gap(longest: str, level: str, sentence: str) -> None:
    asked = GAP.replace("P3M", longest).replace("must", level)
    assert said(asked, ONE_IN_FOUR[:1], "2025-12-01") == [
        (
            f"Nothing on 275 days from 1 Mar 2025 to 1 Dec 2025, {sentence}:"
            " an entry of kind absence would explain it"
        )
    ]


@pytest.mark.parametrize(
    ("level", "today", "sentence"),
    [
        ("must", IN_TIME, "Not yet met, with 41 days left"),
        ("must", AFTER, "Not met"),
        ("should", IN_TIME, "Below the guide so far"),
        ("should", AFTER, "Below the guide"),
    ],
)
def test_routes_of_which_none_is_met(level: str, today: str, sentence: str) -> None:
    either = f"{{id: either, level: {level}, text: One, any_of: [total, courses]}}"
    found = lacks(f"{either}, {TOTAL}, {COURSES}", ONE_IN_FOUR[1:], today)
    assert [lack.text for lack in found if lack.requirement == "either"] == [sentence]


@pytest.mark.parametrize(
    ("least", "today", "more"),
    [
        ("50", IN_TIME, ": 2 more of them would do"),
        ("25", IN_TIME, ": 1 more of them would do"),
        ("100", IN_TIME, ""),
        ("50", AFTER, ""),
    ],
)
def test_how_many_would_do(least: str, today: str, more: str) -> None:
    asked = HALF.replace("50", least)
    assert said(asked, SEVERAL, today) == [f"4 activities lack evidence{more}"]
