"""The numbers of a journal, counted with plain loops over entries and days."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from tests.numbers.bodies import BODIES, Body
from tests.numbers.demands import ask
from tests.numbers.held import Asked, Held, Span
from tests.numbers.reading import Journal, Record, hours_of

Share: TypeAlias = tuple[Record, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One cycle of a body."""

    span: Span
    closed: bool
    shares: tuple[Share, ...]
    """The credit of each activity that counts in it."""
    terms: Mapping[str, Mapping[str, tuple[Share, ...]]]
    """By taxonomy and term, "" for none."""
    asked: tuple[Asked, ...]

    @property
    def label(self) -> str:
        """As its pages are named."""
        return self.span.label

    @property
    def target(self) -> Asked | None:
        """What a progress bar shows."""
        return next(
            (one for one in self.asked if one.measure == "sum" and one.value is not None), None
        )


@dataclass(frozen=True, kw_only=True)
class Count:
    """All cycles of a body."""

    body: Body
    cycles: tuple[Cycle, ...]

    @cached_property
    def granted(self) -> dict[str, Fraction]:
        """By entry: its credit, wherever it counts."""
        return {one.id: amount for cycle in self.cycles for one, amount in cycle.shares}

    def term(self, taxonomy: str, id_: str) -> str:
        """The term under which an entry counts; "" for none."""
        for cycle in self.cycles:
            for term, shares in cycle.terms[taxonomy].items():
                if any(one.id == id_ for one, _ in shares):
                    return term
        return ""

    def cycle_of(self, id_: str) -> Cycle | None:
        """The cycle in which an entry counts."""
        return next((c for c in self.cycles if any(one.id == id_ for one, _ in c.shares)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of the dashboards."""

    span: Span
    hours: tuple[Share, ...]
    by_type: Mapping[str, tuple[Share, ...]]
    by_month: Mapping[str, tuple[Share, ...]]
    """Months without an entry are not there."""
    credited: Mapping[str, tuple[Share, ...]]
    """By body; entries that it does not count are not there."""

    @property
    def label(self) -> str:
        """As its page is named."""
        return self.span.label


@dataclass(frozen=True, kw_only=True)
class Recount:
    """All numbers of a journal as of one day."""

    today: date
    journal: Journal
    done: tuple[Record, ...]
    """Of every kind: no draft, not planned, not after the day."""
    counts: tuple[Count, ...]
    years: tuple[Year, ...]

    @cached_property
    def activities(self) -> tuple[Record, ...]:
        """What counts in the years."""
        return tuple(one for one in self.done if one.kind == "activity")


def recount(journal: Journal, today: date) -> Recount:
    """Count everything."""
    done = tuple(
        one for one in journal.records if not one.draft and not one.planned and one.day <= today
    )
    counts = tuple(count(BODIES[scheme], journal, done, today) for scheme in journal.facts)
    return Recount(
        today=today,
        journal=journal,
        done=done,
        counts=counts,
        years=tuple(years([one for one in done if one.kind == "activity"], counts, today)),
    )


def total(shares: Iterable[Share]) -> Fraction:
    """What the shares come to."""
    return sum((amount for _, amount in shares), Fraction())


# --- Under one body -------------------------------------------------------------------------------


def count(body: Body, journal: Journal, done: Sequence[Record], today: date) -> Count:
    """Every cycle of a body."""
    facts = journal.facts[body.id]
    kept = [one for one in done if one.claims.get(body.id, {}).get("exclude") != "true"]
    kept.sort(key=lambda one: (one.counted_on, one.id))
    kinds = {"activity", *(demand.kind for demand in body.demands)}
    days = [one.counted_on for one in kept if one.kind in kinds]
    first = date.fromisoformat(facts["joined"]) if "joined" in facts else min(days, default=today)
    cycles = [
        cycle(body, journal, kept, (span, today)) for span in spans(body, facts, first, today)
    ]
    return Count(body=body, cycles=tuple(cycles))


def spans(body: Body, facts: Mapping[str, str], first: date, today: date) -> list[Span]:
    """The cycles from the one that holds a day to the one that holds today."""
    start = (
        date(1980, *body.start) if body.start is not None else date.fromisoformat(facts["renewal"])
    )
    while start > min(first, today):
        start = start.replace(year=start.year - body.years)
    found = []
    while start <= today:
        end = start.replace(year=start.year + body.years)
        if end > min(first, today):
            found.append(Span(start, end))
        start = end
    return found


def cycle(body: Body, journal: Journal, kept: Sequence[Record], when: tuple[Span, date]) -> Cycle:
    """One cycle with what lies in it."""
    span, today = when
    inside = [one for one in kept if one.counted_on in span]
    shares = tuple((one, credit(body, one)) for one in inside if one.kind == "activity")
    categories = {one.id: category(body, one, journal) for one, _ in shares}
    tiers = {one.id: claim(body, one, "tier") for one, _ in shares}
    held = Held(
        body=body,
        facts=journal.facts[body.id],
        span=span,
        today=today,
        records=inside,
        everything=kept,
        amounts={one.id: amount for one, amount in shares},
        categories=categories,
    )
    by_tier = {"tier": by(shares, [*map(str, body.tiers), ""], lambda one: tiers[one.id])}
    return Cycle(
        span=span,
        closed=held.closed,
        shares=shares,
        terms={
            "category": by(shares, [*body.categories, ""], lambda one: categories[one.id]),
            **(by_tier if body.tiers else {}),
        },
        asked=tuple(ask(demand, held) for demand in body.demands),
    )


def claim(body: Body, one: Record, name: str) -> str:
    """What an entry claims under a body; "" for nothing."""
    return one.claims.get(body.id, {}).get(name, "")


def credit(body: Body, one: Record) -> Fraction:
    """What is claimed, else the tier, else the hours."""
    points = claim(body, one, "points")
    if points:
        return Fraction(points)
    hours = claim(body, one, "hours")
    tier = claim(body, one, "tier")
    if tier and not (hours and body.unit == "hours"):
        return Fraction(tier)
    return hours_of(hours) if hours else one.hours or Fraction()


def category(body: Body, one: Record, journal: Journal) -> str:
    """The category claimed, else that of the type, else that of the type it is like."""
    return (
        claim(body, one, "category")
        or body.category_of(one.type)
        or body.category_of(journal.like.get(one.type, ""))
    )


def by(
    shares: Iterable[Share], order: Iterable[str], key: Callable[[Record], str]
) -> dict[str, tuple[Share, ...]]:
    """Shares under their keys, in an order; keys without any are left out."""
    known = list(shares)
    found = {name: tuple(share for share in known if key(share[0]) == name) for name in order}
    return {name: some for name, some in found.items() if some}


# --- By calendar ----------------------------------------------------------------------------------


def years(activities: Sequence[Record], counts: Sequence[Count], today: date) -> Iterator[Year]:
    """Every calendar year from the first activity's to today's."""
    for number in range(min([one.day.year for one in activities] or [today.year]), today.year + 1):
        span = Span(date(number, 1, 1), date(number + 1, 1, 1))
        inside = [one for one in activities if one.day in span]
        shares = tuple((one, one.hours or Fraction()) for one in inside)
        yield Year(
            span=span,
            hours=shares,
            by_type=by(shares, sorted({one.type for one in inside}), lambda one: one.type),
            by_month=by(shares, sorted({month(one) for one in inside}), month),
            credited={
                found.body.id: tuple(
                    (one, found.granted[one.id]) for one in inside if one.id in found.granted
                )
                for found in counts
            },
        )


def month(one: Record) -> str:
    """The month of its last day, `2025-06`."""
    return f"{one.day:%Y-%m}"
