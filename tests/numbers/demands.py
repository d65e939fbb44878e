"""What a body asks, held against the entries of one cycle."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from tests.numbers.bodies import TOLERANCE, Demand
from tests.numbers.gaps import gap
from tests.numbers.held import Asked, Held
from tests.numbers.reading import Record


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


MEASURES: Mapping[str, Callable[[Demand, Held], Asked]] = {
    "sum": grown,
    "count": grown,
    "distinct": distinct,
    "mix": mix,
    "complete": complete,
    "gap": gap,
}
