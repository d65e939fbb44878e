"""A running total over a period, with a steady pace to the target beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate
from operator import itemgetter

from cpdsite.model.period import Period
from cpdsite.render.axes import HEIGHT, axis_to, stretches
from cpdsite.render.charts import (
    WIDTH,
    About,
    Chart,
    Key,
    Table,
    capital,
    progress_in_words,
)
from cpdsite.render.numbers import counted, shown
from cpdsite.render.plots import Plot, drawn


def running(
    about: About,
    period: Period,
    steps: Sequence[tuple[date, Fraction]],
    target: Fraction | None = None,
    *,
    pace: bool = True,
) -> Chart:
    """What each day adds, summed up to the as-of day; days outside the period move to its edge.

    The dashed line rises to the target at a steady pace, or without `pace` lies level at it.
    """
    totals = _totals(about, period, steps)
    on_pace = None if target is None else pace_on(target, period, about.as_of)
    plot = Plot(
        about=about,
        period=period,
        totals=totals,
        axis=axis_to(max(next(reversed(totals.values()), Fraction(0)), target or Fraction(0))),
        target=target,
        paced=pace,
        due=on_pace if pace else target,
    )
    return Chart(
        id=about.id,
        kind="running",
        title=about.title,
        description=progress_in_words(about, plot.value, target, on_pace if pace else None),
        width=WIDTH,
        height=HEIGHT,
        shapes=tuple(drawn(plot)),
        legend=_legend(plot),
        table=_table(plot),
    )


def pace_on(target: Fraction, period: Period, day: date) -> Fraction:
    """What a steady pace comes to at the close of a day: 0 before the period, then the target."""
    days = min(max((day - period.start).days + 1, 0), period.days)
    return target * days / period.days


def _totals(
    about: About, period: Period, steps: Sequence[tuple[date, Fraction]]
) -> dict[date, Fraction]:
    added: dict[date, Fraction] = {}
    for day, amount in sorted(steps, key=itemgetter(0)):
        if day <= about.as_of:
            inside = min(max(day, period.start), period.last)
            added[inside] = added.get(inside, Fraction(0)) + amount
    return dict(zip(added, accumulate(added.values()), strict=True))


def _legend(plot: Plot) -> tuple[Key, ...]:
    if plot.target is None:
        return ()
    target = counted(plot.target, plot.about.unit)
    say = plot.about.say
    return (
        Key(label=say("column-recorded"), css="run", mark="line"),
        Key(
            label=say("steady-pace-to" if plot.paced else "target-of", amount=target),
            css="pace",
            mark="dashed",
        ),
    )


def _table(plot: Plot) -> Table:
    """The total at the end of each month or year until the as-of day."""
    say = plot.about.say
    header = (
        say("by-the-end-of"),
        say("unit-recorded", unit=capital(plot.about.unit.labels)),
    )
    rows: list[tuple[str, ...]] = []
    total, steps = Fraction(0), iter(plot.totals.items())
    step = next(steps, None)
    for month in stretches(plot.period, say):
        if month.period.start > plot.last:
            break
        day = min(month.period.last, plot.last)
        while step and step[0] <= day:
            total, step = step[1], next(steps, None)
        cells: tuple[str, ...] = (say.day(day), shown(total, short_of=plot.target))
        if plot.target is not None and plot.paced:
            cells = (*cells, shown(pace_on(plot.target, plot.period, day)))
        rows.append(cells)
    paced = plot.target is not None and plot.paced
    return Table(
        caption=plot.about.title,
        header=(*header, say("steady-pace")) if paced else header,
        rows=tuple(rows),
    )
