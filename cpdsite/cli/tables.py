"""Rows of text in columns, as wide as the terminal allows."""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Iterator, Sequence

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
    for number, name in enumerate(header):
        grid.add_column(Text(name), justify="right" if number in numeric else "left")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)
    yield from (line.rstrip() for line in out.getvalue().splitlines())
