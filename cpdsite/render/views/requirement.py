"""One requirement's result, down to the entries that make its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.assessment import HIDDEN, Outcome, SchemeAssessment
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Measure
from cpdsite.render import numbers, words
from cpdsite.render.charts import capital
from cpdsite.render.site import Spot
from cpdsite.render.views import figures
from cpdsite.render.views.standing import Verdict, anchor_of, verdict
from cpdsite.render.views.tables import Column, EntryTable, Number, behind, exact, number

_SUMS = (Measure.SUM, Measure.COUNT, Measure.DISTINCT)
"""Measures whose value is the sum of what the entries add."""
_LABELS = {
    Measure.COUNT: "Counts",
    Measure.DISTINCT: "Adds",
    Measure.COMPLETE: "Complete",
    Measure.GAP: "Counts",
}
_YES_NO = {Fraction(0): "no", Fraction(1): "yes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MixPart:
    """One term's part of a mix."""

    label: str
    value: Number
    guide: str
    """`70%`; "" where the guide says nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementView:
    """One requirement's result, down to the entries."""

    id: str
    anchor: str
    level: str
    text: str
    value: str
    """With its unit, `27 CPD points`; `does not apply` where there is none."""
    exact: str
    """"" where the value is no single number."""
    asked: str
    """`at least 30`; "" when nothing is asked."""
    verdict: Verdict | None
    note: str
    mix: tuple[MixPart, ...]
    table: EntryTable
    """The entries it looked at, each with its share."""
    counted: str
    """How many entries that are."""
    adds_up: bool
    """Whether the value is the sum of the shares."""


def requirement_view(spot: Spot, found: SchemeAssessment, outcome: Outcome) -> RequirementView:
    """One requirement's result."""
    requirement = outcome.requirement
    single = outcome.value if isinstance(outcome.value, Fraction) else None
    return RequirementView(
        id=requirement.id,
        anchor=anchor_of(outcome),
        level=words.LEVELS[requirement.level],
        text=requirement.text,
        value=_value(found, outcome),
        exact="" if single is None else exact(single),
        asked=_asked(found, outcome),
        verdict=verdict(outcome, found),
        note=outcome.note,
        mix=tuple(_mix(found, outcome)),
        table=behind(spot, f"Entries behind: {requirement.text}", _column(spot, found, outcome)),
        counted=f"The {words.entries(outcome.tally.count)} behind it",
        adds_up=requirement.measure in _SUMS and single == outcome.tally.total,
    )


def _column(spot: Spot, found: SchemeAssessment, outcome: Outcome) -> Column:
    """What each entry adds to a requirement."""
    requirement = outcome.requirement
    parts = outcome.tally.parts
    label = _LABELS.get(requirement.measure, "")
    distinct = requirement.measure is Measure.DISTINCT
    return Column(
        key=requirement.id,
        label=label or capital(words.unit_named(found.scheme, requirement.unit).labels),
        tally=outcome.tally,
        terms={p.entry: spot.categories(found, p.entry) for p in parts if distinct},
        notes={part.entry: part.note for part in parts if part.note},
        names=_YES_NO if requirement.measure is Measure.COMPLETE else {},
    )


def _value(found: SchemeAssessment, outcome: Outcome) -> str:
    """A requirement's value with its unit; "" where it is a mix."""
    if outcome.value is None:
        return "does not apply"
    if not isinstance(outcome.value, Fraction):
        return ""
    shown = numbers.shown(outcome.value, short_of=outcome.minimum)
    return words.counted_in(shown, *words.unit_of(outcome, found.scheme))


def _asked(found: SchemeAssessment, outcome: Outcome) -> str:
    """What is asked for, in figures."""
    longest = outcome.requirement.max
    if outcome.requirement.measure is Measure.GAP and isinstance(longest, Duration):
        return f"at most {words.duration(longest)}"
    guide = outcome.requirement.target
    if guide:
        shares = " : ".join(numbers.shown(share) for share in guide.values())
        tolerance = outcome.requirement.tolerance
        return f"{shares}, give or take {numbers.shown(tolerance)}" if tolerance else shares
    said = [
        f"{word} {words.counted_in(numbers.shown(limit), *words.unit_of(outcome, found.scheme))}"
        for word, limit in (("at least", outcome.minimum), ("at most", outcome.maximum))
        if limit is not None
    ]
    return ", ".join(said)


def _mix(found: SchemeAssessment, outcome: Outcome) -> Iterator[MixPart]:
    """A mix, term by term."""
    if not isinstance(outcome.value, Mapping):
        return
    requirement = outcome.requirement
    taxonomy = found.scheme.taxonomy(requirement.taxonomy or "category")
    labels = taxonomy.terms if taxonomy else {}
    for term, value in outcome.value.items():
        guide = requirement.target.get(term)
        yield MixPart(
            label=figures.NOT_SHOWN if term == HIDDEN else labels.get(term, term or "No category"),
            value=number(value),
            guide="" if guide is None else f"{numbers.shown(guide)}%",
        )
