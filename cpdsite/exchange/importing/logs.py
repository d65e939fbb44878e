"""Where in a table the log begins: the row with the names of its columns, and the rows below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cpdsite.exchange.importing.days import readings
from cpdsite.exchange.importing.names import NAMES
from cpdsite.model.profile import Profile
from cpdsite.model.table import Row, Table, Unread
from cpdsite.parse.body import plain

_LOOKED_AT = 30
"""So many rows may stand above the names of the columns."""
_LONGEST = 120
"""More characters make no name of a column."""
_NUMBER = re.compile(r"[0-9.,:%\s-]+ ?(?:h|m|min)?")
_ENOUGH = 2
"""So many known names tell a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A table whose columns have names."""

    name: str
    headings: tuple[str, ...]
    """As written; a column without a name is called `column 5`."""
    rows: tuple[Row, ...]
    """Each with a cell for each heading."""
    form: str
    heading_row: int
    """The number of the row with the names; 0 where the table has none."""
    unread: tuple[Unread, ...]
    """The rows that are none of the log."""
    remarks: tuple[str, ...]

    def column(self, index: int) -> list[str]:
        """Return what stands in a column, empty cells left out."""
        return [row.cells[index] for row in self.rows if row.cells[index].strip()]


@lru_cache(maxsize=10_000)
def phrase_in(heading: str, names: tuple[str, ...]) -> tuple[int, int] | None:
    """Return how well a heading fits some names, the larger the better; None when not at all.

    First how many words of it are the name (100 for all of them), then how much the name is
    preferred.
    """
    words = plain(heading)
    found = (
        (100 if words == name.removeprefix("=") else len(name.split()), -rank)
        for rank, name in enumerate(names)
        if words == name.removeprefix("=") or (name[0] != "=" and f" {name} " in f" {words} ")
    )
    return max(found, default=None)


def find_log(table: Table, profile: Profile) -> Log:
    """Return the log of a table, with every row either in it or among the unread ones."""
    place = _heading_at(table, profile)
    head = table.rows[place] if place is not None else None
    below = table.rows[(place if place is not None else -1) + 1 :]
    width = _width(head.cells) if head else max(map(_width, (r.cells for r in below)), default=0)
    columns = max((_width(row.cells) for row in below), default=0)
    above = table.rows[: place or 0]
    rows, unread = _split(table.name, below, width if head else columns)
    unread = [*(_outside(table.name, row) for row in above), *table.unread, *unread]
    return Log(
        name=table.name,
        headings=_headings(head.cells[:width] if head else ("",) * columns),
        rows=tuple(rows),
        form=table.form,
        heading_row=head.number if head else 0,
        unread=tuple(sorted(unread, key=lambda one: one.row)),
        remarks=table.remarks,
    )


def _heading_at(table: Table, profile: Profile) -> int | None:
    """Return the index of the row with the names of the columns; None when there is none."""
    if profile.heading:
        exact = (n for n, row in enumerate(table.rows) if row.number >= profile.heading)
        return next(exact, None)
    rows = table.rows[:_LOOKED_AT]
    known = [_known_names(row.cells, profile.columns) for row in rows]
    best = max(known, default=0)
    if best >= _ENOUGH:
        return known.index(best)
    first = [cell.strip() for cell in rows[0].cells if cell.strip()] if rows else []
    named = len(first) > 1 and all(_could_be_a_name(cell) for cell in first)
    return 0 if named and len(set(first)) == len(first) else None


def _known_names(cells: tuple[str, ...], own: Mapping[str, str]) -> int:
    """Return how many cells are names of columns, 0 for a row with a cell that cannot be one."""
    given = [cell for cell in cells if cell.strip()]
    if not all(_could_be_a_name(cell) for cell in given):
        return 0
    every = [names for kind in NAMES.values() for names in kind.values()]
    return sum(
        plain(cell) in own or any(phrase_in(cell, names) for names in every) for cell in given
    )


def _could_be_a_name(cell: str) -> bool:
    """Tell whether a text is short, and neither a date nor a number."""
    text = cell.strip()
    return len(text) <= _LONGEST and not readings(text) and not _NUMBER.fullmatch(text)


def _headings(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name for each column, each once."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {number}"
        seen[plain(name)] += 1
        again = seen[plain(name)]
        found.append(name if again == 1 else f"{name} ({again})")
    return tuple(found)


def _split(name: str, rows: tuple[Row, ...], width: int) -> tuple[list[Row], list[Unread]]:
    """Return the rows that fit the heading, and those that are longer."""
    fit: list[Row] = []
    unread: list[Unread] = []
    for row in rows:
        filled = _width(row.cells)
        if filled > width:
            reason = f"it has {filled} cells below {width} headings"
            unread.append(Unread(table=name, row=row.number, reason=reason, cells=row.cells))
        else:
            cells = (*row.cells, *("",) * width)[:width]
            fit.append(Row(number=row.number, cells=cells))
    return fit, unread


def _width(cells: tuple[str, ...]) -> int:
    """Return how many cells a row has up to the last that is filled."""
    return max((n for n, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _outside(name: str, row: Row) -> Unread:
    """Return a row that stands above the log."""
    reason = "it stands above the names of the columns"
    return Unread(table=name, row=row.number, reason=reason, cells=row.cells)
