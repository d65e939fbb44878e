"""The entries.csv that cpdsite itself writes, back to the same entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from cpdsite.exchange.entries_csv import BETWEEN, FACTS, WORDS, shown, uncell
from cpdsite.exchange.importing.columns import Column, Mapped
from cpdsite.exchange.importing.drafts import Draft
from cpdsite.exchange.importing.logs import Log
from cpdsite.exchange.importing.records import Cell, Record, Spot
from cpdsite.exchange.yaml_text import Value
from cpdsite.model.entry import REFLECTION, Kind
from cpdsite.model.profile import BODY, LEAVE_OUT
from cpdsite.model.slug import slug
from cpdsite.model.table import Row, Unread
from cpdsite.parse.scalars import amount, day, number

_LISTS = frozenset(("tags", "goals", "competencies"))
_PATH = re.compile(
    r"journal(?:/[^/\\:._\x00-\x1f][^/\\:\x00-\x1f]*)*/[^/\\:._\x00-\x1f][^/\\:\x00-\x1f]*\.md"
)
"""A file of the journal that is read: no part of its path is hidden or leads up."""


def is_own(log: Log) -> bool:
    """Tell whether a log is an entries.csv."""
    return log.headings[: len(FACTS)] == FACTS and set(WORDS) <= set(log.headings)


def own_log(log: Log) -> Mapped:
    """Return an entries.csv with what its columns become."""
    return Mapped(log=log, kind=Kind.ACTIVITY, columns=_columns(log))


def _columns(log: Log) -> tuple[Column, ...]:
    """Return what its columns become; those of the schemes were worked out and are not wanted."""
    fields = {*FACTS, *WORDS, *REFLECTION}
    special = {"id": LEAVE_OUT, "path": "path", "fields": "fields", "text": BODY}
    return tuple(
        Column(index=n, name=name, target=special.get(name, name if name in fields else LEAVE_OUT))
        for n, name in enumerate(log.headings)
    )


def own_drafts(log: Log) -> Iterator[Draft | Unread]:
    """Yield the entry of each row, or why there is none."""
    for row in log.rows:
        said = {name: uncell(text) for name, text in zip(log.headings, row.cells, strict=True)}
        try:
            exact = _revived(json.loads(said.get("fields") or "{}"))
        except (ValueError, RecursionError):
            yield _unread(log, row, "its `fields` are no JSON of ours")
            continue
        fields = dict(_fields(said, _timed(exact) if isinstance(exact, Mapping) else {}))
        first = fields.get("date")
        title = fields.get("title")
        kinds = {str(kind) for kind in Kind}
        if not isinstance(first, date) or not isinstance(title, str) or said["kind"] not in kinds:
            yield _unread(
                log,
                row,
                "it has no title, no date such as 2025-06-12, or no kind that this cpdsite knows",
            )
        else:
            yield _draft(log, row, said, fields)


def _draft(log: Log, row: Row, said: Mapping[str, str], fields: Mapping[str, Value]) -> Draft:
    """Return the entry of a row."""
    columns = _columns(log)
    cells = tuple(
        Cell(column=columns[n], text=text, name=name)
        for n, (name, text) in enumerate(said.items())
        if text.strip()
    )
    text = said.get("text", "")
    written = [text, *(str(fields.get(name, "")) for name in REFLECTION)]
    # A reflection that text and fields do not hold was written into the spreadsheet, or there are
    # no columns for text and fields: then it is what the log says of it.
    more = {n: said[n] for n in REFLECTION if not _holds(written, said.get(n, ""))}
    first = fields["date"]
    year = first.year if isinstance(first, date) else 0
    path = said.get("path", "")
    made = f"journal/{year}/{said['id']}.md"
    prose = {name: more[name] for name in more if name not in fields}
    return Draft(
        record=Record(kind=Kind(said["kind"]), spots=(Spot(log.name, row.number),), cells=cells),
        title=str(fields["title"]),
        day=first if isinstance(first, date) else date.min,
        fields={name: value for name, value in fields.items() if name != "source"},
        prose={**prose, **({BODY: text} if text.strip() else {})},
        kept=tuple((name, more[name]) for name in more if name in fields),
        left_out=tuple(
            (cell.name, cell.text)
            for cell in cells
            if cell.column.target == LEAVE_OUT and cell.name != "id"
        ),
        path=next((p for p in (path, made) if _PATH.fullmatch(p)), ""),
        origin=str(fields.get("source", "")),
    )


def _fields(said: Mapping[str, str], exact: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Yield the fields of a row: what a column says, more exactly where `fields` says the same."""
    for name in (*FACTS[2:], *WORDS):
        text = said[name].strip()
        if name == "status":
            yield from _status(text, exact)
        elif text and name in exact and _says(text, exact, name):
            yield name, exact[name]
        elif text:
            yield name, _value(name, text)
        if name == "date" and said["kind"] != Kind.ACTIVITY:
            yield "kind", said["kind"]
    others = {name: value for name, value in exact.items() if name not in {*FACTS, *WORDS}}
    if said["status"].strip() not in {"", "draft"}:
        others.pop("draft", None)
    yield from others.items()


def _timed(exact: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return exact values with hours and minutes as amounts."""
    times = {n: amount(str(exact.get(n, ""))) for n in ("hours", "participatory_hours")}
    return {**exact, **{name: time for name, time in times.items() if time is not None}}


def _says(text: str, exact: Mapping[str, Value], name: str) -> bool:
    """Tell whether a column says in short what an exact value is; a type goes by its id there."""
    said = shown(exact, name)
    return text in {said, slug(said) if name == "type" else said}


def _status(text: str, exact: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Yield what the status says: a draft is either done or planned, and a word that is no status stays."""
    if text == "draft":
        yield "draft", True
    told = exact.get("status", "") if text in {"", "draft"} else text
    if told not in {"", "done"}:
        yield "status", told


def _value(name: str, text: str) -> Value:
    """Return what a column says."""
    if name in _LISTS:
        return tuple(part for part in text.split(BETWEEN) if part)
    if name in {"date", "end"}:
        return day(text) or text
    found = number(text) if name == "hours" else None
    return text if found is None else found


def _revived(value: object) -> Value:
    """Return a value of JSON as the value that it was made of."""
    match value:
        case dict():
            return {str(name): _revived(part) for name, part in value.items()}
        case list():
            return tuple(_revived(part) for part in value)
        case bool():
            return value
        case int() | float():
            return Fraction(str(value))
        case str():
            return day(value) or value
        case _:
            return ""


def _holds(written: list[str], text: str) -> bool:
    """Tell whether each line of a text stands in what is written anyway."""
    return all(any(line in one for one in written) for line in text.split("\n"))


def _unread(log: Log, row: Row, reason: str) -> Unread:
    """Return a row of which no entry can be made."""
    return Unread(table=log.name, row=row.number, reason=reason, cells=row.cells)
