"""A paper as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from cpdsite.exchange.papers.paper import Cell, Paper, Prose, Row
from cpdsite.exchange.papers.prose import escaped, without_headings
from cpdsite.exchange.papers.wording import wording

_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\n\s*(?=[-+*] |\d+[.)] |>|\\\|)")
"""Where a new line begins that stays one in a table."""
_LONG = 60
"""A text of more characters than a line has stands in paragraphs of its own."""


def paper_markdown(paper: Paper) -> str:
    """Return a paper whose headings are its own: those that authors wrote are bold lines."""
    blocks = [f"# {_line(paper.title)}", "\n".join(_facts(paper))]
    if paper.layout == "table":
        blocks.append("\n".join(_table(paper)))
    elif paper.layout == "prose":
        blocks += _text(paper)
    else:
        for row in paper.rows:
            blocks += _form(paper, row)
    return "\n\n".join(filter(None, blocks)) + "\n"


def _facts(paper: Paper) -> Iterator[str]:
    for label, text in paper.facts:
        yield f"- {_line(label)}: {_line(text)}"


def _table(paper: Paper) -> Iterator[str]:
    """Yield the lines of a table; columns of amounts stand to the right."""
    if not paper.rows:
        return
    amounts = {name for name, _ in paper.totals}
    yield _cells(_line(column.heading) for column in paper.columns)
    yield _cells("---:" if column.name in amounts else "---" for column in paper.columns)
    for row in paper.rows:
        yield _cells(map(_in_table, row.cells))


def _cells(texts: Iterator[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _in_table(cell: Cell) -> str:
    """Return a cell in one line."""
    if isinstance(cell, Prose):
        text = _BAR.sub(r"\\|", without_headings(cell.markdown))
        text = _BREAK.sub("<br>", re.sub(r"\n\s*\n\s*", "<br><br>", text))
        return re.sub(r"\n\s*", " ", text)
    return _line(wording(cell))


def _text(paper: Paper) -> Iterator[str]:
    """Yield texts; their titles only where there are several."""
    for row in paper.rows:
        if len(paper.rows) > 1:
            yield f"## {_line(row.title)}"
        yield from (
            without_headings(cell.markdown) for cell in row.cells if isinstance(cell, Prose)
        )


def _form(paper: Paper, row: Row) -> Iterator[str]:
    """Yield the heading of an entry, what is short as a list, and each longer text below its label."""
    yield f"## {_line(row.title)}"
    told = [
        (column.heading, cell)
        for column, cell in zip(paper.columns, row.cells, strict=True)
        if column.name != "title" and (cell or isinstance(cell, Fraction))
    ]
    short = [one for one in told if not _is_long(one[1])]
    yield "\n".join(f"- {_line(heading)}: {_in_table(cell)}" for heading, cell in short)
    for heading, cell in told:
        if _is_long(cell):
            text = cell.markdown if isinstance(cell, Prose) else escaped(wording(cell))
            yield f"### {_line(heading)}\n\n{without_headings(text)}"


def _is_long(cell: Cell) -> bool:
    return isinstance(cell, Prose) or (isinstance(cell, str) and len(cell) > _LONG)


def _line(text: str) -> str:
    """Return a text in one line, shown as it is written."""
    return escaped(" ".join(text.split()))
