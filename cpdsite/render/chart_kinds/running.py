"""A running total over a period, with a steady pace to the target beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate

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
from cpdsite.render.words import day as in_words


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
        axis=axis_to(max(*totals.values(), target or Fraction(0), Fraction(0))),
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
    for day, amount in sorted(steps):
        if day <= about.as_of:
            inside = min(max(day, period.start), period.last)
            added[inside] = added.get(inside, Fraction(0)) + amount
    return dict(zip(added, accumulate(added.values()), strict=True))


def _legend(plot: Plot) -> tuple[Key, ...]:
    if plot.target is None:
        return ()
    target = counted(plot.target, plot.about.unit)
    dashed = f"Steady pace to {target}" if plot.paced else f"Target of {target}"
    return (
        Key(label="Recorded", css="run", mark="line"),
        Key(label=dashed, css="pace", mark="dashed"),
    )


def _table(plot: Plot) -> Table:
    """The total at the end of each month or year until the as-of day."""
    header = ("By the end of", f"{capital(plot.about.unit.labels)} recorded")
    rows: list[tuple[str, ...]] = []
    for month in stretches(plot.period):
        if month.period.start > plot.last:
            break
        day = min(month.period.last, plot.last)
        total = max(
            (amount for on, amount in plot.totals.items() if on <= day), default=Fraction(0)
        )
        cells: tuple[str, ...] = (in_words(day), shown(total, short_of=plot.target))
        if plot.target is not None and plot.paced:
            cells = (*cells, shown(pace_on(plot.target, plot.period, day)))
        rows.append(cells)
    paced = plot.target is not None and plot.paced
    return Table(
        caption=plot.about.title,
        header=(*header, "Steady pace") if paced else header,
        rows=tuple(rows),
    )
