"""An activity that counts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdsite.assess.candidates import candidate, passes
from cpdsite.checks.asking import activities, joined
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Claim, Entry
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Scheme

CODE = "no-amount"


def check(journal: Journal, today: date) -> Iterator[Diagnostic]:
    """Report a done activity that gives no scheme anything to count, where one counts amounts."""
    counting = {name: scheme for name, scheme in journal.schemes.items() if counts(scheme)}
    for entry in activities(journal, today):
        asking = [name for name in counting if not entry.claims.get(name, Claim()).exclude]
        given = any(has_amount(journal, entry, counting[name]) for name in asking)
        if asking and not given:
            names = joined(f"`{name}`" for name in asking)
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=entry.path, field="title"),
                message=f"no time is given, so this counts nothing under {names}",
                help="add `hours: 2`, or what is claimed, such as `points: 2`",
            )


def counts(scheme: Scheme) -> bool:
    """Whether a scheme adds up amounts that it requires."""
    return not scheme.unit.informative and bool(scheme.unit.per_hour or scheme.credit)


def has_amount(journal: Journal, entry: Entry, scheme: Scheme) -> bool:
    """Whether an entry gives time, a claim, or a term that is worth something under a scheme."""
    claim = entry.claims.get(scheme.id, Claim())
    if entry.hours is not None or claim.hours is not None or claim.amounts:
        return True
    seen = candidate(entry, scheme, journal.settings.types)
    return any(rule.give is not None and passes(seen, rule.when) for rule in scheme.credit)
