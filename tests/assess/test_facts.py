"""The member's own facts in the settings, and what is said of those that are wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpdsite.assess.assessment import assess
from tests.assess.journals import read

OWN = """
scheme: own
title: Own
units: {points: {label: point}}
period: [{length: P3Y, start: member.started}, {length: P1Y, start: member.renewal}]
requirements: [{id: total, level: must, text: Many, measure: sum, min: member.quota}]
"""

MORE = """
scheme: own
title: Own
units: {points: {label: point}}
period: {length: P1Y, start: "01-01"}
taxonomies:
  area: {label: Area, terms: member.areas, many: shared}
  role: {label: Role, terms: {lead: Lead, staff: Staff}, many: shared}
requirements:
  - {id: total, level: must, text: Ten, measure: sum, min: 10}
  - {id: area, level: must, text: One each, measure: count, each: {area: member.areas}, min: 1}
  - {id: role, level: must, text: One each, measure: count, each: {role: member.roles}, min: 1}
variants: {nurse: {requirements: {total: {min: 5}}}}
"""


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("gcs", ""),
        ("{id: gcs, joined: 2025-04-01}", ""),
        (
            "{id: gcs, target: 40}",
            "schemes.0.target: gcs knows no fact `target` | the facts are `adjust`, `joined`",
        ),
        (
            "{id: gcs, renewal: 2025-04-01, grades: [G7, G6]}",
            (
                "schemes.0.renewal: gcs knows no fact `renewal` | the facts are `adjust`, `joined`\n"
                "schemes.0.grades: gcs knows no fact `grades` | the facts are `adjust`, `joined`"
            ),
        ),
        (
            "{id: hcpc, renewal: 20251001}",
            'schemes.0.renewal: "20251001" is not a date | write 2025-10-01',
        ),
        (
            "{id: hcpc, renewal: 9999-12-31}",
            (
                'schemes.0.renewal: "9999-12-31" lies outside the years 1950 to 2199 | '
                "look at the year: it must be from 1950 to 2199"
            ),
        ),
        (
            "hcpc",
            (
                "schemes.0: hcpc counts from a day of your own, and `renewal` is missing | "
                "write `{id: hcpc, renewal: 2025-10-01}` under `schemes`"
            ),
        ),
        ("{id: hcpc, renewal: 2025-10-01}", ""),
        (
            "{id: hcpc, renewal: 1 October}",
            (
                'schemes.0.renewal: "1 October" is not a date | '
                "write year, month and day as 2025-06-12"
            ),
        ),
        (
            "{id: hcpc, renewal: 2025-10-01, joined: 2025-10}",
            'schemes.0.joined: "2025-10" is not a date | write year, month and day as 2025-06-12',
        ),
        (
            "icpem",
            (
                "schemes.0: icpem asks by `grade`, which is missing | "
                "write `{id: icpem, grade: Fellow}` under `schemes`"
            ),
        ),
        (
            "{id: icpem, grad: Member}",
            (
                "schemes.0: icpem asks by `grade`, which is missing | "
                "write `{id: icpem, grade: Fellow}` under `schemes`\n"
                "schemes.0.grad: icpem knows no fact `grad` | did you mean `grade`?"
            ),
        ),
        ("{id: icpem, grade: Student}", ""),
        (
            "{id: icpem, grade: senior fellow}",
            (
                'schemes.0.grade: "senior fellow" is not how icpem writes this `grade` | '
                "write `Senior Fellow`"
            ),
        ),
        (
            "{id: points, target: forty}",
            'schemes.0.target: "forty" is not a number | write a number such as 7 or 2.5',
        ),
        (
            "{id: gcs, carry_in: 5}",
            (
                "schemes.0.carry_in: a text stands where names with values are expected | "
                "write `{2024-01-01: 12}`, with a day of the cycle"
            ),
        ),
        (
            "own",
            (
                "schemes.0: own counts from a day of your own, and `started` is missing | "
                "write `{id: own, started: 2025-10-01}` under `schemes`"
            ),
        ),
        ("{id: own, renewal: 2025-01-01}", ""),
        (
            "{id: own, started: soon, quota: many}",
            (
                'schemes.0.started: "soon" is not a date | write year, month and day as 2025-06-12\n'
                'schemes.0.quota: "many" is not a number | write a number such as 7 or 2.5'
            ),
        ),
    ],
)
def test_facts(member: str, said: str) -> None:
    """Nothing is counted from a fact that is at fault: the scheme is left out as a whole."""
    found, diagnostics = read(f"schemes: [{member}]", (), {"own": OWN})
    assert all(found.code == "settings-invalid" for found in diagnostics)
    assert bool(assess(found, date(2025, 6, 1)).schemes) == (not said or "carry_in" in said)
    assert said == "\n".join(
        f"{found.place.field}: {found.message} | {found.help}" for found in diagnostics
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("variant: nurse", ""),
        ("adjust: {factor: 0.5, reason: leave, from: 2025-01-01, to: 2025-06-30}", ""),
        ("variant: nruse", 'variant: own knows no variant "nruse" | did you mean `nurse`?'),
        (
            "joined: [2025-01-01, 2025-02-01]",
            "joined: `joined` takes one value, and here are 2 | keep one of them",
        ),
        (
            "carry_in: {2025-01-01: 5}",
            "carry_in: own carries nothing from one cycle into the next | delete it",
        ),
        ("carry_in: {last year: 5}", 'carry_in.last year: "last year" is not a date | '),
        ("carry_in: {2025-01-01: five}", 'carry_in.2025-01-01: "five" is not a number | '),
        ("adjust: {factor: 2/3, reason: leave, from: 2025-01-01, to: 2025-01-01}", ""),
        (
            "adjust: {factor: 0.5, reason: leave, from: 2025-06-30, to: 2025-01-01}",
            (
                "adjust.to: `to` is 2025-01-01, which is before 2025-06-30, the day `from` names | "
                "write the last day, or leave `to` out"
            ),
        ),
        (
            "adjust: {factor: 0.5, reason: leave, from: 2025-01-01, until: 2025-06-30}",
            (
                "adjust.until: an adjustment has no `until` | "
                "write one of `factor`, `from`, `reason`, `to`"
            ),
        ),
        ("adjust: 0.5", "adjust: a text stands where names with values are expected | "),
        ("adjust: [{factor: half, from: May}]", "adjust.0: an adjustment needs its `reason` | "),
        ("role: [lead]", "role: own knows no fact `role` | did you mean `roles`?"),
    ],
)
def test_facts_of_several_values(facts: str, said: str) -> None:
    member = f"{{id: own, areas: [Wards, Clinics], roles: [lead], {facts}}}"
    _, diagnostics = read(f"schemes: [{member}]", (), {"own": MORE})
    found = [f"{one.place.field}: {one.message} | {one.help}" for one in diagnostics]
    assert bool(found) == bool(said)
    assert not said or found[0].startswith(f"schemes.0.{said}")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            "areas: [Wards]",
            (
                "schemes.0: own asks for each of your `roles`, which are missing | "
                "write `{id: own, roles: [one, two]}` under `schemes`"
            ),
        ),
        (
            "areas: Wards, roles: [lead, staf]",
            'schemes.0.roles: own knows no roles "staf" | did you mean `staff`?',
        ),
    ],
)
def test_facts_that_list_terms(facts: str, said: str) -> None:
    _, diagnostics = read(f"schemes: [{{id: own, {facts}}}]", (), {"own": MORE})
    (found,) = diagnostics
    assert f"{found.place.field}: {found.message} | {found.help}" == said


@pytest.mark.parametrize(
    ("lists", "asked"), [("areas roles", "total area role"), ("areas", "total area")]
)
def test_what_hangs_on_a_fact_that_is_missing_is_not_asked(lists: str, asked: str) -> None:
    """The reader refuses such settings; whoever counts does not rely on it."""
    found, _ = read("schemes: [{id: own, areas: [Wards], roles: [lead]}]", (), {"own": MORE})
    (member,) = found.settings.memberships
    member = replace(member, lists={name: member.lists[name] for name in lists.split()})
    found = replace(found, settings=replace(found.settings, memberships=(member,)))
    (scheme,) = assess(found, date(2025, 6, 1)).schemes
    assert [one.requirement.id for one in scheme.current.outcomes] == asked.split()


def test_without_the_day_that_cycles_hang_on_there_are_none() -> None:
    found, _ = read("schemes: [{id: pmi-pmp, certified: 2023-01-01}]", ())
    (member,) = found.settings.memberships
    member = replace(member, facts={})
    found = replace(found, settings=replace(found.settings, memberships=(member,)))
    assert assess(found, date(2024, 1, 1)).schemes == ()
