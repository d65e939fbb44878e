"""Rows of several tables that tell of the same activities, put together; nothing that they say is lost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cpdsite.exchange.importing.columns import Column, Mapped
from cpdsite.exchange.importing.days import read_days
from cpdsite.model.entry import Kind
from cpdsite.model.profile import KEEP
from cpdsite.model.table import Row, Unread
from cpdsite.parse.body import plain

_REFERENCE = re.compile(r"\b(?:id|ref|reference|record|number|no)\b")
_MOST = 0.5
"""Which part of a table's rows must find their activity in another for the two to belong together."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of one table."""

    table: str
    row: int

    def __str__(self) -> str:
        """For people."""
        return f"{self.table} row {self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text that is not empty, under what its column becomes."""

    column: Column
    text: str
    name: str
    """What its column is called, with its table where two say different things under one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is said of one activity."""

    kind: Kind
    spots: tuple[Spot, ...]
    cells: tuple[Cell, ...]

    def cell(self, target: str) -> Cell | None:
        """Return the cell that becomes a field; None when it is empty."""
        return next((cell for cell in self.cells if cell.column.target == target), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What came of putting tables together."""

    records: tuple[Record, ...]
    unread: tuple[Unread, ...] = ()
    """Rows of a second table whose activity is in none."""
    paired: tuple[tuple[Spot, ...], ...] = ()
    """Rows whose activity stands more than once in both tables: the first went to the first."""
    differing: tuple[tuple[Spot, str], ...] = ()
    """Rows that say something else than the row they were put to, each with the name of the column."""
    keys: tuple[tuple[str, str, str], ...] = ()
    """The tables that were put to another, each with that other and what they share."""


@dataclass(slots=True)
class _Work:
    """What came of it so far; grows."""

    records: list[Record] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    paired: list[tuple[Spot, ...]] = field(default_factory=list)
    differing: list[tuple[Spot, str]] = field(default_factory=list)
    keys: list[tuple[str, str, str]] = field(default_factory=list)


def join(logs: Sequence[Mapped]) -> Joined:
    """Return a record for each activity of all tables, in their order."""
    work = _Work()
    # Whole tables first: one with titles and dates is what others are put to.
    whole = [one for one in logs if one.column("title") and one.column("date")]
    others = [one for one in logs if one not in whole]
    for place, one in enumerate([*whole, *others]):
        before = [*whole, *others][:place]
        base = next((b for b in before if _key(b, one) and not _same_columns(b, one)), None)
        if base is None:
            work.records += [_record(one, row) for row in one.log.rows]
        else:
            _put(work, base, one)
    return Joined(
        records=tuple(work.records),
        unread=tuple(work.unread),
        paired=tuple(work.paired),
        differing=tuple(work.differing),
        keys=tuple(work.keys),
    )


def _record(one: Mapped, row: Row) -> Record:
    """Return a row as a record of its own."""
    texts = zip(one.columns, row.cells, strict=True)
    cells = (Cell(column=c, text=text, name=c.name) for c, text in texts if text.strip())
    return Record(kind=one.kind, spots=(Spot(one.log.name, row.number),), cells=tuple(cells))


def _same_columns(one: Mapped, other: Mapped) -> bool:
    """Tell whether two tables are parts of one log, such as two years of it."""
    return set(map(plain, one.log.headings)) == set(map(plain, other.log.headings))


# --- What two tables share -----------------------------------------------------------------------

_Key = tuple[tuple[Column, Column], ...]
"""The columns that must agree, each of the first table beside that of the second."""


def _key(base: Mapped, other: Mapped) -> _Key:
    """Return the columns by which the rows of a table find those of another; none when they do not."""
    if base.kind is not other.kind:
        return ()
    for key in _candidates(base, other):
        known = {_value(row, [pair[0] for pair in key]) for row in base.log.rows}
        found = [_value(row, [pair[1] for pair in key]) in known for row in other.log.rows]
        if found and sum(found) >= _MOST * len(found):
            return key
    return ()


def _candidates(base: Mapped, other: Mapped) -> Iterator[_Key]:
    """Yield what two tables may share, the surest first: a reference, title and day, the title."""
    for one in base.columns:
        for two in other.columns:
            if plain(one.name) == plain(two.name) and _REFERENCE.search(plain(one.name)):
                values = [_value(row, [one]) for row in base.log.rows]
                if len(set(values)) == len(values):
                    yield ((one, two),)
    titles = (base.column("title"), other.column("title"))
    days = (base.column("date"), other.column("date"))
    if titles[0] and titles[1]:
        if days[0] and days[1]:
            yield ((titles[0], titles[1]), (days[0], days[1]))
        yield ((titles[0], titles[1]),)


def _value(row: Row, columns: Iterable[Column]) -> tuple[str, ...]:
    """Return what a row says in some columns, without case and needless blanks; days as days."""
    return tuple(_plainly(column, row.cells[column.index]) for column in columns)


def _plainly(column: Column, text: str) -> str:
    """Return a text as it is compared."""
    days = read_days(text, column.verdict) if column.target == "date" else None
    return days.first.isoformat() if days else " ".join(text.casefold().split())


# --- Rows put to rows ----------------------------------------------------------------------------


def _put(work: _Work, base: Mapped, other: Mapped) -> None:
    """Put the rows of a table to the records of another, equal ones in the order of the files."""
    key = _key(base, other)
    shared = " and ".join(pair[0].name for pair in key)
    work.keys.append((other.log.name, base.log.name, shared))
    places = {spot: n for n, record in enumerate(work.records) for spot in record.spots}
    waiting = _by_value(base, [pair[0] for pair in key], places)
    often = {value: len(spots) for value, spots in waiting.items()}
    rows = Counter(_value(row, [pair[1] for pair in key]) for row in other.log.rows)
    for row in other.log.rows:
        value, spot = _value(row, [pair[1] for pair in key]), Spot(other.log.name, row.number)
        if waiting.get(value):
            partner = waiting[value].pop(0)
            place = places[partner]
            work.records[place] = _merged(work, work.records[place], _record(other, row))
            if often[value] > 1 or rows[value] > 1:
                work.paired.append((partner, spot))
        elif other.column("title") and other.column("date"):
            work.records.append(_record(other, row))
        else:
            reason = f"no row of {base.log.name} is left that has its {shared}"
            work.unread.append(
                Unread(table=other.log.name, row=row.number, reason=reason, cells=row.cells)
            )


def _by_value(
    base: Mapped, columns: Sequence[Column], known: Container[Spot]
) -> Mapping[tuple[str, ...], list[Spot]]:
    """Return the rows of a table that are in a record, by what they say in some columns."""
    found: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
    for row in base.log.rows:
        spot = Spot(base.log.name, row.number)
        if spot in known:
            found[_value(row, columns)].append(spot)
    return found


def _merged(work: _Work, record: Record, more: Record) -> Record:
    """Return a record with what another row says too; what differs is kept beside it."""
    cells = list(record.cells)
    for cell in more.cells:
        same = record.cell(cell.column.target) if cell.column.target != KEEP else None
        if same is None:
            cells.append(cell)
        elif not _agree(same, cell):
            spot = more.spots[0]
            kept = replace(cell.column, target=KEEP)
            cells.append(Cell(column=kept, text=cell.text, name=f"{cell.name} ({spot.table})"))
            work.differing.append((spot, cell.name))
    return Record(kind=record.kind, spots=record.spots + more.spots, cells=tuple(cells))


def _agree(one: Cell, other: Cell) -> bool:
    """Tell whether two cells of one field say the same."""
    if one.text.strip() == other.text.strip():
        return True
    found = [read_days(cell.text, cell.column.verdict) for cell in (one, other)]
    return one.column.target == "date" and found[0] is not None and found[0] == found[1]
