"""A value against its target, with a mark for a steady pace."""

from __future__ import annotations

from fractions import Fraction

from cpdsite.render.charts import (
    WIDTH,
    About,
    Chart,
    Table,
    capital,
    progress_in_words,
)
from cpdsite.render.labels import box, placed
from cpdsite.render.numbers import counted, shown
from cpdsite.render.shapes import Label, Line, Rect, at

_ABOVE = 20
"""The baseline above the bar."""
_ROWS = (80, 104)
"""The baselines below the bar; the second is used where labels would meet."""
_TRACK, _THICK, _INSET = 30, 26, 5
"""The top of the track, how thick it is, and by how much the bar stays inside it."""
_SPARE = Fraction(105, 100)
"""The track goes on a little after the highest figure, so that a mark there stands in it."""
_FRAME = box(0, 0, WIDTH, _ROWS[-1] + 6)


def progress(
    about: About, value: Fraction, target: Fraction, pace: Fraction | None = None
) -> Chart:
    """A value that may pass its target; without a pace nothing is said of it."""
    per_unit = WIDTH / (max(value, target, pace or Fraction(0), Fraction(1, 100)) * _SPARE)
    unit = about.unit
    numbers = [counted(value, unit, short_of=target), shown(value, short_of=target)]
    wishes = [
        _places(value * per_unit, (_ABOVE,), numbers, "val"),
        _places(
            target * per_unit, _ROWS, [about.say("target-amount", amount=shown(target))], "lab"
        ),
    ]
    marks = _mark(target * per_unit, "mark")
    if pace is not None:
        wishes.append(
            _places(pace * per_unit, _ROWS, [about.say("pace-amount", amount=shown(pace))], "lab")
        )
        marks = (*_mark(pace * per_unit, "pace"), *marks)
    labels = placed(wishes, _FRAME)
    return Chart(
        id=about.id,
        kind="progress",
        title=about.title,
        description=progress_in_words(about, value, target, pace),
        width=WIDTH,
        height=int(max(label.y for label in labels)) + 6,
        shapes=(*_bar(value * per_unit), *marks, *labels),
        table=_table(about, value, target, pace),
    )


def _bar(end: Fraction) -> tuple[Rect, ...]:
    track = Rect(x=0, y=_TRACK, width=WIDTH, height=_THICK, css="track", radius=3)
    if end <= 0:
        return (track,)
    bar = Rect(
        x=0,
        y=_TRACK + _INSET,
        width=at(max(end, Fraction(1))),
        height=_THICK - 2 * _INSET,
        css="s1",
        radius=2,
    )
    return track, bar


def _mark(x: Fraction, css: str) -> tuple[Line, ...]:
    """A line across the track, on a seam of the ground that parts it from the bar."""
    over, width = (6, 4) if css == "mark" else (0, 2)
    place = at(min(max(x, Fraction(width, 2)), Fraction(WIDTH) - Fraction(width, 2)))
    return tuple(
        Line(
            x1=place,
            y1=_TRACK - extra,
            x2=place,
            y2=_TRACK + _THICK + extra,
            css=name,
            width=thick,
        )
        for name, extra, thick in (("halo", 0, width + 4), (css, over, width))
    )


def _places(x: Fraction, rows: tuple[int, ...], texts: list[str], css: str) -> list[Label]:
    """Where a text may stand about an x, the best first."""
    return [
        Label(
            x=at(x),
            y=row,
            text=text,
            css=css,
            anchor=anchor,
            bold=css == "val",
        )
        for text in texts
        for row in rows
        for anchor in ("middle", "end", "start")
    ]


def _table(about: About, value: Fraction, target: Fraction, pace: Fraction | None) -> Table:
    say = about.say
    rows = [
        (say("column-recorded"), shown(value, short_of=target)),
        (say("target"), shown(target)),
    ]
    if pace is not None:
        rows.append((say("steady-pace"), shown(pace)))
    return Table(
        caption=about.title,
        header=(say("column-figure"), capital(about.unit.labels)),
        rows=tuple(rows),
    )
