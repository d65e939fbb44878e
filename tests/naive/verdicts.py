"""What a value means: met, short, open and the like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.naive.caps import Span
from tests.naive.days import days_between
from tests.naive.entries import NOTHING, Data

WORST_FIRST = ("short", "check", "at-risk", "open", "excused", "met", "not-applicable")


def best(statuses: Iterable[str]) -> str:
    """The status of the route that leads farthest, of several that are open."""
    found = set(statuses)
    order = ("check", "open", "at-risk", "short")
    return next((status for status in order if status in found), "not-applicable")


def badness(part: Data) -> tuple[int, Fraction, Fraction]:
    """Of several parts, the one with the least of these is the worst."""
    value = part["value"] if isinstance(part["value"], Fraction) else Fraction(0)
    too_much = part["min"] is None
    order = WORST_FIRST.index(part["status"])
    return order, -part["shortfall"], -value if too_much else value


def shortfall(value: Fraction, minimum: Fraction | None) -> Fraction:
    """What is missing."""
    return max(Fraction(0), minimum - value) if minimum is not None else Fraction(0)


def inside(value: Fraction, minimum: Fraction | None, maximum: Fraction | None) -> bool:
    """Whether a value is neither too small nor too large."""
    large_enough = minimum is None or value >= minimum
    return large_enough and (maximum is None or value <= maximum)


def paced(value: Fraction, rule: Data, span: Span, as_of: date, carried: Fraction = NOTHING) -> str:
    """The status of a sum or a count; what was carried in is no pace."""
    minimum, maximum = rule["minimum"], rule["maximum"]
    if maximum is not None and value > maximum:
        return "short"
    if inside(value, minimum, maximum):
        return "met"
    if as_of >= span.end:
        return "short"
    days = days_between(span.start, span.end)
    gone = len([day for day in days if day <= as_of])
    late = _late(value - carried, minimum - carried, gone, len(days) - gone)
    return "at-risk" if late else "open"


def _late(value: Fraction, minimum: Fraction, gone: int, left: int) -> bool:
    """Whether the pace that is needed is far above the pace so far."""
    if not gone:
        return False
    if not value:
        return 3 * gone > gone + left
    return not left or (minimum - value) / left > Fraction(3, 2) * value / gone


def unpaced(value: Fraction | None, rule: Data, span: Span, as_of: date) -> str:
    """The status of a share, of completeness, of a number of terms."""
    if value is None:
        return "not-applicable"
    if inside(value, rule["minimum"], rule["maximum"]):
        return "met"
    return "short" if as_of >= span.end else "open"


def mixed(value: dict[str, Fraction] | None, rule: Data, span: Span, as_of: date) -> str:
    """The status of a mix."""
    if value is None:
        return "not-applicable"
    tolerance = Fraction(str(rule.get("tolerance", 0)))
    target = {term: Fraction(str(share)) for term, share in rule["target"].items()}
    if all(abs(value[term] - share) <= tolerance for term, share in target.items()):
        return "met"
    return "short" if as_of >= span.end else "open"
