"""What is said of a requirement: each branch, on the day before and on the day itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.model.assessment import Outcome
from tests.assess.journals import journal

SCHEME = """
scheme: year
title: A calendar year
units: {{hours: {{label: hour, labels: hours, per_hour: 1}}}}
period: {{length: P1Y, start: "01-01"}}
taxonomies:
  category: {{label: Sort, terms: {{a: A, b: B}}, from_type: {{course: a, reading: b}}}}
requirements:
  - {{id: asked, level: must, text: Asked, {asked}}}
"""

SUM_7 = "measure: sum, min: 7"
UP_TO_7 = "measure: sum, max: 7"
QUARTERS = "measure: sum, min: 7, over: {each: P3M}"
COUNT_2 = "measure: count, min: 2"
TWO_SORTS = "measure: distinct, taxonomy: category, min: 2"
ONE_SORT = "measure: distinct, taxonomy: category, max: 1"
HALVES = "measure: mix, taxonomy: category, target: {a: 50, b: 50}, tolerance: 10"
EVIDENCE = "measure: complete, fields: [evidence]"
HALF_EVIDENCE = "measure: complete, fields: [evidence], min: 50%"
LINKED = "measure: complete, fields: [evidence, url, hours]"
TIMED = "measure: complete, fields: [hours]"
OF_READING = "measure: share, where: {type: reading}, min: 50%"
GAP = "measure: gap, max: P3M, excused_by: absence"
BY_GRADE = "measure: sum, min: 7, when: {member.grade: [Member]}"
TARGET = "measure: sum, min: member.target"

ONE = "2025-01-10 course 1"
COURSES = ("2025-01-10 course 4", "2025-01-11 course 3")
MIXED = ("2025-01-10 course 4", "2025-01-11 reading 6")
ABSENCE = "2025-02-01 absence until 2025-05-20"


def entry(row: str) -> str:
    """An entry from its date, type and hours, or an absence from its two dates."""
    day, sort, *rest = row.split()
    if sort == "absence":
        return f"---\ntitle: Away\ndate: {day}\nkind: absence\nuntil: {rest[1]}\n---\n"
    return f"---\ntitle: {row}\ndate: {day}\ntype: {sort}\nhours: {rest[0]}\n---\n"


def outcomes(asked: str, rows: Iterable[str], today: str, facts: str = "") -> tuple[Outcome, ...]:
    """The outcomes of the first cycle of 2025."""
    found = assess(
        journal(
            f"schemes: [{{id: year, joined: 2025-01-01, {facts}}}]",
            map(entry, rows),
            {"year": SCHEME.format(asked=asked)},
        ),
        date.fromisoformat(today),
    )
    return found.schemes[0].cycles[0].outcomes


@pytest.mark.parametrize(
    ("asked", "rows", "today", "said"),
    [
        # Nothing recorded: a third of the year, 121.67 days, ends on the 122nd.
        (SUM_7, (), "2025-05-01", "open, short by 7"),
        (SUM_7, (), "2025-05-02", "at-risk, short by 7"),
        (SUM_7, (), "2025-12-31", "at-risk, short by 7"),
        (SUM_7, (), "2026-01-01", "short, short by 7"),
        # A third of the 90 days of the first quarter is 30.
        (QUARTERS, (), "2025-01-30", "open, short by 7"),
        (QUARTERS, (), "2025-01-31", "at-risk, short by 7"),
        # One hour in 73 days; the other 292 need six, just 1.5 times as many a day.
        (SUM_7, (ONE,), "2025-03-14", "open, short by 6"),
        (SUM_7, (ONE,), "2025-03-15", "at-risk, short by 6"),
        (SUM_7, ("2025-12-31 course 6.9",), "2025-12-31", "at-risk, short by 1/10"),
        (SUM_7, ("2025-12-31 course 6.9",), "2026-01-01", "short, short by 1/10"),
        (SUM_7, COURSES, "2025-01-11", "met, short by 0"),
        (SUM_7, COURSES, "2026-01-01", "met, short by 0"),
        # A maximum is met until it is exceeded, and then short at once.
        (UP_TO_7, (), "2025-01-11", "met, short by 0"),
        (UP_TO_7, COURSES, "2025-01-11", "met, short by 0"),
        (UP_TO_7, (*COURSES, ONE), "2025-01-11", "short, short by 0"),
        (COUNT_2, (ONE,), "2025-01-11", "open, short by 1"),
        (COUNT_2, (ONE,), "2026-01-01", "short, short by 1"),
        (COUNT_2, COURSES, "2025-01-11", "met, short by 0"),
        # What is a matter of spread is open until the year is over, however late it is.
        (TWO_SORTS, (), "2025-12-31", "open, short by 2"),
        (TWO_SORTS, COURSES, "2025-12-31", "open, short by 1"),
        (TWO_SORTS, COURSES, "2026-01-01", "short, short by 1"),
        (TWO_SORTS, MIXED, "2025-01-11", "met, short by 0"),
        (ONE_SORT, (), "2025-01-11", "met, short by 0"),
        (ONE_SORT, COURSES, "2025-01-11", "met, short by 0"),
        (ONE_SORT, MIXED, "2025-01-11", "short, short by 0"),
        (HALVES, (), "2026-01-01", "not-applicable, short by 0"),
        (HALVES, COURSES, "2025-12-31", "open, short by 0"),
        (HALVES, COURSES, "2026-01-01", "short, short by 0"),
        (HALVES, MIXED, "2025-01-11", "met, short by 0"),
        (EVIDENCE, (), "2026-01-01", "not-applicable, short by 0"),
        (EVIDENCE, COURSES, "2025-12-31", "open, short by 0"),
        (EVIDENCE, COURSES, "2026-01-01", "short, short by 0"),
        (HALF_EVIDENCE, COURSES, "2026-01-01", "short, short by 0"),
        (TIMED, COURSES, "2025-01-11", "met, short by 0"),
        # From the first of January three months end on the first of April.
        (GAP, (), "2025-03-31", "met, short by 0"),
        (GAP, (), "2025-04-01", "short, short by 0"),
        (GAP, (ABSENCE,), "2025-08-19", "excused, short by 0"),
        (GAP, (ABSENCE,), "2025-08-20", "short, short by 0"),
        (GAP, (ABSENCE, "2025-03-20 course 1"), "2025-06-10", "met, short by 0"),
    ],
)
def test_status(asked: str, rows: tuple[str, ...], today: str, said: str) -> None:
    (found,) = outcomes(asked, rows, today)
    assert f"{found.status}, short by {found.shortfall}" == said


@pytest.mark.parametrize(
    ("asked", "bounds"),
    [
        (SUM_7, "7 None"),
        (UP_TO_7, "None 7"),
        (TWO_SORTS, "2 None"),
        (ONE_SORT, "None 1"),
        (HALVES, "None None"),
        (EVIDENCE, "100 None"),
        (HALF_EVIDENCE, "50 None"),
        (GAP, "None 90"),
    ],
)
def test_bounds(asked: str, bounds: str) -> None:
    (found,) = outcomes(asked, MIXED, "2025-01-11")
    assert f"{found.minimum} {found.maximum}" == bounds


@pytest.mark.parametrize(
    ("asked", "others", "note", "behind"),
    [
        (SUM_7, "", "", "4: 4 h, hour for hour | 6: 6 h, hour for hour"),
        (COUNT_2, "", "", "1:  | 1: "),
        (TWO_SORTS, "", "", "1:  | 1: "),
        (TWO_SORTS, "podcast", "", "1:  | 1:  | 0: "),
        (HALVES, "", "", "4: a | 6: b"),
        (HALVES, "podcast", "1 entry has no category", "4: a | 6: b"),
        (HALVES, "podcast podcast", "2 entries have no category", "4: a | 6: b"),
        (OF_READING, "", "", "0:  | 6: "),
        (EVIDENCE, "", "0 of 2 entries", "0: lacks evidence | 0: lacks evidence"),
        (LINKED, "", "0 of 2 entries", "0: lacks evidence and url | 0: lacks evidence and url"),
        (TIMED, "", "2 of 2 entries", "1:  | 1: "),
    ],
)
def test_what_is_behind_a_figure(asked: str, others: str, note: str, behind: str) -> None:
    rows = [*MIXED, *(f"2025-01-12 {sort} 1" for sort in others.split())]
    (found,) = outcomes(asked, rows, "2025-01-12")
    parts = " | ".join(f"{part.amount}: {part.note}" for part in found.tally.parts)
    assert (found.note, parts) == (note, behind)


def test_one_entry_is_said_in_the_singular() -> None:
    (found,) = outcomes(EVIDENCE, (ONE,), "2025-01-12")
    assert found.note == "0 of 1 entry"


def test_a_grade_that_is_not_asked_has_nothing_to_meet() -> None:
    (found,) = outcomes(BY_GRADE, COURSES, "2026-01-01", "grade: Student")
    assert f"{found.status}, {found.value}, {found.tally.count}" == "not-applicable, None, 0"


def test_a_grade_that_is_asked_counts() -> None:
    (found,) = outcomes(BY_GRADE, COURSES, "2026-01-01", "grade: Member")
    assert f"{found.status}, {found.value}" == "met, 7"


def test_a_target_nobody_sets_is_left_out() -> None:
    assert outcomes(TARGET, COURSES, "2026-01-01") == ()


def test_a_target_is_the_members_own() -> None:
    (found,) = outcomes(TARGET, COURSES, "2026-01-01", "target: 7.5")
    assert f"{found.status}, {found.minimum}, {found.shortfall}" == "short, 15/2, 1/2"
