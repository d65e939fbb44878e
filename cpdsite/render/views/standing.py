"""Where one cycle of a scheme stands, in a few words and figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.assess.phrases import ROLLING
from cpdsite.model.assessment import CycleAssessment, Outcome, SchemeAssessment, Status
from cpdsite.model.scheme import Level
from cpdsite.render import numbers
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views.lacking import Missing, lacking
from cpdsite.render.views.tables import Number, number
from cpdsite.render.words import short_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What can be said of a requirement, and the name of its style."""

    text: str
    style: str
    """A status, such as `at-risk`; a missed guide is `guide`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One cycle in a few words."""

    scheme: Anchor
    name: str
    """The scheme's short name."""
    cycle: Anchor
    dates: str
    state: str
    """`closed`, or how long it is still open."""
    closed: bool
    figure: Number
    """What stands out: the amount, or the number of entries where the body asks for no amount."""
    unit: str
    """What follows the figure: `of 30 CPD points recorded`."""
    beside: str
    """The other of the two, `12 entries`."""
    entries: int
    recorded: str
    """The amount with its target and unit, `27 of 30 CPD points`."""
    hidden: str
    """`3 not shown`, said of entries; "" for none."""
    verdict: Verdict | None
    """Of the target; None without one, or where the audience may not see it."""
    requirements: str
    """`5 of 7 requirements met`; "" where the audience may not see it."""
    missing: tuple[Missing, ...]
    """The most urgent first; none where the audience may not see it."""


def standing(spot: Spot, found: SchemeAssessment, cycle: CycleAssessment) -> Standing:
    """Where a cycle stands on the as-of day, by the edition in force in it."""
    found = replace(found, scheme=found.in_force(cycle))
    scheme = found.scheme
    target, count = cycle.target, cycle.credited.count
    minimum = target.minimum if target else None
    value = target.value if target else None
    amount = value if isinstance(value, Fraction) else cycle.credited.total
    figure = number(amount, short_of=minimum)
    say, of = spot.say, numbers.shown(minimum) if minimum else ""
    unit = scheme.unit.label if figure.text == "1" and not of else scheme.unit.labels
    recorded = f"{figure.text} {unit}"
    if of:
        recorded = say("amount-of-target", amount=figure.text, target=of, unit=unit)
    plain = scheme.unit.informative
    if plain:
        unit = say("entry" if count == 1 else "entries-plain")
    return Standing(
        scheme=spot.scheme(scheme),
        name=short_name(scheme),
        cycle=spot.cycle(scheme, cycle),
        dates=say.period(cycle.period),
        state=state(spot, cycle),
        closed=cycle.closed,
        figure=number(Fraction(count)) if plain else figure,
        unit=say("recorded-of", target=of, unit=unit) if of else say("recorded", unit=unit),
        beside=recorded if plain else say.entries(count),
        entries=count,
        recorded=recorded,
        hidden=_hidden(say, cycle, plain=plain),
        verdict=verdict(say, target, found) if target else None,
        requirements=_met(say, cycle) if spot.site.assessed else "",
        missing=lacking(spot, [(found, cycle)]),
    )


def _hidden(say: Say, cycle: CycleAssessment, *, plain: bool) -> str:
    """How many entries are not shown; `plain`: where the words before speak of something else."""
    number = cycle.credited.hidden
    if plain and number:
        return say("entries-not-shown", number=number)
    return say.not_shown(number)


def state(spot: Spot, cycle: CycleAssessment) -> str:
    """`closed`, or how many days are left after the as-of day."""
    if cycle.closed:
        return spot.say("state-closed")
    if cycle.label == ROLLING:
        return spot.say("state-rolling")
    left = (cycle.period.last - spot.site.portfolio.assessment.as_of).days
    return spot.say("state-open", number=left) if left else spot.say("state-last-day")


def verdict(say: Say, outcome: Outcome, found: SchemeAssessment) -> Verdict | None:
    """What can be said of a requirement; None where the audience may not see it."""
    if outcome.status is None:
        return None
    soft = outcome.requirement.level is not Level.MUST and outcome.status is Status.SHORT
    style = "guide" if soft else outcome.status.value
    return Verdict(text=say.status(outcome, found.scheme), style=style)


def _met(say: Say, cycle: CycleAssessment) -> str:
    """How many of the requirements and recommendations that apply are met."""
    asked, wished = (_applying(cycle, level) for level in (Level.MUST, Level.SHOULD))
    met = {"met": _count_met(asked), "number": len(asked)}
    if not wished:
        return say("requirements-met", **met) if asked else ""
    recommended = say("recommendations-met", met=_count_met(wished), number=len(wished))
    if not asked:
        return recommended
    return say("and", first=say("requirements-part", **met), last=recommended)


def _applying(cycle: CycleAssessment, level: Level) -> list[Outcome]:
    """The outcomes of one level that apply."""
    return [
        outcome
        for outcome in cycle.outcomes
        if outcome.requirement.level is level and outcome.status is not Status.NOT_APPLICABLE
    ]


def _count_met(outcomes: list[Outcome]) -> int:
    """How many are met, explained ones included."""
    return sum(outcome.status in (Status.MET, Status.EXCUSED) for outcome in outcomes)
