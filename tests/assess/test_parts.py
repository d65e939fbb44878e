"""What stands behind a figure: its parts, what caps took, what was carried, and who may see it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.exchange.portfolio_json import portfolio_json
from cpdsite.model.assessment import Audience, CycleAssessment, Outcome, Portfolio
from tests.assess.journals import journal, split

SCHEME = """
scheme: ward
title: Ward rules
units: {credits: {label: credit, labels: credits, per_hour: 1}}
period: {length: P2Y, start: 2024-01-01}
taxonomies:
  area:
    label: Area
    terms: {a: A, b: B}
    many: split
caps:
  - {id: reading, where: {type: reading}, unit: credits, max: 8}
requirements:
  - {id: total, level: must, text: Ten, measure: sum, min: 10}
  - {id: area, level: must, text: Three each, measure: sum, min: 3, each: area}
  - {id: yearly, level: must, text: Four a year, measure: sum, min: 4, over: {each: P1Y}}
  - {id: of-late, level: must, text: A book, where: {tags: new}, measure: sum, min: 6}
  - {id: no-more, level: must, text: Not too new, where: {tags: new}, measure: sum, max: 4}
carry: {max: 20}
"""
SETTINGS = """
schemes: [{id: ward, adjust: [{factor: 0.5, reason: Secret reason, from: 2024-06-01}]}]
"""
ENTRIES = """---
title: A book
date: 2024-02-01
type: reading
hours: 6
---
---
title: Another book
date: 2024-03-01
type: reading
hours: 4
tags: [new]
---
---
title: A course
date: 2025-03-01
type: course
hours: 5
claims: {ward: {area: {a: 3, b: 1}}}
visibility: private
---
"""


def seen(audience: Audience) -> Portfolio:
    """The journal as an audience gets it, in the middle of the second year."""
    found = journal(SETTINGS, split(ENTRIES), {"ward": SCHEME})
    return portfolio(found, assess(found, date(2025, 6, 30)), audience=audience)


def cycle(shown: Portfolio) -> CycleAssessment:
    """The one cycle."""
    return shown.assessment.schemes[0].current


def outcome(shown: Portfolio, name: str) -> Outcome:
    """The outcome of a requirement."""
    return next(one for one in cycle(shown).outcomes if one.requirement.id == name)


def test_a_cap_says_what_it_took() -> None:
    first, second, _ = outcome(seen(Audience.OWNER), "total").tally.parts
    assert f"{first.amount}, {first.clipped}: {first.note}" == "6, 0: 6 h at 1 credit an hour"
    assert f"{second.amount}, {second.clipped}" == "2, 2"
    assert second.note == (
        "4 h at 1 credit an hour; 2 credits above the cap reading of 8 do not count"
    )


CAPPED = """
scheme: ward
title: Ward rules
units: {hours: {label: hour, labels: hours, per_hour: 1}}
period: {length: P2Y, start: 2024-01-01}
taxonomies:
  area: {label: Area, terms: {a: A, b: B}, many: split}
caps:
  - {id: long, unit: hours, max: 4, per: entry}
  - {id: reading, where: {type: reading}, unit: hours, max: 6}
  - {id: all, unit: hours, max: 8}
requirements:
  - {id: total, level: must, text: Eight, measure: sum, min: 8}
"""
READ = """---
title: It fills its cap
date: 2024-02-01
type: reading
hours: 4
---
---
title: Too long, and more than is left
date: 2024-03-01
type: reading
hours: 6
---
---
title: Split
date: 2024-04-01
type: course
hours: 4
claims: {ward: {area: {a: 1, b: 3}}}
---
"""


def test_each_cap_says_what_it_took() -> None:
    found = assess(journal(SETTINGS, split(READ), {"ward": CAPPED}), date(2025, 6, 30))
    parts = found.schemes[0].current.credited.parts
    assert [f"{one.amount} of {one.amount + one.clipped}: {one.note}" for one in parts] == [
        "4 of 4: 4 h, hour for hour",
        (
            "2 of 6: 6 h, hour for hour; 2 hours above the cap long of 4 do not count; "
            "2 hours above the cap reading of 6 do not count"
        ),
        "2 of 4: 4 h, hour for hour; 2 hours above the cap all of 8 do not count",
    ]


def test_an_adjustment_gives_its_reason_to_the_owner_alone() -> None:
    assert outcome(seen(Audience.OWNER), "total").minimum == 5
    assert outcome(seen(Audience.OWNER), "total").note == (
        "the minimum is 10 times 0.5 for Secret reason"
    )
    assert "Secret" not in repr(seen(Audience.REVIEWER))
    assert seen(Audience.REVIEWER).settings.memberships[0].adjustments == ()


def test_each_adjustment_gives_its_reason() -> None:
    first = "{factor: 0.5, reason: Leave, from: 2024-06-01}"
    second = "{factor: 0.8, reason: Illness, from: 2025-02-01}"
    settings = f"schemes: [{{id: ward, adjust: [{first}, {second}]}}]"
    found = assess(journal(settings, split(ENTRIES), {"ward": SCHEME}), date(2025, 6, 30))
    total = found.schemes[0].current.outcomes[0]
    assert total.minimum == 4
    assert total.note == "the minimum is 10 times 0.5 for Leave, times 0.8 for Illness"


def test_a_choice_under_a_cap_is_to_be_checked() -> None:
    found = outcome(seen(Audience.OWNER), "of-late")
    assert f"{found.status}, {found.value} of {found.minimum}" == "check, 4 of 3"
    assert found.shortfall == 0
    assert found.note == (
        "clipped in date order over the whole cycle the caps leave 2: "
        "the member may choose which entries to drop; "
        "the minimum is 6 times 0.5 for Secret reason"
    )


def test_a_choice_under_a_cap_may_decide_a_share() -> None:
    asked = (
        "{id: area, level: must, text: Half, measure: share, where: {area: a}, min: 50%}, "
        "{id: mixed, level: must, text: Half, measure: mix, taxonomy: area, "
        "where: {tags: new}, target: {a: 50, b: 50}, tolerance: 10}"
    )
    scheme = SCHEME.partition("requirements:")[0] + f"requirements: [{asked}]"
    rows = [(1, "", 6), (2, "a", 4), (3, "a", 2), (4, "b", 4), (5, "", 1)]
    entries = [
        f"---\ntitle: {day}\ndate: 2025-01-0{day}\ntype: {'course' if day >= 4 else 'reading'}\n"
        f"hours: {hours}\n{'tags: [new]' if day > 1 else ''}\n"
        f"{f'claims: {{ward: {{area: {area}}}}}' if area else ''}\n---\n"
        for day, area, hours in rows
    ]
    found = assess(journal("schemes: [ward]", entries, {"ward": scheme}), date(2025, 6, 30))
    area, mixed = found.schemes[0].current.outcomes
    doubt = (
        "clipped in date order over the whole cycle the caps lead to another verdict: "
        "the member may choose which entries to drop"
    )
    assert (area.status, area.note) == ("check", doubt)
    assert area.tally.parts[1].note == ""
    assert (mixed.status, mixed.note) == ("check", f"1 entry has no area; {doubt}")


CARRIED = """
scheme: ward
title: Ward rules
units: {hours: {label: hour, labels: hours, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
caps: [{id: reading, where: {type: reading}, unit: hours, max: 8}]
requirements: [{id: total, level: must, text: Eight, where: {tags: new}, measure: sum, min: 8}]
carry: {max: 5}
"""


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (
            6,
            (
                "check, 9: 3 of it carried in from the cycle before; "
                "clipped in date order over the whole cycle the caps leave 5: "
                "the member may choose which entries to drop"
            ),
        ),
        (3, "met, 9: 3 of it carried in from the cycle before"),
    ],
)
def test_what_is_carried_counts_whichever_entries_are_dropped(hours: int, said: str) -> None:
    rows = [
        ("2024-06-01", "type: course\nhours: 11\ntags: [new]"),
        ("2025-01-10", f"type: reading\nhours: {hours}"),
        ("2025-01-11", "type: reading\nhours: 6\ntags: [new]"),
    ]
    entries = [f"---\ntitle: {day}\ndate: {day}\n{rest}\n---\n" for day, rest in rows]
    settings = "schemes: [{id: ward, joined: 2024-01-01}]"
    found = assess(journal(settings, entries, {"ward": CARRIED}), date(2025, 6, 30))
    (total,) = found.schemes[0].current.outcomes
    assert f"{total.status}, {total.value}: {total.note}" == said


def test_a_choice_that_changes_no_verdict_is_none() -> None:
    found = outcome(seen(Audience.OWNER), "no-more")
    assert f"{found.status}, {found.value} of at most {found.maximum}" == "met, 4 of at most 4"


def test_what_is_carried_in_is_said() -> None:
    course = (
        "---\ntitle: A course\ndate: 2025-03-01\ntype: course\nhours: 49\nverifiable: true\n---\n"
    )
    found = assess(journal("schemes: [{id: acca, joined: 2024-05-01}]", [course]), date(2026, 3, 1))
    said = [cycle.outcomes[0].note for cycle in found.schemes[0].cycles]
    assert said == ["", "", "9 of it carried in from the cycle before"]


def test_parts_as_data() -> None:
    data: Any = json.loads(portfolio_json(seen(Audience.OWNER)))
    by_id = {one["id"]: one for one in data["schemes"][0]["cycles"][0]["requirements"]}
    assert by_id["area"]["parts"] == [
        {"term": "a", "value": 3.75, "status": "met"},
        {"term": "b", "value": 1.25, "status": "open"},
    ]
    assert by_id["yearly"]["parts"] == [
        {"start": "2024-01-01", "end": "2025-01-01", "value": 8, "status": "met"},
        {"start": "2025-01-01", "end": "2026-01-01", "value": 5, "status": "met"},
    ]
    assert "parts" not in by_id["total"]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.REVIEWER])
def test_parts_that_only_hidden_entries_make_are_one(audience: Audience) -> None:
    """Two of them, or one among others, would be named by their place."""
    parts = outcome(seen(audience), "area").parts
    said = ", ".join(f"{part.term} {part.status} {part.value}" for part in parts)
    assert said == "hidden None 5"
    assert all(part.tally.parts == () for part in parts)


def test_of_hidden_parts_only_amounts_are_added_up() -> None:
    told = "{id: area, level: must, text: Told, measure: complete, fields: [hours], each: area}"
    scheme = SCHEME.partition("requirements:")[0] + f"requirements: [{told}]"
    found = journal(SETTINGS, split(ENTRIES), {"ward": scheme})
    shown = portfolio(found, assess(found, date(2025, 6, 30)), audience=Audience.REVIEWER)
    (part,) = outcome(shown, "area").parts
    assert (part.term, part.value, part.tally.hidden) == ("hidden", None, 2)
