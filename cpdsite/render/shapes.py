"""What a chart is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar

SERIES = 6
"""How many colours there are; neighbours differ in lightness too, for a print in grey."""

COLORS: Mapping[str, str] = MappingProxyType(
    {
        "s1": "#1f5fa8",
        "s2": "#cb7416",
        "s3": "#16514a",
        "s4": "#be6fb3",
        "s5": "#6b3420",
        "s6": "#84906c",
        "on1": "#ffffff",
        "on2": "#12181f",
        "on3": "#ffffff",
        "on4": "#12181f",
        "on5": "#ffffff",
        "on6": "#12181f",
        "c1": "#a3c4ea",
        "c2": "#5f97d6",
        "c3": "#2c69b3",
        "c4": "#0f3566",
        "halo": "#ffffff",
        "track": "#e2e7ed",
        "grid": "#e2e7ed",
        "axis": "#7d8998",
        "mark": "#12181f",
        "pace": "#4a5563",
        "run": "#1f5fa8",
        "today": "#7d8998",
        "name": "#12181f",
        "lab": "#4a5563",
        "val": "#12181f",
    }
)
"""By class: the light colours of `charts.css`, for readers that apply no styles to a drawing."""

Number = int | float
"""A finished coordinate with at most two decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What every shape has."""

    css: str
    """Its class, one of `COLORS`."""

    @property
    def color(self) -> str:
        """Its fill or stroke where no style sheet is applied."""
        return COLORS[self.css]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect(_Drawn):
    """A filled rectangle."""

    tag: ClassVar[str] = "rect"
    x: Number
    y: Number
    width: Number
    height: Number
    radius: Number = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(_Drawn):
    """A straight line."""

    tag: ClassVar[str] = "line"
    x1: Number
    y1: Number
    x2: Number
    y2: Number
    width: Number = 1
    dash: str = ""
    """Lengths of dash and gap, `4 4`; "" for a solid line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path(_Drawn):
    """A line with corners, not filled."""

    tag: ClassVar[str] = "path"
    points: tuple[tuple[Number, Number], ...]
    """At least two."""
    width: Number = 2

    @property
    def d(self) -> str:
        """The path as SVG writes it."""
        first, *others = (f"{x} {y}" for x, y in self.points)
        return f"M{first}" + "".join(f"L{point}" for point in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(_Drawn):
    """A line of text, placed by its baseline."""

    tag: ClassVar[str] = "text"
    x: Number
    y: Number
    text: str
    anchor: str = "start"
    """`start`, `middle` or `end` of the text stands at x."""
    middle: bool = False
    """Whether y is the middle of the text instead of its baseline."""
    bold: bool = False
    only: str = ""
    """`wide` when it gives way to enlarged text, `narrow` when it is for enlarged text alone."""


Shape = Rect | Line | Path | Label


def at(value: Fraction | int) -> Number:
    """Return a coordinate with at most two decimals."""
    numerator, denominator = value.as_integer_ratio()
    # Rounded in whole numbers, half to even: charts place thousands of points.
    hundredths, rest = divmod(100 * numerator, denominator)
    hundredths += 2 * rest > denominator or (2 * rest == denominator and hundredths % 2)
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100
