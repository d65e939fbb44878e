"""What one reviewer gets to see of what reviewers may see."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.assess.narrowing import narrowed
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.share import Selection
from tests.assess.journals import journal, read, split

TODAY = date(2026, 5, 1)
SETTINGS = "schemes: [gcs, {id: icpem, grade: Member}]\n"
FILES = ("journal/loose.pdf", "journal/own.pdf", "journal/other.pdf", "journal/secret.pdf")
ENTRIES = """---
title: Chosen
date: 2025-05-01
type: course
hours: 6
tags: [Media]
provider: The hall
competencies: [nhs-ksf/C1]
goals: [one, two]
claims: {gcs: {points: 6}, icpem: {hours: 6}}
evidence: [own.pdf]
highlight: true
---
[Of another](other.pdf), [of a secret](secret.pdf).
---
title: Another
date: 2025-06-01
type: webinar
hours: 4
tags: [radio]
provider: The college
evidence: [other.pdf]
---
---
title: Earlier
date: 2024-06-01
type: course
hours: 3
tags: [media]
---
---
title: Secret
date: 2025-07-01
type: reading
hours: 2
tags: [media]
visibility: private
evidence: [secret.pdf]
---
---
title: One
date: 2025-04-02
kind: goal
tags: [media]
---
---
title: Two
date: 2025-04-02
kind: goal
---
"""


def part(**chosen: object) -> Portfolio:
    """The portfolio of a selection."""
    names = {text: text.split("\n")[1][7:].lower() for text in split(ENTRIES)}
    found = journal(SETTINGS, split(ENTRIES), files=FILES, names=names)
    selection = Selection(**chosen)  # type: ignore[arg-type]  # as the test says
    own = portfolio(found, assess(found, TODAY), audience=Audience.OWNER)
    return narrowed(found, own, selection)


def titles(shown: Portfolio) -> list[str]:
    return [entry.title for entry in shown.entries]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"tags": ("MEDIA",)}, ["Earlier", "One", "Chosen"]),
        ({"tags": ("media", "radio")}, ["Earlier", "One", "Chosen", "Another"]),
        ({"highlights": True}, ["Chosen"]),
        ({"tags": ("radio",), "highlights": True}, []),
        ({"scheme": "gcs"}, ["Earlier", "One", "Two", "Chosen", "Another"]),
        ({"scheme": "gcs", "cycle": "2025-26"}, ["One", "Two", "Chosen", "Another"]),
        ({"scheme": "gcs", "cycle": "2025-26", "tags": ("media",)}, ["One", "Chosen"]),
        ({"entries": ("2024-06-01-earlier", "2025-07-01-secret")}, ["Earlier"]),
    ],
)
def test_what_every_part_of_a_selection_takes_is_chosen(
    chosen: dict[str, object], expected: list[str]
) -> None:
    assert titles(part(**chosen)) == expected


def test_nothing_chosen_is_the_whole_that_a_reviewer_sees() -> None:
    names = {text: text.split("\n")[1][7:].lower() for text in split(ENTRIES)}
    found = journal(SETTINGS, split(ENTRIES), files=FILES, names=names)
    numbers = assess(found, TODAY)
    whole = portfolio(found, numbers, audience=Audience.REVIEWER)
    own = portfolio(found, numbers, audience=Audience.OWNER)
    assert narrowed(found, own, Selection()) == whole
    assert not whole.partial


def test_a_cycle_keeps_its_numbers_whole_and_names_only_what_was_chosen() -> None:
    shown = part(scheme="gcs", cycle="2025-26", tags=("media",))
    (scheme,) = shown.assessment.schemes
    (cycle,) = scheme.cycles
    assert cycle.credited.count == 3
    assert [one.entry for one in cycle.credited.parts] == ["2025-05-01-chosen"]
    assert list(scheme.credits) == ["2025-05-01-chosen"]
    assert shown.settings.memberships[0].scheme == "gcs"
    assert len(shown.settings.memberships) == 1


def test_years_and_lists_count_the_chosen_entries_alone() -> None:
    shown = part(scheme="gcs", cycle="2025-26", tags=("media",)).assessment
    (year,) = shown.years
    assert (year.label, year.hours.total, year.hours.count) == ("2025", Fraction(8), 2)
    assert list(year.credited) == ["gcs"]
    assert "webinar" not in year.by_type
    assert list(shown.by_tag) == ["media"]
    assert "the-college" not in shown.by_provider


@pytest.mark.parametrize(
    "chosen",
    [
        {"tags": ("radio",)},
        {"highlights": True},
        {"scheme": "gcs", "cycle": "2024-25"},
        {"scheme": "icpem", "cycle": "2026"},
    ],
)
def test_no_number_leads_to_what_was_not_chosen(chosen: dict[str, object]) -> None:
    shown = part(**chosen)
    others = {entry.id for entry in part().entries} - {entry.id for entry in shown.entries}
    assert others
    assert [id_ for id_ in others if id_ in repr(shown.assessment)] == []
    assert shown.partial


def test_hours_are_those_of_the_chosen_entries() -> None:
    shown = part(tags=("radio",)).assessment
    (year,) = shown.years
    numbers = (
        *(shown.by_tag, shown.by_provider, shown.by_type),
        *(year.by_type, year.by_month, year.by_competency),
    )
    assert [
        ", ".join(f"{name} {tally.total}" for name, tally in tallies.items() if tally.count)
        for tallies in numbers
    ] == ["radio 4", "the-college 4", "webinar 4", "webinar 4", "2025-06 4", ""]


def test_credit_is_that_of_the_chosen_cycles() -> None:
    scheme = part(cycle="2025-26").assessment.schemes[0]
    assert sorted(scheme.credits) == ["2025-05-01-chosen", "2025-06-01-another"]


def test_the_chosen_cycle_is_the_one_that_is_shown() -> None:
    """Its terms alone, without those of the other cycles, and no scheme that was not chosen."""
    (scheme,) = part(scheme="gcs", cycle="2024-25").assessment.schemes
    assert [cycle.label for cycle in scheme.cycles] == ["2024-25"]
    assert scheme.by_term == scheme.cycles[0].by_term
    assert list(scheme.credits) == ["2024-06-01-earlier"]
    (scheme,) = part(scheme="icpem").assessment.schemes
    assert scheme.scheme.id == "icpem"


def test_claims_of_other_bodies_are_not_told() -> None:
    text = split(ENTRIES)[0].replace("icpem:", "acca:")
    found, _ = read("schemes: [gcs]", [text], files=FILES)
    own = portfolio(found, assess(found, TODAY), audience=Audience.OWNER)
    assert own.entries[0].claims_elsewhere == ("acca",)
    (shown,) = narrowed(found, own, Selection(highlights=True)).entries
    assert (list(shown.claims), shown.claims_elsewhere) == (["gcs"], ())


def test_drafts_and_what_is_broken_stay_so() -> None:
    texts = [text.replace("highlight: true", "draft: true") for text in split(ENTRIES)[:2]]
    found = journal(SETTINGS, texts, files=FILES)
    numbers = assess(found, TODAY, drafts=True)
    own = portfolio(found, numbers, audience=Audience.OWNER, drafts=True)
    for selection in (Selection(), Selection(tags=("media", "radio"))):
        assert titles(narrowed(found, own, selection)) == ["Chosen", "Another"]
        broken = frozenset(("journal/2025-06-01-2.md",))
        shown = narrowed(found, own, selection, broken=broken)
        assert (titles(shown), shown.incomplete) == (["Chosen"], 1)


def test_other_bodies_and_goals_are_not_named() -> None:
    entry = part(scheme="gcs", cycle="2025-26", tags=("media",)).entries[-1]
    assert list(entry.claims) == ["gcs"]
    assert entry.goals == ("one",)
    assert part(highlights=True).entries[0].goals == ()


def test_a_file_that_is_kept_from_reviewers_is_not_reached_by_a_link() -> None:
    shown = part(highlights=True)
    assert "journal/secret.pdf" in shown.withheld
    assert "journal/own.pdf" not in shown.withheld
    assert "journal/loose.pdf" not in shown.withheld


def test_how_many_are_left_out_is_told_of_the_chosen_ones_only() -> None:
    assert part(highlights=True).hidden == 0
    assert part(tags=("media",)).hidden == 1


def test_an_absence_that_explains_a_gap_belongs_to_what_its_body_counts() -> None:
    texts = (
        "---\ntitle: A course\ndate: 2025-01-10\ntype: course\nhours: 1\n---\n",
        "---\ntitle: Leave\ndate: 2025-02-01\nkind: absence\nuntil: 2025-05-20\n---\n",
        "---\ntitle: A talk\ndate: 2025-06-01\ntype: course\nhours: 1\n---\n",
        "---\ntitle: A day off\ndate: 2024-06-01\nkind: absence\nuntil: 2024-06-02\n---\n",
    )
    kept = journal("schemes: [{id: hcpc, renewal: 2025-01-01}, gcs]", texts)
    whole = portfolio(kept, assess(kept, date(2025, 7, 1)), audience=Audience.OWNER)
    shown = narrowed(kept, whole, Selection(scheme="hcpc"))
    assert titles(shown) == ["A course", "Leave", "A talk"]
