"""How the pages put things: days, statuses, kinds and fields in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from cpdsite.model.assessment import Outcome, Status
from cpdsite.model.entry import Kind
from cpdsite.model.period import Duration, Period
from cpdsite.model.scheme import Level, Measure, Scheme, Unit
from cpdsite.render import numbers

KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ACTIVITY: "Activity",
        Kind.GOAL: "Goal",
        Kind.REVIEW: "Review",
        Kind.FEEDBACK: "Feedback",
        Kind.REFLECTION: "Reflection",
        Kind.DISCUSSION: "Discussion",
        Kind.PRACTICE: "Practice",
        Kind.CONFIRMATION: "Confirmation",
        Kind.DECLARATION: "Declaration",
        Kind.ABSENCE: "Absence",
        Kind.STATEMENT: "Statement",
    }
)

REFLECTION: Mapping[str, str] = MappingProxyType(
    {
        "need": "Why",
        "learned": "What I learned",
        "applied": "How I applied it",
        "benefit": "Who benefits",
        "next": "What next",
    }
)
"""Headings of the reflection fields, where the author gave them in the front matter."""

LEVELS: Mapping[Level, str] = MappingProxyType(
    {Level.MUST: "Required", Level.SHOULD: "Recommended", Level.INFO: "For information"}
)

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "own": "the body's own page",
        "second-hand": "second-hand: reported by others",
        "assumed": "assumed: no page says so",
    }
)

_PLAIN: Mapping[Status, str] = MappingProxyType(
    {
        Status.MET: "met",
        Status.OPEN: "not yet met",
        Status.AT_RISK: "behind pace",
        Status.NOT_APPLICABLE: "does not apply",
        Status.EXCUSED: "explained",
        Status.CHECK: "check",
    }
)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day(given: date) -> str:
    """`30 Nov 2026`."""
    return f"{_short(given)} {given.year}"


def long_day(given: date) -> str:
    """`30 November 2026`."""
    return f"{given.day} {MONTHS[given.month - 1]} {given.year}"


def month(given: date) -> str:
    """`November 2026`."""
    return f"{MONTHS[given.month - 1]} {given.year}"


def short_month(given: date) -> str:
    """`Nov`."""
    return MONTHS[given.month - 1][:3]


def days(first: date, last: date) -> str:
    """`30 Nov 2026`, `2 to 4 Nov 2026` or `30 Nov to 2 Dec 2026`: both days belong to it."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{_short(first)} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def period(given: Period) -> str:
    """A period from its first to its last day."""
    return days(given.start, given.last)


def duration(given: Duration) -> str:
    """`2 years`, `3 months`, `31 days`."""
    years, months = divmod(given.months, 12)
    parts = ((years, "year"), (months, "month"), (given.days, "day"))
    return " and ".join(count(number, one) for number, one in parts if number)


def count(number: int, one: str, many: str = "") -> str:
    """`1 entry`, `2 entries`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def entries(number: int) -> str:
    """`1 entry`, `2 entries`."""
    return count(number, "entry", "entries")


def counted_in(amount: str, one: str, many: str) -> str:
    """An amount as shown, with what it counts: `1 point`, `2.5 points`, `40%`."""
    if many == "%":
        return f"{amount}%"
    return f"{amount} {one if amount == '1' else many}"


def not_shown(number: int) -> str:
    """`3 not shown`; "" for none."""
    return f"{number:,} not shown" if number else ""


def short_name(scheme: Scheme) -> str:
    """A scheme's id as people say it: `GCS`, `PMI PMP`, `Science Council`."""
    return " ".join(
        word.upper() if len(word) <= len("ICPEM") and scheme.id != "points" else word.title()
        for word in scheme.id.split("-")
    )


def field_label(name: str) -> str:
    """A field's name as a label: `from_whom` becomes `From whom`."""
    return name.replace("_", " ").capitalize()


def status(outcome: Outcome, scheme: Scheme) -> str:
    """What can be said of a requirement, softly of a guide; "" where it may not be told."""
    if outcome.status is None:
        return ""
    soft = outcome.requirement.level is not Level.MUST
    missing = _missing(outcome, scheme)
    if outcome.status is Status.SHORT:
        if soft:
            return _below(outcome, missing)
        return f"short by {missing}" if missing else _not_met(outcome)
    if outcome.status in (Status.OPEN, Status.AT_RISK) and missing:
        return _under_way(outcome.status, missing, soft=soft)
    return _PLAIN[outcome.status]


def unit_of(outcome: Outcome, scheme: Scheme) -> tuple[str, str]:
    """What a requirement's value is counted in, for one and for several."""
    requirement = outcome.requirement
    match requirement.measure:
        case Measure.SUM:
            return unit_words(unit_named(scheme, requirement.unit))
        case Measure.COUNT:
            return "entry", "entries"
        case Measure.DISTINCT:
            main = requirement.taxonomy in ("", "category")
            return ("category", "categories") if main else ("term", "terms")
        case Measure.GAP:
            return "day", "days"
        case _:
            return "%", "%"


def unit_named(scheme: Scheme, name: str) -> Unit:
    """A unit of a scheme by its id; the first for ""."""
    return next((unit for unit in scheme.units if unit.id == name), scheme.unit)


def unit_words(unit: Unit) -> tuple[str, str]:
    """A unit's name, for one and for several."""
    return unit.label, unit.labels


def _short(given: date) -> str:
    """`30 Nov`."""
    return f"{given.day} {short_month(given)}"


def _missing(outcome: Outcome, scheme: Scheme) -> str:
    """`3.5 points`; "" when no amount says what is missing."""
    if not outcome.shortfall:
        return ""
    one, many = unit_of(outcome, scheme)
    return counted_in(numbers.shortfall(outcome.in_wholes(outcome.shortfall)), one, many)


def _below(outcome: Outcome, missing: str) -> str:
    """How far a guide was missed, without reproach."""
    if outcome.requirement.measure is Measure.MIX:
        return "outside the guide"
    return f"{missing} below the guide" if missing else "below the guide"


def _under_way(status: Status, missing: str, *, soft: bool) -> str:
    """What is said of an amount that is still growing."""
    if not soft:
        return f"{_PLAIN[status]}, {missing} to go"
    so_far = f"{missing} below the guide so far"
    return so_far if status is Status.OPEN else f"{_PLAIN[status]}, {so_far}"


def _not_met(outcome: Outcome) -> str:
    """What is said of a requirement that lacks something no amount can say."""
    return "longer than allowed" if outcome.requirement.measure is Measure.GAP else "not met"
