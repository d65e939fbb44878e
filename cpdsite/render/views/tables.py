"""Tables of entries whose columns add up, hidden entries included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from cpdsite.model.assessment import Part, Tally
from cpdsite.model.entry import Entry, Kind, Visibility
from cpdsite.render import numbers
from cpdsite.render.paging import Piece
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Site, Spot, share

_LED_TO = frozenset(("entries", "plan", "types"))
"""Folders into which rows lead: to each page inside, links look different."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """An amount, for people and exact."""

    text: str
    exact: str
    """A decimal where it ends, else a fraction: `6.5`, `20/3`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One entry's amount in one column, or the column's total."""

    column: str
    label: str
    """The column's heading, for screens too narrow for a table."""
    amount: Number | None
    """None: the entry has no share in it."""
    terms: tuple[Anchor, ...] = ()
    """What the amount was sorted under."""
    note: str = ""
    said: str = ""
    """With its unit, for a list: `3 hours`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What sets an entry apart, such as `planned` or `draft`."""

    key: str
    """For its style."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry in a table or list."""

    id: str
    entry: Anchor
    dates: str
    day: str
    """The day it counts on, `2025-06-12`."""
    type: Anchor
    marks: tuple[Mark, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTable:
    """Entries with their amounts: rows and hidden row together make the totals."""

    caption: str
    headings: tuple[str, ...]
    """Of the columns of amounts."""
    rows: tuple[Row, ...]
    hidden: int
    """How many more entries count but are not shown."""
    hidden_cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An amount that a table gives for each entry."""

    key: str
    """Under which a script finds it: `hours`, a scheme or a requirement."""
    label: str
    tally: Tally
    terms: Mapping[str, tuple[Anchor, ...]] = field(default_factory=dict)
    """By entry: what it is sorted under."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """By entry: why it counts so much, or what it lacks."""
    names: Mapping[Fraction, str] = field(default_factory=dict)
    """What is shown instead of an amount, such as `no` for 0."""


def number(amount: Fraction, *, short_of: Fraction | None = None) -> Number:
    """An amount, for people and exact; short of a figure it is never shown as that figure."""
    if short_of is None:
        return _number(*amount.as_integer_ratio())
    return Number(text=numbers.shown(amount, short_of=short_of), exact=exact(amount))


@lru_cache(maxsize=4096)
def _number(numerator: int, denominator: int) -> Number:
    """An amount made once: a site has few different ones, and shows them thousands of times."""
    amount = Fraction(numerator, denominator)
    return Number(text=numbers.shown(amount), exact=exact(amount))


def exact(amount: Fraction) -> str:
    """A decimal where the amount has one, else a fraction."""
    numerator, denominator = amount.as_integer_ratio()
    digits = max(_times(2, denominator), _times(5, denominator))
    scale: int = 10**digits
    if scale % denominator:
        return str(amount)
    whole, part = divmod(abs(numerator) * (scale // denominator), scale)
    sign = "-" if numerator < 0 else ""
    return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"


def _times(prime: int, number: int) -> int:
    """How often a prime divides a number."""
    times = 0
    while number % prime == 0:
        number //= prime
        times += 1
    return times


def entry_table(
    spot: Spot, caption: str, entries: Iterable[Entry], columns: Sequence[Column]
) -> EntryTable:
    """A table of entries, newest first, with what the columns hide and come to."""
    shares = [share(column.tally) for column in columns]
    rows = tuple(
        row(
            spot,
            entry,
            tuple(cell(*pair, entry) for pair in zip(columns, shares, strict=True)),
        )
        for entry in sorted(entries, key=lambda entry: (entry.day, entry.id), reverse=True)
    )
    return EntryTable(
        caption=caption,
        headings=tuple(column.label for column in columns),
        rows=rows,
        hidden=max((column.tally.hidden for column in columns), default=0),
        hidden_cells=tuple(_sum_cell(c, c.tally.hidden_amount) for c in columns),
        totals=tuple(_sum_cell(column, column.tally.total) for column in columns),
    )


def part_of(piece: Piece, table: EntryTable) -> EntryTable:
    """A table as a page of a list has it: totals are of the list, what is hidden stands at its end."""
    if piece.alone:
        return table
    return replace(table, totals=(), hidden=table.hidden if piece.last else 0)


def behind(spot: Spot, caption: str, *columns: Column) -> EntryTable:
    """The entries behind some numbers."""
    known = spot.site.by_id
    ids = dict.fromkeys(part.entry for column in columns for part in column.tally.parts)
    return entry_table(spot, caption, [known[id_] for id_ in ids if id_ in known], columns)


def row(spot: Spot, entry: Entry, cells: tuple[Cell, ...] = ()) -> Row:
    """One entry as tables and lists show it."""
    told = _told(spot, entry)
    return Row(
        id=entry.id,
        entry=told.entry,
        dates=spot.site.dates[entry.id],
        day=told.day,
        type=told.type,
        marks=told.marks,
        cells=cells,
    )


class _Told(NamedTuple):
    """What rows of an entry have in common."""

    entry: Anchor
    day: str
    type: Anchor
    marks: tuple[Mark, ...]


def _told(spot: Spot, entry: Entry) -> _Told:
    """An entry without its amounts, made once for all pages from which its links look the same."""
    where = spot.path if spot.folder in _LED_TO else spot.depth
    kept, key = spot.site.kept, (_Told, where, entry.id)
    if key not in kept:
        day, marked = entry.day.isoformat(), marks(spot.site, entry)
        kept[key] = _Told(spot.entry(entry), day, spot.type(entry), marked)
    told: _Told = kept[key]
    return told


def marks(site: Site, entry: Entry) -> tuple[Mark, ...]:
    """What sets an entry apart from a done and public one."""
    found = {
        "planned": entry.planned,
        "draft": entry.draft,
        "private": entry.visibility is Visibility.PRIVATE,
        "reviewer": entry.visibility is Visibility.REVIEWER,
        "later": not entry.planned
        and entry.kind is not Kind.GOAL
        and entry.day > site.portfolio.assessment.as_of,
    }
    return tuple(
        Mark(key=key, label=site.say(f"mark-{key}")) for key, holds in found.items() if holds
    )


def cell(column: Column, shares: Mapping[str, Fraction], entry: Entry) -> Cell:
    """One entry's amount in a column."""
    amount = shares.get(entry.id)
    return Cell(
        column=column.key,
        label=column.label,
        amount=None if amount is None else _named(column, amount),
        terms=column.terms.get(entry.id, ()),
        note=column.notes.get(entry.id, ""),
    )


def notes_of(say: Say, tally: Tally) -> dict[str, str]:
    """Why each entry counts so much, or what it lacks, and what the caps leave out of it."""
    notes = {part.entry: _note(say, part) for part in tally.parts}
    return {entry: note for entry, note in notes.items() if note}


def _note(say: Say, part: Part) -> str:
    """What is said of one entry's share."""
    if part.note or not part.clipped:
        return part.note
    return say("above-cap", amount=numbers.shown(part.clipped))


def _named(column: Column, amount: Fraction) -> Number:
    """An amount, under the name that its column has for it."""
    # Most columns have no names, and a fraction is slow to look up.
    name = column.names.get(amount) if column.names else None
    return number(amount) if name is None else Number(text=name, exact=exact(amount))


def _sum_cell(column: Column, amount: Fraction) -> Cell:
    return Cell(column=column.key, label=column.label, amount=number(amount))
