"""Bars lying below one another, each under its name: amounts by category or type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cpdsite.render.charts import (
    WIDTH,
    About,
    Chart,
    Share,
    Table,
    capital,
    few,
    most_in_words,
    nothing,
    total,
)
from cpdsite.render.labels import NARROW, WIDE, clipped, width_of
from cpdsite.render.numbers import shown
from cpdsite.render.shapes import Label, Rect, at

_MOST = 12
"""How many rows there are before the smallest shares are drawn together."""
_PITCH, _BASE, _BAR, _THICK = 43, 18, 26, 10
"""Of a row: its height, the baseline of its name, the top of its bar and how thick the bar is."""


def by_term(about: About, shares: Sequence[Share]) -> Chart:
    """A bar for each share, in the given order; only the table gives a very long name in full.

    Of more than twelve shares the largest eleven are drawn, and the others together.
    """
    drawn = few(shares, _MOST, about.say)
    most = max((share.amount for share in drawn), default=Fraction(0))
    whole = total(shares)
    rows = [shape for nth, share in enumerate(drawn) for shape in _row(nth, share, most)]
    return Chart(
        id=about.id,
        kind="by-term",
        title=about.title,
        description=most_in_words(about, shares),
        width=WIDTH,
        height=_PITCH * max(len(drawn), 1) - _PITCH + _BAR + _THICK + 2,
        shapes=tuple(rows) or (_text(0, nothing(about)),),
        table=Table(
            caption=about.title,
            header=(
                about.say("column-name"),
                capital(about.unit.labels),
                about.say("column-share"),
            ),
            rows=tuple(_cells(share, whole) for share in shares),
        ),
    )


def _row(nth: int, share: Share, most: Fraction) -> Iterator[Rect | Label]:
    value = shown(share.amount)
    names = {size: _cut(share.label, value, size) for size in (WIDE, NARROW)}
    if names[WIDE] == names[NARROW]:
        yield _text(nth, names[WIDE])
    else:
        yield _text(nth, names[WIDE], "wide")
        yield _text(nth, names[NARROW], "narrow")
    yield Label(
        x=WIDTH,
        y=nth * _PITCH + _BASE,
        text=value,
        css="val",
        anchor="end",
        bold=True,
    )
    yield _bar(nth, Fraction(WIDTH), "track")
    if share.amount > 0:
        yield _bar(nth, max(WIDTH * share.amount / most, Fraction(1)), "s1")


def _cut(name: str, value: str, size: int) -> str:
    """What of a name has room left of the value."""
    return clipped(name, WIDTH - width_of(value, size, bold=True) - size, size)


def _text(nth: int, text: str, only: str = "") -> Label:
    return Label(x=0, y=nth * _PITCH + _BASE, text=text, css="name", only=only)


def _bar(nth: int, width: Fraction, css: str) -> Rect:
    return Rect(
        x=0,
        y=nth * _PITCH + _BAR,
        width=at(width),
        height=_THICK,
        css=css,
        radius=2,
    )


def _cells(share: Share, whole: Fraction) -> tuple[str, str, str]:
    part = share.amount * 100 / whole if whole else Fraction(0)
    return share.label, shown(share.amount), f"{shown(part)}%"
