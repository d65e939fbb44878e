"""A paper as CSV and as JSON, for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

from cpdsite.exchange.entries_csv import cell as safe
from cpdsite.exchange.papers.paper import Cell, Paper, Prose
from cpdsite.exchange.papers.wording import coded
from cpdsite.exchange.portfolio_json import Json, number

VERSION = 1


def paper_csv(paper: Paper) -> bytes:
    """Return the headings and the rows, without facts and totals: UTF-8 with a byte-order mark."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([safe(column.heading) for column in paper.columns])
    table.writerows([safe(coded(cell)) for cell in row.cells] for row in paper.rows)
    return out.getvalue().encode("utf-8-sig")


def paper_json(paper: Paper) -> bytes:
    """Return all of a paper as UTF-8 JSON; cells by the name of their column, empty ones left out."""
    names = [column.name for column in paper.columns]
    rows: list[Json] = [
        {
            "entry": row.entry,
            **{
                name: _json(cell)
                for name, cell in zip(names, row.cells, strict=True)
                if cell or isinstance(cell, Fraction)
            },
        }
        for row in paper.rows
    ]
    found: dict[str, Json] = {
        "version": VERSION,
        "document": paper.id,
        "title": paper.title,
        "scheme": paper.scheme,
        "cycle": paper.cycle,
        "as_of": paper.as_of.isoformat(),
        "facts": dict(paper.facts),
        "columns": [{"name": one.name, "heading": one.heading} for one in paper.columns],
        "rows": rows,
        "totals": {name: number(total) for name, total in paper.totals},
    }
    if paper.words is not None:
        found |= {"words": paper.words, "max_words": paper.max_words}
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()


def _json(cell: Cell) -> Json:
    """Return a cell: an amount as a number, an author's text as Markdown."""
    if isinstance(cell, Fraction):
        return number(cell)
    return cell.markdown if isinstance(cell, Prose) else coded(cell)
