"""Scales of charts: round figures up the side, months or years along the foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import count, groupby

from cpdsite.model.period import Period
from cpdsite.render.charts import WIDTH
from cpdsite.render.labels import NARROW, width_of
from cpdsite.render.numbers import shown
from cpdsite.render.saying import Say
from cpdsite.render.shapes import Label, Line, at

TOP, FLOOR, FOOT = 34, 186, 212
"""Where an axis ends and stands, and the baseline of its labels; with room for enlarged text."""
HEIGHT = 220
"""Of a chart with an axis."""

_FINEST = Fraction(1, 100)
"""The smallest step: amounts are shown to two places."""
_LONG = 18
"""A period of more months than this is labelled by years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The amounts of a chart, upwards from 0."""

    step: Fraction
    steps: int
    """At least 1."""
    left: int
    """Where the plot begins, right of the figures."""

    @property
    def top(self) -> Fraction:
        """The amount at the upper end."""
        return self.step * self.steps

    def y(self, amount: Fraction) -> Fraction:
        """How far down an amount stands; amounts past an end stand at that end."""
        part, whole = (amount / self.top).as_integer_ratio()
        return Fraction(FLOOR * whole - (FLOOR - TOP) * min(max(part, 0), whole), whole)


def axis_to(highest: Fraction) -> Axis:
    """An axis of at most four round steps that reaches an amount; one step where there is none."""
    rising = (_FINEST * digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(size for size in rising if size * 4 >= highest) if highest > 0 else Fraction(1)
    steps = max(1, -(-highest // step))
    widest = max(width_of(shown(step * nth), NARROW) for nth in range(steps + 1))
    return Axis(step=step, steps=steps, left=int(widest) + 10)


def grid(axis: Axis) -> tuple[Line | Label, ...]:
    """The axis as it is drawn: a line and a figure for each step."""
    return tuple(_grid(axis))


def _grid(axis: Axis) -> Iterator[Line | Label]:
    for nth in range(axis.steps + 1):
        y = at(axis.y(axis.step * nth))
        css = "axis" if nth == 0 else "grid"
        yield Line(x1=axis.left, y1=y, x2=WIDTH, y2=y, css=css)
        yield Label(
            x=axis.left - 8,
            y=y,
            text=shown(axis.step * nth),
            css="lab",
            anchor="end",
            middle=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A month or a year along the foot of a chart."""

    text: str
    period: Period


def stretches(period: Period, say: Say) -> list[Stretch]:
    """The months that a period touches, cut to it; years when there are many."""
    months = list(period.months())
    by_year = len(months) > _LONG
    names = [name[:4] if by_year else name for name in months]
    found = []
    for name, _ in groupby(names):
        start = date.fromisoformat(f"{name}-01-01" if by_year else f"{name}-01")
        found.append((name if by_year else say.short_month(start), max(start, period.start)))
    ends = [start for _, start in found[1:]] + [period.end]
    return [
        Stretch(text=text, period=Period(start, end))
        for (text, start), end in zip(found, ends, strict=True)
    ]
