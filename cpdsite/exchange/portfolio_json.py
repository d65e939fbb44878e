"""Numbers and entries as JSON: the same for `status --format json` and for the site's data files."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from fractions import Fraction

from cpdsite.model.assessment import (
    CycleAssessment,
    Outcome,
    OutcomePart,
    Portfolio,
    SchemeAssessment,
    Tally,
    YearSummary,
)
from cpdsite.model.entry import REFLECTION, Entry
from cpdsite.model.period import Period

VERSION = 1
_MILLIONTHS = 1_000_000

Json = bool | int | float | str | None | list["Json"] | dict[str, "Json"]


def status_json(portfolio: Portfolio) -> str:
    """Return schemes and years as JSON in plain ASCII, whatever the terminal's encoding."""
    return json.dumps(_numbers(portfolio), indent=2)


def portfolio_json(portfolio: Portfolio) -> bytes:
    """Return schemes, years and the entries of the audience as UTF-8 JSON."""
    everything = _numbers(portfolio) | {
        "audience": str(portfolio.audience),
        "entries": _entries(portfolio),
        "hidden": portfolio.hidden,
    }
    return _bytes(everything)


def entries_json(portfolio: Portfolio) -> bytes:
    """Return an object for each entry of the audience, in the order of the table, as UTF-8 JSON."""
    return _bytes(_entries(portfolio))


def number(amount: Fraction, *, short_of: Fraction | None = None) -> int | float:
    """Return an amount as a JSON number, half-even to 6 places; never at its minimum when below it."""
    rounded = amount if _MILLIONTHS % amount.denominator == 0 else round(amount, 6)
    if short_of is not None and amount < short_of and rounded >= round(short_of, 6):
        below = min(_floor(amount), round(short_of, 6) - Fraction(1, _MILLIONTHS))
        rounded = max(below, Fraction(0))
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def _bytes(value: Json) -> bytes:
    """Return JSON for people to look at and programs to read."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _floor(amount: Fraction) -> Fraction:
    """Return an amount rounded down to 6 places."""
    return Fraction(math.floor(amount * _MILLIONTHS), _MILLIONTHS)


def _numbers(portfolio: Portfolio) -> dict[str, Json]:
    """Return all numbers as of the day."""
    assessment = portfolio.assessment
    incomplete: dict[str, Json] = (
        {"incomplete": portfolio.incomplete} if portfolio.incomplete else {}
    )
    return {
        "version": VERSION,
        "as_of": assessment.as_of.isoformat(),
        **incomplete,
        "schemes": [_scheme(scheme) for scheme in assessment.schemes],
        "years": [_year(year) for year in assessment.years],
    }


def _scheme(assessed: SchemeAssessment) -> Json:
    """Return a scheme with its cycles."""
    scheme = assessed.scheme
    return {
        "id": scheme.id,
        "title": scheme.title,
        "edition": scheme.edition,
        "unit": scheme.unit.id,
        "cycles": [_cycle(cycle) for cycle in assessed.cycles],
    }


def _cycle(cycle: CycleAssessment) -> Json:
    """Return one cycle with its requirements."""
    terms: dict[str, Json] = {name: _sums(tallies) for name, tallies in cycle.by_term.items()}
    asked = cycle.target.minimum if cycle.target else None
    return {
        "label": cycle.label,
        **_days(cycle.period),
        "state": "closed" if cycle.closed else "open",
        "entries": cycle.credited.count,
        "claimed": number(cycle.claimed, short_of=asked),
        "credited": number(cycle.credited.total, short_of=asked),
        "carried_in": number(cycle.carried_in),
        "carried_out": number(cycle.carried_out),
        "by_term": terms,
        "requirements": [_requirement(outcome) for outcome in cycle.outcomes],
    }


def _requirement(outcome: Outcome) -> Json:
    """Return one requirement's outcome; bounds only where it has them."""
    requirement = outcome.requirement
    found: dict[str, Json] = {
        "id": requirement.id,
        "level": str(requirement.level),
        "measure": str(requirement.measure),
        "status": str(outcome.status) if outcome.status else None,
        "value": _value(outcome.value, outcome.minimum),
    }
    if outcome.minimum is not None:
        found["min"] = number(outcome.minimum)
    if outcome.maximum is not None:
        found["max"] = number(outcome.maximum)
    if requirement.target:
        found["target"] = {term: number(share) for term, share in requirement.target.items()}
        found["tolerance"] = number(requirement.tolerance)
    found["shortfall"] = _shortfall(outcome.shortfall)
    if outcome.parts:
        found["parts"] = [_part(part, outcome.minimum) for part in outcome.parts]
    found["text"] = requirement.text
    found["entries"] = list(dict.fromkeys(part.entry for part in outcome.tally.parts))
    if outcome.tally.hidden:
        found["hidden"] = outcome.tally.hidden
    return found


def _part(part: OutcomePart, least: Fraction | None) -> Json:
    """Return the result of one term or one window."""
    return {
        **({"term": part.term} if part.term else {}),
        **(_days(part.period) if part.period is not None else {}),
        "value": _value(part.value, least),
        "status": str(part.status) if part.status else None,
    }


def _value(value: Fraction | Mapping[str, Fraction] | None, least: Fraction | None) -> Json:
    """Return what was measured: a number, a number by term, or null where it does not apply."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {term: number(share) for term, share in value.items()}
    return number(value, short_of=least)


def _shortfall(amount: Fraction | None) -> Json:
    """Return what is missing, rounded like any amount, but never to 0 while anything is."""
    if amount is None:
        return None
    return number(max(amount, Fraction(1, _MILLIONTHS)) if amount else amount)


def _year(year: YearSummary) -> Json:
    """Return one year of the dashboards."""
    return {
        "label": year.label,
        **_days(year.period),
        "entries": year.hours.count,
        "hours": number(year.hours.total),
        "credited": _sums(year.credited),
        "by_type": _sums(year.by_type),
        "by_month": _sums({month: t for month, t in year.by_month.items() if t.count}),
    }


def _days(period: Period) -> dict[str, Json]:
    """Return a period's first day and the day after its last."""
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _sums(tallies: Mapping[str, Tally]) -> dict[str, Json]:
    """Return the total of each tally."""
    return {name: number(tally.total) for name, tally in tallies.items()}


def _entries(portfolio: Portfolio) -> list[Json]:
    """Return the entries of the audience."""
    return [_entry(portfolio, entry) for entry in portfolio.entries]


def _entry(portfolio: Portfolio, entry: Entry) -> Json:
    """Return an entry's facts, its reflection and what it is credited with; what is absent is left out."""
    facts: dict[str, Json] = {
        "id": entry.id,
        "kind": str(entry.kind),
        "title": entry.title,
        "date": entry.date.isoformat(),
        "end": entry.end.isoformat() if entry.end else None,
        "type": entry.type or None,
        "status": "planned" if entry.planned else None,
        "draft": entry.draft or None,
        "highlight": entry.highlight or None,
        "hours": number(entry.hours) if entry.hours is not None else None,
        "provider": entry.provider or None,
        "url": entry.url or None,
        "location": entry.location or None,
        "tags": list(entry.tags) or None,
        "goals": list(entry.goals) or None,
        "competencies": list(entry.competencies) or None,
        "evidence": [piece.title or piece.file or piece.url for piece in entry.evidence] or None,
        "credited": _credited(portfolio, entry) or None,
    }
    facts |= {name: reflection(entry, name) or None for name in REFLECTION}
    return {name: value for name, value in facts.items() if value is not None}


def _credited(portfolio: Portfolio, entry: Entry) -> dict[str, Json]:
    """Return what an entry is granted, by scheme: the amount and the terms."""
    found: dict[str, Json] = {}
    for assessed in portfolio.assessment.schemes:
        credit = assessed.credits.get(entry.id)
        if credit is not None:
            terms: dict[str, Json] = {name: list(ids) for name, ids in credit.terms.items() if ids}
            amount = credit.credited or Fraction(0)
            found[assessed.scheme.id] = {assessed.scheme.unit.id: number(amount), **terms}
    return found


def reflection(entry: Entry, name: str) -> str:
    """Return the text of a reflection field, from the front matter and from under its headings."""
    texts = [entry.reflection.get(name, "")]
    texts += [section.text for section in entry.body.sections if section.field == name]
    return "\n\n".join(text for text in texts if text)
