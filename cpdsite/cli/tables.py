"""Rows in columns, as wide as the terminal allows; the same rows as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence

from cpdsite.exchange.entries_csv import cell

Row = Mapping[str, str | int | float | None]
"""Values by the name of their column; None where there is nothing to say."""

_ANY_WIDTH = 1000
"""Where nobody looks at the right edge: in a file or a pipe nothing is broken into lines."""


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Collection[int] = ()
) -> Iterator[str]:
    """Yield the lines of a table; the columns named by number stand to the right."""
    # Only a table needs rich, and it takes longer to import than most commands to run.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    out = io.StringIO()
    console = Console(file=out, width=None if sys.stdout.isatty() else _ANY_WIDTH, no_color=True)
    grid = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    grid.show_header = any(header)
    for number, name in enumerate(header):
        grid.add_column(Text(name), justify="right" if number in numeric else "left")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)
    yield from (line.rstrip() for line in out.getvalue().splitlines())


def listed_in(form: str, rows: Sequence[Row], shown: Collection[str]) -> str:
    """Return rows as CSV or JSON with all their columns, or as a table with those to be shown."""
    if form == "json":
        return json.dumps([dict(row) for row in rows], indent=2) + "\n"
    if form == "csv":
        return _csv(rows)
    if not rows:
        return "There is nothing to list.\n"
    names = [name for name in rows[0] if name in shown]
    texts = [[_text(row[name]) for name in names] for row in rows]
    numbers = {n for n, name in enumerate(names) if _is_numeric(row[name] for row in rows)}
    return "\n".join(table(names, texts, numbers)) + "\n"


def _csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV with a header; "" for none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([list(rows[0])] if rows else [])
    writer.writerows([cell(_text(value)) for value in row.values()] for row in rows)
    return out.getvalue()


def _text(value: str | float | None) -> str:
    return "" if value is None else str(value)


def _is_numeric(values: Iterator[str | int | float | None]) -> bool:
    """Tell whether a column holds numbers and nothing else."""
    given = [value for value in values if value is not None]
    return bool(given) and not any(isinstance(value, str) for value in given)
