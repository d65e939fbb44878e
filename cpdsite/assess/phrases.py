"""Words that the sentences on what is missing share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from cpdsite.assess.words import many, shown
from cpdsite.model.assessment import CycleAssessment, Outcome, SchemeAssessment
from cpdsite.model.period import Duration, Period
from cpdsite.model.scheme import Filter, Level, Measure, Unit

ROLLING = "rolling"
"""What a rolling cycle is called."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "activity": ("activity", "activities"),
        "discussion": ("discussion", "discussions"),
        "feedback": ("piece of feedback", "pieces of feedback"),
        "practice": ("practice entry", "practice entries"),
        "reflection": ("reflective account", "reflective accounts"),
    }
)
"""What entries of a kind are called where that is not simply its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A cycle of a scheme, seen from a day."""

    scheme: SchemeAssessment
    cycle: CycleAssessment
    today: date

    def within(self, period: Period | None) -> Moment:
        """Return the same for a window of the cycle; None is the cycle itself."""
        if period is None:
            return self
        closed = self.today >= period.end
        return replace(self, cycle=replace(self.cycle, period=period, closed=closed))

    @property
    def left(self) -> int:
        """Days after today until the cycle is over; 0 on its last day."""
        return max((self.cycle.period.last - self.today).days, 0)

    @property
    def rolling(self) -> bool:
        """Whether the cycle ends today whatever day it is, so that nothing is ever too late."""
        return self.cycle.label == ROLLING

    @property
    def elapsed(self) -> int:
        """Days so far, today included; at least 1."""
        return min((self.today - self.cycle.period.start).days + 1, self.cycle.period.days)


def is_soft(outcome: Outcome) -> bool:
    """Whether a requirement is a recommendation or a guide, of which nobody is in default."""
    return outcome.requirement.level is not Level.MUST


def is_exceeded(outcome: Outcome) -> bool:
    """Whether more is recorded than is asked at most."""
    value, most = outcome.value, outcome.maximum
    return isinstance(value, Fraction) and most is not None and value > most


def left(moment: Moment) -> str:
    """`with 41 days left`, or what the last day is; "" where days do not run out."""
    if moment.rolling:
        return ""
    if not moment.left:
        return ", and this is the last day"
    return f", with {many(moment.left, 'day', 'days')} left"


def names(outcome: Outcome, moment: Moment) -> tuple[str, str]:
    """What a requirement counts, for one and for several."""
    asked = outcome.requirement
    if asked.measure is Measure.COUNT:
        one, several = KINDS.get(asked.kind, (asked.kind, f"{asked.kind}s"))
        # Others there may be: what is meant stands beside, in the words of the requirement.
        return (one, several) if asked.where == Filter() else (f"such {one}", f"such {several}")
    if asked.measure is Measure.DISTINCT:
        is_main = asked.taxonomy in {"", "category"}
        return ("category", "categories") if is_main else ("term", "terms")
    unit = _unit(moment, asked.unit)
    return unit.label, unit.labels


def _unit(moment: Moment, name: str) -> Unit:
    scheme = moment.scheme.scheme
    return next((unit for unit in scheme.units if unit.id == name), scheme.unit)


def counted(amount: Fraction, one: str, several: str) -> str:
    """An amount with its unit; what is there is never written as nothing."""
    text = shown(max(amount, Fraction(1, 100)))
    return f"{text} {one if text == '1' else several}"


def capital(text: str) -> str:
    """A sentence from its words."""
    return text[:1].upper() + text[1:]


def too_much(outcome: Outcome, one: str, several: str) -> str:
    """What exceeds the most that is asked."""
    value, most = outcome.value, outcome.maximum
    if not isinstance(value, Fraction) or most is None:
        return ""
    said = "the guide is at most" if is_soft(outcome) else "the most that is asked is"
    return f"{counted(value, one, several)} recorded, {said} {shown(most)}"


def duration(given: Duration) -> str:
    """`3 months`, `1 year and 6 months`."""
    years, months = divmod(given.months, 12)
    parts = ((years, "year"), (months, "month"), (given.days, "day"))
    return " and ".join(many(number, one, f"{one}s") for number, one in parts if number)


def days(period: Period) -> str:
    """`1 Jan 2025 to 31 Dec 2026`."""
    return f"{spelt(period.start)} to {spelt(period.last)}"


def spelt(given: date) -> str:
    """`1 Jan 2025`."""
    return f"{given.day} {MONTHS[given.month - 1][:3]} {given.year}"
