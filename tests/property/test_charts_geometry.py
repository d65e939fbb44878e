"""Whatever the numbers: charts stay inside their drawing, and their labels apart."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cpdsite.model.period import Period
from cpdsite.model.scheme import Unit
from cpdsite.render.chart_kinds.bars import bars
from cpdsite.render.chart_kinds.by_term import by_term
from cpdsite.render.chart_kinds.mix import mix
from cpdsite.render.chart_kinds.progress import progress
from cpdsite.render.chart_kinds.running import running
from cpdsite.render.charts import About, Share
from cpdsite.render.numbers import percent, shortfall, shown
from tests.charting import faults
from tests.samples import SAY

AMOUNTS = st.one_of(
    st.just(Fraction(0)),
    st.fractions(min_value=0, max_value=10_000, max_denominator=1000),
    st.fractions(min_value=0, max_value=Fraction(1, 20), max_denominator=1000),
)
FIGURES = st.fractions(min_value=Fraction(1, 100), max_value=10_000, max_denominator=1000)
"""Targets: at least what is shown as more than 0."""
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2031, 12, 31))
NAMES = st.text(
    st.characters(min_codepoint=32, exclude_categories=["C"], exclude_characters="."),
    min_size=1,
    max_size=90,
)
SHARES = st.lists(
    st.builds(Share, label=NAMES, short=st.just(""), amount=AMOUNTS, guide=st.none()), max_size=14
)
ABOUT = st.builds(
    About,
    id=st.just("hours"),
    title=st.just("Hours"),
    unit=st.just(Unit(id="hours", label="hour", labels="hours")),
    as_of=DAYS,
    say=st.just(SAY),
)
PERIODS = st.builds(
    lambda start, days: Period(start, start + timedelta(days=days)),
    DAYS,
    st.integers(min_value=1, max_value=2000),
)


@given(ABOUT, AMOUNTS, FIGURES, st.none() | AMOUNTS)
def test_progress(about: About, value: Fraction, target: Fraction, pace: Fraction | None) -> None:
    assert faults(progress(about, value, target, pace)) == []


@given(ABOUT, SHARES)
def test_bars(about: About, shares: list[Share]) -> None:
    assert faults(bars(about, shares)) == []


@given(ABOUT, SHARES, st.booleans())
def test_mix(about: About, shares: list[Share], guided: bool) -> None:  # noqa: FBT001 - drawn by position
    if guided:
        even = Fraction(100, max(len(shares), 1))
        shares = [Share(label=one.label, amount=one.amount, guide=even) for one in shares]
    assert faults(mix(about, shares)) == []


@given(ABOUT, SHARES)
def test_by_term(about: About, shares: list[Share]) -> None:
    assert faults(by_term(about, shares)) == []


@given(
    ABOUT,
    PERIODS,
    st.lists(st.tuples(DAYS, AMOUNTS), max_size=30),
    st.none() | FIGURES,
    st.booleans(),
)
def test_running(
    about: About,
    period: Period,
    steps: list[tuple[date, Fraction]],
    target: Fraction | None,
    pace: bool,  # noqa: FBT001 - drawn by position
) -> None:
    assert faults(running(about, period, steps, target, pace=pace)) == []


@given(AMOUNTS, FIGURES)
def test_what_is_short_is_never_shown_as_met(amount: Fraction, asked: Fraction) -> None:
    here = Fraction(shown(amount, short_of=asked).replace(",", ""))
    there = Fraction(shown(asked).replace(",", ""))
    assert (here < there) == (amount < asked)
    assert (shortfall(max(asked - amount, Fraction(0))) == "0") == (amount >= asked)


@given(st.fractions(min_value=0, max_value=100), st.fractions(min_value=1, max_value=100))
def test_a_percentage_below_its_guide_is_shown_below_it(part: Fraction, guide: Fraction) -> None:
    seen = Fraction(percent(part, short_of=guide).removesuffix("%"))
    assert part >= guide or seen < guide
