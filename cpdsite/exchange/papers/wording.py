"""Days and amounts in a paper as people write them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cpdsite.assess.words import shown
from cpdsite.exchange.papers.paper import Cell, Days, Prose
from cpdsite.exchange.portfolio_json import number

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day(found: date) -> str:
    """Return a day as papers have it: `12 June 2025`."""
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def wording(cell: Cell) -> str:
    """Return a cell for people to read, without marks."""
    match cell:
        case Prose():
            return cell.plain
        case Days():
            return f"{day(cell.first)} to {day(cell.last)}"
        case date():
            return day(cell)
        case Fraction():
            return shown(cell)
        case text:
            return text


def coded(cell: Cell) -> str:
    """Return a cell for programs: days as `2025-06-12`, amounts to 6 places, text without marks."""
    match cell:
        case Prose():
            return cell.plain
        case Days():
            return f"{cell.first.isoformat()} to {cell.last.isoformat()}"
        case date():
            return cell.isoformat()
        case Fraction():
            return str(number(cell))
        case text:
            return text
