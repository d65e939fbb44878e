"""One cycle with what lies in it, and the result of one demand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.numbers.bodies import Body, Demand
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
    excuses: tuple[Record, ...] = ()
    """The absences that explain it."""
    unexplained: "Asked | None" = None
    """The same for those who may not know that somebody was away."""

    @property
    def measure(self) -> str:
        """What it measures."""
        return self.demand.measure
