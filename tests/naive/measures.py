"""The value of a requirement in a stretch of days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.naive.caps import Parts, Span, clipped
from tests.naive.days import DAY, days_between, shift
from tests.naive.entries import (
    NOTHING,
    Data,
    Rules,
    amount_of,
    key_of,
    matches,
    pieces_of,
    real_day,
    terms_of,
)

ALWAYS = Span(start=date.min, end=date.max, required=None, claimed=NOTHING, cycle=date.min)


def asked_for(rules: Rules, rule: Data, entries: list[Data], span: Span) -> list[Data]:
    """The entries, or pieces of them, that a requirement looks at in some days."""
    kind = rule.get("from", "activity")
    return [
        piece
        for entry in entries
        if entry["kind"] == kind and span.holds(entry)
        for piece in pieces_of(rules, entry)
        if matches(rules, piece, rule.get("where"))
    ]


def whole_ones(found: list[Data]) -> list[Data]:
    """Each entry once."""
    return list({piece["id"]: piece.get("whole", piece) for piece in found}.values())


def amounts_of(rules: Rules, rule: Data, found: list[Data]) -> Parts:
    """What each brings, before caps."""
    unit = rule.get("unit", rules.unit)
    return [(piece, amount_of(rules, piece, unit)) for piece in found]


def with_term(rules: Rules, rule: Data, found: list[Data], term: str) -> list[Data]:
    """The entries that have a term of the taxonomy by which a requirement is asked."""
    each = rule["each"]
    taxonomy = str(next(iter(each))) if isinstance(each, dict) else str(each)
    return [entry for entry in found if term in terms_of(rules, entry, taxonomy)]


def shares_of(rules: Rules, parts: Parts, taxonomy: str) -> dict[str, Fraction]:
    """Amounts by term; what has no term stands under the empty name."""
    sums: dict[str, Fraction] = {}
    for entry, amount in parts:
        for term, part in (terms_of(rules, entry, taxonomy) or {"": Fraction(1)}).items():
            sums[term] = sums.get(term, NOTHING) + part * amount
    return sums


def per_cent(part: Fraction, whole: Fraction) -> Fraction | None:
    """A share in per cent; None of nothing."""
    return 100 * part / whole if whole else None


def mix(rules: Rules, rule: Data, parts: Parts) -> dict[str, Fraction] | None:
    """The share of each term of the target, and of others that occur."""
    sums = shares_of(rules, parts, rule.get("taxonomy", "category"))
    sums.pop("", None)
    whole = sum(sums.values(), NOTHING)
    if not whole:
        return None
    return {term: 100 * sums.get(term, NOTHING) / whole for term in {**rule["target"], **sums}}


def is_sorted(rules: Rules, rule: Data, entry: Data) -> bool:
    """Whether an entry has a term in every taxonomy that a filter looks at."""
    looked_at = str(rule.get("where", {}))
    return all(
        terms_of(rules, entry, taxonomy)
        for taxonomy in rules.scheme.get("taxonomies", {})
        if f"'{taxonomy}'" in looked_at
    )


def share(parts: Parts, found: list[Data]) -> Fraction | None:
    """The share that some entries have in all."""
    mine = {key_of(piece) for piece in found}
    return per_cent(total([part for part in parts if key_of(part[0]) in mine]), total(parts))


def complete(rules: Rules, rule: Data, found: list[Data]) -> Fraction | None:
    """The share of entries that have every field, or a term of every taxonomy."""
    full = [e for e in found if all(_has(rules, e, field) for field in rule["fields"])]
    return per_cent(Fraction(len(full)), Fraction(len(found)))


def _has(rules: Rules, entry: Data, field: str) -> bool:
    """Whether an entry has a field or a term."""
    if field in rules.scheme.get("taxonomies", {}):
        return bool(terms_of(rules, entry, field))
    return entry.get(field) not in (None, "", [])


def total(parts: Parts) -> Fraction:
    """The sum of amounts."""
    return sum((amount for _, amount in parts), NOTHING)


def capped(rules: Rules, rule: Data, parts: Parts, span: Span) -> Parts:
    """The parts of a requirement after the caps inside its own sum."""
    return clipped(rules, parts, rule.get("unit", rules.unit), span)


def gap(rules: Rules, rule: Data, entries: list[Data], span: Span) -> Data:
    """The longest stretch without activity, and how long that stretch may be."""
    last = min(span.end - DAY, rules.as_of)
    first = min(last, max(span.start, rules.member.get("joined", span.start)))
    active = {
        day
        for entry in asked_for(rules, rule, entries, ALWAYS)
        for day in days_between(entry["date"], real_day(entry) + DAY)
    }
    bare = _longest(active, first, last, rule["max"])
    excuse = rule.get("excused_by")
    away = {
        day
        for entry in entries
        if excuse is not None and entry["kind"] == excuse
        for day in days_between(entry["date"], entry.get("until", real_day(entry)) + DAY)
    }
    found = _longest(active | away, first, last, rule["max"])
    status = "short" if found["broken"] else "excused" if bare["broken"] else "met"
    return found | {"status": status}


def _longest(active: set[date], first: date, last: date, length: str) -> Data:
    """The longest stretch, looked for day by day."""
    longest = {"value": Fraction(0), "max": Fraction((shift(first, length) - first).days)}
    before, broken = first, False
    for day in days_between(first, last + DAY):
        if day in active or day == last:
            stretch = Fraction((day - before).days)
            broken = broken or shift(before, length) <= day
            if stretch > longest["value"]:
                longest = {
                    "value": stretch,
                    "max": Fraction((shift(before, length) - before).days),
                }
            before = day
    return longest | {"broken": broken}
