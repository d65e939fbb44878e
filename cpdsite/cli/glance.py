"""Where a cycle stands, at a glance: what is shown of it, whether or not in colours."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from cpdsite.assess.missing import Held, Lack, missing
from cpdsite.assess.phrases import ROLLING, spelt
from cpdsite.cli.english import english
from cpdsite.model.assessment import CycleAssessment, Outcome, Portfolio, SchemeAssessment, Status
from cpdsite.model.scheme import Level
from cpdsite.render import numbers, words
from cpdsite.render.reporters.printable import printable
from cpdsite.render.results import in_short

YEAR = timedelta(days=366)
"""So long after its end a cycle is likely to be asked for."""
FEW = 3
"""So many entries are named behind a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One requirement in a line."""

    mark: str
    """`+` settled, `!` wanting, "" neither."""
    value: str
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One cycle of a scheme in a few lines."""

    title: str
    cycle: str
    recorded: str
    """`23 of 30 CPD points from 9 entries`."""
    dates: str
    state: str
    """`closed`, or how many days are left."""
    rules: tuple[str, ...]
    """By which rules it is counted, in sentences, where they are not simply those of the body."""
    part: Fraction | None
    """Of the target, at most 1; None without one."""
    pace: Fraction | None
    """The part that a steady pace had reached today; None where nobody asks."""
    results: tuple[Result, ...]
    lacks: tuple[Lack, ...]
    """The most urgent first."""
    closed: str
    """What the cycle before it still lacks, where it closed within a year; "" for nothing."""


def glances(shown: Portfolio, held: Sequence[Held]) -> tuple[Glance, ...]:
    """Return some cycles in a few lines each; one that is shown itself is not also hinted at."""
    labels = {(found.scheme.id, cycle.label) for found, cycle in held}
    return tuple(
        replace(_glance(shown, *pair), closed=_closed(shown, *pair, labels)) for pair in held
    )


def head(shown: Portfolio) -> Iterator[str]:
    """Yield whose portfolio it is, as of which day, and what is left out of it."""
    yield printable(f"{shown.settings.title}, as of {english().long_day(shown.assessment.as_of)}")
    if shown.incomplete:
        yield f"Incomplete: {words.count(shown.incomplete, 'file')} with errors left out."


def years(shown: Portfolio) -> list[list[str]]:
    """Return a row for each year: its label, entries and hours."""
    return [
        [year.label, str(year.hours.count), numbers.shown(year.hours.total)]
        for year in shown.assessment.years
    ]


def sentence(lack: Lack) -> str:
    """Return what is missing, with the entries it is missing from where they are few."""
    named = ", ".join(lack.entries[:FEW])
    rest = len(lack.entries) - FEW
    more = f" and {rest} more" if rest > 0 else ""
    return printable(f"{lack.text} ({named}{more})" if named else lack.text)


def asked(lack: Lack) -> str:
    """Return what the scheme asks for, where one does."""
    return printable(f"asked: {lack.asked}") if lack.asked else ""


# --- One cycle ------------------------------------------------------------------------------------


def _glance(shown: Portfolio, found: SchemeAssessment, cycle: CycleAssessment) -> Glance:
    """Put one cycle in a few lines, by the edition in force in it."""
    held: Held = (found, cycle)
    found = replace(found, scheme=found.in_force(cycle))
    return Glance(
        title=printable(found.scheme.title),
        cycle=cycle.label,
        recorded=_recorded(found, cycle),
        dates=english().period(cycle.period),
        state=_state(shown, cycle),
        rules=tuple(map(printable, _rules(shown, *held))),
        part=_part(cycle.target),
        pace=_pace(shown, cycle),
        results=tuple(_result(found, outcome) for outcome in cycle.outcomes),
        lacks=tuple(lack for lack in missing(shown, [held]) if lack.scheme),
        closed="",
    )


def _closed(
    shown: Portfolio,
    found: SchemeAssessment,
    cycle: CycleAssessment,
    labels: Collection[tuple[str, str]],
) -> str:
    """Return how much the cycle before lacks, which may still be asked for, and where to see it."""
    name, today = found.scheme.id, shown.assessment.as_of
    before = next((one for one in found.cycles if one.period.end == cycle.period.start), None)
    if before is None or not before.closed or (name, before.label) in labels:
        return ""
    lacks = [one for one in missing(shown, [(found, before)]) if one.scheme]
    asked_for = [one for one in lacks if one.level is not Level.INFO]
    if today - before.period.end > YEAR or not asked_for:
        return ""
    label = printable(before.label)
    what = words.count(len(asked_for), "thing")
    return f"{label}, closed: {what} missing; `cpdsite status --scheme {name} --year {label}`"


def _rules(shown: Portfolio, found: SchemeAssessment, cycle: CycleAssessment) -> Iterator[str]:
    """Yield whose file the rules are, that an edition is assumed, and why less is asked."""
    scheme = found.scheme
    if scheme.path:
        instead = ", instead of the bundled one" if scheme.replaces else ""
        yield f"counted by your own {scheme.path}{instead}"
    if cycle.assumed:
        yield f"edition {cycle.edition}, assumed: no edition known was written for this cycle"
    for member in shown.settings.memberships:
        for one in member.adjustments:
            if member.scheme == scheme.id and one.start in cycle.period:
                since = spelt(one.start)
                yield f"{numbers.shown(one.factor)} times what the rules ask: {one.reason}, from {since}"


def _state(shown: Portfolio, cycle: CycleAssessment) -> str:
    """Return whether a cycle is closed, or how long it is still open."""
    if cycle.closed:
        return "closed"
    if cycle.label == ROLLING:
        return "up to today"
    left = (cycle.period.last - shown.assessment.as_of).days
    return f"{words.count(left, 'day')} left" if left > 0 else "last day"


def _recorded(found: SchemeAssessment, cycle: CycleAssessment) -> str:
    """Return the amount with its target where there is one, and the entries behind it."""
    target, unit = cycle.target, found.scheme.unit
    entries = words.entries(cycle.credited.count)
    if target is None or target.minimum is None or not isinstance(target.value, Fraction):
        return f"{numbers.counted(cycle.credited.total, unit)} from {entries}"
    amount = numbers.shown(target.value, short_of=target.minimum)
    return f"{amount} of {numbers.shown(target.minimum)} {unit.labels} from {entries}"


def _part(target: Outcome | None) -> Fraction | None:
    """Return how much of the target is reached, at most all of it."""
    if target is None or not target.minimum or not isinstance(target.value, Fraction):
        return None
    return min(target.value / target.minimum, Fraction(1))


def _pace(shown: Portfolio, cycle: CycleAssessment) -> Fraction | None:
    """Return how much of an open cycle is over, where its target is known to the audience."""
    target = cycle.target
    if cycle.closed or cycle.label == ROLLING or target is None or target.status is None:
        return None
    return Fraction((shown.assessment.as_of - cycle.period.start).days + 1, cycle.period.days)


def _result(found: SchemeAssessment, outcome: Outcome) -> Result:
    """Put a requirement in a line."""
    return Result(
        mark=_mark(outcome),
        value=in_short(english(), found, outcome),
        asked=printable(outcome.requirement.text),
    )


def _mark(outcome: Outcome) -> str:
    """Return a sign for the eye: settled, wanting, or neither."""
    if outcome.status in (Status.MET, Status.EXCUSED):
        return "+"
    wanting = (Status.SHORT, Status.AT_RISK, Status.OPEN, Status.CHECK)
    is_guide = outcome.requirement.level is Level.INFO
    return "!" if outcome.status in wanting and not is_guide else ""
