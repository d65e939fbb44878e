"""The repairs of an entry that are certain: its author's own text, written so that it is read as meant.

Nothing is taken on trust. A repair counts only when reading the file again shows that its fault is
gone, that no other has come, and that every other value is what it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from cpdsite.model.diagnostic import Diagnostic, Span
from cpdsite.model.journal import Source
from cpdsite.parse import front_matter
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.entries import decode_entry
from cpdsite.parse.fields import FIELD_BY_NAME, Field, Shape
from cpdsite.parse.front_matter import Items, Node, Text
from cpdsite.parse.mending import read_on
from cpdsite.parse.scalars import plain_amount, plain_day, plain_number

_MOST = 200
"""More repairs than this in one file wait for the next run."""
_LINE_END = re.compile(rb"\r\n|\r|\n")
_MARK = b"\xef\xbb\xbf"
_FIELD = re.compile(r"(?P<name>\w[\w-]*):(?P<gap>[ \t]*)(?P<value>\S.*?)(?P<rest>[ \t]*)")
_ODD_GAP = re.compile(r"(\w[\w-]*):([ \u00a0\u202f\u2007\u3000]+)(?=\S)")
_BLANKS = re.compile(r"([ \t]*)(\S.*?)([ \t]*)")
_NOTE = re.compile(r"\s#(?:\s|$)")
_NO_TEXT = ("|", ">", "#")
"""What a value begins with that is no text on one line, or perhaps none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a file as it was and as it is now, without its end."""

    line: int
    before: str
    after: str


def repaired(source: Source, vocabulary: Vocabulary, codes: Collection[str] | None = None) -> bytes:
    """Return the bytes of an entry with every certain repair made; the same bytes when there is none.

    With codes, only faults of these codes are mended.
    """
    now = _Reading.of(source, vocabulary)
    for _ in range(_MOST):
        better = next(_better(now, vocabulary, codes), None)
        if better is None:
            break
        now = better
    return now.source.data


def changes(before: bytes, after: bytes) -> list[Change]:
    """Return the lines in which a file differs from its repaired self."""
    pairs = zip(_LINE_END.split(before), _LINE_END.split(after), strict=True)
    return [
        Change(line=number, before=old.decode(), after=new.decode())
        for number, (old, new) in enumerate(pairs, 1)
        if old != new
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A file as it is read: what must not change, and what should be gone."""

    source: Source
    values: tuple[tuple[str, str], ...]
    """Every text of its front matter with its path, in order."""
    faults: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, source: Source, vocabulary: Vocabulary) -> _Reading:
        """Read a file."""
        _, faults = decode_entry(source, vocabulary)
        values = tuple(_texts(_tree(source, vocabulary)))
        return cls(source=source, values=values, faults=tuple(faults))

    def is_cured_of(self, fault: Diagnostic, before: _Reading) -> bool:
        """Tell whether a fault is gone and nothing has changed but one value or some names' capitals."""
        left = Counter(map(_said, before.faults)) - Counter([_said(fault)])
        if Counter(map(_said, self.faults)) - left or not self.values:
            return False
        if len(self.values) != len(before.values):
            return False
        pairs = [*zip(before.values, self.values, strict=True)]
        other = [(old, new) for old, new in pairs if old != new]
        if all(old[1] == new[1] and old[0].casefold() == new[0].casefold() for old, new in other):
            return True
        return len(other) == 1 and other[0][0][0] == other[0][1][0]


def _said(fault: Diagnostic) -> tuple[str, str, str]:
    """Return what a fault says, without its place on the line."""
    return fault.code, fault.place.field, fault.message


def _tree(source: Source, vocabulary: Vocabulary) -> Node | None:
    """Return the front matter of a file as it is read, lines mended where they must be."""
    text, _ = front_matter.decode_text(source.data, source.path)
    cut, _ = front_matter.cut(text or "", source.path)
    names = {*FIELD_BY_NAME, *vocabulary.field_names}
    return read_on(cut.front_matter, source.path, cut.line, names)[0] if cut else None


def _texts(node: Node | None, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text below a node with its path; of a mapping the keys too."""
    if isinstance(node, Text):
        yield path, node.text
    elif isinstance(node, Items):
        for number, item in enumerate(node.items):
            yield from _texts(item, f"{path}.{number}")
    elif node is not None:
        for key, value in node.pairs:
            yield from _texts(value, f"{path}.{key.text}")


# --- What may be written instead ------------------------------------------------------------------


def _better(
    now: _Reading, vocabulary: Vocabulary, codes: Collection[str] | None
) -> Iterator[_Reading]:
    """Yield the file with one repair made, for each that holds."""
    lines = _LINE_END.split(now.source.data.removeprefix(_MARK))
    fields = _named(vocabulary)
    for fault in now.faults:
        span, repair = fault.place.span, _REPAIRS.get(fault.code)
        if repair is None or span is None or (codes is not None and fault.code not in codes):
            continue
        before = lines[span.line - 1].decode()
        for after in repair(_Spot(before, span, fields)):
            data = _with_line(now.source.data, span.line, after)
            then = _Reading.of(replace(now.source, data=data), vocabulary)
            if after != before and then.is_cured_of(fault, now):
                yield then


def _with_line(data: bytes, number: int, line: str) -> bytes:
    """Return a file with one line replaced, line ends and all else as they were."""
    ends = [match.span() for match in _LINE_END.finditer(data)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(data)]
    return data[: starts[number - 1]] + line.encode() + data[stops[number - 1] :]


def _named(vocabulary: Vocabulary) -> dict[str, Field]:
    """Return the fields by the names they may have."""
    own = {name: FIELD_BY_NAME[field] for name, field in vocabulary.field_names.items()}
    return FIELD_BY_NAME | own


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line with a fault."""

    line: str
    span: Span
    fields: Mapping[str, Field]

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the fault, at it and behind it."""
        start = self.span.column - 1
        stop = start + self.span.width
        return self.line[:start], self.line[start:stop], self.line[stop:]


def _with_value(plain: Callable[[str], str]) -> Callable[[_Spot], Iterator[str]]:
    """Make the repair of a value that can be written in another way; its quotation marks stay."""

    def repair(spot: _Spot) -> Iterator[str]:
        before, value, behind = spot.parts
        mark = value[:1] if value[:1] in {"'", '"'} else ""
        found = plain(value.strip(mark) if mark else value)
        if found:
            yield f"{before}{mark}{found}{mark}{behind}"

    return repair


def _any_amount(text: str) -> str:
    """Return a number or an amount of time as it should be written; reading again tells which it is."""
    return plain_number(text) or plain_amount(text)


def _with_name(spot: _Spot) -> Iterator[str]:
    """Yield the line with a field's name in the letters that it has, large or small."""
    before, name, behind = spot.parts
    known = (field for field in spot.fields if field.casefold() == name.casefold())
    yield from (f"{before}{field}{behind}" for field in known)


def _with_hash(spot: _Spot) -> Iterator[str]:
    """Yield the line with a text quoted that was cut at `#`; a `# ` may begin a real note."""
    before, value, behind = spot.parts
    match = _BLANKS.fullmatch(value + behind)
    if match and not _NOTE.search(f" {match[2]}") and match[2][0] not in "\"'":
        yield f"{before}{match[1]}{_quoted(match[2])}{match[3]}"


def _with_syntax(spot: _Spot) -> Iterator[str]:
    """Yield the line with what YAML lacks: a plain space behind the name, or quotation marks."""
    odd = _ODD_GAP.match(spot.line)
    if odd and odd[1] in spot.fields:
        yield f"{odd[1]}:{' ' * len(odd[2])}{spot.line[odd.end() :]}"
    match = _FIELD.fullmatch(spot.line)
    if match is None or match["name"] not in spot.fields:
        return
    if not match["gap"]:
        yield spot.line.replace(":", ": ", 1)
        return
    value, field = match["value"], spot.fields[match["name"]]
    inner = value.partition(":")[0]
    unclosed = value[0] in "\"'" and value.count(value[0]) == 1
    doubtful = unclosed or value.startswith(_NO_TEXT) or _NOTE.search(value)
    if _is_free_text(field) and not doubtful and inner not in spot.fields:
        yield f"{match['name']}:{match['gap']}{_quoted(value)}{match['rest']}"


def _is_free_text(field: Field) -> bool:
    """Tell whether a field takes whatever its author writes."""
    return field.shape is Shape.TEXT and field.name not in {"type", "category", "scheme"}


def _quoted(text: str) -> str:
    """Return a text between quotation marks."""
    if set(text) & {'"', "\\"}:
        return "'{}'".format(text.replace("'", "''"))
    return f'"{text}"'


_REPAIRS: Mapping[str, Callable[[_Spot], Iterator[str]]] = {
    "bad-date": _with_value(plain_day),
    "bad-amount": _with_value(_any_amount),
    "text-after-hash": _with_hash,
    "unknown-field": _with_name,
    "yaml-syntax": _with_syntax,
    "yaml-unsafe": _with_syntax,
}
"""By code of the fault: yields what the line may be instead."""
