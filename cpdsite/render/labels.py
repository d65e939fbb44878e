"""Labels kept apart and inside the drawing, at every size of the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.render.shapes import Label, Number

WIDE = 12
"""Size of the text where a chart has room, in its units."""
NARROW = 22
"""Size of the text on a phone, where the style sheet enlarges it against the shrinking drawing."""

LETTER = 62
"""A generous width of a letter, in hundredths of the text's size."""
BOLD_LETTER = 70
"""Likewise in bold, as wide as the digits of DejaVu."""
BOLD_POINT = 40
"""A bold decimal point."""
SQUARE = 100
ASCENT, DESCENT = 78, 22
SPACE = 15
"""What is left free on either side of a label."""
MIDDLE = 35
"""How far the baseline of a label in the middle lies below it; `dy` in the partial."""

FINE = 200
"""Boxes count in this part of a unit, halves of hundredths: whole numbers, as fractions are slow."""

_SHIFT = {"start": 0, "middle": 1, "end": 2}
"""How many halves of a label lie left of its x."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that something takes, `FINE` to a unit."""

    left: Fraction | int
    top: Fraction | int
    right: Fraction | int
    bottom: Fraction | int

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Tell whether another box lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def box(left: Number, top: Number, right: Number, bottom: Number) -> Box:
    """A box by its edges in units of the chart."""
    return Box(round(left * FINE), round(top * FINE), round(right * FINE), round(bottom * FINE))


def width_of(text: str, size: int, *, bold: bool = False) -> Fraction:
    """A generous guess of a text's width; letters of East Asian scripts are taken as square."""
    return Fraction(size * _width_of(text, bold=bold), 100)


def clipped(text: str, room: Fraction | int, size: int) -> str:
    """Return a text cut to a width, with an ellipsis in place of what is cut off."""
    if width_of(text, size) <= room:
        return text
    cut = text
    while cut and width_of(cut + "…", size) > room:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def box_of(label: Label, size: int) -> Box:
    """The room that a label takes when its text has that size."""
    half = size * _width_of(label.text, bold=label.bold)
    left = round(label.x * FINE) - half * _SHIFT[label.anchor]
    base = round(label.y * FINE) + (2 * MIDDLE * size if label.middle else 0)
    return Box(left, base - 2 * ASCENT * size, left + 2 * half, base + 2 * DESCENT * size)


def fits(label: Label, size: int, frame: Box) -> bool:
    """Tell whether a label stays inside a frame when its text has that size."""
    return frame.holds(box_of(label, size))


def placed(
    wishes: Iterable[Sequence[Label]], frame: Box, taken: Sequence[Box] = ()
) -> tuple[Label, ...]:
    """One label for each wish, the most wanted first; none meets another or leaves the frame.

    A wish lists what a label may be, the best first. Where the best that has room differs between
    plain and enlarged text, both are there; a wish without room is left out.
    """
    kept: list[Label] = []
    boxes = {WIDE: list(taken), NARROW: list(taken)}
    for wish in wishes:
        wide, narrow = (_best(wish, size, frame, boxes[size]) for size in boxes)
        if wide == narrow and wide is not None:
            kept.append(wide)
            continue
        pair = (wide, "wide"), (narrow, "narrow")
        kept.extend(replace(label, only=only) for label, only in pair if label is not None)
    return tuple(kept)


def together(
    wishes: Sequence[Sequence[Label]], frame: Box, taken: Sequence[Box] = ()
) -> list[Label]:
    """A label for each wish or, at a size of the text that has no room for all, the first alone."""
    everyone, first = (placed(some, frame, taken) for some in (wishes, wishes[:1]))
    seen = {only: _seen(everyone, only) for only in ("wide", "narrow")}
    wide, narrow = (
        labels if len(labels) == len(wishes) else _seen(first, only)
        for only, labels in seen.items()
    )
    return [
        *(label if label in narrow else replace(label, only="wide") for label in wide),
        *(replace(label, only="narrow") for label in narrow if label not in wide),
    ]


def _seen(labels: Iterable[Label], only: str) -> list[Label]:
    """The labels that a wide or a narrow drawing shows."""
    return [label for label in labels if label.only in ("", only)]


def _best(wish: Sequence[Label], size: int, frame: Box, taken: list[Box]) -> Label | None:
    """The first label that has room, which it then takes."""
    space = 2 * SPACE * size
    for label in wish:
        own = box_of(label, size)
        room = Box(own.left - space, own.top, own.right + space, own.bottom)
        if frame.holds(own) and not any(room.meets(other) for other in taken):
            taken.append(room)
            return label
    return None


def _width_of(text: str, *, bold: bool) -> int:
    """A text's width in hundredths of its size."""
    square = 0 if text.isascii() else sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    letter = BOLD_LETTER if bold else LETTER
    points = text.count(".") * (BOLD_LETTER - BOLD_POINT) if bold else 0
    return letter * (len(text) - square) - points + SQUARE * square
