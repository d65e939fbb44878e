"""CSV of any make to rows of text: which letters, which delimiter, and no row lost.

The encoding follows a strict order instead of a statistical guess (charset-normalizer was weighed):
a byte-order mark, then UTF-8, which other encodings hardly ever are by chance, then Windows-1252,
which is what spreadsheets of western Europe and America write. It is said when it was the last of
these, and a profile may name another. `csv.Sniffer` looks at the first lines only and is often
misled by prose; the delimiter is the one under which the rows agree on a number of columns.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpdsite.model.table import Row, Table, Unread
from cpdsite.parse.front_matter import with_plain_ends

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""In the order in which they are tried, each with what it is called."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HINT = "sep="
"""Begins a first line by which Excel is told the delimiter."""
_EITHER = "UTF-8 or Windows-1252"
_STRANGE = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as Python marks them."""
_LOOKED_AT = 200
"""So many rows tell the delimiter."""
_LONGEST = 50_000_000
"""The largest cell, in characters: as large as a log may be."""


class UnreadableError(Exception):
    """Bytes that are no text of the encodings tried; the message says what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoded:
    """The text of a file, and how it was found."""

    text: str
    form: str
    remarks: tuple[str, ...] = ()


def read_csv(name: str, data: bytes, encoding: str = "", delimiter: str = "") -> Table:
    """Return the table of a CSV file; `encoding` and `delimiter` are tried where they are "".

    Raises UnreadableError where the letters cannot be told.
    """
    decoded = _decode(data, encoding)
    text, hinted = _without_hint(decoded.text)
    chosen = delimiter or hinted or _delimiter(text)
    rows, unread = _rows(name, text, chosen)
    first = 2 if hinted else 1
    numbered = (Row(number=n, cells=cells) for n, cells in enumerate(rows, start=first))
    return Table(
        name=name,
        rows=tuple(row for row in numbered if any(map(str.strip, row.cells))),
        form=f"{DELIMITERS.get(chosen, repr(chosen))}, {decoded.form}",
        unread=tuple(unread),
        remarks=decoded.remarks,
    )


# --- Letters -------------------------------------------------------------------------------------


def _decode(data: bytes, encoding: str) -> _Decoded:
    """Return the text of a file."""
    if encoding:
        return _Decoded(text=_in(data, encoding, encoding), form=encoding)
    for mark, codec, called in _MARKS:
        if data.startswith(mark):
            return _Decoded(text=_in(data, codec, called), form=called)
    unmarked = _utf_16_without_mark(data)
    if unmarked:
        return _Decoded(text=_in(data, unmarked, "UTF-16"), form="UTF-16")
    try:
        return _Decoded(text=data.decode(), form="UTF-8")
    except UnicodeDecodeError as fault:
        return _not_utf_8(data, data.count(b"\n", 0, fault.start) + 1)


def _not_utf_8(data: bytes, line: int) -> _Decoded:
    """Return the text of a file that is not UTF-8, or only in the most part; `line` has the first fault."""
    text = data.decode("utf-8", "surrogateescape")
    strange = _STRANGE.findall(text)
    mostly = sum(letter > "\x7f" for letter in text) > 2 * len(strange)
    if mostly:
        text = _STRANGE.sub(lambda found: _letter(found[0], text, found.start()), text)
    else:
        text = _in(data, "cp1252", _EITHER)
    letter = _letter(strange[0], "", 0)
    what = "Parts of the file are" if mostly else "The file is"
    remark = (
        f"{what} not UTF-8; read as Windows-1252. Look at the {letter} in line {line}: if it is "
        "wrong, name the encoding in a profile."
    )
    form = "UTF-8 and Windows-1252" if mostly else "Windows-1252"
    return _Decoded(text=text, form=form, remarks=(remark,))


def _letter(mark: str, text: str, place: int) -> str:
    """Return the letter of Windows-1252 for a byte that is no UTF-8; `place` is where the text has it."""
    try:
        return bytes([ord(mark) - 0xDC00]).decode("cp1252")
    except UnicodeDecodeError as fault:
        line = text.count("\n", 0, place) + 1
        message = f"line {line} is no {_EITHER}"
        raise UnreadableError(message) from fault


def _in(data: bytes, codec: str, called: str) -> str:
    """Return bytes as text of an encoding."""
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError) as fault:
        line = data.count(b"\n", 0, getattr(fault, "start", 0)) + 1
        known = isinstance(fault, UnicodeDecodeError)
        message = f"line {line} is no {called}" if known else f"there is no encoding {called}"
        raise UnreadableError(message) from fault


def _utf_16_without_mark(data: bytes) -> str:
    """Return the kind of UTF-16 whose every other byte of plain text is 0; "" when it is none."""
    start = data[:200]
    if start.count(0) * 3 < len(start):
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


# --- Rows ----------------------------------------------------------------------------------------


def _without_hint(text: str) -> tuple[str, str]:
    """Return the text without Excel's hint, and the delimiter it names, "" for none."""
    line, _, rest = text.partition("\n")
    hint = line.rstrip("\r")
    if hint.startswith(_HINT) and len(hint) == len(_HINT) + 1:
        return rest, hint[-1]
    return text, ""


def _delimiter(text: str) -> str:
    """Return the delimiter under which most rows have the same number of columns, more than one."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> float:
    """Return which part of the cells stands in rows of the commonest width; 0 for one column."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            widths[len(row)] += any(row)
            if widths.total() >= _LOOKED_AT:
                break
    except csv.Error:
        pass  # a cell without an end; what came before it tells enough
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return often / widths.total() * min(width, 4) if width > 1 and often else 0


def _rows(name: str, text: str, delimiter: str) -> tuple[list[tuple[str, ...]], list[Unread]]:
    """Return the cells of every row, and the rows whose quotation marks do not match.

    Such a row stands among the others as one that is empty, so that all keep their numbers.
    """
    csv.field_size_limit(_LONGEST)
    try:
        whole = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [_plain(row) for row in whole], []
    except csv.Error:
        found: list[tuple[str, ...]] = []
        unread: list[Unread] = []
        for cells, raw in _one_by_one(list(io.StringIO(text, newline="")), delimiter):
            found.append(cells)
            if raw:
                reason = "its quotation marks do not match"
                unread.append(Unread(table=name, row=len(found), reason=reason, cells=(raw,)))
        return found, unread


def _one_by_one(lines: Sequence[str], delimiter: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the cells of each row; of a line that begins no whole row no cells and the line itself."""
    start = 0
    while start < len(lines):
        cells, used = _row_at(lines, start, delimiter)
        yield cells, "" if used else with_plain_ends(lines[start]).rstrip("\n")
        start += used or 1


def _row_at(lines: Sequence[str], start: int, delimiter: str) -> tuple[tuple[str, ...], int]:
    """Return the cells of the row that begins on a line, and how many lines it takes; 0 for none."""
    reader = csv.reader(iter(lines[start:]), delimiter=delimiter, strict=True)
    try:
        return _plain(next(reader)), reader.line_num
    except csv.Error:
        return (), 0


def _plain(row: Sequence[str]) -> tuple[str, ...]:
    """Return cells with LF at every line's end."""
    return tuple(with_plain_ends(cell) for cell in row)
