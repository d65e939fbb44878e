"""A paper as plain text, field by field, to be copied into a portal that takes no file."""

from __future__ import annotations

from collections.abc import Iterator

from cpdsite.exchange.papers.paper import Cell, Paper, Prose, Row
from cpdsite.exchange.papers.wording import wording

_RULE = "=" * 72
_LINE = "-" * 72


def paper_text(paper: Paper) -> str:
    """Return each field as its label and, on lines of its own and unbroken, its text."""
    blocks = ["\n".join([paper.title, *(f"{label}: {text}" for label, text in paper.facts)])]
    for number, row in enumerate(paper.rows, start=1):
        if paper.layout != "prose" or len(paper.rows) > 1:
            head = f"{number} of {len(paper.rows)}: {' '.join(row.title.split())}"
            blocks.append(f"{_RULE}\n{head}\n{_RULE}")
        blocks += _fields(paper, row)
    return "\n\n".join(blocks) + "\n"


def _fields(paper: Paper, row: Row) -> Iterator[str]:
    """Yield the fields of an entry that say something."""
    for column, cell in zip(paper.columns, row.cells, strict=True):
        text = wording(cell).strip("\n")
        if paper.layout == "prose":
            yield f"{_LINE}\n{text}"
        elif text:
            yield f"{column.heading}{_size(cell)}\n{_LINE}\n{text}"


def _size(cell: Cell) -> str:
    """Return how long a text is, as portals limit it by words or characters."""
    if not isinstance(cell, Prose):
        return ""
    words, letters = len(cell.plain.split()), len(cell.plain)
    return f" ({words:,} {'word' if words == 1 else 'words'}, {letters:,} characters)"
