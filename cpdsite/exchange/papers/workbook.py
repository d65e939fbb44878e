"""A paper, or all entries, as a workbook: amounts are numbers, days are dates, texts never formulas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from cpdsite.exchange.entries_csv import cell as safe
from cpdsite.exchange.entries_csv import entries_table
from cpdsite.exchange.papers.paper import Cell, Paper
from cpdsite.exchange.papers.wording import coded
from cpdsite.exchange.portfolio_json import number
from cpdsite.model.assessment import Portfolio

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL = 32_767
"""So many characters a cell holds; Excel's own limit."""
_WIDEST = 60
_NARROWEST = 10
_LABEL = 20
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook knows no time zone; a fixed time keeps the bytes equal)
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_A4 = 9
"""Excel's number for it."""
_ABOUT = "About"
"""The sheet that says whose rows they are."""
_TAKEN = (_ABOUT.casefold(), "history")
"""No sheet may be called as another is, nor as Excel's own list of changes."""
_NAME = 31
"""So many characters the name of a sheet has."""


class TooLong(Exception):  # noqa: N818 (no error of ours: a text that no cell can hold)
    """A text is longer than a cell can hold; says in which row and column."""


def paper_workbook(paper: Paper) -> bytes:
    """Return a sheet of rows and one that says whose they are; raises TooLong."""
    header = [column.heading for column in paper.columns]
    rows = [row.cells for row in paper.rows]
    return _workbook(paper.title, header, rows, paper.facts)


def entries_workbook(shown: Portfolio) -> bytes:
    """Return the table of the entries as `entries_csv` has it; raises TooLong."""
    header, *rows = entries_table(shown)
    amounts = {
        "hours",
        *(f"{one.scheme.id} {one.scheme.unit.id}" for one in shown.assessment.schemes),
    }
    typed = [
        [_typed(name, text, amounts) for name, text in zip(header, row, strict=True)]
        for row in rows
    ]
    return _workbook(shown.settings.title, header, typed)


def _typed(name: str, text: str, amounts: set[str]) -> Cell:
    """Return the text of a column as what it stands for."""
    if text and name in {"date", "end"}:
        return date.fromisoformat(text)
    return Fraction(text) if text and name in amounts else text


def _workbook(
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    facts: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Return a workbook; what is said of the rows as a whole has a sheet of its own."""
    # Only a workbook needs it, and it comes with an extra.
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options | {"strings_to_numbers": False}) as book:
        book.set_properties({"title": title, "created": _CREATED})
        styles = _Styles(book)
        sheet = book.add_worksheet(_sheet_name(title))
        _fill(sheet, styles, header, rows)
        if facts:
            _tell(book.add_worksheet(_ABOUT), styles, facts)
    return out.getvalue()


class _Styles:
    """The formats of cells."""

    def __init__(self, book: Workbook) -> None:
        self.bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.amount = book.add_format({"valign": "top"})
        self.text = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        self.quoted = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        self.quoted.set_quote_prefix()

    def of(self, text: str) -> Format:
        """Return the format of a text; one that looks like a formula stays text when it is edited."""
        return self.text if safe(text) == text else self.quoted


def _tell(sheet: Worksheet, styles: _Styles, facts: Sequence[tuple[str, str]]) -> None:
    """Write whose rows they are, and what they cover."""
    sheet.set_column(0, 0, _LABEL)
    sheet.set_column(1, 1, _WIDEST)
    for line, (label, text) in enumerate(facts):
        sheet.write_string(line, 0, label, styles.bold)
        sheet.write_string(line, 1, text, styles.of(text))


def _fill(
    sheet: Worksheet, styles: _Styles, header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """Write a header and rows, in columns as wide as they need."""
    for column, name in enumerate(header):
        texts = [coded(row[column]) for row in rows]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        width = min(max(longest, len(name) // 2, _NARROWEST) + 2, _WIDEST)
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, styles.bold)
        for line, row in enumerate(rows, start=1):
            _write(sheet, styles, (line, column, name), row[column])
    sheet.freeze_panes(1, 0)
    if rows and header:
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, styles: _Styles, place: tuple[int, int, str], cell: Cell) -> None:
    """Write one cell."""
    line, column, name = place
    if isinstance(cell, Fraction):
        sheet.write_number(line, column, number(cell), styles.amount)
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, cell, styles.day)
    elif text := coded(cell):
        if len(text) > CELL:
            message = f'"{name}" in row {line + 1} has {len(text):,} characters'
            raise TooLong(message)
        sheet.write_string(line, column, text, styles.of(text))


def _sheet_name(title: str) -> str:
    """Return a title as the name of a sheet; the names that are taken become another."""
    name = title.translate(_FORBIDDEN).strip(" '")[:_NAME].rstrip(" '")
    return "Entries" if name.casefold() in {"", *_TAKEN} else name
