"""Numbers, amounts and days, each text beside what it is read as and what is said of it if it is none."""

from datetime import date
from fractions import Fraction

import pytest

from cpdsite.parse import scalars
from cpdsite.parse.scalars import amount, day, figure, flag, number, unpasted


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", "7"), ("2.5", "5/2"), (".5", "1/2"), ("1/6", "1/6"), ("12/8", "3/2"), ("0/5", "0")],
)
def test_figures_are_exact(text: str, value: str) -> None:
    assert figure(text) == Fraction(value)
    assert number(text) == (None if "/" in text else Fraction(value))


@pytest.mark.parametrize("text", ["1/0", "01/2", "1/02", "-1/2", "1/2/3", "half", ""])
def test_what_is_no_figure(text: str) -> None:
    assert figure(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("1h", 60), ("1 h", 60), ("1.5 h", 90), ("1.5h", 90), ("1h05", 65), ("1h 5m", 65)),
        *(("1h5 min", 65), ("90 m", 90), ("90min", 90)),
        *(("1h5", None), ("1h60", None), ("1.5m", None), ("h", None), ("", None)),
        *(("6 ", None), ("6 h ", None)),
    ],
)
def test_amounts_are_exact(text: str, minutes: int | None) -> None:
    assert amount(text) == (None if minutes is None else Fraction(minutes, 60))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u201c7\u201d", "7"),
        ("2\u00a0h", "2 h"),
        ("2026\u201312\u201324", "2026-12-24"),
        ("2\u00bd", "2.5"),
        ("2 \u00bc", "2.25"),
        ("\u00be h", "0.75 h"),
        ("1\u00bd to 2\u00bd", "1.5 to 2.5"),
        (" X ", "X"),
    ],
)
def test_what_a_word_processor_did_is_undone(text: str, plain: str) -> None:
    assert unpasted(text) == plain


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ("-1", "is less than 0", "write 0 or more"),
        ("\u2212 1", "is less than 0", "write 0 or more"),
        ("--1", "is not a number", "write a number such as 7 or 2.5"),
        ("seven", "is not a number", "write a number such as 7 or 2.5"),
        ("\u00bd", "is not a number", "write 0.5"),
        ("1,5", "is not a number", "write 1.5, with a full stop"),
        ("1,25", "is not a number", "write 1.25, with a full stop"),
        ("about 1,5", "is not a number", "write a number such as 7 or 2.5"),
        (
            "1,500",
            "is not a number",
            "write 1500, without marks between the digits, or 1.500 for a fraction",
        ),
        ("1,500,000", "is not a number", "write 1500000, without marks between the digits"),
        ("1 500", "is not a number", "write 1500, without marks between the digits"),
        ("1_500", "is not a number", "write 1500, without marks between the digits"),
        ("a1 500", "is not a number", "write a number such as 7 or 2.5"),
        ("1,2345", "is not a number", "write 1.2345, with a full stop"),
        ("007", "is not a number", "write 7, without the leading zero"),
        ("01.5", "is not a number", "write 1.5, without the leading zero"),
    ],
)
def test_what_is_said_of_a_text_that_is_no_number(text: str, said: str, remedy: str) -> None:
    assert number(text) is None
    assert (scalars.number_fault(text), scalars.number_remedy(text)) == (said, remedy)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1 / 6", "write 1/6"),
        ("1\u20446", "write 1/6"),
        ("\u00bd", "write 0.5"),
        ("1 / 0", "write a number such as 7, 2.5 or 1/6"),
        ("1/0", "write a number such as 7, 2.5 or 1/6"),
        ("third", "write a number such as 7, 2.5 or 1/6"),
    ],
)
def test_what_is_said_of_a_text_that_is_no_figure(text: str, remedy: str) -> None:
    assert figure(text) is None
    assert scalars.figure_remedy(text) == remedy


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ("-1h", "is less than 0", "write 0 or more"),
        ("1:30", "is not an amount of time", "write 1h30 for hours and minutes"),
        ("01:05", "is not an amount of time", "write 1h05 for hours and minutes"),
        ("1:60", "is not an amount of time", "write 6, 1.5, 2h30 or 90m"),
        ("1,5", "is not an amount of time", "write 1.5, with a full stop"),
        ("1,5 hours", "is not an amount of time", "write 1.5 h, with a full stop"),
        ("2 Hours", "is not an amount of time", "write 2 h"),
        ("2 hrs.", "is not an amount of time", "write 2 h"),
        ("1 hour 30 minutes", "is not an amount of time", "write 1 h 30 m"),
        ("1 hr 5 mins", "is not an amount of time", "write 1 h 5 m"),
        ("1\u00bd h", "is not an amount of time", "write 1.5 h"),
        (
            "1,500",
            "is not an amount of time",
            "write 1500, without marks between the digits, or 1.500 for a fraction",
        ),
        ("007", "is not an amount of time", "write 7, without the leading zero"),
        ("two", "is not an amount of time", "write 6, 1.5, 2h30 or 90m"),
    ],
)
def test_what_is_said_of_a_text_that_is_no_amount(text: str, said: str, remedy: str) -> None:
    assert amount(text) is None
    assert (scalars.amount_fault(text), scalars.amount_remedy(text)) == (said, remedy)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1950-01-01", date(1950, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("1949-12-31", None),
        ("2200-01-01", None),
        ("2026-02-30", None),
        ("2026-1-5", None),
    ],
)
def test_days(text: str, value: date | None) -> None:
    assert day(text) == value


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ("2026-1-5", "is not a date", "write 2026-01-05"),
        ("2026/11/05", "is not a date", "write 2026-11-05"),
        ("2026.11.05", "is not a date", "write 2026-11-05"),
        ("20261105", "is not a date", "write 2026-11-05"),
        ("5 November 2026", "is not a date", "write 2026-11-05"),
        ("21st Sept, 2026", "is not a date", "write 2026-09-21"),
        ("5 Brumaire 2026", "is not a date", "write year, month and day as 2025-06-12"),
        ("\u201c2026-11-05\u201d", "is not a date", "write 2026-11-05"),
        ("05/11/2026", "is not a date", "write year, month and day as 2025-06-12"),
        ("2026-02-30", "is not a date", "there is no such day: look at the calendar again"),
        ("30 Feb 2026", "is not a date", "there is no such day: look at the calendar again"),
        ("2026-11-05 09:30", "is not a date", "write 2026-11-05: a date has no time of day"),
        ("2026-11-05T09:30", "is not a date", "write 2026-11-05: a date has no time of day"),
        ("2026-02-30 09:30", "is not a date", "write year, month and day as 2025-06-12"),
        (
            "1949-12-31",
            "lies outside the years 1950 to 2199",
            "look at the year: it must be from 1950 to 2199",
        ),
        ("1 May 2200", "is not a date", "look at the year: it must be from 1950 to 2199"),
    ],
)
def test_what_is_said_of_a_text_that_is_no_day(text: str, said: str, remedy: str) -> None:
    assert day(text) is None
    assert (scalars.day_fault(text), scalars.day_remedy(text)) == (said, remedy)


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("OFF", False), ("True", True), ("maybe", None), ("", None)]
)
def test_flags(text: str, value: object) -> None:
    assert flag(text) is value


@pytest.mark.parametrize(
    ("text", "written"), [("7", "7"), ("1,5", "1.5"), ("\u00bd", "0.5"), ("1,500", ""), ("x", "")]
)
def test_the_only_number_that_a_text_can_mean(text: str, written: str) -> None:
    assert scalars.plain_number(text) == written


@pytest.mark.parametrize(
    ("text", "written"), [("2h30", "2h30"), ("2 HOURS", "2 h"), ("1,500 h", ""), ("1:30", "")]
)
def test_the_only_amount_that_a_text_can_mean(text: str, written: str) -> None:
    assert scalars.plain_amount(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("2026-11-05", "2026-11-05"), ("5 Nov 2026", "2026-11-05"), ("5/11/2026", ""), ("", "")],
)
def test_the_only_day_that_a_text_can_mean(text: str, written: str) -> None:
    assert scalars.plain_day(text) == written
