"""A document or a cycle of a statement that its scheme does not have: it would stand in no paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cpdsite.assess.cycles import calendar_of, cycles_listed, labels_of
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Scheme
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed, shown

CODE = "unknown-term"

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NAMED = 5
"""So many cycles are named, the latest."""


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report each document and cycle that a statement names and its scheme does not."""
    for entry in journal.entries:
        scheme = journal.schemes.get(entry.details.get("scheme", ""))
        if entry.kind is Kind.STATEMENT and scheme is not None:
            yield from _document(entry, scheme)
            yield from _cycle(entry, scheme, _labels(journal, scheme, entry, today))


def _document(entry: Entry, scheme: Scheme) -> Iterator[Diagnostic]:
    """Report a document that the scheme asks for in none of its editions."""
    word, known = entry.details.get("document", ""), _asked(scheme)
    if word and known and word not in known:
        remedy = did_you_mean(word, known, f"write one of {listed(known)}")
        yield _fault(entry, "document", word, scheme, remedy)


def _cycle(entry: Entry, scheme: Scheme, labels: list[str]) -> Iterator[Diagnostic]:
    """Report a label that no cycle has; one that begins in the same year is what was meant."""
    word = entry.details.get("cycle", "")
    if not word or not labels or word in labels:
        return
    year = _YEAR.match(word)
    same = [label for label in labels if year and label.startswith(year[0])]
    remedy = did_you_mean(word, labels, f"write one of {listed(labels[-_NAMED:])}")
    if len(same) == 1:
        remedy = f"did you mean `{same[0]}`?"
    yield _fault(entry, "cycle", word, scheme, remedy)


def _asked(scheme: Scheme) -> list[str]:
    """Return the documents that a scheme asks statements for, in its papers or its requirements."""
    found: set[str] = set()
    for edition in scheme.editions:
        asked = [(one.kind, one.where) for one in edition.handover]
        asked += [(one.kind, one.where) for one in edition.requirements]
        wanted = [where.wants for kind, where in asked if kind == Kind.STATEMENT]
        found |= {word for wants in wanted for word in wants.get("document", ())}
    return sorted(found)


def _labels(journal: Journal, scheme: Scheme, entry: Entry, today: date) -> list[str]:
    """Return the labels of the cycles of the last years, and of those that a statement may mean.

    None where the member's facts do not tell when they begin.
    """
    settings = journal.settings
    member = next((one for one in settings.memberships if one.scheme == scheme.id), None)
    calendar = calendar_of(scheme, member, settings) if member else None
    if calendar is None or not entry.details.get("cycle"):
        return []
    if calendar.rolling:
        return ["rolling"]
    named = [int(year) for year in _YEAR.findall(entry.details["cycle"])]
    years = [today.year - _NAMED, today.year, *named]
    first, last = min(years), max(years)
    return [*labels_of(cycles_listed(calendar, date(first, 1, 1), date(last, 12, 31)))]


def _fault(entry: Entry, field: str, word: str, scheme: Scheme, remedy: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        severity=SEVERITIES[CODE],
        place=Place(path=entry.path, field=field),
        message=f'"{shown(word)}" is not a {field} of {scheme.id}',
        help=remedy,
    )
