"""What holds under caps, windows, shares, editions and what is carried, for every journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cpdsite.assess.assessment import assess
from cpdsite.model.assessment import Assessment, Outcome, Status
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Measure, Scheme
from tests.property.strategies import (
    BRIEFLY,
    RULED,
    TODAY,
    days,
    named,
    ruled_entries,
    ruled_journals,
)

Sums = Mapping[tuple[str, str, str], Fraction]
"""The value of each sum: by scheme, first day of the cycle and requirement."""


@BRIEFLY
@given(ruled_journals())
def test_shares_add_up_to_the_value(journal: Journal) -> None:
    for outcome in _outcomes(assess(journal, TODAY)):
        if outcome.requirement.measure is Measure.SUM and outcome.value is not None:
            assert outcome.tally.total + outcome.carried_in == outcome.value
            for part in outcome.parts:
                assert part.tally.total == part.value


@BRIEFLY
@given(ruled_journals())
def test_a_cap_never_raises_a_value(journal: Journal) -> None:
    clipped, free = _sums(assess(journal, TODAY)), _sums(assess(_without_caps(journal), TODAY))
    for key, value in clipped.items():
        assert value <= free[key]
    for found in assess(journal, TODAY).schemes:
        for cycle in found.cycles:
            assert cycle.credited.total <= cycle.claimed
            for part in cycle.credited.parts:
                assert part.amount >= 0
                assert part.clipped >= 0


@BRIEFLY
@given(ruled_journals())
def test_what_a_cap_leaves_and_what_it_takes_are_the_whole(journal: Journal) -> None:
    for found in assess(journal, TODAY).schemes:
        for cycle in found.cycles:
            taken = sum((part.clipped for part in cycle.credited.parts), Fraction(0))
            assert cycle.credited.total + taken == cycle.claimed


@BRIEFLY
@given(ruled_journals(), ruled_entries())
def test_one_more_entry_never_lowers_a_sum_without_caps(journal: Journal, entry: Entry) -> None:
    journal = _joined(_without_caps(journal))
    (more,) = named([entry])
    more = replace(more, id=f"{more.id}-more")
    before = _sums(assess(journal, TODAY))
    after = _sums(assess(replace(journal, entries=(*journal.entries, more)), TODAY))
    for key, value in before.items():
        assert after[key] >= value


@BRIEFLY
@given(ruled_journals(), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(journal: Journal, random: Random) -> None:
    shuffled = list(journal.entries)
    random.shuffle(shuffled)
    assert assess(replace(journal, entries=tuple(shuffled)), TODAY) == assess(journal, TODAY)


@BRIEFLY
@given(ruled_journals())
def test_two_schemes_never_influence_each_other(journal: Journal) -> None:
    together = assess(journal, TODAY)
    for member, found in zip(RULED, together.schemes, strict=True):
        settings = replace(journal.settings, memberships=(member,))
        (alone,) = assess(replace(journal, settings=settings), TODAY).schemes
        assert alone == found


@BRIEFLY
@given(ruled_journals())
def test_a_split_is_never_doubled(journal: Journal) -> None:
    found = assess(journal, TODAY).schemes[0]
    assert found.scheme.id == "pmi-pmp"
    for cycle in found.cycles:
        parts = sum((t.total for t in cycle.by_term["triangle"].values()), Fraction(0))
        assert parts == cycle.credited.total


@BRIEFLY
@given(ruled_journals(), days)
def test_nothing_that_is_short_is_met(journal: Journal, today: date) -> None:
    for outcome in _outcomes(assess(journal, today)):
        if outcome.status is Status.MET:
            assert outcome.shortfall == 0
            assert all(part.status in {Status.MET, Status.NOT_APPLICABLE} for part in outcome.parts)
        if outcome.shortfall:
            assert outcome.status in {Status.SHORT, Status.OPEN, Status.AT_RISK}


@BRIEFLY
@given(ruled_journals())
def test_no_more_is_carried_than_is_left_over(journal: Journal) -> None:
    for found in assess(journal, TODAY).schemes:
        for cycle, following in zip(found.cycles, found.cycles[1:], strict=False):
            assert following.carried_in == (cycle.carried_out if found.scheme.carry else 0)
            assert cycle.carried_out <= cycle.credited.total
            carry = found.scheme.carry
            assert cycle.carried_out <= (carry.max if carry else 0)


@BRIEFLY
@given(ruled_journals())
def test_years_add_up_to_the_cycles(journal: Journal) -> None:
    """Each entry's credit after the caps of its cycle, summed by year, is that of all cycles."""
    found = assess(journal, TODAY)
    for scheme in found.schemes:
        years = sum((year.credited[scheme.scheme.id].total for year in found.years), Fraction(0))
        cycles = sum((cycle.credited.total for cycle in scheme.cycles), Fraction(0))
        assert years == cycles


def _outcomes(found: Assessment) -> Iterator[Outcome]:
    for scheme in found.schemes:
        for cycle in scheme.cycles:
            yield from cycle.outcomes


def _sums(found: Assessment) -> Sums:
    return {
        (scheme.scheme.id, str(cycle.period.start), outcome.requirement.id): outcome.value
        for scheme in found.schemes
        for cycle in scheme.cycles
        for outcome in cycle.outcomes
        if outcome.requirement.measure is Measure.SUM and isinstance(outcome.value, Fraction)
    }


def _without_caps(journal: Journal) -> Journal:
    """The journal under the same rules without caps."""
    return replace(
        journal, schemes={name: _free(scheme) for name, scheme in journal.schemes.items()}
    )


def _free(scheme: Scheme) -> Scheme:
    return replace(scheme, caps=(), former=tuple(map(_free, scheme.former)))


def _joined(journal: Journal) -> Journal:
    """The journal of a member whose cycles and windows do not hang on the first entry."""
    members = tuple(
        replace(member, facts={"joined": "2019-01-01", **member.facts})
        for member in journal.settings.memberships
    )
    return replace(journal, settings=replace(journal.settings, memberships=members))
