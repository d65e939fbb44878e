"""What a body asks, held against the entries of one cycle, day by day where it must be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.numbers.bodies import TOLERANCE, Body, Demand
from tests.numbers.reading import Record

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from one up to but not including another."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.start <= day < self.end

    @property
    def last(self) -> date:
        """The last of them."""
        return self.end - DAY

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.end - self.start).days

    @property
    def label(self) -> str:
        """`2025`, `2025-26` or `2023-2025`."""
        first, last = self.start.year, self.last.year
        if first == last:
            return str(first)
        return f"{first}-{last % 100:02}" if last == first + 1 else f"{first}-{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One cycle, and what lies in it."""

    body: Body
    facts: Mapping[str, str]
    span: Span
    today: date
    records: Sequence[Record]
    """What counts in the cycle, of every kind, by day."""
    everything: Sequence[Record]
    """What counts in any cycle."""
    amounts: Mapping[str, Fraction]
    """By activity."""
    categories: Mapping[str, str]
    """Likewise; "" for none."""

    @property
    def closed(self) -> bool:
        """Whether the cycle is over."""
        return self.today >= self.span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One demand with its result."""

    demand: Demand
    status: str
    value: Fraction | dict[str, Fraction] | None
    least: Fraction | None = None
    most: Fraction | None = None
    missing: Fraction = Fraction()
    shares: tuple[tuple[Record, Fraction], ...] = ()
    stretches: tuple[tuple[date, date], ...] = ()
    """Of a gap: the longest one; where it is explained, then the longest without the explanation."""

    @property
    def measure(self) -> str:
        """What it measures."""
        return self.demand.measure


def ask(demand: Demand, held: Held) -> Asked:
    """Hold a demand against a cycle."""
    if demand.grades and held.facts.get("grade") not in demand.grades:
        return Asked(demand=demand, status="not-applicable", value=None, least=bound(demand.least))
    return MEASURES[demand.measure](demand, held)


def bound(number: int | None) -> Fraction | None:
    """A bound as an exact number."""
    return None if number is None else Fraction(number)


def looked_at(demand: Demand, held: Held) -> list[Record]:
    """The entries of the cycle that a demand is about."""
    return [
        one
        for one in held.records
        if one.kind == demand.kind and (one.highlight or not demand.highlighted)
    ]


def grown(demand: Demand, held: Held) -> Asked:
    """A sum or a count."""
    sums = demand.measure == "sum"
    shares = tuple(
        (one, held.amounts[one.id] if sums else Fraction(1)) for one in looked_at(demand, held)
    )
    value = sum((amount for _, amount in shares), Fraction())
    missing = max(Fraction(demand.least or 0) - value, Fraction())
    return Asked(
        demand=demand,
        status="short" if value > (demand.most or value) else pace(held, value, missing),
        value=value,
        least=bound(demand.least),
        most=bound(demand.most),
        missing=missing,
        shares=shares,
    )


def pace(held: Held, value: Fraction, missing: Fraction) -> str:
    """What is said of an amount that may still grow."""
    if not missing:
        return "met"
    if held.closed:
        return "short"
    past = (held.today - held.span.start).days + 1
    left = held.span.days - past
    if not value:
        return "at-risk" if 3 * past > held.span.days else "open"
    if not left:
        return "at-risk"
    return "at-risk" if missing / left > Fraction(3, 2) * (value / past) else "open"


def distinct(demand: Demand, held: Held) -> Asked:
    """How many different categories there are."""
    seen: list[str] = []
    shares = []
    for one in looked_at(demand, held):
        term = held.categories[one.id]
        shares.append((one, Fraction(bool(term) and term not in seen)))
        seen.append(term)
    value = Fraction(len(set(seen) - {""}))
    missing = max(Fraction(demand.least or 0) - value, Fraction())
    return Asked(
        demand=demand,
        status=settled(held, met=not missing),
        value=value,
        least=bound(demand.least),
        missing=missing,
        shares=tuple(shares),
    )


def mix(demand: Demand, held: Held) -> Asked:
    """Each category's part of what has one."""
    guide = demand.guide or {}
    sums = dict.fromkeys(guide, Fraction())
    shares = []
    for one in looked_at(demand, held):
        term = held.categories[one.id]
        if term:
            sums[term] += held.amounts[one.id]
            shares.append((one, held.amounts[one.id]))
    whole = sum(sums.values(), Fraction())
    if not whole:
        return Asked(demand=demand, status="not-applicable", value=None)
    value = {term: 100 * amount / whole for term, amount in sums.items()}
    near = all(abs(value[term] - share) <= TOLERANCE for term, share in guide.items())
    status = settled(held, met=near)
    return Asked(demand=demand, status=status, value=value, shares=tuple(shares))


def complete(demand: Demand, held: Held) -> Asked:
    """How many of the entries say everything, in per cent."""
    shares = []
    for one in looked_at(demand, held):
        given = one.says | ({"evidence"} if one.evidence else set())
        shares.append((one, Fraction(given.issuperset(demand.fields))))
    if not shares:
        return Asked(demand=demand, status="not-applicable", value=None)
    value = 100 * sum((amount for _, amount in shares), Fraction()) / len(shares)
    return Asked(
        demand=demand,
        status=settled(held, met=value == 100),
        value=value,
        least=Fraction(100),
        shares=tuple(shares),
    )


def settled(held: Held, *, met: bool) -> str:
    """What is said of something that no pace can tell of."""
    return "met" if met else "short" if held.closed else "open"


# --- The longest gap ------------------------------------------------------------------------------


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
    return Asked(
        demand=demand,
        status=status,
        value=Fraction((end - start).days),
        most=Fraction((three_months_after(start) - start).days),
        shares=tuple((one, Fraction(1)) for one in done if one.first <= last and one.until >= first),
        stretches=((start, end), bare) if status == "excused" else ((start, end),),
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


MEASURES: Mapping[str, Callable[[Demand, Held], Asked]] = {
    "sum": grown,
    "count": grown,
    "distinct": distinct,
    "mix": mix,
    "complete": complete,
    "gap": gap,
}
