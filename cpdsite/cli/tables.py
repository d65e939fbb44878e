"""Rows in columns, as wide as the terminal allows; the same rows as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from cpdsite.exchange.entries_csv import cell
from cpdsite.render.reporters.printable import columns, printable

Row = Mapping[str, str | int | float | None]
"""Values by the name of their column; None where there is nothing to say."""

_LEAST = 12
"""What is left to the long column where the others fill the terminal."""


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numeric: Collection[int] = (),
    long: int = -1,
) -> Iterator[str]:
    """Yield the lines of a table; columns are named by number.

    The numeric ones stand to the right; the long one alone is broken where the terminal ends. One
    that is too narrow for the others breaks the lines itself: no letter is left out.
    """
    if not sys.stdout.isatty():
        return _aligned([header, *rows] if any(header) else rows, numeric)
    return _folded(header, rows, numeric, long)


def _aligned(rows: Sequence[Sequence[str]], numeric: Collection[int]) -> Iterator[str]:
    """Yield lines as wide as they are: in a file or a pipe nobody looks at the right edge."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - columns(text))
            cells.append(f"{blank}{text}" if number in numeric else f"{text}{blank}")
        yield "  ".join(cells).rstrip()


def _folded(
    header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Collection[int], long: int
) -> Iterator[str]:
    """Yield lines that a terminal has room for."""
    # Only a terminal needs rich, and it takes longer to import than most commands to run.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, no_color=True)
    widths = [max(map(columns, column)) + 2 for column in zip(header, *rows, strict=True)]
    others = sum(width for number, width in enumerate(widths) if number != long)
    console.width = max(console.width, others + _LEAST)
    grid = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    grid.show_header = any(header)
    for number, name in enumerate(header):
        side: Literal["left", "right"] = "right" if number in numeric else "left"
        grid.add_column(Text(name), justify=side, no_wrap=number != long, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(text) for text in row))
    console.print(grid)
    yield from (line.rstrip() for line in out.getvalue().splitlines())


def as_json(rows: Sequence[Row]) -> str:
    """Return rows as a JSON list, in ASCII so that no console can spoil it."""
    return json.dumps([dict(row) for row in rows], indent=2) + "\n"


def as_csv(rows: Sequence[Row], header: Sequence[str]) -> str:
    """Return rows as CSV below their header, which stands there also without them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell(_text(row[name])) for name in header] for row in rows)
    return out.getvalue()


def as_table(rows: Sequence[Row], names: Sequence[str], long: str) -> str:
    """Return some columns of rows as a table; a column with nothing in it is left out."""
    shown = [name for name in names if any(row[name] is not None for row in rows)]
    texts = [[printable(_text(row[name])) for name in shown] for row in rows]
    numeric = {n for n, name in enumerate(shown) if _is_numeric(row[name] for row in rows)}
    return "\n".join(table(shown, texts, numeric=numeric, long=shown.index(long))) + "\n"


def _text(value: str | float | None) -> str:
    return "" if value is None else str(value)


def _is_numeric(values: Iterable[str | int | float | None]) -> bool:
    """Tell whether a column holds numbers and nothing else."""
    given = [value for value in values if value is not None]
    return bool(given) and not any(isinstance(value, str) for value in given)
