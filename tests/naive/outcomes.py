"""The outcome of every requirement of a cycle."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from tests.naive import measures, verdicts
from tests.naive.caps import Span
from tests.naive.cycle import Cycle
from tests.naive.entries import NOTHING, Data, terms_of

Part = dict[str, Any]


def outcomes(cycle: Cycle) -> list[Data]:
    """The outcome of every requirement that applies."""
    found = []
    for asked in cycle.asked:
        if "any_of" in asked:
            found.append({"id": asked["id"], "level": asked["level"], "any_of": asked["any_of"]})
            continue
        rule = asked | {name + "imum": cycle.bound(asked, name) for name in ("min", "max")}
        if not cycle.left_out(rule):
            head = {"id": rule["id"], "level": rule["level"], "measure": rule["measure"]}
            found.append(head | outcome(cycle, rule))
    by_id = {one["id"]: one for one in found}
    for one in found:
        for_any = [by_id[name]["status"] for name in one.get("any_of", []) if name in by_id]
        if for_any:
            met = {"met", "excused"} & set(for_any)
            one.update(status="met" if met else verdicts.best(for_any), value=None)
    return found


def outcome(cycle: Cycle, rule: Data) -> Data:
    """The outcome of one requirement."""
    if not cycle.applies(rule):
        return {"status": "not-applicable", "value": None, "shortfall": NOTHING}
    if "each" not in rule:
        return worst_window(cycle, rule, None)
    parts = [worst_window(cycle, rule, term) for term in cycle.terms(rule)]
    return min(parts, key=verdicts.badness) | {"parts": parts}


def worst_window(cycle: Cycle, rule: Data, term: str | None) -> Data:
    """The outcome of a requirement, or of one of its terms, in its worst window."""
    parts = [part(cycle, rule, start, end, term) for start, end in cycle.windows(rule)]
    if not parts:
        return {"term": term, "status": "not-applicable", "value": None, "shortfall": NOTHING}
    begun = [part for part in parts if part["start"] <= cycle.book.as_of]
    found = min(begun or parts, key=verdicts.badness)
    if "over" in rule:
        status = min(parts, key=verdicts.badness)["status"]
        found = found | {"status": status, "parts": parts}
    return found


def part(cycle: Cycle, rule: Data, start: date, end: date, term: str | None) -> Part:
    """The outcome of a requirement for one stretch of days and one term."""
    span = cycle.span(start, end)
    entries, rules, as_of = cycle.book.entries, cycle.rules, cycle.book.as_of
    head: Part = {"start": start, "end": end, "term": term, "shortfall": NOTHING}
    head |= {"min": rule["minimum"], "max": rule["maximum"]}
    if rule["measure"] == "gap":
        return head | measures.gap(rules, rule, entries, span)
    found = measures.asked_for(rules, rule, entries, span)
    if term is not None:
        found = measures.with_term(rules, rule, found, term)
    head["entries"] = [entry["id"] for entry in measures.whole_ones(found)]
    if rule["measure"] in {"sum", "count"}:
        return head | added_up(cycle, rule, found, span)
    if rule["measure"] in {"share", "mix"}:
        return head | shared_out(cycle, rule, found, span)
    if rule["measure"] == "complete":
        amount = measures.complete(rules, rule, measures.whole_ones(found))
    else:
        parts = measures.amounts_of(rules, rule, measures.whole_ones(found))
        names = measures.shares_of(rules, parts, rule.get("taxonomy", "category"))
        amount = Fraction(len(set(names) - {""}))
        head["shortfall"] = verdicts.shortfall(amount, rule["minimum"])
    return head | {"value": amount, "status": verdicts.unpaced(amount, rule, span, as_of)}


def added_up(cycle: Cycle, rule: Data, found: list[Data], span: Span) -> Part:
    """The outcome of a sum, by its own caps and by those of the cycle, or of a count."""
    if rule["measure"] == "count":
        value = other = Fraction(len(measures.whole_ones(found)))
    else:
        parts = measures.amounts_of(cycle.rules, rule, found)
        value = measures.total(measures.capped(cycle.rules, rule, parts, span))
        other = measures.total(cycle.cycle_wide(rule, parts))
        if rule["id"] == cycle.carry.get("over", "total") and cycle.carry:
            value, other = value + cycle.carried_in, other + cycle.carried_in
    carried = cycle.carried_in if rule["id"] == cycle.carry.get("over", "total") else NOTHING
    carried = carried if cycle.carry and rule["measure"] == "sum" else NOTHING
    status = verdicts.paced(value, rule, span, cycle.book.as_of, carried)
    bounds = rule["minimum"], rule["maximum"]
    if verdicts.inside(value, *bounds) != verdicts.inside(other, *bounds):
        status = "check"
    short = verdicts.shortfall(value, rule["minimum"])
    return {"value": value, "status": status, "shortfall": short}


def shared_out(cycle: Cycle, rule: Data, found: list[Data], span: Span) -> Part:
    """The outcome of a share or of a mix, by its own caps and by those of the cycle."""
    rules, as_of = cycle.rules, cycle.book.as_of
    among = listed = found
    if rule["measure"] == "share":
        everything = measures.asked_for(rules, rule | {"where": {}}, cycle.book.entries, span)
        among = listed = [e for e in everything if measures.is_sorted(rules, rule, e)]
    else:
        listed = [entry for entry in found if terms_of(rules, entry, rule["taxonomy"])]
    parts = measures.amounts_of(rules, rule, among)
    verdict: list[Part] = []
    for left in (measures.capped(rules, rule, parts, span), cycle.cycle_wide(rule, parts)):
        if rule["measure"] == "mix":
            value = measures.mix(rules, rule, left)
            verdict.append({"value": value, "status": verdicts.mixed(value, rule, span, as_of)})
        else:
            share = measures.share(left, found)
            status = verdicts.unpaced(share, rule, span, as_of)
            verdict.append({"value": share, "status": status})
    own, other = verdict
    if own["value"] is None:
        return own | {"entries": []}
    fine = {"met"} if rule["measure"] == "mix" else {"met", "not-applicable"}
    if (own["status"] in fine) != (other["status"] in fine):
        own["status"] = "check"
    return own | {"entries": [entry["id"] for entry in measures.whole_ones(listed)]}
