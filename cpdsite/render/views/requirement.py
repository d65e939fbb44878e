"""One requirement's result, down to the entries that make its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.assess.phrases import Moment
from cpdsite.assess.sentences import a_month
from cpdsite.model.assessment import (
    HIDDEN,
    CycleAssessment,
    Outcome,
    OutcomePart,
    SchemeAssessment,
)
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Measure
from cpdsite.render import numbers
from cpdsite.render.charts import capital
from cpdsite.render.saying import Say
from cpdsite.render.site import Spot
from cpdsite.render.views.lacking import anchor_of
from cpdsite.render.views.standing import Verdict, verdict
from cpdsite.render.views.tables import Column, EntryTable, Number, behind, exact, notes_of, number
from cpdsite.render.words import unit_named

_SUMS = (Measure.SUM, Measure.COUNT, Measure.DISTINCT)
"""Measures whose value is the sum of what the entries add."""
_LABELS = {
    Measure.COUNT: "column-counts",
    Measure.DISTINCT: "column-adds",
    Measure.COMPLETE: "column-complete",
    Measure.GAP: "column-counts",
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
class PartView:
    """The result of one term, or of one window, of a requirement."""

    label: str
    value: str
    exact: str
    verdict: Verdict | None
    table: EntryTable
    counted: str


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
    needed: str
    """How much a month is needed from now on; "" where that is no question."""
    carried: str
    """How much of the value comes from the former cycle; "" for nothing."""
    mix: tuple[MixPart, ...]
    parts: tuple[PartView, ...]
    """By term or by window, where it is asked of several."""
    table: EntryTable
    """The entries it looked at, each with its share."""
    counted: str
    """How many entries that are."""
    adds_up: bool
    """Whether the value is the sum of the shares."""


def requirement_view(
    spot: Spot, found: SchemeAssessment, cycle: CycleAssessment, outcome: Outcome
) -> RequirementView:
    """One requirement's result."""
    requirement = outcome.requirement
    single = outcome.value if isinstance(outcome.value, Fraction) else None
    moment = Moment(scheme=found, cycle=cycle, today=spot.site.portfolio.assessment.as_of)
    return RequirementView(
        id=requirement.id,
        anchor=anchor_of(outcome),
        level=spot.say(f"level-{requirement.level}"),
        text=requirement.text,
        value=value_of(spot.say, found, outcome),
        exact="" if single is None else exact(single),
        asked=_asked(spot.say, found, outcome),
        verdict=verdict(spot.say, outcome, found),
        note=outcome.note,
        needed="" if outcome.parts else a_month(outcome, moment),
        carried=_carried(spot.say, found, outcome),
        mix=tuple(_mix(spot.say, found, outcome)),
        parts=tuple(_part(spot, found, outcome, part) for part in outcome.parts),
        table=_behind(spot, found, outcome, requirement.text),
        counted=_counted(spot.say, outcome),
        adds_up=requirement.measure in _SUMS
        and not outcome.parts
        and single == outcome.tally.total + outcome.carried_in,
    )


def _counted(say: Say, outcome: Outcome) -> str:
    """What stands above the entries behind a number."""
    return say("entries-behind", number=outcome.tally.count)


def _behind(spot: Spot, found: SchemeAssessment, outcome: Outcome, what: str) -> EntryTable:
    """The entries behind a number, each with its share."""
    return behind(
        spot, spot.say("entries-behind-caption", requirement=what), _column(spot, found, outcome)
    )


def _part(spot: Spot, found: SchemeAssessment, outcome: Outcome, part: OutcomePart) -> PartView:
    """One term or window, shown as if it were asked alone."""
    alone = outcome.alone(part)
    dates = spot.say.period(part.period) if part.period else ""
    label = ", ".join(filter(None, (_term(spot.say, found, outcome, part.term), dates)))
    unknown = part.term == HIDDEN and part.value is None
    return PartView(
        label=label,
        value="" if unknown else value_of(spot.say, found, alone),
        exact=exact(part.value) if isinstance(part.value, Fraction) else "",
        verdict=verdict(spot.say, alone, found),
        table=_behind(spot, found, alone, f"{outcome.requirement.text}: {label}"),
        counted=_counted(spot.say, alone),
    )


def _term(say: Say, found: SchemeAssessment, outcome: Outcome, term: str) -> str:
    """A term of the taxonomy that a requirement asks one by one; "" where it asks none."""
    if term == HIDDEN:
        return say("name-not-shown")
    each = outcome.requirement.each
    taxonomy = found.scheme.taxonomy(each.taxonomy) if each else None
    return taxonomy.terms.get(term, term) if taxonomy else term


def _carried(say: Say, found: SchemeAssessment, outcome: Outcome) -> str:
    """How much of the value comes from the former cycle."""
    if not outcome.carried_in:
        return ""
    carried = say.measured(numbers.shown(outcome.carried_in), outcome, found.scheme)
    return say("carried-from-former-cycle", amount=carried)


def _column(spot: Spot, found: SchemeAssessment, outcome: Outcome) -> Column:
    """What each entry adds to a requirement."""
    requirement = outcome.requirement
    parts = outcome.tally.parts
    label = _LABELS.get(requirement.measure, "")
    distinct = requirement.measure is Measure.DISTINCT
    yes_no = requirement.measure is Measure.COMPLETE
    return Column(
        key=requirement.id,
        label=spot.say(label)
        if label
        else capital(unit_named(found.scheme, requirement.unit).labels),
        tally=outcome.tally,
        terms={p.entry: spot.categories(found, p.entry) for p in parts if distinct},
        notes=notes_of(spot.say, outcome.tally),
        names={amount: spot.say(id_) for amount, id_ in _YES_NO.items()} if yes_no else {},
    )


def value_of(say: Say, found: SchemeAssessment, outcome: Outcome) -> str:
    """A requirement's value with its unit; "" where it is a mix."""
    if outcome.value is None:
        return "" if outcome.requirement.any_of else say("status-not-applicable")
    if not isinstance(outcome.value, Fraction):
        return ""
    shown = numbers.shown(outcome.value, short_of=outcome.least)
    return say.measured(shown, outcome, found.scheme)


def _asked(say: Say, found: SchemeAssessment, outcome: Outcome) -> str:
    """What is asked for, in figures."""
    longest = outcome.requirement.max
    if outcome.requirement.measure is Measure.GAP and isinstance(longest, Duration):
        return say("less-than", amount=say.duration(longest))
    guide = outcome.requirement.target
    if guide:
        shares = " : ".join(numbers.shown(share) for share in guide.values())
        tolerance = outcome.requirement.tolerance
        return (
            say("give-or-take", amount=shares, tolerance=numbers.shown(tolerance))
            if tolerance
            else shares
        )
    said = [
        say(id_, amount=say.measured(numbers.shown(limit), outcome, found.scheme))
        for id_, limit in (("at-least", outcome.least), ("at-most", outcome.maximum))
        if limit is not None
    ]
    return ", ".join(said)


def _mix(say: Say, found: SchemeAssessment, outcome: Outcome) -> Iterator[MixPart]:
    """A mix, term by term."""
    if not isinstance(outcome.value, Mapping):
        return
    requirement = outcome.requirement
    taxonomy = found.scheme.taxonomy(requirement.taxonomy or "category")
    labels = taxonomy.terms if taxonomy else {}
    for term, value in outcome.value.items():
        guide = requirement.target.get(term)
        yield MixPart(
            label=say("name-not-shown")
            if term == HIDDEN
            else labels.get(term, term or say("no-category")),
            value=number(value),
            guide="" if guide is None else f"{numbers.shown(guide)}%",
        )
