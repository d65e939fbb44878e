"""A competency that no framework has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.journal import Journal
from cpdsite.parse.names import did_you_mean, nearest

CODE = "unknown-competency"

SOME = 5
"""How many codes a message names."""


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each competency whose framework or code is not known."""
    for entry in journal.entries:
        for position, written in enumerate(entry.competencies):
            fault = fault_of(journal, written)
            if fault:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field=f"competencies.{position}"),
                    message=fault[0],
                    help=fault[1],
                )


def fault_of(journal: Journal, written: str) -> tuple[str, str] | None:
    """What is wrong with `framework/code`, and its remedy; None when both are known."""
    name, slash, code = written.partition("/")
    framework = journal.frameworks.get(name)
    if not slash or not code:
        return without_framework(journal, written)
    if framework is None:
        known = ", ".join(sorted(journal.frameworks))
        return (
            f'there is no framework "{name}"',
            did_you_mean(name, journal.frameworks, f"the frameworks are {known}"),
        )
    if code not in framework.competencies:
        near = nearest(code, framework.competencies) or by_label(journal, name, code)
        some = f"its codes are {', '.join([*framework.competencies][:SOME])}"
        more = ", ..." if len(framework.competencies) > SOME else ""
        remedy = f"did you mean `{name}/{near}`?" if near else some + more
        return f'"{code}" is not a competency of {framework.title}', remedy
    return None


def without_framework(journal: Journal, written: str) -> tuple[str, str]:
    """The fault of a competency that names no framework, or nothing else."""
    code = written.rstrip("/")
    homes = [name for name, f in sorted(journal.frameworks.items()) if code in f.competencies]
    remedy = (
        f"write `{homes[0]}/{code}`"
        if homes
        else "write the framework, a slash and the code, such as `nhs-ksf/communication`"
    )
    return f'"{written}" does not name a framework and a code', remedy


def by_label(journal: Journal, framework: str, text: str) -> str:
    """The code of the competency that bears a label, "" when none does."""
    competencies = journal.frameworks[framework].competencies.values()
    return next((c.code for c in competencies if c.label.casefold() == text.casefold()), "")
