"""What holds for what an audience may see of any journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import may_open, portfolio
from cpdsite.model.assessment import HIDDEN, Assessment, Audience, Tally
from cpdsite.model.entry import Visibility
from cpdsite.model.journal import Journal
from tests.property.strategies import BRIEFLY, TODAY, journals

audiences = st.sampled_from(Audience)


@BRIEFLY
@given(journals(), audiences)
def test_redaction_never_changes_a_total(journal: Journal, audience: Audience) -> None:
    whole = assess(journal, TODAY)
    shown = portfolio(journal, whole, audience=audience).assessment
    assert [_sum(tallies) for tallies in _tallies(shown)] == [
        _sum(tallies) for tallies in _tallies(whole)
    ]
    assert [cycle.claimed for s in shown.schemes for cycle in s.cycles] == [
        cycle.claimed for s in whole.schemes for cycle in s.cycles
    ]


@BRIEFLY
@given(journals(), audiences)
def test_nobody_is_shown_what_they_may_not_open(journal: Journal, audience: Audience) -> None:
    shown = portfolio(journal, assess(journal, TODAY), audience=audience)
    seen = {entry.id for entry in shown.entries}
    allowed = {e.id for e in journal.entries if may_open(e, audience) and not e.draft}
    assert seen == allowed
    told = {
        part.entry
        for tallies in _tallies(shown.assessment)
        for tally in tallies.values()
        for part in tally.parts
    }
    assert told <= seen
    assert {entry for s in shown.assessment.schemes for entry in s.credits} <= seen


@BRIEFLY
@given(journals())
def test_a_name_that_only_hidden_entries_carry_is_not_told(journal: Journal) -> None:
    """An entry that nobody else may open, with a type, a tag and a provider of its own."""
    secret = [
        replace(
            entry,
            visibility=Visibility.PRIVATE,
            type=entry.type and "secret-type",
            tags=("secret-tag",),
            provider="Secret provider",
        )
        for entry in journal.entries[:3]
    ]
    journal = replace(journal, entries=(*secret, *journal.entries[3:]))
    shown = portfolio(journal, assess(journal, TODAY), audience=Audience.REVIEWER)
    assert "secret" not in repr(replace(shown, withheld=frozenset())).lower()


@BRIEFLY
@given(journals())
def test_the_owner_sees_everything(journal: Journal) -> None:
    whole = assess(journal, TODAY)
    shown = portfolio(journal, whole, audience=Audience.OWNER)
    assert shown.assessment == whole
    assert shown.hidden == 0
    assert shown.settings == journal.settings


def _sum(tallies: Mapping[str, Tally]) -> tuple[Fraction, int]:
    """All that is under some names, whatever they are: names may be put together under one."""
    assert HIDDEN not in tallies or tallies[HIDDEN].hidden > 0
    total = sum((tally.total for tally in tallies.values()), Fraction(0))
    return total, sum(tally.count for tally in tallies.values())


def _tallies(assessment: Assessment) -> Iterator[Mapping[str, Tally]]:
    """Every number that opens down to entries."""
    yield from (assessment.by_tag, assessment.by_provider, assessment.by_type)
    for year in assessment.years:
        yield from ({"": year.hours}, year.by_type, year.by_month, year.credited)
    for found in assessment.schemes:
        for cycle in found.cycles:
            yield from ({"": cycle.credited}, cycle.by_unit, *cycle.by_term.values())
            yield {outcome.requirement.id: outcome.tally for outcome in cycle.outcomes}
