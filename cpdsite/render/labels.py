"""Labels kept apart and inside the drawing, at every size of the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.render.shapes import Label

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
ASCENT = Fraction(78, 100)
DESCENT = Fraction(22, 100)
SPACE = Fraction(15, 100)
"""What is left free on either side of a label."""
MIDDLE = Fraction(35, 100)
"""How far the baseline of a label in the middle lies below it; `dy` in the partial."""

_SHIFT = {"start": Fraction(0), "middle": Fraction(1, 2), "end": Fraction(1)}
"""How much of a label lies left of its x."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that something takes."""

    left: Fraction
    top: Fraction
    right: Fraction
    bottom: Fraction

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


def width_of(text: str, size: int, *, bold: bool = False) -> Fraction:
    """A generous guess of a text's width; letters of East Asian scripts are taken as square."""
    return Fraction(size * sum(_width_of(sign, bold=bold) for sign in text), 100)


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
    width = width_of(label.text, size, bold=label.bold)
    left = Fraction(label.x) - width * _SHIFT[label.anchor]
    base = Fraction(label.y) + (MIDDLE * size if label.middle else 0)
    return Box(left, base - ASCENT * size, left + width, base + DESCENT * size)


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
        best = {size: _best(wish, size, frame, boxes[size]) for size in boxes}
        for size, label in best.items():
            if label is not None:
                boxes[size].append(_room(box_of(label, size), size))
        wide, narrow = best[WIDE], best[NARROW]
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


def _best(wish: Sequence[Label], size: int, frame: Box, taken: Sequence[Box]) -> Label | None:
    for label in wish:
        box = box_of(label, size)
        room = _room(box, size)
        if frame.holds(box) and not any(room.meets(other) for other in taken):
            return label
    return None


def _room(box: Box, size: int) -> Box:
    """A label's box with the space that parts it from its neighbours."""
    space = SPACE * size
    return Box(box.left - space, box.top, box.right + space, box.bottom)


def _width_of(sign: str, *, bold: bool) -> int:
    if unicodedata.east_asian_width(sign) in "WF":
        return SQUARE
    if bold:
        return BOLD_POINT if sign == "." else BOLD_LETTER
    return LETTER
