"""An activity without a word on what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from cpdsite.checks.asking import Lack, activities, asked, joined, own_reason
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import REFLECTION, Entry
from cpdsite.model.journal import Journal

CODE = "no-reflection"

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "need": "why it was needed",
        "learned": "what was learned",
        "applied": "how it was applied",
        "benefit": "who benefits",
        "next": "what comes next",
    }
)
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "need": "Why",
        "learned": "What I learned",
        "applied": "How I applied it",
        "benefit": "Who benefits",
        "next": "What next",
    }
)


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report an activity without reflection that is long, highlighted or asked for it."""
    asking = asked(journal, REFLECTION)
    for entry in activities(journal, today):
        found = [*lack_of_any(entry), *asking.lacks(entry)]
        if found:
            fields = sorted({lack.field for lack in found}, key=REFLECTION.index)
            questions = joined(QUESTIONS[field] for field in fields)
            headings = joined(f"`## {HEADINGS[field]}`" for field in fields)
            reasons = joined(lack.because for lack in found)
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=entry.path, field=found[0].at),
                message=f"nothing says {questions}, though {reasons}",
                help=f"write a few sentences below {headings}",
            )


def lack_of_any(entry: Entry) -> Iterator[Lack]:
    """What a reviewer misses in a long or highlighted activity without any reflection."""
    reason = own_reason(entry)
    if reason and not any(entry.reflects(field) for field in REFLECTION):
        yield Lack(field="learned", because=reason[0], at=reason[1])
