"""Workbooks for tests, written by openpyxl from a description that a reader can judge."""

import json
from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment


def write_workbook(description: str, file: Path) -> None:
    """Write a workbook of a JSON object: rows of cells by the title of their sheet.

    A cell is a text, a number, null, or says what a text is: `{"datetime": ...}`, `{"time": ...}`,
    `{"formula": ...}`, `{"link": [text, address]}`, `{"comment": [text, comment]}`. Any other text
    stays text, also one that begins with `=`.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in json.loads(description).items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column)
                assert isinstance(cell, Cell)
                fill(cell, value)
    book.save(file)


def fill(cell: Cell, value: object) -> None:
    """Put a value into a cell."""
    match value:
        case {"datetime": str(text)}:
            cell.value = datetime.fromisoformat(text)
        case {"time": str(text)}:
            cell.value = time.fromisoformat(text)
        case {"formula": str(text)}:
            cell.value = text
        case {"link": [str(text), str(address)]}:
            cell.value = text
            cell.hyperlink = address
        case {"comment": [str(text), str(words)]}:
            cell.value = text
            cell.comment = Comment(words, "Sam")
        case str():
            cell.value = value
            cell.data_type = "s"
        case int() | float() | None:
            cell.value = value
