"""Requirements on shares: how credit is spread over terms, how many entries are complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from cpdsite.assess.candidates import gives, passes, slices_of
from cpdsite.assess.caps import granted, is_capped, wide_slices
from cpdsite.assess.credit import Counted
from cpdsite.assess.selection import (
    Cycle,
    Granted,
    Slices,
    asked,
    idle,
    maximum,
    minimum,
    passing,
    settled,
)
from cpdsite.assess.words import listed, many, remarks
from cpdsite.model.assessment import Outcome, Part, Status, Tally, added
from cpdsite.model.scheme import Filter, Requirement

WHOLE = Fraction(100)
"""Per cent."""
DOUBT = (
    "clipped in date order over the whole cycle the caps lead to another verdict: "
    "the member may choose which entries to drop"
)

Amounts = Sequence[tuple[Counted, Slices]]
"""Entries with what each of their parts adds."""


def share(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return what a filter lets through, as per cent of all that has a term where it asks for one."""
    unit = requirement.unit or cycle.scheme.unit.id
    names = {*_attributes(requirement.where)}
    sorting = [taxonomy.id for taxonomy in cycle.scheme.taxonomies if taxonomy.id in names]
    among = [*_sorted(asked(replace(requirement, where=Filter()), cycle), sorting)]
    found = granted(among, unit, cycle)
    least, most = minimum(requirement, cycle), maximum(requirement, cycle)

    def met(amounts: Amounts) -> bool:
        value = _per_cent(amounts, requirement.where)
        if value is None:  # Where nothing counts there is no other verdict.
            return True
        return (least is None or value >= least) and (most is None or value <= most)

    own = [(one.taken, one.amounts) for one in found]
    value = _per_cent(own, requirement.where)
    if value is None:
        return idle(requirement, cycle)
    outcome = Outcome(
        requirement=requirement,
        status=settled(cycle, met=met(own)),
        value=value,
        minimum=least,
        maximum=most,
        tally=Tally(parts=tuple(_inside(one, requirement.where) for one in found)),
    )
    return _checked(outcome, own, met, unit, cycle)


def mix(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return each term's share of what has a term at all."""
    unit = requirement.unit or cycle.scheme.unit.id
    taken = asked(requirement, cycle)
    found = granted(taken, unit, cycle)

    def met(amounts: Amounts) -> bool:
        shares = _shares(_by_term(amounts, requirement.taxonomy), requirement)
        return all(
            abs(shares[term] - share) <= requirement.tolerance
            for term, share in requirement.target.items()
        )

    own = [(one.taken, one.amounts) for one in found]
    parts = tuple(_by_term(own, requirement.taxonomy))
    shares = _shares(parts, requirement)
    if not any(shares.values()):
        return idle(requirement, cycle)
    unsorted = sum(not one.candidate.terms[requirement.taxonomy] for one in taken)
    left_out = many(unsorted, "entry has", "entries have")
    outcome = Outcome(
        requirement=requirement,
        status=settled(cycle, met=met(own)),
        value=shares,
        tally=Tally(parts=parts),
        note=f"{left_out} no {requirement.taxonomy}" if unsorted else "",
    )
    return _checked(outcome, own, met, unit, cycle)


def complete(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return the per cent of entries that say something in every field asked for."""
    parts = [
        Part(
            entry=item.entry.id,
            amount=Fraction(not missing),
            note=f"lacks {listed(missing)}" if missing else "",
        )
        for item in asked(requirement, cycle)
        for missing in [
            [
                name
                for name in requirement.fields
                if not gives(item.entry, name, item.candidate.terms)
            ]
        ]
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


# --- What shares are made of ----------------------------------------------------------------------


def _checked(
    outcome: Outcome, own: Amounts, met: Callable[[Amounts], bool], unit: str, cycle: Cycle
) -> Outcome:
    """Return an outcome that is in doubt when the caps of the whole cycle lead to another verdict."""
    if not is_capped(unit, cycle):
        return outcome
    elsewhere = [(taken, wide_slices(taken, unit, cycle)) for taken, _ in own]
    if met(own) == met(elsewhere):
        return outcome
    return replace(outcome, status=Status.CHECK, note=remarks(outcome.note, DOUBT))


def _sorted(among: Iterable[Counted], taxonomies: Sequence[str]) -> Iterator[Counted]:
    """Yield what has a term in every one of some taxonomies."""
    for taken in among:
        slices = slices_of(taken.candidate)
        kept = tuple(
            number
            for number in taken.kept
            if all(slices[number].candidate.terms[name] for name in taxonomies)
        )
        if kept:
            yield taken._replace(kept=kept)


def _attributes(demand: Filter) -> Iterator[str]:
    """Yield the attributes that a filter and those inside it look at."""
    yield from demand.wants
    for part in (*demand.any_of, *demand.none_of):
        yield from _attributes(part)


def _per_cent(amounts: Amounts, where: Filter) -> Fraction | None:
    """Return what a filter lets through as per cent of all; None of nothing."""
    whole = added(amount for _, left in amounts for amount in left)
    inside = added(_passing(taken, left, where) for taken, left in amounts)
    return inside / whole * WHOLE if whole else None


def _passing(taken: Counted, amounts: Slices, where: Filter) -> Fraction:
    """Return what those parts of an entry add that a filter lets through."""
    seen = taken.candidate
    if not seen.slices:
        return amounts[0] if passes(seen, where) else Fraction(0)
    passed = frozenset(passing(seen, where))
    pairs = zip(taken.kept, amounts, strict=True)
    return added(amount for number, amount in pairs if number in passed)


def _inside(found: Granted, where: Filter) -> Part:
    """Return an entry's share of what a filter lets through; 0 for one of the rest."""
    amount = _passing(found.taken, found.amounts, where)
    return Part(entry=found.taken.entry.id, amount=amount, note=found.because)


def _by_term(amounts: Amounts, taxonomy: str) -> Iterator[Part]:
    """Yield what each entry adds to each term."""
    for taken, left in amounts:
        if not taken.candidate.slices:
            for term in taken.candidate.terms[taxonomy]:
                yield Part(entry=taken.entry.id, amount=left[0], note=term)
            continue
        sums: dict[str, Fraction] = {}
        slices = slices_of(taken.candidate)
        for number, amount in zip(taken.kept, left, strict=True):
            for term in slices[number].candidate.terms[taxonomy]:
                sums[term] = sums.get(term, Fraction(0)) + amount
        for term, amount in sums.items():
            yield Part(entry=taken.entry.id, amount=amount, note=term)


def _shares(parts: Iterable[Part], requirement: Requirement) -> Mapping[str, Fraction]:
    """Return per cent by term; 0 throughout when nothing has a term."""
    found: dict[str, list[Fraction]] = {term: [] for term in requirement.target}
    for part in parts:
        found.setdefault(part.note, []).append(part.amount)
    sums = {term: added(each) for term, each in found.items()}
    whole = added(sums.values())
    return {term: amount / whole * WHOLE if whole else whole for term, amount in sums.items()}
