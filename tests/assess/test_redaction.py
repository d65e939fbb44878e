"""Outcomes as others than the owner may see them: every figure, and not what is missing or why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.model.assessment import Audience, Outcome, OutcomePart, Tally
from tests.assess.journals import journal, split

SCHEME = """
scheme: ward
title: Ward rules
units: {hours: {label: hour, labels: hours, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
taxonomies:
  area: {label: Area, terms: {a: A, b: B, c: C, d: D}}
  sort: {label: Sort, terms: {x: X, y: Y}}
requirements:
  - {id: total, level: must, text: Twenty, measure: sum, min: 20}
  - {id: some, level: must, text: Up to thirty, measure: sum, max: 30}
  - {id: fellow, level: must, text: Five, measure: sum, min: 5, max: 9, when: {member.grade: [Fellow]}}
  - {id: proof, level: must, text: Proof, measure: complete, fields: [evidence]}
  - {id: each, level: must, text: Three each, measure: sum, min: 3, each: area}
  - {id: two, level: must, text: Three each, measure: sum, min: 3, each: {area: [a, b, c]}}
  - {id: four, level: must, text: Four each, measure: sum, min: 4, each: {area: [a, b, c]}}
  - {id: sorts, level: must, text: One each, measure: sum, min: 1, each: sort}
  - {id: proofs, level: must, text: Proof, measure: complete, fields: [evidence], over: {each: P6M}}
  - id: mixed
    level: must
    text: Half and half
    measure: mix
    taxonomy: area
    target: {a: 50, b: 50}
    over: {each: P6M}
  - {id: record, level: must, text: No gap, measure: gap, max: P2M, excused_by: absence}
"""
ENTRIES = """---
title: Seen
date: 2025-01-10
type: course
hours: 4
claims: {ward: {area: a}}
---
---
title: Kept
date: 2025-02-10
type: course
hours: 5
claims: {ward: {area: b}}
visibility: private
---
---
title: Kept too
date: 2025-03-10
type: course
hours: 3
claims: {ward: {area: c}}
visibility: private
---
---
title: Leave
date: 2025-03-20
kind: absence
until: 2025-05-01
---
---
title: More leave
date: 2025-05-02
kind: absence
until: 2025-06-10
---
"""


def outcomes(audience: str) -> Mapping[str, Outcome]:
    """What an audience is told, by requirement."""
    found = journal("schemes: [{id: ward, grade: Member}]", split(ENTRIES), {"ward": SCHEME})
    shown = portfolio(found, assess(found, date(2025, 6, 20)), audience=Audience(audience))
    return {one.requirement.id: one for one in shown.assessment.schemes[0].current.outcomes}


def figure(value: Fraction | Mapping[str, Fraction] | None) -> str:
    """A figure, by term where there are several."""
    if isinstance(value, Mapping):
        return ", ".join(f"{term} {float(share):.4g}" for term, share in value.items())
    return str(value)


def behind(tally: Tally) -> str:
    """What stands behind a figure."""
    shown = [" ".join(filter(None, (str(part.amount), part.note))) for part in tally.parts]
    hidden = [f"{tally.hidden_amount} of {tally.hidden}"] if tally.hidden else []
    return " + ".join([*shown, *hidden])


def said(one: Outcome | OutcomePart) -> str:
    """A result, what is missing, what is behind it, and the note on it."""
    found = f"{one.status}, {figure(one.value)}, short by {one.shortfall}: {behind(one.tally)}"
    return f"{found} | {one.note}".rstrip(" |")


def part_name(part: OutcomePart) -> str:
    """A part's term, or its first month."""
    return part.term or (f"{part.period.start:%b}" if part.period else "?")


def told(audience: str) -> str:
    """All that an audience is told, each part of a requirement below it."""
    lines = []
    for name, one in outcomes(audience).items():
        lines.append(f"{name} {one.minimum} to {one.maximum}: {said(one)}")
        lines += [f"  {part_name(part)}: {said(part)}" for part in one.parts]
    return "".join(f"{line}\n" for line in lines)


REVIEWER = """\
total 20 to None: open, 12, short by 8: 4 4 h, hour for hour + 8 of 2
some None to 30: met, 12, short by 0: 4 4 h, hour for hour + 8 of 2
fellow 5 to 9: not-applicable, None, short by 0:
proof 100 to None: open, 0, short by 0: 0 lacks evidence + 0 of 2
each 3 to None: at-risk, 0, short by 3:
  a: met, 4, short by 0: 4 4 h, hour for hour
  hidden: met, 8, short by None: 8 of 2
two 3 to None: met, 3, short by 0: 3 of 1
  a: met, 4, short by 0: 4 4 h, hour for hour
  hidden: met, 8, short by None: 8 of 2
four 4 to None: open, 3, short by 1: 3 of 1
  a: met, 4, short by 0: 4 4 h, hour for hour
  hidden: None, 8, short by None: 8 of 2
sorts 1 to None: at-risk, 0, short by 1:
  x: at-risk, 0, short by 1:
  y: at-risk, 0, short by 1:
proofs 100 to None: open, 0, short by 0: 0 lacks evidence + 0 of 2
  Jan: open, 0, short by 0: 0 lacks evidence + 0 of 2
  Jul: not-applicable, None, short by 0:
mixed None to None: open, a 33.33, hidden 66.67, short by 0: 4 a + 8 of 2
  Jan: open, a 33.33, hidden 66.67, short by 0: 4 a + 8 of 2
  Jul: not-applicable, None, short by 0:
record None to 59: excused, 31, short by 0: 1 + 1 + 1 + 2 of 2 | covered by an entry of kind \
absence, 20 Mar 2025 to 1 May 2025 and 2 May 2025 to 10 Jun 2025
"""
PUBLIC = """\
total 20 to None: None, 12, short by None: 4 + 8 of 2
some None to 30: met, 12, short by None: 4 + 8 of 2
fellow None to None: None, None, short by None:
proof 100 to None: None, 0, short by None: 0 + 0 of 2
each 3 to None: None, 0, short by None:
  a: met, 4, short by None: 4
  hidden: met, 8, short by None: 8 of 2
two 3 to None: met, 3, short by None: 3 of 1
  a: met, 4, short by None: 4
  hidden: met, 8, short by None: 8 of 2
four 4 to None: None, 3, short by None: 3 of 1
  a: met, 4, short by None: 4
  hidden: None, 8, short by None: 8 of 2
sorts 1 to None: None, 0, short by None:
  x: None, 0, short by None:
  y: None, 0, short by None:
proofs 100 to None: None, 0, short by None: 0 + 0 of 2
  Jan: None, 0, short by None: 0 + 0 of 2
  Jul: None, None, short by None:
mixed None to None: None, a 33.33, hidden 66.67, short by None: 4 + 8 of 2
  Jan: None, a 33.33, hidden 66.67, short by None: 4 + 8 of 2
  Jul: None, None, short by None:
record None to 61: None, 102, short by None: 1 + 2 of 2
"""


@pytest.mark.parametrize(("audience", "expected"), [("reviewer", REVIEWER), ("public", PUBLIC)])
def test_outcomes(audience: str, expected: str) -> None:
    assert told(audience) == expected
    assert all(one.unexcused is None for one in outcomes(audience).values())


def test_absences_that_are_hidden_are_not_told() -> None:
    texts = [text.replace("until", "visibility: private\nuntil") for text in split(ENTRIES)]
    found = journal("schemes: [{id: ward, grade: Member}]", texts, {"ward": SCHEME})
    shown = portfolio(found, assess(found, date(2025, 6, 20)), audience=Audience.REVIEWER)
    record = shown.assessment.schemes[0].current.outcomes[-1]
    assert (record.status, record.note) == ("excused", "")
