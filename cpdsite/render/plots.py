"""A running total on its axes: where its numbers stand, and the shapes that show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cpdsite.model.period import Period
from cpdsite.render.axes import FLOOR, FOOT, HEIGHT, TOP, Axis, Stretch, grid, stretches
from cpdsite.render.charts import WIDTH, About
from cpdsite.render.labels import NARROW, box, box_of, placed
from cpdsite.render.numbers import counted, shown
from cpdsite.render.shapes import Label, Line, Number, Path, Rect, Shape, at

_FRAME = box(0, 0, WIDTH, HEIGHT)
_TICK = 5
"""How far a month's mark reaches below the axis."""
_DOT = 4
"""Half the width of the dot at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The numbers of one chart on their axes."""

    about: About
    period: Period
    totals: dict[date, Fraction]
    """The running total after each day that adds to it, oldest first."""
    axis: Axis
    target: Fraction | None
    """Where the dashed line ends, at the end of the period; None: no line."""
    paced: bool
    """Whether the line rises to the target; else it lies level at it."""
    due: Fraction | None
    """Where the line stands on the last day; None: no line."""

    @property
    def last(self) -> date:
        """The last day that is counted, inside the period."""
        return min(self.about.as_of, self.period.last)

    @property
    def value(self) -> Fraction:
        """The total on the last day."""
        return next(reversed(self.totals.values()), Fraction(0))

    @property
    def behind(self) -> bool:
        """Whether the dashed line runs above the end of the total."""
        return self.due is not None and self.value < self.due

    def x(self, days: int) -> Number:
        """Where the day begins that comes so many days into the period."""
        return at(self.axis.left + Fraction((WIDTH - self.axis.left) * days, self.period.days))

    def y(self, amount: Fraction) -> Number:
        """Where an amount stands."""
        return at(self.axis.y(amount))

    @property
    def end(self) -> tuple[Number, Number]:
        """Where the total ends: at the close of the last day."""
        return self.x(max((self.last - self.period.start).days + 1, 0)), self.y(self.value)


def drawn(plot: Plot) -> Iterator[Shape]:
    """The axes, the dashed line, the total and their labels, in the order of drawing."""
    scale = grid(plot.axis)
    months = stretches(plot.period, plot.about.say)
    yield from scale
    yield from (_tick(plot, month) for month in months)
    if plot.last < plot.period.last:
        yield _line((plot.end[0], TOP - 6), (plot.end[0], FLOOR), "today", dash="2 3")
    if plot.target is not None:
        start = (plot.axis.left, plot.y(Fraction(0) if plot.paced else plot.target))
        yield _line(start, (WIDTH, plot.y(plot.target)), "pace", width=2, dash="6 4")
    if plot.last >= plot.period.start:
        yield Path(points=tuple(_corners(plot)), css="run", width=3)
        yield _dot(plot)
    taken = [box_of(one, NARROW) for one in scale if isinstance(one, Label)]
    names = [[_name(plot, month)] for month in months]
    yield from placed([_value(plot), _goal(plot), _day(plot), *names], _FRAME, taken)


def _corners(plot: Plot) -> Iterator[tuple[Number, Number]]:
    """The steps: level to the day, then up."""
    level = plot.y(Fraction(0))
    yield plot.axis.left, level
    for day, total in plot.totals.items():
        x = plot.x((day - plot.period.start).days)
        yield x, level
        level = plot.y(total)
        yield x, level
    yield plot.end


def _line(
    start: tuple[Number, Number], end: tuple[Number, Number], css: str, *, width: int = 1, dash: str
) -> Line:
    return Line(
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        css=css,
        width=width,
        dash=dash,
    )


def _tick(plot: Plot, month: Stretch) -> Line:
    x = plot.x((month.period.start - plot.period.start).days)
    return Line(x1=x, y1=FLOOR, x2=x, y2=FLOOR + _TICK, css="axis")


def _dot(plot: Plot) -> Rect:
    x, y = (Fraction(number) - _DOT for number in plot.end)
    return Rect(
        x=at(min(x, Fraction(WIDTH - 2 * _DOT))),
        y=at(y),
        width=2 * _DOT,
        height=2 * _DOT,
        css="s1",
        radius=_DOT,
    )


def _name(plot: Plot, month: Stretch) -> Label:
    """A month's name below the middle of its days."""
    start, end = month.period.start - plot.period.start, month.period.end - plot.period.start
    x = (Fraction(plot.x(start.days)) + Fraction(plot.x(end.days))) / 2
    return _label(at(x), FOOT, month.text, "lab", "middle")


def _value(plot: Plot) -> list[Label]:
    """The total beside its end: below the dashed line when that runs higher, else above the end."""
    x, y = (Fraction(number) for number in plot.end)
    texts = (
        counted(plot.value, plot.about.unit, short_of=plot.target),
        shown(plot.value, short_of=plot.target),
    )
    above = at(y - 10)
    spots = [(at(x), above, "end"), (at(x + 6), above, "start")]
    if plot.behind:
        spots = [(at(x + 10), at(min(y + 16, Fraction(FLOOR - 6))), "start"), *spots]
    return [_label(spot[0], spot[1], text, "val", spot[2]) for spot in spots for text in texts]


def _goal(plot: Plot) -> list[Label]:
    """The target at the end of the dashed line."""
    if plot.target is None:
        return []
    y = Fraction(plot.y(plot.target))
    texts = (plot.about.say("target-amount", amount=shown(plot.target)), shown(plot.target))
    return [
        _label(WIDTH, at(y + shift), text, "lab", "end") for text in texts for shift in (-8, 24)
    ]


def _day(plot: Plot) -> list[Label]:
    """The as-of day at the head of its line."""
    if not plot.period.start <= plot.last < plot.period.last:
        return []
    text = plot.about.say.day_of_year(plot.last)
    return [
        _label(plot.end[0], TOP - 12, text, "lab", anchor) for anchor in ("middle", "end", "start")
    ]


def _label(x: Number, y: Number, text: str, css: str, anchor: str) -> Label:
    return Label(x=x, y=y, text=text, css=css, anchor=anchor, bold=css == "val")
