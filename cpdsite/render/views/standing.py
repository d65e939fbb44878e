"""Where one cycle of a scheme stands, in a few words and figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.assess.phrases import ROLLING
from cpdsite.model.assessment import CycleAssessment, Outcome, SchemeAssessment, Status
from cpdsite.model.scheme import Level
from cpdsite.render import numbers, words
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views.lacking import Missing, lacking
from cpdsite.render.views.tables import Number, number


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
    of: str
    """`of 30`; "" without a target."""
    unit: str
    """Of the figure."""
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
    of = f"of {numbers.shown(minimum)}" if minimum else ""
    unit = scheme.unit.label if figure.text == "1" and not of else scheme.unit.labels
    recorded = " ".join(filter(None, (figure.text, of, unit)))
    plain = scheme.unit.informative
    return Standing(
        scheme=spot.scheme(scheme),
        name=words.short_name(scheme),
        cycle=spot.cycle(scheme, cycle),
        dates=words.period(cycle.period),
        state=state(spot, cycle),
        closed=cycle.closed,
        figure=number(Fraction(count)) if plain else figure,
        of=of,
        unit=("entry" if count == 1 else "entries") if plain else unit,
        beside=recorded if plain else words.entries(count),
        entries=count,
        recorded=recorded,
        hidden=_hidden(cycle, plain=plain),
        verdict=verdict(target, found) if target else None,
        requirements=_met(cycle) if spot.site.assessed else "",
        missing=lacking(spot, [(found, cycle)]),
    )


def _hidden(cycle: CycleAssessment, *, plain: bool) -> str:
    """How many entries are not shown; `plain`: where the words before speak of something else."""
    number = cycle.credited.hidden
    return f"{words.entries(number)} not shown" if plain and number else words.not_shown(number)


def state(spot: Spot, cycle: CycleAssessment) -> str:
    """`closed`, or how many days are left after the as-of day."""
    if cycle.closed:
        return "closed"
    if cycle.label == ROLLING:
        return "rolling, up to today"
    left = (cycle.period.last - spot.site.portfolio.assessment.as_of).days
    return f"open, {words.count(left, 'day')} left" if left else "open, last day"


def verdict(outcome: Outcome, found: SchemeAssessment) -> Verdict | None:
    """What can be said of a requirement; None where the audience may not see it."""
    if outcome.status is None:
        return None
    soft = outcome.requirement.level is not Level.MUST and outcome.status is Status.SHORT
    style = "guide" if soft else outcome.status.value
    return Verdict(text=words.status(outcome, found.scheme), style=style)


def _met(cycle: CycleAssessment) -> str:
    """How many of the requirements and recommendations that apply are met."""
    said = [
        f"{_count_met(outcomes)} of {words.count(len(outcomes), name)}"
        for name, outcomes in (
            ("requirement", _applying(cycle, Level.MUST)),
            ("recommendation", _applying(cycle, Level.SHOULD)),
        )
        if outcomes
    ]
    return f"{' and '.join(said)} met" if said else ""


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
