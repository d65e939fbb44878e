"""What a visitor gets to see: journals as text, and what is left of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.model.assessment import HIDDEN, Audience, Portfolio, Tally
from tests.assess.journals import journal, split

SETTINGS = """
author: {name: Sam Example, email: sam@example.org}
schemes: [gcs, {id: hcpc, renewal: 2025-01-01, joined: 2025-04-01}]
types: {ward-round: {like: work-based}, tribunal: {like: other}}
privacy: {allow: [{text: sam@example.org, reason: my own}]}
publish: {remote: "https://example.org/x.git"}
"""
FILES = ("a.pdf", "b.pdf", "c.pdf", "d.pdf")
ENTRIES = """---
title: A course for all
date: 2025-05-01
type: course
hours: 6
tags: [media]
provider: The college
source: a spreadsheet
goals: [open-goal, secret-goal]
evidence: [a.pdf, {file: b.pdf, visibility: reviewer}]
---
Some words. <!-- cpdsite: ok no-evidence, a note to myself -->

## What I learned

That it helps.[^1]

[^1]: So I was told.
---
title: A secret course
date: 2025-06-01
type: tribunal
hours: 4
tags: [secret-tag]
provider: Secret provider
claims: {gcs: {category: others}}
visibility: private
evidence: [a.pdf, c.pdf]
---
---
title: A ward round
date: 2025-07-01
type: ward-round
hours: 2
claims: {gcs: {tier: 4}}
visibility: reviewer
---
---
title: Open goal
date: 2025-04-02
kind: goal
continues: secret-goal
---
---
title: Secret goal
date: 2025-04-01
kind: goal
visibility: private
---
---
title: A discussion
date: 2025-05-02
kind: discussion
partner: Secret person
partner_role: Secret role
---
---
title: Away
date: 2025-08-01
kind: absence
until: 2025-12-31
reason: Secret reason
---
---
title: On that course
date: 2025-06-02
kind: reflection
about: 2025-06-01-2
learned: Much.
---
"""


def seen(audience: str, settings: str = SETTINGS, today: str = "2026-03-01") -> Portfolio:
    """The journal as an audience gets it; goals are named `open-goal` and `secret-goal`."""
    texts = split(ENTRIES)
    names = dict(zip(texts[3:5], ("open-goal", "secret-goal"), strict=True))
    found = journal(settings, texts, files=[f"journal/{name}" for name in FILES], names=names)
    assessment = assess(found, date.fromisoformat(today))
    return portfolio(found, assessment, audience=Audience(audience))


@pytest.mark.parametrize(
    ("audience", "count", "hidden"), [("public", 2, 6), ("reviewer", 6, 2), ("owner", 8, 0)]
)
def test_entries(audience: str, count: int, hidden: int) -> None:
    shown = seen(audience)
    assert (len(shown.entries), shown.hidden) == (count, hidden)


@pytest.mark.parametrize("audience", ["public", "reviewer"])
def test_no_name_of_a_hidden_entry_is_told(audience: str) -> None:
    shown = repr(seen(audience).entries) + repr(seen(audience).assessment)
    assert "secret" not in shown.lower()
    assert "tribunal" not in repr(seen(audience).settings)


def test_the_owner_keeps_everything() -> None:
    shown = repr(seen("owner"))
    for word in ("Secret person", "Secret reason", "a spreadsheet", "a note to myself"):
        assert word in shown


@pytest.mark.parametrize(
    ("audience", "evidence", "withheld"),
    [
        # a.pdf is also proof of the secret course, but the public one names it itself.
        ("public", ["a.pdf"], ["b.pdf", "c.pdf"]),
        ("reviewer", ["a.pdf", "b.pdf"], ["c.pdf"]),
        ("owner", ["a.pdf", "b.pdf"], []),
    ],
)
def test_evidence(audience: str, evidence: list[str], withheld: list[str]) -> None:
    shown = seen(audience)
    course = next(entry for entry in shown.entries if entry.title == "A course for all")
    assert [proof.file for proof in course.evidence] == evidence
    assert sorted(shown.withheld) == [f"journal/{name}" for name in withheld]


def test_notes_to_oneself_stay_with_the_owner() -> None:
    assert "a note to myself" not in repr(seen("reviewer"))
    assert "a spreadsheet" not in repr(seen("reviewer"))


def test_goals_that_are_hidden_are_not_named() -> None:
    course, goal = (
        next(entry for entry in seen("public").entries if entry.title == title)
        for title in ("A course for all", "Open goal")
    )
    assert (course.goals, goal.continues) == (("open-goal",), "")


def test_a_reflection_may_be_stricter_than_its_entry() -> None:
    strict = SETTINGS.replace("privacy: {", "privacy: {reflection: reviewer, ")
    assert "helps" in repr(seen("public"))
    assert "So I was told" in repr(seen("public"))
    assert "helps" not in repr(seen("public", strict))
    assert "So I was told" not in repr(seen("public", strict))
    assert "Some words" in repr(seen("public", strict))
    assert "helps" in repr(seen("reviewer", strict))


def test_numbers_stay_whole() -> None:
    (gcs, *_), years = seen("public").assessment.schemes, seen("public").assessment.years
    cycle = gcs.current
    assert cycle.claimed == cycle.credited.total == 6 + 4 + 4
    assert (len(cycle.credited.parts), cycle.credited.hidden) == (1, 2)
    assert {term: tally.total for term, tally in cycle.by_term["category"].items()} == {
        "formal": 6,
        HIDDEN: 8,
    }
    assert {term: tally.total for term, tally in cycle.by_term["tier"].items()} == {
        "": 10,
        HIDDEN: 4,
    }
    assert {name: tally.total for name, tally in years[0].by_type.items()} == {
        "course": 6,
        HIDDEN: 6,
    }
    assert years[0].by_month["2025-06"].hidden_amount == 4


def test_a_mix_does_not_name_terms_that_only_hidden_entries_have() -> None:
    outcome = seen("public").assessment.schemes[0].current.outcomes[1]
    assert outcome.value == {
        "formal": Fraction(600, 14),
        HIDDEN: Fraction(800, 14),
    }


@pytest.mark.parametrize(
    ("audience", "privacy", "said"),
    [
        ("public", "", "None None, None None, met None"),
        ("public", "assessment: public, ", "at-risk 16, open 0, met 0"),
        ("reviewer", "", "at-risk 16, open 0, met 0"),
        ("reviewer", "assessment: private, ", "None None, None None, met None"),
        ("owner", "assessment: private, ", "at-risk 16, open 0, met 0"),
    ],
)
def test_who_is_told_what_is_missing(audience: str, privacy: str, said: str) -> None:
    shown = seen(audience, SETTINGS.replace("privacy: {", f"privacy: {{{privacy}"))
    total, mix, _, plan = shown.assessment.schemes[0].current.outcomes
    assert ", ".join(f"{found.status} {found.shortfall}" for found in (total, mix, plan)) == said


def test_what_is_left_out_is_for_the_owner() -> None:
    assert seen("reviewer").assessment.excluded == ()
    assert seen("reviewer").settings.publish == {}
    assert seen("reviewer").settings.allowed_texts == {}
    assert seen("reviewer").settings.author.email == "sam@example.org"
    assert seen("owner").settings.publish != {}


@pytest.mark.parametrize(
    ("today", "status", "days"),
    [("2025-09-30", "met", 91), ("2025-10-01", None, 92), ("2026-03-01", None, 243)],
)
def test_the_public_cannot_tell_a_gap_that_is_covered_from_one_that_is_not(
    today: str, status: str | None, days: int
) -> None:
    (record, *_) = seen("public", today=today).assessment.schemes[1].current.outcomes
    assert record.status == status
    assert record.value == days
    assert record.maximum == 92
    assert record.unexcused is None


def test_a_gap_that_is_covered_is_excused_without_its_reason() -> None:
    (record, *_) = seen("reviewer").assessment.schemes[1].current.outcomes
    assert record.status == "excused"
    assert record.note == "covered by an entry of kind absence, 1 Aug 2025 to 31 Dec 2025"
    assert "2025-08-01-7" in [part.entry for part in record.tally.parts]
    (record, *_) = seen("owner").assessment.schemes[1].current.outcomes
    assert record.note == (
        "60 days from 31 Dec 2025 to 1 Mar 2026; "
        "243 days from 1 Jul 2025 to 1 Mar 2026 are covered by an entry of kind absence"
    )


RECORD = """
scheme: ward
title: Ward rules
units: {hours: {label: hour, labels: hours, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
requirements:
  - {id: record, level: must, text: No gap, measure: gap, max: P3M, excused_by: absence}
  - {id: either, level: must, text: No gap or a paper, any_of: [record, paper]}
  - {id: paper, level: info, text: A paper, where: {type: writing}, measure: count, min: 1}
"""
AWAY = """---
title: Away
date: 2025-01-10
kind: absence
until: 2025-05-20
---
"""
LECTURE = """---
title: A lecture
date: 2025-05-25
type: course
hours: 1
---
"""


@pytest.mark.parametrize("entries", [[AWAY], [AWAY, LECTURE]])
@pytest.mark.parametrize(
    ("audience", "said"),
    [
        ("owner", "record excused, either met, paper at-risk"),
        ("reviewer", "record excused, either met, paper at-risk"),
        ("public", "record None, either None, paper None"),
    ],
)
def test_what_stands_for_a_gap_tells_no_more_than_the_gap(
    entries: list[str], audience: str, said: str
) -> None:
    found = journal("schemes: [{id: ward, joined: 2025-01-01}]", entries, {"ward": RECORD})
    shown = portfolio(found, assess(found, date(2025, 6, 1)), audience=Audience(audience))
    scheme = shown.assessment.schemes[0]
    assert ", ".join(f"{o.requirement.id} {o.status}" for o in scheme.current.outcomes) == said
    assert tuple(o.requirement for o in scheme.current.outcomes) == scheme.scheme.requirements


OF_ONE_NAME = """---
title: Seen
date: 2025-05-01
type: course
hours: 6
tags: [Media]
provider: The college
competencies: [nhs-ksf/C1]
---
---
title: Kept
date: 2025-05-02
type: course
hours: 4
tags: [media, MEDIA, other]
provider: the college
competencies: [nhs-ksf/C1, nhs-ksf/C2]
visibility: private
---
"""


@pytest.mark.parametrize("audience", ["public", "reviewer", "owner"])
def test_spellings_and_competences_of_hidden_entries_are_in_the_totals(audience: str) -> None:
    found = journal("schemes: [gcs]", split(OF_ONE_NAME))
    counted = assess(found, date(2025, 6, 1))
    shown = portfolio(found, counted, audience=Audience(audience)).assessment
    (year,) = shown.years
    hidden = 0 if audience == "owner" else 1
    for tally in (
        shown.by_tag["media"],
        shown.by_provider["the-college"],
        shown.by_type["course"],
        year.by_competency["nhs-ksf/C1"],
    ):
        assert (str(tally.total), tally.count, tally.hidden) == ("10", 2, hidden)
    secret = {"other", "nhs-ksf/C2"}
    assert secret.isdisjoint({*shown.by_tag, *year.by_competency}) is (audience != "owner")


EVERY_NUMBER = """
scheme: ward
title: Ward rules
units:
  hours: {label: hour, labels: hours, per_hour: 1}
  merits: {label: merit, labels: merits, per_hour: 2}
period: {length: P1Y, start: "01-01"}
taxonomies:
  category: {label: Sort, terms: {a: A, b: B}, from_type: {course: a}, required: true}
requirements:
  - {id: total, level: must, text: Ten, measure: sum, min: 10}
"""
OF_EACH = """---
title: Seen
date: 2025-05-01
type: course
hours: 2
provider: Hidden
---
---
title: Kept
date: 2025-05-02
type: course
hours: 3
tags: [news]
provider: The college
competencies: [nhs-ksf/C1]
visibility: private
---
---
title: Kept and without a sort
date: 2025-05-03
type: reading
hours: 4
provider: A library
visibility: private
---
---
title: Seen, and still to come
date: 2025-12-01
type: reading
status: planned
tags: [news]
provider: The college
competencies: [nhs-ksf/C1]
---
---
title: Kept, and still to come
date: 2025-12-02
type: course
status: planned
visibility: private
---
"""


def of_each(audience: str) -> Portfolio:
    """What an audience gets of a journal in which hidden entries are behind every number."""
    found = journal("schemes: [ward]", split(OF_EACH), {"ward": EVERY_NUMBER})
    return portfolio(found, assess(found, date(2025, 6, 1)), audience=Audience(audience))


def told(tallies: Mapping[str, Tally]) -> str:
    """Each number, and how many entries behind it are hidden."""
    return ", ".join(f"{name or '-'} {t.total} ({t.hidden})" for name, t in tallies.items())


@pytest.mark.parametrize("audience", ["public", "reviewer"])
def test_no_number_leads_to_a_hidden_entry(audience: str) -> None:
    owner, shown = of_each("owner"), of_each(audience)
    hidden = {entry.id for entry in owner.entries} - {entry.id for entry in shown.entries}
    assert len(hidden) == 3
    assert all(id_ in repr(owner.assessment) for id_ in hidden)
    assert [id_ for id_ in hidden if id_ in repr(shown.assessment)] == []


@pytest.mark.parametrize(("audience", "unsorted"), [("public", ""), ("reviewer", "category 4 (1)")])
def test_every_number_stays_whole(audience: str, unsorted: str) -> None:
    shown = of_each(audience).assessment
    (year,), (scheme,) = shown.years, shown.schemes
    (cycle,) = scheme.cycles
    assert told({"hours": year.hours, "credit": cycle.credited}) == "hours 9 (2), credit 9 (2)"
    assert told(year.by_type) == "course 5 (1), hidden 4 (1)"
    assert told({"May": year.by_month["2025-05"]}) == "May 9 (2)"
    assert told(year.credited) == "ward 9 (2)"
    assert told(cycle.by_unit) == "merits 18 (2)"
    assert told(cycle.unsorted) == unsorted
    assert told(scheme.by_term["category"]) == told(cycle.by_term["category"]) == "a 5 (1), - 4 (1)"


@pytest.mark.parametrize("audience", ["public", "reviewer"])
def test_a_name_that_a_visible_entry_carries_keeps_its_total(audience: str) -> None:
    """Also where that one does not count; a provider may be called like what is hidden."""
    shown = of_each(audience).assessment
    assert told(shown.by_tag) == "news 3 (1)"
    assert told(shown.by_provider) == "hidden 2 (0), the-college 3 (1), - 4 (1)"
    assert told(shown.by_type) == "course 5 (1), reading 4 (1)"
    assert told(shown.years[0].by_competency) == "nhs-ksf/C1 3 (1)"
