"""What is wrong with a chart, and the colours of a style sheet."""

import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import combinations

from cpdsite.render.charts import Chart
from cpdsite.render.shapes import COLORS, Label, Line, Path, Rect

SIZES = {"wide": 12, "narrow": 22}
"""Of the text, in the chart's units."""

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def faults(chart: Chart) -> list[str]:
    """Each fault of a chart's drawing and data in a few words."""
    return [*_of_places(chart), *_of_labels(chart), *_of_numbers(chart), *_of_data(chart)]


def _of_places(chart: Chart) -> Iterator[str]:
    for shape in chart.shapes:
        if shape.css not in COLORS:
            yield f"{shape} has a class without a colour"
        if isinstance(shape, Label):
            continue
        left, top, right, bottom = _edges(shape)
        if not (0 <= left <= right <= chart.width and 0 <= top <= bottom <= chart.height):
            yield f"{shape} leaves the drawing"


def _edges(shape: Rect | Line | Path) -> Edges:
    if isinstance(shape, Rect):
        return shape.x, shape.y, round(shape.x + shape.width, 2), round(shape.y + shape.height, 2)
    ends = shape.points if isinstance(shape, Path) else _ends(shape)
    across, down = zip(*ends, strict=True)
    return min(across), min(down), max(across), max(down)


def _ends(line: Line) -> tuple[tuple[float, float], ...]:
    return (line.x1, line.y1), (line.x2, line.y2)


def _of_labels(chart: Chart) -> Iterator[str]:
    for name, size in SIZES.items():
        labels = [
            shape for shape in chart.shapes if isinstance(shape, Label) and shape.only in ("", name)
        ]
        boxes = [(label.text, _room(label, size)) for label in labels]
        for text, (left, top, right, bottom) in boxes:
            if left < 0 or top < 0 or right > chart.width or bottom > chart.height:
                yield f"{text!r} leaves the drawing when {name}"
        for (one, here), (other, there) in combinations(boxes, 2):
            if _overlap(here, there):
                yield f"{one!r} and {other!r} overlap when {name}"


def _room(label: Label, size: int) -> Edges:
    """Where a label stands when a letter is 0.62 of the text's size wide, a generous guess."""
    width = size * sum(0.4 if sign == "." else 0.62 for sign in label.text)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    base = label.y + (0.35 * size if label.middle else 0)
    return left, base - 0.75 * size, left + width, base + 0.2 * size


def _overlap(one: Edges, other: Edges) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _of_numbers(chart: Chart) -> Iterator[str]:
    for shape in chart.shapes:
        values = [getattr(shape, field.name) for field in fields(shape)]
        flat = [shape.d] if isinstance(shape, Path) else [v for v in values if v is not None]
        for value in flat:
            if not isinstance(value, str | int | float):
                yield f"{value!r} is no finished number"
            if not isinstance(shape, Label) and re.search(r"\.\d{3}|e[-+]|nan|inf", str(value)):
                yield f"{value} is not written with two decimals"


def _of_data(chart: Chart) -> Iterator[str]:
    if not chart.description.endswith(".") or chart.description.count(". "):
        yield f"{chart.description!r} is not one sentence"
    for row in chart.table.rows:
        if len(row) != len(chart.table.header):
            yield f"{row} does not fit below {chart.table.header}"


def variables(css: str) -> dict[str, dict[str, str]]:
    """The colours at :root in a style sheet for `light` and, where they differ, `dark`."""
    light, dark = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)[:2]
    found = {"light": _colors(light)}
    found["dark"] = found["light"] | _colors(dark)
    return found


def _colors(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):[^;#]*(#[0-9a-f]{6})\)?;", block))
