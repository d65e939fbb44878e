"""The member's own facts in the settings, and what is said of those that are wrong."""

from __future__ import annotations

import pytest

from tests.assess.journals import read

OWN = """
scheme: own
title: Own
units: {points: {label: point}}
period: [{length: P3Y, start: member.started}, {length: P1Y, start: member.renewal}]
requirements: [{id: total, level: must, text: Many, measure: sum, min: member.quota}]
"""


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("gcs", ""),
        ("{id: gcs, joined: 2025-04-01, target: 30, grade: G7}", ""),
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
                "schemes.0.carry_in: a text stands where names with values is expected | "
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
    _, diagnostics = read(f"schemes: [{member}]", (), {"own": OWN})
    assert all(found.code == "settings-invalid" for found in diagnostics)
    assert said == "\n".join(
        f"{found.place.field}: {found.message} | {found.help}" for found in diagnostics
    )
