"""Requirements on shares: how credit is spread over terms, how many entries are complete."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from cpdsite.assess.candidates import gives
from cpdsite.assess.selection import Cycle, asked, idle, minimum, settled
from cpdsite.assess.words import listed, many
from cpdsite.model.assessment import Outcome, Part, Tally
from cpdsite.model.scheme import Requirement

WHOLE = Fraction(100)
"""Per cent."""


def mix(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return each term's share of what has a term at all."""
    unit = requirement.unit or cycle.scheme.unit.id
    sums: dict[str, Fraction] = defaultdict(
        Fraction, dict.fromkeys(requirement.target, Fraction(0))
    )
    parts, unsorted = [], 0
    for item in asked(requirement, cycle):
        amount = item.credit.amounts[unit]
        terms = item.credit.terms[requirement.taxonomy]
        unsorted += not terms
        for term in terms:
            sums[term] += amount
            parts.append(Part(entry=item.entry.id, amount=amount, note=term))
    whole = sum(sums.values(), Fraction(0))
    if not whole:
        return idle(requirement, cycle)
    shares = {term: amount / whole * WHOLE for term, amount in sums.items()}
    met = all(
        abs(shares[term] - share) <= requirement.tolerance
        for term, share in requirement.target.items()
    )
    left_out = many(unsorted, "entry has", "entries have")
    return Outcome(
        requirement=requirement,
        status=settled(cycle, met=met),
        value=shares,
        tally=Tally(parts=tuple(parts)),
        note=f"{left_out} no {requirement.taxonomy}" if unsorted else "",
    )


def complete(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return the per cent of entries that say something in every field asked for."""
    parts = [
        Part(
            entry=item.entry.id,
            amount=Fraction(not missing),
            note=f"lacks {listed(missing)}" if missing else "",
        )
        for item in asked(requirement, cycle)
        for missing in [[name for name in requirement.fields if not gives(item.candidate, name)]]
    ]
    if not parts:
        return idle(requirement, cycle)
    tally = Tally(parts=tuple(parts))
    value = tally.total / len(parts) * WHOLE
    least = minimum(requirement, cycle)
    least = WHOLE if least is None else least
    return Outcome(
        requirement=requirement,
        status=settled(cycle, met=value >= least),
        value=value,
        minimum=least,
        tally=tally,
        note=f"{tally.total} of {many(len(parts), 'entry', 'entries')}",
    )
