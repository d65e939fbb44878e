"""More claimed than there was time for, or a part that is more than its whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from cpdsite.assess.candidates import candidate
from cpdsite.assess.credit import worth
from cpdsite.assess.words import exact
from cpdsite.checks.amounts import hours
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Scheme, Unit

CODE = "claim-exceeds-hours"
PARTICIPATORY_HOURS = "participatory_hours"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report claims in units of one an hour that are greater than the hours, and parts than wholes."""
    for entry in journal.entries:
        yield from _of_time(entry)
        for scheme in journal.schemes.values():
            yield from _of_wholes(journal, entry, scheme)
            for unit, claimed, spent in excesses(entry, scheme):
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field=place_of_hours(entry, scheme)),
                    message=f"{_claimed(claimed, unit)} for {hours(spent)},"
                    f" but `{scheme.id}` gives one an hour",
                    help="correct the claim or the hours, or leave the claim out",
                )


def _of_time(entry: Entry) -> Iterator[Diagnostic]:
    """Report more time with others than there was time."""
    part, whole = entry.participatory_hours, entry.hours
    if part is not None and whole is not None and part > whole:
        yield Diagnostic(
            code=CODE,
            severity=SEVERITIES[CODE],
            place=Place(path=entry.path, field=PARTICIPATORY_HOURS),
            message=f"{hours(part)} of participation in an activity of {hours(whole)}",
            help="give in `participatory_hours` how much of `hours` was spent with others",
        )


def _of_wholes(journal: Journal, entry: Entry, scheme: Scheme) -> Iterator[Diagnostic]:
    """Report what an entry claims of a part where it is granted less of the whole."""
    claim = entry.claims.get(scheme.id)
    parts = [unit for unit in scheme.units if unit.part_of]
    if claim is None or claim.exclude or not any(unit.id in claim.amounts for unit in parts):
        return
    granted = worth(entry, candidate(entry, scheme, journal.settings.types), scheme).amounts
    spent = entry.hours if claim.hours is None else claim.hours
    for unit in parts:
        claimed, whole = claim.amounts.get(unit.id), granted.get(unit.part_of, spent)
        if claimed is not None and whole is not None and claimed > whole:
            of = next((one for one in scheme.units if one.id == unit.part_of), None)
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=entry.path, field=f"claims.{scheme.id}.{unit.id}"),
                message=f"{_claimed(claimed, unit)},"
                f" but the whole is {_in_unit(whole, of) if of else hours(whole)}",
                help="a part is at most its whole: correct the claim, or what it is a part of",
            )


def _claimed(amount: Fraction, unit: Unit) -> str:
    return f"{_in_unit(amount, unit)} {'is' if amount == 1 else 'are'} claimed"


def _in_unit(amount: Fraction, unit: Unit) -> str:
    return f"{exact(amount)} {unit.label if amount == 1 else unit.labels}"


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
