"""Dates and amounts as logs have them: read when there is one way to read them, never guessed."""

from fractions import Fraction

import pytest

from cpdsite.exchange.importing.amounts import read_hours, read_number, unit_of
from cpdsite.exchange.importing.days import Verdict, judge, read_days, readings
from cpdsite.model.profile import Order, Unit

BOTH = ["2024-03-12", "2024-12-03"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12/03/2024", BOTH),
        ("12.03.2024 09:30", BOTH),
        ("12/3/24", BOTH),
        ("13/03/2024", ["2024-03-13"]),
        ("03/13/2024", ["2024-03-13"]),
        ("05/05/2024", ["2024-05-05"]),
        ("Mon 11/03/2024", ["2024-03-11"]),
        ("Tue 12/03/2024", BOTH),
        ("Monday 12 March 2024", []),
        ("2024-03-12T09:30:00Z", ["2024-03-12"]),
        ("20240312", ["2024-03-12"]),
        ("12 March 2024", ["2024-03-12"]),
        ("12th of March 2024", ["2024-03-12"]),
        ("12-Mar-24", ["2024-03-12"]),
        ("March 12, 2024", ["2024-03-12"]),
        ("12 Mar 2024, 9.30 am", ["2024-03-12"]),
        ("12-14 March 2024", ["2024-03-12 2024-03-14"]),
        ("28 Feb - 2 March 2024", ["2024-02-28 2024-03-02"]),
        ("12/03/2024-14/03/2024", ["2024-03-12 2024-03-14"]),
        ("2024-03-12 to 2024-03-14", ["2024-03-12 2024-03-14"]),
        ("14/03/2024 - 12/03/2024", []),
        ("14-12 March 2024", []),
        ("0-5 March 2024", []),
        ("12 Brumaire 2024", []),
        ("31/02/2024", []),
        ("March 2024", []),
        ("Spring 2024", []),
        ("45363", []),
        ("12/03/1066", []),
        ("", []),
    ],
)
def test_the_ways_to_read_a_date(text: str, days: list[str]) -> None:
    found = readings(text)
    assert [f"{d.first} {d.last}" if d.last else f"{d.first}" for d in found] == days


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (["03/04/2024", "13/04/2024"], Verdict(order=Order.DAY_FIRST)),
        (["03/04/2024", "04/13/2024"], Verdict(order=Order.MONTH_FIRST)),
        (["03/04/2024", "05/05/2024"], Verdict(doubtful=True)),
        (["05/05/2024", "2024-04-13"], Verdict()),
        (["13/04/2024", "04/13/2024", "03/04/2024"], Verdict(mixed=True)),
        (["03/04/2024", "12 March 2024", "words"], Verdict(doubtful=True)),
        (["2024-01-05", "2024-05-13", "13/05/2024"], Verdict(order=Order.DAY_FIRST)),
        (["2024-01-05", "13/05/2024"], Verdict(order=Order.DAY_FIRST, swapped=True)),
        ([], Verdict()),
    ],
)
def test_a_column_tells_its_order(texts: list[str], verdict: Verdict) -> None:
    assert judge(texts) == verdict


def test_in_a_mixed_column_only_certain_dates_are_read() -> None:
    verdict = judge(["13/04/2024", "04/13/2024"])
    assert read_days("13/04/2024", verdict) is not None
    assert read_days("03/04/2024", verdict) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2:30", "5/2"),
        ("1:30:00", "3/2"),
        ("2h", "2"),
        ("2h30", "5/2"),
        ("2 hours 30 minutes", "5/2"),
        ("1 hour and 30 mins", "3/2"),
        ("150 min", "5/2"),
        ("1,5", "3/2"),
        ("1,5 h", "3/2"),
        ("0,125", "1/8"),
        ("1\u00bd hours", "3/2"),
        ("20m", "1/3"),
        ("7", "7"),
        ("1,500", None),
        ("1.500,5", None),
        ("2:75", None),
        ("-2", None),
        ("six", None),
        ("half a day", None),
        ("", None),
    ],
)
def test_hours(text: str, hours: str | None) -> None:
    assert read_hours(text, Unit.HOURS) == (None if hours is None else Fraction(hours))


def test_a_number_alone_needs_its_unit() -> None:
    assert read_hours("90", Unit.MINUTES) == Fraction(3, 2)
    assert read_hours("90", None) is None
    assert read_hours("90 min", None) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("heading", "texts", "unit"),
    [
        ("Duration (minutes)", ["2"], Unit.MINUTES),
        ("CPD hours", ["90"], Unit.HOURS),
        ("Duration", ["2", "7,5"], Unit.HOURS),
        ("Duration", ["2", "90"], None),
    ],
)
def test_what_a_column_counts(heading: str, texts: list[str], unit: Unit | None) -> None:
    assert unit_of(heading, texts) is unit


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        ("7,0", "7"),
        ("2 points", "2"),
        ("1.5 CPD credits", "3/2"),
        ("two", None),
        ("7 a", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert read_number(text) == (None if number is None else Fraction(number))
