"""All records of a log to the files of new entries, and to a report in which every row is found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cpdsite.exchange.entry_text import entry_path, goal_path
from cpdsite.exchange.importing.columns import Mapped
from cpdsite.exchange.importing.composing import Composed, composed
from cpdsite.exchange.importing.drafts import Draft, draft
from cpdsite.exchange.importing.records import Cell, Joined, Spot
from cpdsite.exchange.importing.words import Words
from cpdsite.model.entry import Entry, Kind, likeness
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.model.profile import LEAVE_OUT
from cpdsite.model.table import Unread
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.entries import decode_entry

_SOURCE = re.compile(r", ([0-9a-f]{12})[\"']?$", re.MULTILINE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Alike = tuple[Kind, str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the journal holds already."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of every file, by path."""
    entries: Sequence[Entry] = ()
    taken: frozenset[str] = frozenset()
    """The paths and ids that there are."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """The files that an import wrote, by the digest in their `source`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An entry to be written."""

    draft: Draft
    file: Composed


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record that the journal seems to hold already: nothing is written for it."""

    draft: Draft
    path: str
    lacking: tuple[tuple[str, str], ...]
    """What the record says and that file does not: the name of the column and its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do, and what it would not."""

    logs: tuple[Mapped, ...]
    joined: Joined
    new: tuple[New, ...] = ()
    again: tuple[tuple[Draft, str], ...] = ()
    """Records imported before, each with its file."""
    held: tuple[Held, ...] = ()
    repeated: tuple[tuple[Draft, Draft], ...] = ()
    """Records that say nothing but what an earlier one says; nothing is written for them."""
    alike: tuple[tuple[New, New], ...] = ()
    """Entries with the title and day of an earlier one; both are written."""
    unread: tuple[Unread, ...] = ()

    @property
    def left_out(self) -> Iterator[tuple[Spot, str, str]]:
        """Every text that is left out on purpose: its row, its column and itself."""
        for new in self.new:
            for name, text in new.draft.left_out:
                yield new.draft.record.spots[0], name, text


@dataclass(slots=True, kw_only=True)
class _Work:
    """A plan half way; grows."""

    known: Known
    vocabulary: Vocabulary
    taken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Paths and ids by the days in them: a name that begins with one day takes none from another.

    "" has all of them.
    """
    new: list[New] = field(default_factory=list)
    again: list[tuple[Draft, str]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    repeated: list[tuple[Draft, Draft]] = field(default_factory=list)
    alike: list[tuple[New, New]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    seen: dict[str, Draft] = field(default_factory=dict)
    """The drafts so far, by digest."""
    first: dict[_Alike, New] = field(default_factory=dict)

    def take(self, name: str) -> None:
        """Note a path or an id that there is."""
        for day in ("", *_DAY.findall(name)):
            self.taken[day].add(name)


def known(folder: Folder, journal: Journal) -> Known:
    """Return what a folder holds; of a file that cannot be read at least its path and its source."""
    texts = {source.path: source.data.decode(errors="replace") for source in folder.entries}
    ids = {entry.id for entry in journal.entries}
    return Known(
        texts=texts,
        entries=journal.entries,
        taken=frozenset({*texts, *journal.paths, *ids}),
        digests={mark[1]: path for path, text in texts.items() for mark in _SOURCE.finditer(text)},
    )


def drafts_of(joined: Joined, words: Words, untyped: str) -> list[Draft | Unread]:
    """Return the entry that each record makes, or why it makes none."""
    return [draft(record, words, untyped) for record in joined.records]


def plan(
    logs: Sequence[Mapped],
    joined: Joined,
    drafts: Sequence[Draft | Unread],
    there: Known,
    vocabulary: Vocabulary,
) -> Plan:
    """Return the files to be written, and for every other row why there is none."""
    work = _Work(known=there, vocabulary=vocabulary)
    for name in there.taken:
        work.take(name)
    work.unread += [unread for log in logs for unread in log.log.unread]
    work.unread += joined.unread
    journal = {e.likeness: e for e in reversed(there.entries)}
    for found in drafts:
        if isinstance(found, Unread):
            work.unread.append(found)
        else:
            _place(work, found, journal.get(likeness(found.kind, found.title, found.day)))
    return Plan(
        logs=tuple(logs),
        joined=joined,
        new=tuple(work.new),
        again=tuple(work.again),
        held=tuple(work.held),
        repeated=tuple(work.repeated),
        alike=tuple(work.alike),
        unread=tuple(sorted(work.unread, key=lambda one: (one.table, one.row))),
    )


def _place(work: _Work, found: Draft, like: Entry | None) -> None:
    """Plan the file of a draft, or note why it gets none; `like` is an entry of its title and day."""
    earlier = work.seen.setdefault(found.digest, found)
    before = found.origin is None and work.known.digests.get(found.digest, "")
    if earlier is not found:
        work.repeated.append((found, earlier))
    elif before:
        work.again.append((found, before))
    elif found.path in work.known.texts or like is not None:
        _compare(work, found, found.path if found.path in work.known.texts else "", like)
    else:
        _write(work, found)


def _compare(work: _Work, found: Draft, path: str, like: Entry | None) -> None:
    """Note a draft that the journal holds, whole or but for what it lacks."""
    file = composed(found, path or found.path or "journal/new.md", work.vocabulary)
    there = path or (like.path if like else "")
    text = work.known.texts.get(there, "")
    if isinstance(file, Composed) and file.text == text:
        work.again.append((found, there))
        return
    lacking = tuple(_lacking(found, file, text, like, work.vocabulary))
    work.held.append(Held(draft=found, path=there, lacking=lacking))


def _lacking(
    found: Draft, file: Composed | str, text: str, like: Entry | None, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Yield what a draft says and an entry does not, by name and text."""
    made = None
    if isinstance(file, Composed):
        source = Source(path=file.path, data=file.text.encode())
        made, _ = decode_entry(source, vocabulary)
    for cell in found.record.cells:
        if cell.column.target != LEAVE_OUT and not _says(cell, text, made, like):
            yield cell.name, cell.text


def _says(cell: Cell, text: str, made: Entry | None, like: Entry | None) -> bool:
    """Tell whether an entry says what a cell says: the same value, or the same text somewhere."""
    target = cell.column.target
    if made is not None and like is not None and target in _COMPARED:
        return bool(getattr(made, target) == getattr(like, target))
    return cell.text.strip() in text


_COMPARED = frozenset(
    ("title", "date", "end", "type", "hours", "participatory_hours", "tags", "until")
)
"""Fields whose values are compared instead of their texts."""


def _write(work: _Work, found: Draft) -> None:
    """Plan the file of a draft."""
    free = found.path and found.path not in work.taken[""]
    path = found.path if free else _free_path(work, found)
    file = composed(found, path, work.vocabulary)
    if isinstance(file, str):
        spot = found.record.spots[0]
        cells = tuple(f"{cell.name}: {cell.text}" for cell in found.record.cells)
        reason = f"no entry can hold it: {file}"
        work.unread.append(Unread(table=spot.table, row=spot.row, reason=reason, cells=cells))
        return
    new = New(draft=found, file=file)
    work.take(path)
    work.new.append(new)
    first = work.first.setdefault(likeness(found.kind, found.title, found.day), new)
    if first is not new:
        work.alike.append((new, first))


def _free_path(work: _Work, found: Draft) -> str:
    """Return a path that no file has."""
    if found.kind is Kind.GOAL:
        return goal_path(found.title, work.taken[""])
    return entry_path(found.day, found.title, work.taken[found.day.isoformat()])
