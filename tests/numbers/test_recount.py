"""The recount itself, held against figures worked out on paper."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.numbers.held import Asked
from tests.numbers.markup import figures, shown
from tests.numbers.reading import hours_of, read
from tests.numbers.recount import Recount, recount, total

GCS = "schemes: [gcs]\n"
HCPC = "schemes: [{id: hcpc, renewal: 2024-01-01}]\n"


def counted(settings: str, *entries: str, today: str = "2026-11-30") -> Recount:
    """The numbers of a journal whose entries are given by their fields, as `date, more`."""
    texts = {}
    for number, fields in enumerate(entries):
        day, *more = fields.split("; ")
        lines = ["title: x", f"date: {day}", *more]
        texts[f"journal/{day}-{number}.md"] = "\n".join(["---", *lines, "---", ""])
    return recount(read(settings, texts), date.fromisoformat(today))


def outcome(found: Recount, cycle: str, demand: str) -> Asked:
    """The result of one demand."""
    held = next(one for one in found.counts[0].cycles if one.label == cycle)
    return next(one for one in held.asked if one.demand.id == demand)


def test_tiers_and_hours_make_a_year_of_31_points() -> None:
    found = counted(
        GCS,
        "2025-05-01; type: project; claims: {gcs: {tier: 14, category: job}}",
        "2025-07-01; type: course; hours: 3; learned: a; applied: b",
        "2025-09-01; type: mentoring; claims: {gcs: {tier: 7}}",
        "2026-03-31; type: project; claims: {gcs: {tier: 7}}",
        "2026-04-01; type: project; claims: {gcs: {tier: 30}}",
    )
    assert outcome(found, "2025-26", "total").value == 31
    assert outcome(found, "2025-26", "total").status == "met"
    assert outcome(found, "2026-27", "total").value == 30
    mix = outcome(found, "2025-26", "mix")
    assert isinstance(mix.value, dict)
    assert [shown(share) for share in mix.value.values()] == ["67.74", "22.58", "9.68"]
    assert mix.status == "met"
    assert outcome(found, "2025-26", "reflection").value == 25


def test_the_longest_gap_and_the_absence_that_explains_it() -> None:
    days = [date(2024, 1, 20) + timedelta(days=40 * number) for number in range(17)]
    some = [f"{day}; type: course" for day in days]
    gap = outcome(counted(HCPC, *some), "2024-25", "record")
    assert gap.value == 71
    assert gap.status == "met"
    assert gap.stretches == ((date(2025, 10, 21), date(2025, 12, 31)),)
    fewer = [*some[:6], *some[9:]]
    gap = outcome(counted(HCPC, *fewer), "2024-25", "record")
    assert gap.value == 160
    assert gap.status == "short"
    away = f"{days[5] + timedelta(days=10)}; kind: absence; until: {days[9]}"
    gap = outcome(counted(HCPC, *fewer, away), "2024-25", "record")
    assert gap.value == 71
    assert gap.status == "excused"


@pytest.mark.parametrize(
    ("grade", "status", "missing"),
    [("Member", "short", Fraction(1, 2)), ("Student", "not-applicable", Fraction())],
)
def test_a_grade_decides_whether_hours_are_asked_for(
    grade: str, status: str, missing: Fraction
) -> None:
    settings = f"schemes: [{{id: icpem, grade: {grade}}}]\n"
    found = counted(settings, "2025-06-01; type: course; hours: 24.5")
    asked = outcome(found, "2025", "total")
    assert (asked.status, asked.missing) == (status, missing)


def test_one_workshop_counts_once_under_each_of_two_bodies() -> None:
    found = counted(
        "schemes: [gcs, {id: hcpc, renewal: 2024-01-01}]\n",
        "2025-06-01; type: workshop; hours: 6; claims: {gcs: {points: 7, category: formal}}",
    )
    gcs, hcpc = found.counts
    assert [total(one.shares) for one in gcs.cycles if one.shares] == [7]
    assert [total(one.shares) for one in hcpc.cycles if one.shares] == [6]
    assert hcpc.term("category", "2025-06-01-0") == "formal"


def test_several_days_count_on_the_last() -> None:
    found = counted(GCS, "2026-03-30; end: 2026-04-02; type: course; hours: 6")
    assert [one.label for one in found.counts[0].cycles if one.shares] == ["2026-27"]


def test_drafts_plans_and_days_to_come_are_not_counted() -> None:
    found = counted(
        GCS,
        "2025-06-01; type: course; hours: 1",
        "2025-06-02; type: course; hours: 2; draft: true",
        "2025-06-03; type: course; hours: 4; status: planned",
        "2026-12-01; type: course; hours: 8",
        "2025-06-04; type: course; hours: 16; claims: {gcs: {exclude: true}}",
    )
    assert [total(year.hours) for year in found.years] == [17, 0]
    assert [total(one.shares) for one in found.counts[0].cycles] == [1, 0]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("6", 6), ("2h30", "5/2"), ("2h 30m", "5/2"), ("40m", "2/3"), ("90 min", "3/2")],
)
def test_amounts_of_time_are_exact(text: str, hours: str | int) -> None:
    assert hours_of(text) == Fraction(hours)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("27 of 30 points, open, 121 days left", ["27", "30", "121"]),
        ("30 Nov to 2 Dec 2026", ["2026-11-30", "2026-12-02"]),
        ("2 to 4 Nov 2026", ["2026-11-02", "2026-11-04"]),
        ("70 : 20 : 10, 1,200 hours (67.74%)", ["70", "20", "10", "1,200", "67.74%"]),
        ("GCS 2025-26, HCPC 2025-2027", ["2025-26", "2025-2027"]),
    ],
)
def test_figures_are_found_in_words(text: str, found: list[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("amount", "short_of", "text"),
    [
        ("2/3", None, "0.67"),
        ("1200", None, "1,200"),
        ("5999/200", "30", "29.99"),
        ("30", "30", "30"),
    ],
)
def test_amounts_are_rounded_and_never_up_to_what_is_asked(
    amount: str, short_of: str | None, text: str
) -> None:
    assert shown(Fraction(amount), Fraction(short_of) if short_of else None) == text
