"""What came of a requirement, in few words: on pages and on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from cpdsite.model.assessment import Outcome, SchemeAssessment
from cpdsite.model.scheme import Measure, Requirement
from cpdsite.render import numbers
from cpdsite.render.saying import Say


def in_short(say: Say, found: SchemeAssessment, outcome: Outcome) -> str:
    """A result in few words: `23 of 30`, `3 entries`, `67 : 20 : 13`, `35 days`."""
    value = outcome.value
    if value is None:
        return "" if outcome.requirement.any_of else say("status-not-applicable")
    if isinstance(value, Mapping):
        return " : ".join(_percents(value, outcome.requirement))
    shown = numbers.shown(value, short_of=outcome.least)
    least, measure = outcome.least, outcome.requirement.measure
    more = least is not None and value >= least and measure is not Measure.SUM
    if measure not in {Measure.SUM, Measure.COUNT, Measure.DISTINCT} or least is None or more:
        return say.measured(shown, outcome, found.scheme)
    return say("part-of", part=shown, whole=numbers.shown(least))


def _percents(value: Mapping[str, Fraction], rule: Requirement) -> Iterator[str]:
    """A mix in the order of its guide, a dash for what is not shown; all of it without a guide."""
    for term in rule.target or value:
        yield numbers.percent(value[term]).removesuffix("%") if term in value else "\N{EN DASH}"
