"""Every figure of a scheme, from plain data: the rules, the member's facts, the entries."""

from __future__ import annotations

from fractions import Fraction

from tests.naive import measures
from tests.naive.book import Book
from tests.naive.cycle import Cycle
from tests.naive.days import labels_of, shift
from tests.naive.entries import NOTHING, Data, amount_of, day_of, matches
from tests.naive.outcomes import outcomes


def recount(documents: list[Data], member: Data, entries: list[Data], day: Data) -> list[Data]:
    """The cycles of a scheme with their figures; `day` holds `as_of`, `year_start`, `first`."""
    book = Book(documents, member, entries, day)
    spans = book.listed()
    names = ["rolling"] if book.rolling else labels_of(spans)
    found: list[Data] = []
    for name, (start, end) in zip(names, spans, strict=True):
        carried = found[-1]["carried_out"] if found else NOTHING
        stated = member.get("carry_in", {}).items()
        mine = [amount for day, amount in stated if start <= day < end]
        carried = sum(mine, NOTHING) if mine else carried
        cycle = Cycle(book, (start, end), carried, spans[0][0])
        found.append({"label": name} | _figures(cycle))
    return found


def _figures(cycle: Cycle) -> Data:
    """The figures of the cycle."""
    unit, rules = cycle.rules.unit, cycle.rules
    span = cycle.span(cycle.start, cycle.end)
    mine = [e for e in cycle.book.entries if e["kind"] == "activity" and span.holds(e)]
    credited = cycle.credited(unit, "activity")
    found = outcomes(cycle)
    return {
        "start": cycle.start,
        "end": cycle.end,
        "state": "closed" if cycle.book.as_of >= cycle.end else "open",
        "entries": len(mine),
        "claimed": sum((amount_of(rules, entry, unit) for entry in mine), NOTHING),
        "credited": measures.total(credited),
        "credits": credited,
        "by_term": {
            taxonomy: measures.shares_of(rules, credited, taxonomy)
            for taxonomy in rules.scheme.get("taxonomies", {})
        },
        "carried_in": cycle.carried_in,
        "carried_out": _carried_out(cycle, found),
        "requirements": found,
    }


def _carried_out(cycle: Cycle, found: list[Data]) -> Fraction:
    """What the next cycle is given."""
    if not cycle.carry:
        return NOTHING
    by_id = {outcome["id"]: outcome for outcome in found}
    over = by_id.get(cycle.carry.get("over", "total"))
    condition = cycle.carry.get("if")
    if over is None or over["value"] is None or over["min"] is None:
        return NOTHING
    if condition is not None and by_id.get(condition, {}).get("status") != "met":
        return NOTHING
    joined = cycle.book.member.get("joined")
    if cycle.carry.get("not_in_first_period") and joined and cycle.start <= joined < cycle.end:
        return NOTHING
    surplus: Fraction = max(NOTHING, over["value"] - over["min"])
    most = Fraction(str(cycle.carry["max"])) if "max" in cycle.carry else surplus
    return min(most, surplus, _own_surplus(cycle))


def _own_surplus(cycle: Cycle) -> Fraction:
    """What the cycle itself was credited with and may be carried on."""
    unit = cycle.carry.get("unit", cycle.rules.unit)
    since = cycle.start
    if "earned_in_last" in cycle.carry:
        since = shift(cycle.end, cycle.carry["earned_in_last"], -1)
    return sum(
        (
            amount
            for entry, amount in cycle.credited(unit, "activity")
            if matches(cycle.rules, entry, cycle.carry.get("where"))
            and not ("not" in cycle.carry and matches(cycle.rules, entry, cycle.carry["not"]))
            and day_of(entry) >= since
        ),
        NOTHING,
    )
