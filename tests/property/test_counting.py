"""What holds for the numbers of every journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cpdsite.assess.assessment import assess
from cpdsite.model.assessment import Assessment, Status
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.period import Duration
from cpdsite.model.scheme import CycleRule, Measure
from cpdsite.model.settings import Membership
from tests.property.strategies import BRIEFLY, MEMBERSHIPS, SCHEMES, TODAY, days, entries, journals

ADDING_UP = {Measure.SUM, Measure.COUNT, Measure.DISTINCT}


@BRIEFLY
@given(journals())
def test_cutting_a_cycle_in_two_leaves_what_is_claimed_unchanged(journal: Journal) -> None:
    whole, halves = (_claimed(journal, Duration(months=months)) for months in (12, 6))
    for start, claimed in whole.items():
        assert claimed == sum((halves.get((start[0], month), 0) for month in (1, 7)), Fraction(0))


@BRIEFLY
@given(journals(), st.integers(min_value=1, max_value=12))
def test_cutting_years_elsewhere_leaves_hours_unchanged(journal: Journal, month: int) -> None:
    settings = replace(journal.settings, year_start=(month, 1))
    assert _hours(assess(journal, TODAY)) == _hours(
        assess(replace(journal, settings=settings), TODAY)
    )


@BRIEFLY
@given(journals())
def test_years_hold_the_hours_of_what_is_done(journal: Journal) -> None:
    done = [
        entry.hours or Fraction(0)
        for entry in journal.entries
        if entry.kind is Kind.ACTIVITY and not (entry.draft or entry.planned) and entry.day <= TODAY
    ]
    assert _hours(assess(journal, TODAY)) == sum(done, Fraction(0))


@BRIEFLY
@given(journals(), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(journal: Journal, random: Random) -> None:
    shuffled = list(journal.entries)
    random.shuffle(shuffled)
    assert assess(replace(journal, entries=tuple(shuffled)), TODAY) == assess(journal, TODAY)


@BRIEFLY
@given(journals(), entries(), st.sampled_from(["2016-12-31", "2026-12-01"]))
def test_an_entry_outside_all_windows_changes_nothing(
    journal: Journal, entry: Entry, day: str
) -> None:
    """The member joined on 1 January 2019; the day after the as-of day counts nowhere yet."""
    settings = replace(journal.settings, memberships=tuple(map(_joined, MEMBERSHIPS)))
    journal = replace(journal, settings=settings)
    outside = replace(
        entry, id="outside", date=date.fromisoformat(day), end=None, until=None, count_in=None
    )
    more = replace(journal, entries=(*journal.entries, outside))
    before, after = assess(journal, TODAY), assess(more, TODAY)
    for found, former in zip(after.schemes, before.schemes, strict=True):
        for cycle, unchanged in zip(found.cycles, former.cycles, strict=True):
            assert cycle == unchanged


@BRIEFLY
@given(journals())
def test_two_schemes_never_influence_each_other(journal: Journal) -> None:
    together = assess(journal, TODAY)
    for member, found in zip(MEMBERSHIPS, together.schemes, strict=True):
        settings = replace(journal.settings, memberships=(member,))
        (alone,) = assess(replace(journal, settings=settings), TODAY).schemes
        assert alone == found


@BRIEFLY
@given(journals())
def test_parts_add_up_to_the_value(journal: Journal) -> None:
    for found in assess(journal, TODAY).schemes:
        for cycle in found.cycles:
            assert cycle.claimed == cycle.credited.total
            for terms in cycle.by_term.values():
                assert sum((tally.total for tally in terms.values()), Fraction(0)) == cycle.claimed
            for outcome in cycle.outcomes:
                adds_up = outcome.requirement.measure in ADDING_UP
                if adds_up and outcome.status is not Status.NOT_APPLICABLE:
                    assert outcome.tally.total == outcome.value


@BRIEFLY
@given(journals())
def test_an_entry_counts_in_one_cycle_at_most(journal: Journal) -> None:
    for found in assess(journal, TODAY).schemes:
        counted = [part.entry for cycle in found.cycles for part in cycle.credited.parts]
        assert len(counted) == len(set(counted))
        assert set(counted) == set(found.credits)


@BRIEFLY
@given(journals(), days)
def test_nothing_that_is_short_is_met(journal: Journal, today: date) -> None:
    for found in assess(journal, today).schemes:
        for cycle in found.cycles:
            for outcome in cycle.outcomes:
                if outcome.status is Status.MET:
                    assert outcome.shortfall == 0
                elif outcome.shortfall:
                    assert outcome.status in {Status.SHORT, Status.OPEN, Status.AT_RISK}
                if outcome.status is Status.SHORT and outcome.requirement.measure != Measure.GAP:
                    assert cycle.closed or outcome.maximum is not None


def _joined(member: Membership) -> Membership:
    return replace(member, facts={**member.facts, "joined": "2019-01-01"})


def _hours(found: Assessment) -> Fraction:
    return sum((year.hours.total for year in found.years), Fraction(0))


def _claimed(journal: Journal, length: Duration) -> dict[tuple[int, int], Fraction]:
    """What is claimed under the points scheme, by the year and month in which a cycle begins."""
    rule = CycleRule(length=length, start="2020-01-01")
    scheme = replace(SCHEMES["points"], cycles=(rule,))
    journal = replace(journal, schemes={**journal.schemes, "points": scheme})
    found = assess(journal, TODAY).schemes[-1]
    assert found.scheme.id == "points"
    return {
        (cycle.period.start.year, cycle.period.start.month): cycle.claimed for cycle in found.cycles
    }
