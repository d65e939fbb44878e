"""What one entry is granted, and why."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.words import shown
from tests.assess.journals import journal

WARD = """
scheme: ward
title: Ward rules
units:
  credits: {label: credit, labels: credits, per_hour: 1.5, round: 0.25, minimum: 30m}
  hours: {label: hour, labels: hours, per_hour: 1}
  nights: {label: night, labels: nights}
period: {length: P1Y, start: "01-01"}
credit:
  - {when: {type: writing}, give: 5}
  - {when: {type: [audit, teaching], tags: extra}, give: {per_hour: 3}}
  - {when: {type: other}, give: 0.4}
  - {when: {type: shadowing}, give: {per_hour: 1/6}}
"""


@pytest.mark.parametrize(
    ("fields", "amounts", "because"),
    [
        ("type: course, hours: 2", "3 2 0", "2 h at 1.5 credits an hour"),
        ("type: course", "0 0 0", "no amount is given"),
        ("type: course, hours: 0", "0 0 0", "0 h is less than the 0.5 h that count"),
        ("type: course, hours: 29m", "0 29/60 0", "0.48 h is less than the 0.5 h that count"),
        ("type: course, hours: 30m", "3/4 1/2 0", "0.5 h at 1.5 credits an hour"),
        (
            "type: course, hours: 100m",
            "5/2 5/3 0",
            "1.67 h at 1.5 credits an hour",
        ),
        (
            "type: course, hours: 90m",
            "9/4 3/2 0",
            "1.5 h at 1.5 credits an hour",
        ),
        (
            "type: course, hours: 65m",
            "3/2 13/12 0",
            "1.08 h at 1.5 credits an hour, rounded down to 1.5",
        ),
        ("type: writing", "5 0 0", "type writing"),
        ("type: writing, hours: 20m", "0 1/3 0", "0.33 h is less than the 0.5 h that count"),
        (
            "type: audit, tags: extra, hours: 1",
            "3 1 0",
            "type audit, tags extra: 1 h at 3 credits an hour",
        ),
        ("type: audit, hours: 1", "3/2 1 0", "1 h at 1.5 credits an hour"),
        ("type: other", "1/4 0 0", "type other, rounded down to 0.25"),
        # Six hours are one exactly, which no decimal rate would make of them.
        ("type: shadowing, hours: 6", "1 6 0", "type shadowing: 6 h at 1/6 credits an hour"),
        # A claim is never rounded, never too small, and may name any unit.
        ("type: course, hours: 2, claims: {ward: 0.1}", "1/10 2 0", "claimed"),
        ("type: course, hours: 2, claims: {ward: {points: 7}}", "7 2 0", "claimed"),
        (
            "type: course, hours: 2, claims: {ward: {nights: 3}}",
            "3 2 3",
            "2 h at 1.5 credits an hour",
        ),
        (
            "type: course, hours: 2, claims: {ward: {hours: 4}}",
            "6 4 0",
            "4 h at 1.5 credits an hour",
        ),
        ("type: course, claims: {ward: {credits: 0}}", "0 0 0", "claimed"),
    ],
)
def test_credit(fields: str, amounts: str, because: str) -> None:
    lines = re.sub(r", (?=[a-z]+: )(?![^{]*})", "\n", f"title: A, date: 2025-06-12, {fields}")
    one = journal("schemes: [ward]", [f"---\n{lines}\n---\n"], {"ward": WARD})
    (credit,) = assess(one, date(2025, 12, 31)).schemes[0].credits.values()
    assert " ".join(map(str, credit.amounts.values())) == amounts
    assert credit.because == because


UNITS = """
scheme: ward
title: Ward rules
units:
  hours: {label: hour, labels: hours, per_hour: 1}
  whole: {label: whole hour, labels: whole hours, per_hour: 1, round: 1, minimum: 1h}
  shared: {label: shared hour, labels: shared hours, part_of: hours, when: {participatory: true}}
  nights: {label: night, labels: nights}
caps: [{id: few, where: {}, unit: whole, max: 3}]
period: {length: P1Y, start: "01-01"}
requirements:
  - {id: whole, level: must, text: Whole hours, measure: sum, unit: whole, min: 9}
  - {id: shared, level: must, text: Shared hours, measure: sum, unit: shared, min: 9}
"""


@pytest.mark.parametrize(
    ("fields", "whole", "shared"),
    [
        ("hours: 30m", "0 0.5 h is less than the 1 h that count", "0 "),
        ("hours: 2.5", "2 2.5 h at 1 whole hour an hour, rounded down to 2", "0 "),
        (
            "hours: 4",
            "3 4 h at 1 whole hour an hour; 1 whole hour above the cap few of 3 does not count",
            "0 ",
        ),
        (
            "hours: 2\nparticipatory_hours: 1.5",
            "2 2 h at 1 whole hour an hour",
            "1.5 1.5 h of it were participatory",
        ),
        ("hours: 2\nparticipatory: true", "2 2 h at 1 whole hour an hour", "2 "),
        ("hours: 2\nclaims: {ward: {shared: 0.5}}", "2 2 h at 1 whole hour an hour", "0.5 claimed"),
    ],
)
def test_every_unit_says_how_much_of_an_entry_counts_in_it_and_why(
    fields: str, whole: str, shared: str
) -> None:
    entry = f"---\ntitle: A\ndate: 2025-06-12\ntype: reading\n{fields}\n---\n"
    one = journal("schemes: [ward]", [entry], {"ward": UNITS})
    (cycle,) = assess(one, date(2025, 12, 31)).schemes[0].cycles
    said = [f"{shown(part.amount)} {part.note}" for o in cycle.outcomes for part in o.tally.parts]
    assert said == [whole, shared]
    by_unit = [
        f"{shown(part.amount)} {part.note}"
        for tally in cycle.by_unit.values()
        for part in tally.parts
    ]
    assert by_unit == [whole, shared, "0 "]


SPLIT = """
scheme: ward
title: Ward rules
units: {hours: {label: hour, labels: hours, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
taxonomies:
  area: {label: Area, terms: {a: A, b: B}, many: split}
credit: [{when: {}, give: 4}]
caps: [{id: few, unit: hours, max: 3}]
requirements: [{id: total, level: must, text: Nine, measure: sum, min: 9}]
"""


@pytest.mark.parametrize(
    ("claims", "weights"),
    [("", {}), ("\nclaims: {ward: {area: {a: 1, b: 3}}}", {"area": {"a": "1/4", "b": "3/4"}})],
)
def test_credit_says_what_is_left_and_how_it_is_split(
    claims: str, weights: dict[str, dict[str, str]]
) -> None:
    entry = f"---\ntitle: A\ndate: 2025-06-12\ntype: reading\nhours: 2{claims}\n---\n"
    one = journal("schemes: [ward]", [entry], {"ward": SPLIT})
    (credit,) = assess(one, date(2025, 12, 31)).schemes[0].credits.values()
    assert f"{credit.credited} of {credit.amounts['hours']}" == "3 of 4"
    assert credit.because == "a fixed amount"
    assert {
        name: {term: str(part) for term, part in parts.items()}
        for name, parts in credit.weights.items()
    } == weights


PARTS = """
scheme: ward
title: Ward rules
units:
  merits: {label: merit, labels: merits, per_hour: 2}
  shared:
    {label: shared, labels: shared, part_of: merits, when: {participatory: true}, minimum: 1h}
  taught:
    label: taught
    labels: taught
    part_of: merits
    when: {participatory: true, type: course}
  early: {label: early, labels: early, part_of: hours, when: {type: course}}
  talked: {label: talked, labels: talked, part_of: hours, when: {participatory: true}}
  rested: {label: rested, labels: rested, part_of: hours, from: feedback}
  hours: {label: hour, labels: hours, per_hour: 1}
period: {length: P1Y, start: "01-01"}
requirements: [{id: total, level: must, text: Nine, measure: sum, min: 9}]
"""


@pytest.mark.parametrize(
    ("fields", "amounts"),
    [
        # Merits, shared, taught, early, talked, rested, hours.
        ("type: course\nhours: 4\nparticipatory_hours: 1.5", "8 3 3 4 3/2 0 4"),
        ("type: reading\nhours: 4\nparticipatory_hours: 1.5", "8 3 0 0 3/2 0 4"),
        ("type: course\nhours: 4\nparticipatory_hours: 0.5", "8 0 1 4 1/2 0 4"),
        ("type: course\nhours: 4\nparticipatory: true", "8 8 8 4 4 0 4"),
        ("type: reading\nhours: 4\nparticipatory: true", "8 8 0 0 4 0 4"),
        ("type: course\nhours: 0.5\nparticipatory: true", "1 0 1 1/2 1/2 0 1/2"),
        (
            "type: course\nhours: 2\nparticipatory: true\nclaims: {ward: {hours: 0.5}}",
            "1 0 1 1/2 1/2 0 1/2",
        ),
        ("type: course\nparticipatory: true", "0 0 0 0 0 0 0"),
        ("type: reading\nclaims: {ward: {hours: 5}}", "10 0 0 0 0 0 5"),
    ],
)
def test_parts_of_a_unit(fields: str, amounts: str) -> None:
    entry = f"---\ntitle: A\ndate: 2025-06-12\n{fields}\n---\n"
    one = journal("schemes: [ward]", [entry], {"ward": PARTS})
    (credit,) = assess(one, date(2025, 12, 31)).schemes[0].credits.values()
    assert " ".join(map(str, credit.amounts.values())) == amounts


def test_hours_that_are_claimed_are_not_rounded() -> None:
    scheme = PARTS.partition("units:")[0] + (
        "units: {hours: {label: hour, labels: hours, per_hour: 1, round: 1}}\n"
        'period: {length: P1Y, start: "01-01"}\n'
        "requirements: [{id: total, level: must, text: Nine, measure: sum, min: 9}]\n"
    )
    claim = "hours: 2\nclaims: {ward: {hours: 1.5}}"
    entry = f"---\ntitle: A\ndate: 2025-06-12\ntype: reading\n{claim}\n---\n"
    one = journal("schemes: [ward]", [entry], {"ward": scheme})
    (credit,) = assess(one, date(2025, 12, 31)).schemes[0].credits.values()
    assert f"{credit.credited}, {credit.because}" == "3/2, claimed"


ALONE = """
scheme: ward
title: Ward rules
units:
  merits: {label: merit, labels: merits, per_hour: 2}
  talked: {label: talked, labels: talked, part_of: hours, when: {participatory: true}}
period: {length: P1Y, start: "01-01"}
requirements: [{id: total, level: must, text: Nine, measure: sum, min: 9}]
"""


def test_a_part_of_the_hours_where_no_unit_counts_hours() -> None:
    entry = (
        "---\ntitle: A\ndate: 2025-06-12\ntype: course\nhours: 4\nparticipatory_hours: 1.5\n---\n"
    )
    one = journal("schemes: [ward]", [entry], {"ward": ALONE})
    (credit,) = assess(one, date(2025, 12, 31)).schemes[0].credits.values()
    assert dict(credit.amounts) == {"merits": 8, "talked": Fraction(3, 2)}
