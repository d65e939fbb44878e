"""What is left of diagnostics: less what follows from errors, less what the member accepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cpdsite.model.diagnostic import Diagnostic, Severity, Span
from cpdsite.model.journal import Journal

READING = frozenset(
    (
        *("yaml-syntax", "yaml-unsafe", "unknown-field", "duplicate-field", "missing-field"),
        *("wrong-type", "bad-date", "bad-amount", "unknown-type", "unknown-kind"),
        *("unknown-scheme", "unknown-term"),
    )
)
"""Errors of reading, after which it cannot be said what an entry lacks."""
LACKS = frozenset(("no-amount", "no-reflection", "no-evidence"))
"""Warnings of what an entry lacks."""

_COMMENT = re.compile(r"\s*cpdsite:\s*ok\s+([\w-]+)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A comment by which the author accepts the warnings of one code in one file."""

    path: str
    code: str
    """As it is written, whether or not there is such a code."""
    reason: str
    """"" when none is given, and then nothing is silenced."""
    span: Span
    """Where the comment stands."""


def weigh(diagnostics: Iterable[Diagnostic], journal: Journal) -> list[Diagnostic]:
    """The diagnostics as the member weighs them; weighing them again changes nothing."""
    every = [*diagnostics]
    half_read = {d.place.path for d in every if d.code in READING}
    certain = (d for d in every if d.code not in LACKS or d.place.path not in half_read)
    accepted = {(given.path, given.code): given for given in acceptances(journal)}
    chosen = journal.settings.severities
    weighed = (replace(d, severity=chosen.get(d.code, d.severity)) for d in certain)
    answers = (answered(d, accepted.get((d.place.path, d.code))) for d in weighed)
    return [answer for answer in answers if answer]


def acceptances(journal: Journal) -> Iterator[Acceptance]:
    """Every `<!-- cpdsite: ok CODE, reason -->` of the journal; one with a reason comes last."""
    found = [
        Acceptance(
            path=entry.path,
            code=match[1],
            reason=match[2].strip(" \t\r\n,:;.-\u2013\u2014"),
            span=comment.span,
        )
        for entry in journal.entries
        for comment in entry.body.comments
        if (match := _COMMENT.fullmatch(comment.text))
    ]
    return iter(sorted(found, key=lambda given: bool(given.reason)))


def answered(diagnostic: Diagnostic, given: Acceptance | None) -> Diagnostic | None:
    """None when the author accepts the warning with a reason; an error always stays."""
    if given is None or diagnostic.severity is Severity.ERROR:
        return diagnostic
    if given.reason:
        return None
    wanted = f"<!-- cpdsite: ok {given.code}, your reason -->"
    remedy = f"the comment on line {given.span.line} gives no reason: write {wanted}"
    return replace(diagnostic, help=remedy)
