"""A scheme's cycles side by side: a row a requirement, a column a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.model.assessment import CycleAssessment, Outcome, SchemeAssessment, Status
from cpdsite.model.scheme import Level, Requirement, Scheme
from cpdsite.render import permalinks
from cpdsite.render.results import in_short
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views.lacking import anchor_of
from cpdsite.render.views.standing import Verdict
from cpdsite.render.views.tables import exact

_WORDS: Mapping[Status, str] = {
    Status.MET: "status-met",
    Status.OPEN: "in-word-open",
    Status.AT_RISK: "status-at-risk",
    Status.SHORT: "in-word-short",
    Status.EXCUSED: "status-excused",
    Status.CHECK: "status-check",
}
"""What is said in a word of a result, by the id of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCell:
    """One requirement's result in one cycle."""

    cycle: str
    """Its label: the column's heading, for screens too narrow for a table."""
    value: Anchor
    """In few words, `23 of 30`; "" where it was not asked."""
    exact: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One requirement over the cycles."""

    id: str
    level: str
    text: str
    """As the newest edition that asks it puts it."""
    cells: tuple[ResultCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Cycles side by side."""

    cycles: tuple[Anchor, ...]
    """Newest first."""
    rows: tuple[ResultRow, ...]


def comparison(spot: Spot, found: SchemeAssessment) -> Comparison:
    """Every requirement that some cycle asks, in every cycle."""
    cycles = found.cycles[::-1]
    return Comparison(
        cycles=tuple(spot.cycle(found.scheme, cycle) for cycle in cycles),
        rows=tuple(
            ResultRow(
                id=rule.id,
                level=spot.say(f"level-{rule.level}"),
                text=rule.text,
                cells=tuple(_cell(spot, found, cycle, rule.id) for cycle in cycles),
            )
            for rule in asked_ever(found.scheme, cycles)
        ),
    )


def asked_ever(scheme: Scheme, cycles: tuple[CycleAssessment, ...]) -> tuple[Requirement, ...]:
    """What the edition in force asks, then what only older cycles were asked."""
    rules = [*scheme.requirements, *(o.requirement for c in cycles for o in c.outcomes)]
    kept: dict[str, Requirement] = {}
    for rule in rules:
        kept.setdefault(rule.id, rule)
    asked = {outcome.requirement.id for cycle in cycles for outcome in cycle.outcomes}
    return tuple(rule for rule in kept.values() if rule.id in asked)


def _cell(
    spot: Spot, found: SchemeAssessment, cycle: CycleAssessment, requirement: str
) -> ResultCell:
    """What came of a requirement in a cycle; empty where it was not asked."""
    outcome = next((o for o in cycle.outcomes if o.requirement.id == requirement), None)
    if outcome is None:
        return ResultCell(cycle=cycle.label, value=Anchor(label=""), exact="", verdict=None)
    in_force = replace(found, scheme=found.in_force(cycle))
    path = permalinks.of_cycle(found.scheme.id, cycle.label)
    return ResultCell(
        cycle=cycle.label,
        value=Anchor(
            label=in_short(spot.say, in_force, outcome), href=spot.to(path, anchor_of(outcome))
        ),
        exact=exact(outcome.value) if isinstance(outcome.value, Fraction) else "",
        verdict=_verdict(spot.say, outcome),
    )


def _verdict(say: Say, outcome: Outcome) -> Verdict | None:
    """What can be said of a result in a word, softly of a guide."""
    status = outcome.status
    if status is None or status not in _WORDS:
        return None
    if status is Status.SHORT and outcome.requirement.level is not Level.MUST:
        return Verdict(text=say("below-guide"), style="guide")
    return Verdict(text=say(_WORDS[status]), style=status.value)
