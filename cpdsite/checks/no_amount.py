"""An activity, or a stretch of practice, that counts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.assess.candidates import candidate, passes
from cpdsite.checks.asking import activities, joined
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Claim, Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Measure, Scheme

CODE = "no-amount"


HELP = {
    Kind.ACTIVITY: "add `hours: 2`, or what is claimed, such as `points: 2`",
    Kind.PRACTICE: "add the hours of practice, such as `hours: 150`",
}
"""What to write, by the kinds of entry that have hours."""


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report what was done and gives no scheme anything to count, where one counts amounts of it."""
    for kind, remedy in HELP.items():
        counting = [scheme for scheme in journal.schemes.values() if counts(scheme, kind)]
        for entry in activities(journal, today, kind):
            if entry.hours is not None:
                continue
            asking = [s for s in counting if not entry.claims.get(s.id, Claim()).exclude]
            if asking and not any(has_amount(journal, entry, scheme) for scheme in asking):
                names = joined(f"`{scheme.id}`" for scheme in asking)
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field="title"),
                    message=f"no time is given, so this counts nothing under {names}",
                    help=remedy,
                )


def counts(scheme: Scheme, kind: Kind) -> bool:
    """Whether a scheme adds up amounts of a kind of entry that it requires."""
    if kind is not Kind.ACTIVITY:
        sums = (asked for asked in scheme.requirements if asked.measure is Measure.SUM)
        return any(asked.kind == kind for asked in sums)
    return not scheme.unit.informative and bool(scheme.unit.per_hour or scheme.credit)


def has_amount(journal: Journal, entry: Entry, scheme: Scheme) -> bool:
    """Whether an entry without hours gives a claim, or a term that is worth something under a scheme."""
    claim = entry.claims.get(scheme.id, Claim())
    if claim.hours is not None or claim.amounts:
        return True
    seen = candidate(entry, scheme, journal.settings.types)
    return any(rule.give is not None and passes(seen, rule.when) for rule in scheme.credit)
