"""Bars standing side by side: amounts by month."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cpdsite.render.axes import FLOOR, FOOT, HEIGHT, Axis, axis_to, grid
from cpdsite.render.charts import (
    WIDTH,
    About,
    Chart,
    Share,
    Table,
    capital,
    most_in_words,
    nothing,
)
from cpdsite.render.labels import NARROW, box, box_of, fits, placed, together
from cpdsite.render.numbers import shown
from cpdsite.render.shapes import Label, Number, Rect, at

_FILLED = Fraction(7, 10)
"""The part of its slot that a bar takes."""
_WIDEST = 64
"""A bar is never wider, however few there are."""
_FRAME = box(0, 0, WIDTH, HEIGHT)


def bars(about: About, shares: Sequence[Share], *, per: str = "") -> Chart:
    """A bar for each share, in the given order; `per` heads their names in the table."""
    axis = axis_to(max((share.amount for share in shares), default=Fraction(0)))
    scale = grid(axis)
    drawn = [_bar(axis, nth, share, len(shares)) for nth, share in enumerate(shares)]
    columns = [bar for bar, share in zip(drawn, shares, strict=True) if share.amount > 0]
    walls = [box(bar.x, bar.y, bar.x + bar.width, FLOOR) for bar in columns]
    taken = [box_of(one, NARROW) for one in scale if isinstance(one, Label)]
    names = [[_name(bar, share)] for bar, share in zip(drawn, shares, strict=True)]
    return Chart(
        id=about.id,
        kind="bars",
        title=about.title,
        description=most_in_words(about, shares),
        width=WIDTH,
        height=HEIGHT,
        shapes=(
            *scale,
            *columns,
            *placed(names, _FRAME, taken),
            *(together(_values(shares, drawn), _FRAME, [*taken, *walls]) or [_empty(about)]),
        ),
        table=Table(
            caption=about.title,
            header=(per or about.say("chart-months"), capital(about.unit.labels)),
            rows=tuple((share.label, shown(share.amount)) for share in shares),
        ),
    )


def _bar(axis: Axis, nth: int, share: Share, count: int) -> Rect:
    slot = Fraction(WIDTH - axis.left, count)
    width = min(slot * _FILLED, Fraction(_WIDEST))
    y = min(axis.y(share.amount), Fraction(FLOOR - 1) if share.amount else Fraction(FLOOR))
    return Rect(
        x=at(axis.left + slot * nth + (slot - width) / 2),
        y=at(y),
        width=at(width),
        height=at(FLOOR - y),
        css="s1",
        radius=2,
    )


def _name(bar: Rect, share: Share) -> Label:
    return Label(
        x=_middle(bar),
        y=FOOT,
        text=share.short or share.label,
        css="lab",
        anchor="middle",
    )


def _values(shares: Sequence[Share], drawn: Sequence[Rect]) -> list[list[Label]]:
    """The amounts above their bars, the highest first."""
    pairs = [pair for pair in zip(shares, drawn, strict=True) if pair[0].amount > 0]
    pairs.sort(key=lambda pair: -pair[0].amount)
    return [_places(share, bar) for share, bar in pairs]


def _places(share: Share, bar: Rect) -> list[Label]:
    """Where an amount may stand: centred or, at the edge of the drawing, leaning inwards."""
    centred, *leaning = (_value(share, bar, anchor) for anchor in ("middle", "end", "start"))
    return [centred] if fits(centred, NARROW, _FRAME) else [centred, *leaning]


def _value(share: Share, bar: Rect, anchor: str) -> Label:
    right = Fraction(bar.x) + Fraction(bar.width)
    x = {"middle": _middle(bar), "end": at(right), "start": bar.x}[anchor]
    y = at(Fraction(bar.y) - 6)
    return Label(x=x, y=y, text=shown(share.amount), css="val", anchor=anchor, bold=True)


def _empty(about: About) -> Label:
    return Label(
        x=WIDTH // 2,
        y=(FLOOR + 34) // 2,
        text=nothing(about),
        css="lab",
        anchor="middle",
    )


def _middle(bar: Rect) -> Number:
    return at(Fraction(bar.x) + Fraction(bar.width) / 2)
