"""An assessment as a text that a reader can judge; every figure is exact."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from fractions import Fraction

from cpdsite.model.assessment import Assessment, CycleAssessment, Outcome, OutcomePart, Tally


def figures(assessment: Assessment, requirements: Container[str]) -> str:
    """Every cycle of every scheme with its figures, and the outcomes of some requirements."""
    lines = (
        line
        for found in assessment.schemes
        for cycle in found.cycles
        for line in _cycle(found.scheme.id, cycle, requirements)
    )
    return "".join(f"{line}\n" for line in lines)


def exact(number: Fraction) -> str:
    """A number in decimals where they end, else as a fraction with its decimals behind it."""
    if 10**6 % number.denominator == 0:
        return f"{float(number):g}" if abs(number) < 10**6 else str(int(number))
    return f"{number} ({float(number):.1f})"


def _cycle(scheme: str, cycle: CycleAssessment, requirements: Container[str]) -> Iterator[str]:
    state = "closed" if cycle.closed else "open"
    yield f"{scheme} {cycle.label}: {cycle.period.start} to {cycle.period.end}, {state}"
    credited = exact(cycle.credited.total)
    yield f"  entries {cycle.credited.count}, claimed {exact(cycle.claimed)}, credited {credited}"
    for taxonomy, terms in cycle.by_term.items():
        if terms:
            yield f"  by {taxonomy}: {_tallies(terms)}"
    if cycle.carried_in or cycle.carried_out:
        yield f"  carried in {exact(cycle.carried_in)}, out {exact(cycle.carried_out)}"
    for outcome in cycle.outcomes:
        if outcome.requirement.id in requirements:
            yield f"  {outcome.requirement.id}: {_outcome(outcome)}"
            for part in outcome.parts:
                yield f"    {_part(part)}"


def _part(part: OutcomePart) -> str:
    days = f"{part.period.start} to {part.period.end}" if part.period else ""
    name = ", ".join(filter(None, (part.term, days)))
    value = f", {exact(part.value)}" if isinstance(part.value, Fraction) else ""
    return f"{name}: {part.status}{value}"


def _tallies(tallies: Mapping[str, Tally]) -> str:
    return ", ".join(f"{name or '-'} {exact(tally.total)}" for name, tally in tallies.items())


def _outcome(outcome: Outcome) -> str:
    status = outcome.status.value if outcome.status else "?"
    if outcome.value is None:
        return status
    if isinstance(outcome.value, Mapping):
        return f"{status}, {', '.join(f'{t} {exact(v)}' for t, v in outcome.value.items())}"
    words = [f"{status}, {exact(outcome.value)}"]
    if outcome.minimum is not None:
        words.append(f"min {exact(outcome.minimum)}")
    if outcome.maximum is not None:
        words.append(f"max {exact(outcome.maximum)}")
    if outcome.carried_in:
        words.append(f"carried in {exact(outcome.carried_in)}")
    if outcome.shortfall:
        words.append(f"short by {exact(outcome.shortfall)}")
    return ", ".join(words)
