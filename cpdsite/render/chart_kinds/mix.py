"""One bar cut into shares of the whole, with marks where a guide would cut it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise

from cpdsite.render.charts import (
    WIDTH,
    About,
    Chart,
    Key,
    Share,
    Table,
    capital,
    few,
    nothing,
    nothing_by,
    total,
)
from cpdsite.render.labels import FINE, NARROW, WIDE, Box, box, fits, placed
from cpdsite.render.numbers import counted, percent, shown
from cpdsite.render.saying import Say
from cpdsite.render.shapes import SERIES, Label, Line, Rect, Shape, at

_TOP, _THICK = 14, 46
"""Where the bar begins and how thick it is."""
_NAME, _PERCENT, _MIDDLE = _TOP + 19, _TOP + 37, _TOP + _THICK // 2
"""Baselines in a segment with room for two lines; its middle."""
_NOTE = _TOP + _THICK + 28
"""The baseline of the line that names the guide."""
_OVER = 8
"""How far a mark reaches past the bar."""
_GAP, _PAD = 2, 5
"""Between two segments; between a label and what stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The shares that are drawn."""

    shares: tuple[Share, ...]
    """At most six."""
    whole: Fraction

    @property
    def guided(self) -> bool:
        """Whether every share has a guide."""
        return bool(self.shares) and all(share.guide is not None for share in self.shares)

    @property
    def guides(self) -> list[Fraction]:
        """In per cent; of shares without one nothing."""
        return [share.guide for share in self.shares if share.guide is not None]

    @property
    def marks(self) -> list[Fraction]:
        """Where the guides cut the bar."""
        cuts = list(accumulate(self.guides))[:-1] if self.guided else []
        return [WIDTH * min(cut, Fraction(100)) / 100 for cut in cuts]

    def part(self, share: Share) -> Fraction:
        """A share of the whole in per cent; 0 where there is nothing."""
        return share.amount * 100 / self.whole if self.whole else Fraction(0)

    @property
    def is_fine(self) -> bool:
        """Whether a whole number would tell of a share that it reaches its guide, and it does not."""
        return any("." in percent(self.part(one), short_of=one.guide) for one in self.shares)

    def percent(self, share: Share) -> str:
        """The same in words, below its guide when it is; with decimals all of them or none."""
        if self.is_fine:
            return f"{shown(self.part(share), short_of=share.guide)}%"
        return percent(self.part(share), short_of=share.guide)


def mix(about: About, shares: Sequence[Share]) -> Chart:
    """Shares of their total in per cent; guides are drawn when every share has one.

    Of more than six shares the largest five are drawn, and the others together.
    """
    parts = _Parts(shares=few(shares, SERIES, about.say), whole=total(shares))
    return Chart(
        id=about.id,
        kind="mix",
        title=about.title,
        description=_finding(about, parts),
        width=WIDTH,
        height=_NOTE + 8 if parts.guided else _TOP + _THICK + 2,
        shapes=(*_bar(about, parts), *(_guide(parts, about.say) if parts.guided else ())),
        legend=tuple(
            Key(label=f"{share.label} {parts.percent(share)}", css=f"s{nth}")
            for nth, share in enumerate(parts.shares, 1)
        ),
        table=_table(about, shares, parts),
    )


def _bar(about: About, parts: _Parts) -> Iterator[Shape]:
    if parts.whole == 0:
        yield _rect(Fraction(0), Fraction(WIDTH), "track")
        middle = _clear(Fraction(0), Fraction(WIDTH), parts.marks)
        yield from placed([[_word(middle, _MIDDLE, nothing(about), "name")]], middle)
        return
    widths = (WIDTH * share.amount / parts.whole for share in parts.shares)
    edges = pairwise(accumulate(widths, initial=Fraction(0)))
    for nth, (share, (left, right)) in enumerate(zip(parts.shares, edges, strict=True), 1):
        if right > left:
            gap = min(Fraction(_GAP), (right - left) / 2) if right < WIDTH else 0
            yield _rect(left, right - gap, f"s{nth}")
            room = _clear(left, right - gap, parts.marks)
            yield from _words(room, share.label, parts.percent(share), f"on{nth}")


def _rect(left: Fraction, right: Fraction, css: str) -> Rect:
    return Rect(x=at(left), y=_TOP, width=at(right - left), height=_THICK, css=css)


def _clear(left: Fraction, right: Fraction, marks: Sequence[Fraction]) -> Box:
    """The widest stretch of a segment that no mark crosses."""
    edges = [left, *(mark for mark in marks if left < mark < right), right]
    start, end = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    top, bottom = _TOP * FINE, (_TOP + _THICK) * FINE
    return Box((start + _PAD) * FINE, top, (end - _PAD) * FINE, bottom)


def _words(room: Box, name: str, share: str, css: str) -> Iterator[Label]:
    """A segment's name above its percentage; in enlarged text and little room the latter alone."""
    alone = replace(_word(room, _MIDDLE, share, css), bold=True)
    above = _word(room, _NAME, name, css)
    two_lines = fits(replace(above, middle=False), WIDE, room)
    if two_lines:
        yield replace(above, middle=False, only="wide")
        yield replace(alone, y=_PERCENT, middle=False, only="wide")
    if fits(alone, NARROW, room):
        yield replace(alone, only="narrow" if two_lines else "")
    elif not two_lines and fits(alone, WIDE, room):
        yield replace(alone, only="wide")


def _word(room: Box, y: int, text: str, css: str) -> Label:
    middle = at(Fraction(room.left + room.right) / (2 * FINE))
    return Label(x=middle, y=y, text=text, css=css, anchor="middle", middle=True)


def _guide(parts: _Parts, say: Say) -> Iterator[Shape]:
    """The marks, each on a seam of the ground, and what they stand for."""
    for mark in parts.marks:
        for css, width, over in (("halo", 7, 0), ("mark", 3, _OVER)):
            x = at(min(max(mark, Fraction(width, 2)), WIDTH - Fraction(width, 2)))
            yield Line(x1=x, y1=_TOP - over, x2=x, y2=_TOP + _THICK + over, css=css, width=width)
    text = say("guide-marks", guide=" : ".join(map(shown, parts.guides)))
    note = Label(x=WIDTH, y=_NOTE, text=text, css="lab", anchor="end")
    yield from placed([[note]], box(0, _TOP + _THICK, WIDTH, _NOTE + 8))


def _table(about: About, shares: Sequence[Share], parts: _Parts) -> Table:
    header = (about.say("column-name"), capital(about.unit.labels), about.say("column-share"))
    rows = [
        (share.label, shown(share.amount), f"{shown(parts.part(share), short_of=share.guide)}%")
        for share in shares
    ]
    if not parts.guided:
        return Table(caption=about.title, header=header, rows=tuple(rows))
    guided = ((*row, f"{shown(guide)}%") for row, guide in zip(rows, parts.guides, strict=True))
    return Table(
        caption=about.title, header=(*header, about.say("column-guide")), rows=tuple(guided)
    )


def _finding(about: About, parts: _Parts) -> str:
    if parts.whole == 0:
        return nothing_by(about)
    found = ", ".join(f"{share.label} {parts.percent(share)}" for share in parts.shares)
    whole = counted(parts.whole, about.unit)
    if not parts.guided:
        return about.say("shares-recorded", shares=found, amount=whole, day=about.day)
    guide = " : ".join(map(shown, parts.guides))
    return about.say(
        "shares-recorded-guide", shares=found, amount=whole, day=about.day, guide=guide
    )
