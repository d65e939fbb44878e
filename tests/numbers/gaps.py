"""The longest stretch without activity, found by walking from day to day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.numbers.bodies import Demand
from tests.numbers.held import DAY, Asked, Held
from tests.numbers.reading import Record


def gap(demand: Demand, held: Held) -> Asked:
    """The longest stretch without activity, with and without the days of absence."""
    last = min(held.span.last, held.today)
    joined = date.fromisoformat(held.facts.get("joined", str(held.span.start)))
    first = min(max(held.span.start, joined), last)
    done = [one for one in held.everything if one.kind == "activity"]
    away = [one for one in held.everything if one.kind == "absence"]
    start, end = worst(first, last, [*done, *away])
    bare = worst(first, last, done)
    status = "met"
    if too_long(start, end):
        status = "short"
    elif too_long(*bare):
        status = "excused"
    active = [one for one in done if one.first <= last and one.until >= first]
    shares = tuple((one, Fraction(1)) for one in active)
    found = of(demand, status, [(start, end), bare] if status == "excused" else [(start, end)])
    unexplained = of(demand, "short" if too_long(*bare) else "met", [bare])
    unexplained = replace(unexplained, shares=shares)
    if status == "excused":
        behind = [one for one in away if one.first <= last and one.until >= first]
        both = [one for one in held.everything if one in behind or one in active]
        shares = tuple((one, Fraction(1)) for one in both)
        found = replace(found, excuses=tuple(behind))
    return replace(found, shares=shares, unexplained=unexplained)


def of(demand: Demand, status: str, stretches: Sequence[tuple[date, date]]) -> Asked:
    """What a stretch comes to."""
    start, end = stretches[0]
    return Asked(
        demand=demand,
        status=status,
        value=Fraction((end - start).days),
        most=Fraction((three_months_after(start) - start).days),
        stretches=tuple(stretches),
    )


def worst(first: date, last: date, records: Sequence[Record]) -> tuple[date, date]:
    """Walk from day to day; one that is too long goes before a longer one that is not."""
    active = {first, last}
    for one in records:
        day = one.first
        while day <= one.until:
            active.add(day)
            day += DAY
    stretches = []
    before, day = first, first
    while day < last:
        day += DAY
        if day in active:
            stretches.append((before, day))
            before = day
    found = stretches or [(first, last)]
    return max(found, key=lambda one: (too_long(*one), (one[1] - one[0]).days, -one[0].toordinal()))


def too_long(start: date, end: date) -> bool:
    """Whether three months lie between two days."""
    return three_months_after(start) <= end


def three_months_after(day: date) -> date:
    """The same day three months on, or the last of that month."""
    year, month = (day.year, day.month + 3) if day.month < 10 else (day.year + 1, day.month - 9)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError(day)
