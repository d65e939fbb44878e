"""What settings say that only counting shows to be said in vain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cpdsite.assess.assessment import assess
from cpdsite.assess.cycles import calendar_of, cycles_listed
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.journal import Journal
from cpdsite.model.period import Period
from cpdsite.model.settings import Membership

CODE = "settings-invalid"
SETTINGS = "cpdsite.yaml"


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report what is carried into a cycle that is neither listed nor the next one.

    Cycles are those up to the last entry, so that a look back at an earlier day changes nothing.
    """
    members = {m.scheme: m for m in journal.settings.memberships if m.carried_in}
    if not members:
        return
    settings = replace(journal.settings, memberships=tuple(members.values()))
    last = max((today, *(entry.day for entry in journal.entries)))
    for found in assess(replace(journal, settings=settings), last, drafts=True).schemes:
        member = members[found.scheme.id]
        calendar = calendar_of(journal.schemes[member.scheme], member, settings)
        if calendar is not None and not calendar.rolling:
            end = found.cycles[-1].period.end
            (following,) = cycles_listed(calendar, None, end)
            yield from _carried_nowhere(member, Period(found.cycles[0].period.start, following.end))


def _carried_nowhere(member: Membership, counted: Period) -> Iterator[Diagnostic]:
    """Report each day of `carry_in` that lies in none of the cycles."""
    for day in member.carried_in:
        if day in counted:
            continue
        message = f"no cycle after that of {counted.last} can be carried into yet"
        remedy = "look at the year, or delete it"
        if day < counted.start:
            message = f"the first cycle that is counted begins on {counted.start}, after {day}"
            remedy = "write a day of a cycle that is counted"
            if "joined" not in member.facts:
                remedy += f", or give `{member.scheme}` the day you `joined`"
        yield Diagnostic(
            code=CODE,
            severity=SEVERITIES[CODE],
            place=Place(path=SETTINGS, field=f"{member.key}.carry_in.{day}", on_key=True),
            message=message,
            help=remedy,
        )
