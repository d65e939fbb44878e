"""What a log is and what its columns become, at a glance."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from cpdsite.exchange.importing.columns import Column, Mapped
from cpdsite.exchange.importing.days import read_days, readings
from cpdsite.model.profile import BODY, KEEP, LEAVE_OUT, Unit
from cpdsite.parse.fields import Shape
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable

WIDTH = 80
"""Columns of the report: what the narrowest usual terminal has."""
_ROWS = 2
"""So many rows are shown beside the columns."""
_NAME = 26
"""Characters of a heading that are shown there."""
_CELL = 40
"""Characters of a cell that are shown there."""
_SWAPPED = (
    "some dates are stored as dates, none of them after the 12th, others as texts. A spreadsheet may "
    "have swapped day and month in the former: compare some with what you remember."
)
_MEANT = {
    BODY: "text of the entry",
    KEEP: "kept as text",
    LEAVE_OUT: "left out",
    "need": "need (why)",
}


def log_lines(one: Mapped) -> Iterator[str]:
    """Yield what a log is, and what its columns become."""
    log = one.log
    if not log.heading_row and not one.column("date"):
        yield from (f"{log.name}: {words.count(len(log.rows), 'row')}, no log among them", "")
        return
    place = f"below the names in row {log.heading_row}" if log.heading_row else "without names"
    yield from wrapped(f"{log.name}: {words.count(len(log.rows), 'row')} {place} ({log.form})")
    yield ""
    rows = [("column", "becomes", "first rows")]
    rows += [(short(c.name, _NAME), _becomes(c), _samples(one, c)) for c in one.columns]
    widths = [max(len(row[place]) for row in rows) for place in range(2)]
    for name, target, samples in rows:
        line = f"  {name:<{widths[0]}}  {target:<{widths[1]}}  {samples}"
        yield printable(line)[:WIDTH].rstrip()
    swapped = (c.name for c in one.columns if c.verdict.swapped)
    remarks = (f"{name}: {_SWAPPED}" for name in swapped)
    for remark in (*log.remarks, *remarks):
        yield ""
        yield from wrapped(remark, "  ")
    yield ""


def doubtful_dates(column: Column, one: Mapped) -> str:
    """Say of a column of dates that nothing tells day from month in it."""
    some = next(text for text in one.log.column(column.index) if len(readings(text)) > 1)
    return f'in {one.log.name} nothing tells day from month in "{column.name}", such as {some}'


def _becomes(column: Column) -> str:
    """Say what a column becomes, and how its values are read."""
    target = _MEANT.get(column.target, column.target)
    if column.shape is Shape.DAY and column.verdict.order:
        return f"{target}, {column.verdict.order.replace('-', ' ')}"
    return f"{target}, in minutes" if column.unit is Unit.MINUTES else target


def _samples(one: Mapped, column: Column) -> str:
    """Return what the first rows say in a column; of days how they were read."""
    told = []
    for text in one.log.column(column.index)[:_ROWS]:
        days = read_days(text, column.verdict) if column.shape is Shape.DAY else None
        read = f" = {days.first}" if days and days.first.isoformat() != text else ""
        told.append(short(text, _CELL) + read)
    return " | ".join(told)


def short(text: str, limit: int) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 3]}..."


def wrapped(text: str, first: str = "", rest: str | None = None) -> Iterable[str]:
    """Return the lines of a text, those after the first a little further in."""
    lines = textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=f"{first}  " if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [""]
