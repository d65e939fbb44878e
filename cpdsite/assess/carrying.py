"""What a cycle takes from the one before it, and what it hands on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cpdsite.assess.caps import wide
from cpdsite.assess.facts import day_of
from cpdsite.assess.routes import FULFILLED
from cpdsite.assess.selection import Cycle, taking
from cpdsite.model.assessment import Outcome, added
from cpdsite.model.period import Period
from cpdsite.model.scheme import Carry, Filter
from cpdsite.model.settings import Membership


def carried_in(membership: Membership, cycle: Period, handed_on: Fraction) -> Fraction:
    """Return what the member states for a cycle, else what the former cycle handed on."""
    stated = [amount for day, amount in membership.carried_in.items() if day in cycle]
    return sum(stated, Fraction(0)) if stated else handed_on


def carried_out(cycle: Cycle, outcomes: Sequence[Outcome]) -> Fraction:
    """Return what a cycle may hand on: never what was carried into it."""
    carry = cycle.scheme.carry
    if carry is None:
        return Fraction(0)
    by_id = {outcome.requirement.id: outcome for outcome in outcomes}
    condition = by_id.get(carry.condition)
    if carry.condition and (condition is None or condition.status not in FULFILLED):
        return Fraction(0)
    joined = day_of(cycle.membership, "joined")
    if carry.not_in_first_period and joined is not None and joined in cycle.home:
        return Fraction(0)
    over = by_id.get(carry.over)
    if over is None or not isinstance(over.value, Fraction) or over.minimum is None:
        return Fraction(0)
    surplus = max(over.value - over.minimum, Fraction(0))
    return min(carry.max, surplus, _own(cycle, carry))


def _own(cycle: Cycle, carry: Carry) -> Fraction:
    """Return what the cycle's own activities earned that may be carried."""
    last = carry.earned_in_last
    since = cycle.home.start if last is None else last.after(cycle.home.end, -1)
    where = Filter(any_of=(carry.where,), none_of=carry.none_of)
    items = (item for item in cycle.selected if item.entry.kind == "activity" and item.day >= since)
    return added(wide(taken, carry.unit, cycle) for taken in taking(items, where))
