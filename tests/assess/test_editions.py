"""Which edition of the rules is in force, and what claims may say of all of them."""

from __future__ import annotations

from datetime import date

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.model.assessment import SchemeAssessment
from tests.assess.journals import journal, read

EDITION = """
scheme: ward
title: Ward rules
edition: "{name}"
applies: {{{applies}}}
units: {{hours: {{label: hour, labels: hours, per_hour: {rate}}}}}
period: {{length: P1Y, start: "04-01"}}
taxonomies: {{category: {{label: Sort, terms: {{{term}: Sort}}}}}}
requirements: [{{id: total, level: must, text: Ten, measure: sum, min: 10}}]
"""
ENTRY = "---\ntitle: A course\ndate: {day}\ntype: course\nhours: 1\n---\n"


def assessed(newer: str, older: str, *days: str) -> SchemeAssessment:
    """The scheme with entries on these days, as of the end of 2026."""
    scheme = "---".join(
        EDITION.format(name=name, applies=applies, rate=rate, term=name)
        for name, applies, rate in (("new", newer, 2), ("old", older, 1))
    )
    entries = [ENTRY.format(day=day) for day in days]
    found = journal("schemes: [ward]", entries, {"ward": scheme})
    return assess(found, date(2026, 12, 31)).schemes[0]


@pytest.mark.parametrize(
    ("newer", "older", "editions"),
    [
        ("from: 2025-04-01", "from: 2024-04-01", "2023-24 old?, 2024-25 old, 2025-26 new"),
        ("from: 2025-04-02", "", "2023-24 old, 2024-25 old, 2025-26 old"),
        ("from: 2026-03-31, by: period_end", "", "2023-24 old, 2024-25 old, 2025-26 new"),
        ("from: 2026-04-01, by: period_end", "", "2023-24 old, 2024-25 old, 2025-26 old"),
        # Where no edition was written for a cycle, the nearest older one serves.
        (
            "from: 2024-04-01, to: 2025-04-01",
            "",
            "2023-24 old, 2024-25 new, 2025-26 new?",
        ),
    ],
)
def test_edition_in_force(newer: str, older: str, editions: str) -> None:
    cycles = assessed(newer, older, "2023-05-01").cycles
    said = [f"{one.label} {one.edition}{'?' if one.assumed else ''}" for one in cycles]
    assert ", ".join(said[:3]) == editions


def test_by_date_each_entry_is_credited_under_the_rules_of_its_day() -> None:
    found = assessed("from: 2025-10-01, by: date", "", "2025-09-30", "2025-10-01")
    assert [part.amount for part in found.cycles[0].credited.parts] == [1, 2]
    assert [cycle.edition for cycle in found.cycles] == ["old", "new"]


@pytest.mark.parametrize(("term", "codes"), [("new", []), ("old", []), ("odl", ["unknown-term"])])
def test_claims_may_name_the_terms_of_every_edition(term: str, codes: list[str]) -> None:
    scheme = "---".join(
        EDITION.format(name=name, applies=applies, rate=1, term=name)
        for name, applies in (("new", "from: 2025-04-01"), ("old", ""))
    )
    entry = ENTRY.format(day="2025-05-01").replace("hours: 1", f"category: {term}")
    _, faults = read("schemes: [ward]", [entry], {"ward": scheme})
    assert [fault.code for fault in faults] == codes
