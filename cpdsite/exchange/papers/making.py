"""Papers made of a portfolio: what a body asks for, or all entries as forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from cpdsite.assess.candidates import Candidate
from cpdsite.assess.documents import Listed, listed_in
from cpdsite.assess.words import many
from cpdsite.assess.words import shown as in_words
from cpdsite.exchange.papers.cells import BETWEEN, Reader, reader_of
from cpdsite.exchange.papers.paper import Cell, Column, Days, Paper, Prose, Row
from cpdsite.exchange.papers.prose import apart
from cpdsite.exchange.papers.wording import day
from cpdsite.model.assessment import (
    Audience,
    CycleAssessment,
    Portfolio,
    SchemeAssessment,
    added,
)
from cpdsite.model.entry import FLAGS, REFLECTION, Entry, Kind
from cpdsite.model.scheme import Document, Scheme
from cpdsite.model.slug import slug

_PROSE = "prose"
_FORM = "form"

_OF_AN_ENTRY = (
    *("date", "kind", "type", "status", "hours", "credit", "provider", "url", "location", "tags"),
    *("objective", "measure", "due", "done", "support", "continues", "with", "period", "agreed"),
    *("from_whom", "form", "about", "used", "partner", "partner_role", "partner_registration"),
    *("partner_contact", "organisation", "setting", "scope", "registration", "reason", "topic"),
    *("scheme", "document", "cycle", *FLAGS, "participatory_hours", "goals", "competencies"),
    *("text", *REFLECTION, "evidence"),
)
"""What is told of an entry that stands in no paper of a scheme; what it does not say is left out."""


def paper(
    shown: Portfolio, assessed: SchemeAssessment, cycle: CycleAssessment, document: Document
) -> Paper:
    """Return a paper that a scheme asks for, with the entries of one cycle."""
    scheme = assessed.in_force(cycle)
    prose = document.layout == _PROSE
    columns = ("text",) if prose else document.columns
    reader = reader_of(shown, columns, scheme)
    found = _ordered(reader, document, listed_in(shown, assessed, cycle, document))
    rows = tuple(_row(reader, one) for one in found)
    named = tuple(
        Column(name=name, heading=_heading(document, name) or reader.heading(name))
        for name in columns
    )
    totals = tuple(_totals(columns, rows))
    words = _words(rows) if prose else None
    return Paper(
        id=document.id,
        title=document.title,
        layout=document.layout,
        facts=(
            *_whose(shown, scheme),
            ("Period", _period(cycle)),
            *_counted(shown, None if prose else len(rows)),
            *_told(scheme, totals, found),
            *_length(words, document.max_words),
        ),
        columns=named,
        rows=rows,
        totals=totals,
        words=words,
        max_words=document.max_words,
        cycle=cycle.label,
        scheme=scheme.id,
        as_of=shown.assessment.as_of,
    )


def everything(shown: Portfolio) -> Paper:
    """Return all that is told of some entries, as a form for each."""
    schemes = shown.assessment.schemes
    reader = reader_of(shown, _OF_AN_ENTRY)
    rows = tuple(
        Row(
            entry=entry.id,
            title=entry.title,
            cells=tuple(
                _counts_as(schemes, entry.id)
                if name == "credit"
                else ""
                if _is_usual(name, entry)
                else reader.cell(name, _alone(entry))
                for name in _OF_AN_ENTRY
            ),
        )
        for entry in shown.entries
    )
    return Paper(
        id="entries",
        title=shown.settings.title,
        layout=_FORM,
        facts=(*_whose(shown, None), *_counted(shown, len(rows))),
        columns=tuple(
            Column(name=name, heading="Counts as" if name == "credit" else reader.heading(name))
            for name in _OF_AN_ENTRY
        ),
        rows=rows,
        as_of=shown.assessment.as_of,
    )


def _is_usual(name: str, entry: Entry) -> bool:
    """Tell whether a column would say of an entry what goes without saying."""
    if name == "kind":
        return entry.kind is Kind.ACTIVITY
    return name == "status" and not (entry.planned or entry.draft)


def _alone(entry: Entry) -> Listed:
    """Return an entry that no scheme looks at."""
    return Listed(
        entry=entry, candidate=Candidate(entry=entry, types=(), terms={}, flags=entry.flags)
    )


def _row(reader: Reader, one: Listed) -> Row:
    """Return a row; who gets a paper has no journal into which its links could lead."""
    one = replace(one, entry=apart(one.entry))
    cells = tuple(reader.cell(name, one) for name in reader.columns)
    return Row(entry=one.entry.id, title=one.entry.title, cells=cells)


def _heading(document: Document, name: str) -> str:
    """Return what the body calls a column; a text is called as the paper that it is."""
    return document.title if document.layout == _PROSE else document.headings.get(name, "")


def _ordered(reader: Reader, document: Document, found: Sequence[Listed]) -> list[Listed]:
    """Return entries as a paper sorts them; those that say nothing there come last."""
    if document.order == "date":
        return sorted(found, key=lambda one: (one.entry.day, one.entry.id))
    return sorted(found, key=lambda one: _rank(reader.cell(document.order, one)))


def _rank(cell: Cell) -> tuple[bool, Fraction, str]:
    """Return what cells are sorted by: numbers by size, days and texts as they are written."""
    if isinstance(cell, Fraction):
        return False, cell, ""
    text = cell.plain if isinstance(cell, Prose) else str(cell)
    if isinstance(cell, Days):
        text = str(cell.first)
    return not text, Fraction(0), text.casefold()


def _totals(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[tuple[str, Fraction]]:
    """Yield the sum of each column that holds amounts."""
    for number, name in enumerate(columns):
        amounts = [cell for row in rows if isinstance(cell := row.cells[number], Fraction)]
        if amounts:
            yield name, added(amounts)


# --- What stands above the entries ----------------------------------------------------------------


def _whose(shown: Portfolio, scheme: Scheme | None) -> Iterator[tuple[str, str]]:
    """Yield who it is, and the rules."""
    author = shown.settings.author
    if author.name:
        yield "Name", author.name
    for body, registration in author.registrations.items():
        if scheme is None or f"{scheme.id}-".startswith(f"{slug(body)}-"):
            yield f"{body} registration", registration
    if scheme is not None:
        yield "Rules", f"{scheme.title}, edition: {scheme.edition}"


def _period(cycle: CycleAssessment) -> str:
    last = cycle.period.last
    return f"{day(cycle.period.start)} to {day(last)} ({cycle.label})"


def _counted(shown: Portfolio, entries: int | None) -> Iterator[tuple[str, str]]:
    """Yield as of which day it holds, and what it holds and does not."""
    yield "As of", day(shown.assessment.as_of)
    if entries is not None:
        yield "Entries", f"{entries}"
    if shown.incomplete:
        files = many(shown.incomplete, "file with errors is", "files with errors are")
        yield "Incomplete", f"{files} left out"
    if shown.audience is not Audience.OWNER and shown.hidden:
        yield "Not shown", f"entries that are not for the {shown.audience}, if there are any"


def _told(
    scheme: Scheme, totals: Sequence[tuple[str, Fraction]], found: Sequence[Listed]
) -> Iterator[tuple[str, str]]:
    """Yield the totals with their units, and what caps leave of the first."""
    units = {unit.id: unit for unit in scheme.units}
    parts = [
        f"{_not_more(total)} {units[name].label if total == 1 else units[name].labels}"
        for name, total in totals
        if name in units
    ]
    if parts:
        yield "Total", BETWEEN.join(parts)
    before = dict(totals).get(scheme.unit.id)
    after = added(one.credited or Fraction(0) for one in found)
    if before is not None and after != before:
        label = scheme.unit.label if after == 1 else scheme.unit.labels
        yield "Of that counts", f"{_not_more(after)} {label}"


def _not_more(amount: Fraction) -> str:
    """Return an amount with at most two decimals, rounded down: what is short is not shown as full."""
    return in_words(Fraction(amount.numerator * 100 // amount.denominator, 100))


def _length(words: int | None, most: int | None) -> Iterator[tuple[str, str]]:
    """Yield how long a text is, and how long it may be."""
    if words is None:
        return
    over = f", {words - most:,} too many" if most is not None and words > most else ""
    yield "Words", f"{words:,}" + (f" of at most {most:,}{over}" if most else "")


def _words(rows: Sequence[Row]) -> int:
    """Count the words of a text as word processors do: whatever stands between blanks."""
    texts = (cell.plain for row in rows for cell in row.cells if isinstance(cell, Prose))
    return sum(len(text.split()) for text in texts)


def _counts_as(schemes: Sequence[SchemeAssessment], entry: str) -> str:
    """Return what an entry is granted under each scheme."""
    parts = []
    for assessed in schemes:
        credit = assessed.credits.get(entry)
        if credit is not None:
            amount, unit = credit.credited or Fraction(0), assessed.scheme.unit
            label = unit.label if amount == 1 else unit.labels
            parts.append(f"{in_words(amount)} {label} ({assessed.scheme.id})")
    return BETWEEN.join(parts)
