"""The entries as one table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from fractions import Fraction

from cpdsite.exchange.portfolio_json import number, reflection
from cpdsite.model.assessment import Portfolio, SchemeAssessment
from cpdsite.model.entry import REFLECTION, Entry

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
    begins = _FORMULA.match(text) or _FORMULA.match(text.lstrip())
    return f"'{text}" if begins and not _PLAIN_NUMBER.fullmatch(text) else text


def _header(portfolio: Portfolio) -> list[str]:
    """Return the names of the columns; each scheme has its own."""
    names = ["id", "kind", "title", "date", "end", "type", "status", "hours"]
    for assessed in portfolio.assessment.schemes:
        scheme = assessed.scheme
        names += [f"{scheme.id} {scheme.unit.id}"]
        names += [f"{scheme.id} {taxonomy.id}" for taxonomy in scheme.taxonomies]
    return [*names, "provider", "url", "location", "tags", "goals", "competencies", *REFLECTION]


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
    yield from ("; ".join(texts) for texts in (entry.tags, entry.goals, entry.competencies))
    yield from (reflection(entry, name) for name in REFLECTION)


def _credit(assessed: SchemeAssessment, entry: Entry) -> Iterator[str]:
    """Yield what an entry is granted under a scheme, and its terms there."""
    credit = assessed.credits.get(entry.id)
    yield "" if credit is None else str(number(credit.credited or Fraction(0)))
    for taxonomy in assessed.scheme.taxonomies:
        yield "; ".join(credit.terms.get(taxonomy.id, ())) if credit else ""
