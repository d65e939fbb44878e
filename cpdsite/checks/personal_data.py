"""Patterns by which somebody else may be known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.checks import identifiers, personal
from cpdsite.checks.allowing import Allowed, once
from cpdsite.checks.identifiers import Match
from cpdsite.checks.properties import told_by_files
from cpdsite.checks.readable import Text, texts
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal

CODE = "personal-data"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report what looks as if it told who somebody is, each text and each file once an entry."""
    allowed = Allowed.by(journal.settings)
    for entry in journal.telling:
        for place, written, what in once(matches(entry), allowed):
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=place,
                message=f'"{written}" looks like {what}',
                help="say it without naming anybody, or allow it with a reason:"
                f" <!-- cpdsite: ok {CODE}, the reason -->",
            )
    for entry in journal.entries if journal.contents else ():
        for place, message, remedy in told_by_files(journal, entry, allowed):
            yield Diagnostic(
                code=CODE, severity=SEVERITIES[CODE], place=place, message=message, help=remedy
            )


def matches(entry: Entry) -> Iterator[tuple[Text, Match]]:
    """Yield what is found in each text that others may see."""
    for text in texts(entry):
        if not text.own:
            for match in patterns(text):
                yield text, match


def patterns(text: Text) -> list[Match]:
    """Return the patterns of one text in its order, none of which overlaps another.

    What is known for certain is left to `private-data`.
    """
    known = [*identifiers.checked(text.text)]
    found = [
        *identifiers.likely(text.text),
        *personal.addresses(text.text),
        *personal.birthdays(text.text),
        *personal.ages(text.text),
        *(personal.names(text.text) if text.reflection else ()),
    ]
    kept: list[Match] = []
    for match in found:
        if not any(match.start < other.end and other.start < match.end for other in known + kept):
            kept.append(match)
    return sorted(kept)
