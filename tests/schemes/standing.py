"""Where a member stands, as a text that a reader can judge; every figure is exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from cpdsite.model.assessment import (
    Assessment,
    CycleAssessment,
    Outcome,
    OutcomePart,
    SchemeAssessment,
)
from cpdsite.model.period import Period
from cpdsite.model.scheme import Measure
from tests.assess.figures import exact


def standing(assessment: Assessment, named: str) -> str:
    """The lines about what another text of this form names: its cycles, and lines of theirs."""
    wanted = [match[0] for match in re.finditer(r"^\S.*\n(?:  .*\n)*", named, re.MULTILINE)]
    lines = []
    for found in assessment.schemes:
        for cycle in found.cycles:
            name = f"{found.scheme.id} {cycle.label}:"
            section = next((text for text in wanted if text.startswith(name)), "")
            if section:
                lines += [f"{name} {_days(cycle.period)}, {_state(cycle)}"]
                lines += _lines(found, cycle, section)
    return "".join(f"{line}\n" for line in lines)


def _lines(found: SchemeAssessment, cycle: CycleAssessment, section: str) -> Iterator[str]:
    """The lines of a cycle that a section names, in an order that never changes."""
    for key, line, parts in _all_lines(found, cycle):
        named = re.search(rf"^  {re.escape(key)}: .*\n(    )?", section, re.MULTILINE)
        if named is not None:
            yield f"  {key}: {line}"
            if named[1]:
                yield from (f"    {part}" for part in parts)


def _all_lines(
    found: SchemeAssessment, cycle: CycleAssessment
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every line of a cycle: its key, what it says, and the lines below it."""
    figures = f"{cycle.credited.count}, claimed {exact(cycle.claimed)}"
    yield "entries", f"{figures}, credited {exact(cycle.credited.total)}", ()
    for taxonomy in found.in_force(cycle).taxonomies:
        tallies = cycle.by_term.get(taxonomy.id, {})
        terms = (f"{term or '-'} {exact(tally.total)}" for term, tally in tallies.items())
        yield f"by {taxonomy.id}", ", ".join(terms), ()
    yield "carried", f"in {exact(cycle.carried_in)}, out {exact(cycle.carried_out)}", ()
    yield "asked", " ".join(outcome.requirement.id for outcome in cycle.outcomes) or "nothing", ()
    for outcome in cycle.outcomes:
        yield outcome.requirement.id, _outcome(outcome), tuple(map(_part, outcome.parts))


def _outcome(outcome: Outcome) -> str:
    status = outcome.status.value if outcome.status else "?"
    if outcome.value is None:
        return status
    if not isinstance(outcome.value, Fraction):
        return f"{status}, {', '.join(f'{t} {exact(v)}' for t, v in outcome.value.items())}"
    low, high = outcome.minimum, outcome.maximum
    bounds = ""
    if low is not None:
        bounds = f" of {exact(low)}" if high is None else f" of {exact(low)} to {exact(high)}"
    elif high is not None:
        gap = outcome.requirement.measure is Measure.GAP
        bounds = f" of less than {exact(high)}" if gap else f" of at most {exact(high)}"
    return f"{status}, {exact(outcome.value)}{bounds}{_lacking(outcome.shortfall)}"


def _part(part: OutcomePart) -> str:
    name = ", ".join(filter(None, (part.term, _days(part.period) if part.period else "")))
    status = part.status.value if part.status else "?"
    value = f", {exact(part.value)}" if isinstance(part.value, Fraction) else ""
    return f"{name}: {status}{value}{_lacking(part.shortfall)}"


def _lacking(shortfall: Fraction | None) -> str:
    return f", short by {exact(shortfall)}" if shortfall else ""


def _days(period: Period) -> str:
    return f"{period.start} to {period.end}"


def _state(cycle: CycleAssessment) -> str:
    return "closed" if cycle.closed else "open"
