"""A paper to hand over: what it is made of, before it has a format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Days:
    """Several days."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Prose:
    """What an author wrote at length."""

    markdown: str
    plain: str
    """The same without marks, for a portal's field."""

    def __bool__(self) -> bool:
        """Tell whether anything was written."""
        return bool(self.plain)


Cell = str | Fraction | date | Days | Prose
"""What stands in one place of a paper; "" for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One thing that is told of each entry."""

    name: str
    """The field, unit or taxonomy."""
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is told of one entry."""

    entry: str
    """Its id."""
    title: str
    cells: tuple[Cell, ...]
    """One for each column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Entries as a table, a form for each, or a text."""

    id: str
    title: str
    layout: str
    """`table`, `form` or `prose`."""
    facts: tuple[tuple[str, str], ...]
    """Whose it is and what it covers: a label and a text each."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[tuple[str, Fraction], ...] = ()
    """By column, of those that hold amounts."""
    words: int | None = None
    """How many a text has; None for a table and for forms."""
    max_words: int | None = None
    cycle: str = ""
    """The label of the cycle that it covers; "" for none."""
    scheme: str = ""
    """The id of the scheme that asks for it; "" for none."""
    as_of: date = field(default=date.min)

    @property
    def too_many_words(self) -> int:
        """How many words are to be taken out; 0 when there is room."""
        return max((self.words or 0) - (self.max_words or self.words or 0), 0)
