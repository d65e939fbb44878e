"""One record of a log to the fields and the text of an entry: what no field takes is kept as text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cpdsite.exchange.importing.days import readings
from cpdsite.exchange.importing.records import Record
from cpdsite.exchange.importing.taking import Taken, doubt_long_days, take
from cpdsite.exchange.importing.words import Words
from cpdsite.exchange.yaml_text import Value, writable
from cpdsite.model.entry import Kind
from cpdsite.model.table import Unread
from cpdsite.parse.body import plain
from cpdsite.parse.reading import shown

_DIGEST = 6
"""Bytes of the digest by which a row is known again."""
UNTYPED = "other"
"""The type of an activity whose log gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry to be, with what was noticed on the way."""

    record: Record
    title: str
    day: date
    fields: Mapping[str, Value]
    """Those of the front matter but `source`."""
    prose: Mapping[str, str] = field(default_factory=dict)
    """By reflection field, and `body` for what belongs to none; as written in the log."""
    kept: tuple[tuple[str, str], ...] = ()
    """What no field took: the name of the column and its text."""
    doubts: tuple[tuple[str, str], ...] = ()
    """Those of the kept that should have been taken: the name of the column and why it was not."""
    left_out: tuple[tuple[str, str], ...] = ()
    """What is not wanted: the name of the column and its text."""
    unknown_type: str = ""
    untyped: bool = False
    taken_as: str = ""
    """The log's own word where the type is called otherwise."""
    path: str = ""
    """Where it goes, if the log says so."""
    origin: str | None = None
    """Its `source`, if the log says it, "" for none; None: where the row stands."""

    @property
    def kind(self) -> Kind:
        """The sort of entry."""
        return self.record.kind

    @property
    def digest(self) -> str:
        """By which a second import knows the row again, wherever it stands."""
        return digest_of((cell.name, cell.text) for cell in self.record.cells)

    @property
    def source(self) -> str:
        """Where it came from, for people and for a second import."""
        if self.origin is not None:
            return self.origin
        return writable(f"{'; '.join(map(str, self.record.spots))}, {self.digest}")


def draft(record: Record, words: Words, untyped: str) -> Draft | Unread:
    """Return the entry that a record makes, or why it makes none.

    `untyped` is the type of an activity that gives none.
    """
    work = Taken(words=words, kind=record.kind)
    for cell in sorted(record.cells, key=lambda cell: cell.column.target != "date"):
        take(work, cell)
    if work.not_done:
        return _listed(record, work.not_done)
    doubt_long_days(work)
    title = str(work.fields.get("title", "")) or _made_title(work)
    day = work.fields.get("date") or _made_date(work)
    if not title or not isinstance(day, date):
        return _unread(record, "title" if not title else "date")
    lacks_type = record.kind is Kind.ACTIVITY and "type" not in work.fields
    kind: dict[str, Value] = {} if record.kind is Kind.ACTIVITY else {"kind": str(record.kind)}
    first: dict[str, Value] = {"title": title, "date": day}
    type_: dict[str, Value] = {"type": untyped or UNTYPED} if lacks_type else {}
    return Draft(
        record=record,
        title=title,
        day=day,
        fields={**first, **kind, **type_, **work.fields},
        prose=work.prose,
        kept=tuple(work.kept),
        doubts=tuple(work.doubts),
        left_out=tuple(work.left_out),
        unknown_type=work.unknown_type
        or (untyped if lacks_type and untyped not in {"", *words.types} else ""),
        untyped=lacks_type and not untyped,
        taken_as=work.taken_as,
    )


def digest_of(named: Iterable[tuple[str, str]]) -> str:
    """Return what tells a row from all others, wherever it stands: from its columns' names and texts."""
    pairs = sorted((plain(name), " ".join(text.split())) for name, text in named)
    return hashlib.blake2b(repr(pairs).encode(), digest_size=_DIGEST).hexdigest()


def _made_title(work: Taken) -> str:
    """Return a title for a kind whose logs have none; "" where nothing tells one."""
    told = {Kind.PRACTICE: "organisation", Kind.FEEDBACK: "from_whom"}.get(work.kind, "")
    found = str(work.fields.get(told, ""))
    return f"{work.kind.capitalize()}: {found}" if found else ""


def _made_date(work: Taken) -> Value:
    """Return the day of a goal whose log gives only the day by which."""
    return work.fields.get("due", "") if work.kind is Kind.GOAL else ""


def _unread(record: Record, lacking: str) -> Unread:
    """Return why a record makes no entry."""
    cell = record.cell(lacking) or (record.cell("due") if lacking == "date" else None)
    reason = f"it has no {lacking}"
    if cell is not None and lacking == "date":
        found = [days.first for days in readings(cell.text)]
        reason = f'"{shown(cell.text)}" is not a date'
        if len(found) > 1:
            reason = f'"{shown(cell.text)}" may be {found[0]} or {found[1]}'
    return _listed(record, reason)


def _listed(record: Record, reason: str) -> Unread:
    """Return a record that makes no entry, with all that it says."""
    spot = record.spots[0]
    cells = tuple(f"{cell.name}: {cell.text}" for cell in record.cells)
    return Unread(table=spot.table, row=spot.row, reason=reason, cells=cells)
