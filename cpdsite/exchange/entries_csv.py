"""The entries as one table for a spreadsheet; the owner's is read back by `cpdsite import`.

The columns that a person sorts and sums by say each entry in short. What they cannot say exactly
stands in three more, for the owner alone: `path`, `fields` (as JSON) and `text` (the Markdown).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from cpdsite.exchange.entry_fields import entry_fields
from cpdsite.exchange.portfolio_json import Json, number, reflection
from cpdsite.exchange.yaml_text import Value, amount_text
from cpdsite.model.assessment import Audience, Portfolio, SchemeAssessment
from cpdsite.model.entry import REFLECTION, Entry

FACTS = ("id", "kind", "title", "date", "end", "type", "status", "hours")
"""The columns with which a row begins."""
WORDS = ("provider", "url", "location", "tags", "goals", "competencies")
"""Those behind the columns of the schemes; the reflection follows."""
EXACT = ("path", "fields", "text")
"""Those for the owner alone."""
BETWEEN = "; "
"""Stands between the members of a list."""

_FORMULA = re.compile(
    r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
)  # the last four are full-width forms
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def entries_csv(portfolio: Portfolio) -> bytes:
    """Return a row for each entry of the audience, as UTF-8 with a byte-order mark, which Excel asks for."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerows([cell(text) for text in row] for row in entries_table(portfolio))
    return out.getvalue().encode("utf-8-sig")


def entries_table(portfolio: Portfolio) -> list[list[str]]:
    """Return the header and a row for each entry, as texts that nobody guards against formulas yet."""
    return [_header(portfolio), *([*_row(portfolio, entry)] for entry in portfolio.entries)]


def cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before what looks like one."""
    return f"'{text}" if _is_formula(text) else text


def uncell(text: str) -> str:
    """Return the text of which `cell` made this one."""
    return text[1:] if text.startswith("'") and _is_formula(text[1:]) else text


def shown(fields: Mapping[str, Value], name: str) -> str:
    """Return what a column that is a field says of some fields."""
    match fields.get(name, ""):
        case Fraction() as amount:
            return str(number(amount))
        case date() as day:
            return day.isoformat()
        case tuple() as texts:
            return BETWEEN.join(map(str, texts))
        case value:
            return str(value)


def _is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would calculate a text, apostrophes in front left aside."""
    bare = text.lstrip("'")
    begins = _FORMULA.match(bare) or _FORMULA.match(bare.lstrip())
    return bool(begins) and not _PLAIN_NUMBER.fullmatch(bare)


def _header(portfolio: Portfolio) -> list[str]:
    """Return the names of the columns; each scheme has its own."""
    names = [*FACTS]
    for assessed in portfolio.assessment.schemes:
        scheme = assessed.scheme
        names += [f"{scheme.id} {scheme.unit.id}"]
        names += [f"{scheme.id} {taxonomy.id}" for taxonomy in scheme.taxonomies]
    exact = EXACT if portfolio.audience is Audience.OWNER else ()
    return [*names, *WORDS, *REFLECTION, *exact]


def _row(portfolio: Portfolio, entry: Entry) -> Iterator[str]:
    """Yield the cells of an entry, "" where it says nothing."""
    yield from (entry.id, entry.kind, entry.title, entry.date.isoformat())
    yield entry.end.isoformat() if entry.end else ""
    yield entry.type
    yield "draft" if entry.draft else "planned" if entry.planned else "done"
    yield "" if entry.hours is None else str(number(entry.hours))
    for assessed in portfolio.assessment.schemes:
        yield from _credit(assessed, entry)
    yield from (entry.provider, entry.url, entry.location)
    yield from (BETWEEN.join(texts) for texts in (entry.tags, entry.goals, entry.competencies))
    yield from (reflection(entry, name) for name in REFLECTION)
    if portfolio.audience is Audience.OWNER:
        yield entry.path
        yield json.dumps(dict(_unsaid(entry)), ensure_ascii=False)
        yield entry.body.text


def _unsaid(entry: Entry) -> Iterator[tuple[str, Json]]:
    """Yield the fields that the other columns do not say, or not exactly."""
    fields = entry_fields(entry)
    for name, value in fields.items():
        plain = isinstance(value, str | date) and name not in {"status", *REFLECTION}
        listed = isinstance(value, tuple) and all(BETWEEN.strip() not in str(v) for v in value)
        exact = isinstance(value, Fraction) and Fraction(shown(fields, name)) == value
        said = shown(fields, name) == (entry.type if name == "type" else shown(fields, name))
        if name not in {*FACTS, *WORDS} or not (said and (plain or listed or exact)):
            yield name, _json(value)


def _json(value: Value) -> Json:
    """Return a value as JSON; an amount that no decimal gives exactly as hours and minutes."""
    if isinstance(value, Mapping):
        return {name: _json(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_json(part) for part in value]
    if isinstance(value, Fraction):
        return number(value) if Fraction(str(number(value))) == value else amount_text(value)
    return value if isinstance(value, bool | str) else str(value)


def _credit(assessed: SchemeAssessment, entry: Entry) -> Iterator[str]:
    """Yield what an entry is granted under a scheme, and its terms there."""
    credit = assessed.credits.get(entry.id)
    yield "" if credit is None else str(number(credit.credited or Fraction(0)))
    for taxonomy in assessed.scheme.taxonomies:
        yield BETWEEN.join(credit.terms.get(taxonomy.id, ())) if credit else ""
