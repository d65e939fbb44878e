"""One cell of a log to a field of an entry; what the field does not take, or takes in part, is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cpdsite.exchange.importing.amounts import HOURS_OF_A_DAY, read_hours, read_number
from cpdsite.exchange.importing.columns import PROSE
from cpdsite.exchange.importing.days import read_days, readings
from cpdsite.exchange.importing.records import Cell
from cpdsite.exchange.importing.words import Words, listed
from cpdsite.exchange.yaml_text import Value, amount_text, writable
from cpdsite.model.entry import Kind
from cpdsite.model.profile import KEEP, LEAVE_OUT
from cpdsite.model.slug import slug
from cpdsite.parse.fields import FIELD_BY_NAME, Shape
from cpdsite.parse.links import is_web
from cpdsite.parse.reading import shown


@dataclass(slots=True, kw_only=True)
class Taken:
    """What the cells of one record gave so far; grows."""

    words: Words
    kind: Kind
    fields: dict[str, Value] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    unknown_type: str = ""
    taken_as: str = ""
    not_done: str = ""
    """Why no entry may be made, as the end of a sentence."""
    in_doubt: list[Cell] = field(default_factory=list)
    """Cells whose bare number was taken for hours because of the heading, or of the other rows."""

    def keep(self, cell: Cell, doubt: str = "") -> None:
        """Keep the text of a cell; a doubt says why no field has it."""
        self.kept.append((cell.name, cell.text))
        if doubt:
            self.doubts.append((cell.name, doubt))


def take(work: Taken, cell: Cell) -> None:
    """Put a cell where it belongs; what its field does not take, or takes in part, is kept."""
    target, text = cell.column.target, cell.text.strip()
    if target == LEAVE_OUT:
        work.left_out.append((cell.name, cell.text))
    elif target == KEEP or target in work.prose or target in work.fields:
        told = work.kind is Kind.ACTIVITY and work.words.is_not_done(text, alone=True)
        work.keep(
            cell, f'"{shown(text)}" may say that it was not done, yet it counts' if told else ""
        )
    elif target in FIELD_BY_NAME and work.kind not in FIELD_BY_NAME[target].kinds:
        work.keep(cell, f"an entry of the kind {work.kind} has no `{target}`")
    elif target in PROSE:
        work.prose[target] = cell.text
    else:
        reader = _READERS.get(target) or _SHAPES.get(cell.column.shape, _text)
        reader(work, cell, target, text)


def _text(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take a text as it is."""
    whole = writable(text).strip()
    work.fields[target] = whole
    if whole != text:
        work.keep(cell)


def _title(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take the first line as the title."""
    line = writable(text).strip().partition("\n")[0].strip()
    if line:
        work.fields[target] = line
    if line != text:
        work.keep(cell)


def _days(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take a day, or the first and last of several."""
    days = read_days(text, cell.column.verdict)
    if days is None:
        doubt = "may be two dates" if len(readings(text)) > 1 else "is not a date"
        work.keep(cell, f'"{shown(text)}" {doubt}')
        return
    start = work.fields.get("date")
    if target == "end" and isinstance(start, date) and days.first < start:
        work.keep(cell, f'"{shown(text)}" is before the first day')
        return
    last = {Kind.ACTIVITY: "end", Kind.PRACTICE: "until"}.get(work.kind, "")
    work.fields[target] = days.first
    if days.last and target == "date" and last:
        work.fields.setdefault(last, days.last)
    if days.clock or (days.last and not (target == "date" and last)):
        work.keep(cell)


def _hours(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take an amount of time that can be written exactly."""
    found = read_hours(text, cell.column.unit)
    if found is None:
        either = cell.column.unit is None and read_number(text) is not None
        doubt = "may be hours or minutes" if either else "is not an amount of time"
        work.keep(cell, f'"{shown(text)}" {doubt}')
    else:
        _exactly(work, cell, target, found)
        guessed = work.kind is Kind.ACTIVITY and not cell.column.certain
        if guessed and read_hours(text, None) is None:
            work.in_doubt.append(cell)


def doubt_long_days(work: Taken) -> None:
    """Keep numbers as text that would be more hours than the days of the record have."""
    first = work.fields.get("date")
    last = work.fields.get("end", first)
    days = (last - first).days + 1 if isinstance(first, date) and isinstance(last, date) else 1
    for cell in work.in_doubt:
        found = work.fields.get(cell.column.target)
        if isinstance(found, Fraction) and found > days * HOURS_OF_A_DAY:
            del work.fields[cell.column.target]
            day = "one day" if days == 1 else f"{days} days"
            said = f'"{shown(cell.text)}" would be {amount_text(found)} hours in {day}'
            work.keep(cell, f"{said}: say `numbers: hours` or `minutes` in a profile")


def _exactly(work: Taken, cell: Cell, target: str, found: Fraction) -> None:
    """Take a number; one that no text can give exactly is kept."""
    try:
        amount_text(found)
    except ValueError:
        work.keep(cell, f'"{shown(cell.text)}" cannot be written exactly')
    else:
        if not _put(work, target, found):
            work.keep(cell)


def _points(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take what is claimed under the scheme that the column counts for."""
    found = read_number(text)
    if found is None:
        work.keep(cell, f'"{shown(text)}" is not a number')
        return
    scheme = work.words.claim_of_points(cell.column.name) if target == "points" else ""
    is_of_another = target == "points" and scheme not in {"", work.words.first_id}
    _exactly(work, cell, f"claims.{scheme}.points" if is_of_another else target, found)


def _flag(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take a yes or a no."""
    found = work.words.flag(text)
    if found is None:
        work.keep(cell, f'"{shown(text)}" is neither yes nor no')
    else:
        work.fields[target] = found


def _list(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take the parts of a list."""
    parts = listed(writable(text))
    work.fields[target] = parts
    if any(part not in text for part in parts) or writable(text) != text:
        work.keep(cell)


def _choice(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take one of the words of a field."""
    found = work.words.status(text) if target == "status" else ""
    if target == "status" and work.words.is_not_done(text):
        work.not_done = f'{cell.name} says "{shown(text)}": it was not done'
    words = cell.column.choices
    if found or text.casefold() in words:
        word = found or text.casefold()
        work.fields[target] = word
        if word != text.casefold():
            work.keep(cell)
    else:
        counts = ", and counts as done" if target == "status" else ""
        work.keep(cell, f'"{shown(text)}" is none of the words of `{target}`{counts}')


def _type(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take the type that a word stands for; a word for none stays as it is."""
    found = work.words.type(text)
    line = writable(text).strip()
    work.fields[target] = found or line
    if found not in work.words.types:
        work.unknown_type = found or line
    elif slug(text) != found:
        work.taken_as = line
    if (found and slug(text) != found) or line != text:
        work.keep(cell)


def _term(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take the terms of a taxonomy that a text names."""
    name = target.rpartition(".")[2]
    if target.startswith("claims.") and not work.words.is_taxonomy(target):
        (_hours if name == "hours" else _points)(work, cell, target, text)
        return
    found = work.words.terms(target, text)
    if not found or (len(found) > 1 and not work.words.is_many(target)):
        work.keep(cell, f'"{shown(text)}" is no {name} that is known')
        return
    value: Value = found if len(found) > 1 else found[0]
    if not _put(work, target, value) or slug(text) != slug(", ".join(found)):
        work.keep(cell)


def _put(work: Taken, target: str, value: Value) -> bool:
    """Give a field, or a claim under a scheme, its value; a claim that has one keeps it: then False."""
    if not target.startswith("claims."):
        work.fields[target] = value
        return True
    _, scheme, name = target.split(".")
    claims = work.fields.setdefault("claims", {})
    said = claims.setdefault(scheme, {}) if isinstance(claims, dict) else {}
    return said.setdefault(name, value) is value


def _codes(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take the competences that a text names."""
    found = work.words.codes(target.partition(".")[2], text)
    if not found:
        work.keep(cell, f'"{shown(text)}" names no competence that is known')
        return
    before = work.fields.get("competencies", ())
    work.fields["competencies"] = (*(before if isinstance(before, tuple) else ()), *found)
    if text != ", ".join(code.rpartition("/")[2] for code in found):
        work.keep(cell)


def _evidence(work: Taken, cell: Cell, target: str, text: str) -> None:
    """Take the addresses; files are not here, so their names are kept."""
    parts = listed(text)
    if parts and all(map(is_web, parts)) and writable(text) == text:
        work.fields[target] = tuple({"url": part} for part in parts)
    else:
        work.keep(cell)


_Reader = Callable[[Taken, Cell, str, str], None]
_READERS: Mapping[str, _Reader] = {
    "title": _title,
    "type": _type,
    "category": _term,
    "points": _points,
    "evidence": _evidence,
}
_SHAPES: Mapping[Shape, _Reader] = {
    Shape.DAY: _days,
    Shape.AMOUNT: _hours,
    Shape.FLAG: _flag,
    Shape.TEXTS: _list,
    Shape.CHOICE: _choice,
    Shape.CLAIMS: lambda work, cell, target, text: (
        _codes if target.startswith("competencies.") else _term
    )(work, cell, target, text),
}
