"""A log as it comes: rows of text out of a CSV file or a sheet of a workbook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, numbered as a spreadsheet numbers it."""

    number: int
    cells: tuple[str, ...]
    """Text with LF at every line's end; "" for an empty cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A row of which no entry can be made."""

    table: str
    row: int
    reason: str
    """Why, as the end of a sentence: `it has no date`."""
    cells: tuple[str, ...] = ()
    """All that it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a log."""

    name: str
    """The name of its file, and of its sheet where the file has several."""
    rows: tuple[Row, ...]
    """Without those that hold nothing."""
    form: str = ""
    """How it was read, for people: `commas, Windows-1252`."""
    unread: tuple[Unread, ...] = ()
    """Rows that could not be taken apart."""
    remarks: tuple[str, ...] = ()
    """What a person should know about the reading, a sentence each."""
