"""A stretch without a record that is longer than a scheme lets pass unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.assess.assessment import assess_some
from cpdsite.assess.phrases import duration, spelt
from cpdsite.model.assessment import CycleAssessment, Outcome, Status
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.journal import Journal
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Level, Measure, Requirement, Scheme
from cpdsite.model.settings import Membership

CODE = "long-gap"
SETTINGS = "cpdsite.yaml"
LATEST = 2
"""So many cycles are looked at: the one under way, and the last that is over."""


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report a gap of the latest cycles that is too long and that nothing explains."""
    members = [m for m in journal.settings.memberships if _minds(journal.schemes.get(m.scheme))]
    found = assess_some(journal, members, today)
    by_scheme = {assessed.scheme.id: assessed for assessed in found}
    for member in members:
        if member.scheme in by_scheme:
            for cycle in by_scheme[member.scheme].cycles[-LATEST:]:
                yield from _broken(member, cycle)


def _minds(scheme: Scheme | None) -> bool:
    """Whether any edition of a scheme asks for a record without gaps, and means it."""
    editions = scheme.editions if scheme is not None else ()
    return any(_is_gap(rule) for edition in editions for rule in edition.requirements)


def _is_gap(rule: Requirement) -> bool:
    return rule.measure is Measure.GAP and rule.level is not Level.INFO


def _broken(member: Membership, cycle: CycleAssessment) -> Iterator[Diagnostic]:
    """Report each gap of a cycle that is broken and not excused."""
    for outcome in cycle.outcomes:
        if _is_gap(outcome.requirement) and outcome.status is Status.SHORT:
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=SETTINGS, field=member.key),
                message=f"`{member.scheme}` {cycle.label}: {_stretch(outcome)}",
                help=_remedy(member, cycle, outcome),
            )


def _stretch(outcome: Outcome) -> str:
    """Which days nothing is recorded on, and how long that may be."""
    longest = outcome.requirement.max
    allowed = f", {duration(longest)} or more" if isinstance(longest, Duration) else ""
    return f"nothing is recorded in the {outcome.note}{allowed}"


def _remedy(member: Membership, cycle: CycleAssessment, outcome: Outcome) -> str:
    """What to write."""
    ways = ["record what was done then"]
    excuse = outcome.requirement.excused_by
    if excuse:
        ways.append(f"write an entry of kind `{excuse}` over those days")
    if "joined" not in member.facts and f"from {spelt(cycle.period.start)} " in outcome.note:
        ways.append(f"give `{member.scheme}` the day you `joined`, if that was later")
    return ", or ".join(ways)
