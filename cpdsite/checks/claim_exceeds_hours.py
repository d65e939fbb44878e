"""More claimed than there was time for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from cpdsite.assess.words import exact
from cpdsite.checks.amounts import hours
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Scheme, Unit

CODE = "claim-exceeds-hours"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report a claim in a unit of one an hour that is greater than the hours of the entry."""
    for entry in journal.entries:
        for scheme in journal.schemes.values():
            for unit, claimed, spent in excesses(entry, scheme):
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field=place_of_hours(entry, scheme)),
                    message=f"{exact(claimed)} {unit.label if claimed == 1 else unit.labels} are"
                    f" claimed for {hours(spent)}, but `{scheme.id}` gives one an hour",
                    help="correct the claim or the hours, or leave the claim out",
                )


def excesses(entry: Entry, scheme: Scheme) -> Iterator[tuple[Unit, Fraction, Fraction]]:
    """Each unit of which an entry claims more than its hours, with the claim and the hours."""
    claim = entry.claims.get(scheme.id)
    spent = entry.hours if claim is None or claim.hours is None else claim.hours
    if claim is None or spent is None or claim.exclude:
        return
    for unit in scheme.units:
        claimed = claim.amounts.get(unit.id, Fraction(0))
        if claimed > spent and is_one_an_hour(unit, scheme):
            yield unit, claimed, spent


def place_of_hours(entry: Entry, scheme: Scheme) -> str:
    """The field that states the hours which a scheme counts."""
    claim = entry.claims.get(scheme.id)
    return "hours" if claim is None or claim.hours is None else f"claims.{scheme.id}.hours"


def is_one_an_hour(unit: Unit, scheme: Scheme) -> bool:
    """Whether an hour is worth one of a unit and nothing gives more of it."""
    rules = scheme.credit if unit.id == scheme.unit.id else ()
    return (unit.per_hour == 1 or any(rule.per_hour == 1 for rule in rules)) and not any(
        rule.give is not None for rule in rules
    )
