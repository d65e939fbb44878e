"""YAML read on past its faults, so that everything that is wrong with a file is found at once.

What comes of a text that had to be mended serves for checking only: its faults stand beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cpdsite.model.diagnostic import Diagnostic, Span
from cpdsite.model.pattern import pattern
from cpdsite.parse.events import read_events
from cpdsite.parse.front_matter import (
    CONTROL,
    TOKEN_LIMIT,
    Items,
    Node,
    Table,
    Text,
    read_yaml,
)

MENDABLE = frozenset(("yaml-syntax", "yaml-unsafe"))
"""The codes of the faults past which a text may be read on."""
TRIES = 20

_VALUE = pattern(r"([ \t]*(?:-[ \t]+)*\w[\w -]*:[ \t]+|[ \t]*(?:-[ \t]+)+)(\S.*)")
_NO_SPACE = pattern(r"([ \t]*(?:-[ \t]+)*\w[\w-]*:)\S")
_CLOSING = {"[": "]", "{": "}"}
_INDENTED = pattern(r"([ \t]+)(\w[\w-]*):")
_NAMED = pattern(r"(\w[\w-]*)[ \t]")
_NO_BREAK = pattern(r"([^:]*:)[\u00a0\u202f\u2007\u200b\u2060\u3000]")


@dataclass(frozen=True, slots=True)
class _Mend:
    """A line as it is read instead."""

    text: str
    inserted: int | None = None
    """The index of a character that the author's line does not have."""
    cut: int = 0
    """How many characters are left out at the author's margin."""


def read_on(
    text: str,
    path: str,
    first_line: int = 1,
    names: Collection[str] = (),
    tokens: int = TOKEN_LIMIT,
) -> tuple[Node | None, list[Diagnostic]]:
    """Return YAML as a tree, and its faults: where they can be mended line by line, both.

    `names` are the fields that a line without a colon may begin with.
    """
    if (quick := read_events(text, first_line, tokens)) is not None:
        return quick, []
    lines = text.split("\n")
    mended: dict[int, _Mend] = {}
    found: list[Diagnostic] = []
    for _ in range(TRIES):
        now = [mended[n].text if n in mended else line for n, line in enumerate(lines)]
        node, faults = read_yaml("\n".join(now), path, first_line, tokens)
        if not faults:
            if node is not None and mended:
                node = _placed(node, _Lines(lines, first_line, mended))
            return node, found
        fault, number = faults[0], _line_of(faults[0]) - first_line
        if number in mended:
            break
        found.append(fault)
        column = fault.place.span.column - 1 if fault.place.span else 0
        mend = _mend(lines, (number, column), names) if fault.code in MENDABLE else None
        if mend is None:
            break
        mended[number] = mend
    return None, found


def _line_of(fault: Diagnostic) -> int:
    """Return the line on which a fault of YAML stands."""
    return fault.place.span.line if fault.place.span else 1


def _mend(lines: list[str], at: tuple[int, int], names: Collection[str]) -> _Mend | None:
    """Return what a line may be read as so that reading can go on; None when nobody can tell."""
    number, column = at
    line = lines[number]
    indented = _INDENTED.match(line)
    if indented and indented[2] in names and ("\t" in indented[1] or column == indented.end(2)):
        return _Mend(line[indented.end(1) :], cut=indented.end(1))
    plain = _with_plain_characters(line)
    if plain != line:
        return _Mend(plain)
    value = _VALUE.fullmatch(line)
    if value and not _goes_on(lines, number):
        return _with_value(value[1], value[2].rstrip())
    unspaced = _NO_SPACE.match(line)
    if unspaced:
        return _with(line, " ", unspaced.end(1))
    named = _NAMED.match(line)
    if named and named[1] in names:
        return _with(line, ":", named.end(1))
    return _Mend("") if ":" not in line and line[:1].isalnum() else None


def _with_plain_characters(line: str) -> str:
    """Return a line with spaces for what only looks like a space, or like nothing."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    plain = CONTROL.sub(" ", indent.replace("\t", " ") + line[len(indent) :])
    head = _NO_BREAK.match(plain)
    return f"{head[1]} {plain[head.end() :]}" if head else plain


def _with_value(name: str, value: str) -> _Mend:
    """Return a line whose value is closed where a bracket lacks its other half, else quoted."""
    closing = _closing(value)
    if closing:
        return _Mend(f"{name}{value}{closing}")
    if value[0] in "\"'" and value.count(value[0]) == 1:
        value = value[1:]
    quoted = value.replace("'", "''")
    return _Mend(f"{name}'{quoted}'", inserted=len(name))


def _closing(value: str) -> str:
    """Return the brackets that close what a value opens with; "" when it opens with none, or none lack."""
    lacking: list[str] = []
    for character in value if value[0] in _CLOSING else "":
        if character in _CLOSING:
            lacking.append(_CLOSING[character])
        elif lacking and character == lacking[-1]:
            lacking.pop()
    return "".join(reversed(lacking))


def _with(line: str, character: str, index: int) -> _Mend:
    """Return a line with one more character."""
    return _Mend(f"{line[:index]}{character}{line[index:]}", inserted=index)


def _goes_on(lines: list[str], number: int) -> bool:
    """Tell whether the next line with text stands further in than a line: it may be part of it."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    return len(below) - len(below.lstrip()) > len(lines[number]) - len(lines[number].lstrip())


@dataclass(frozen=True, slots=True)
class _Lines:
    """The author's lines, and those that were read in place of some."""

    lines: list[str]
    first_line: int
    mended: Mapping[int, _Mend]

    def span(self, span: Span) -> Span:
        """Return a place of the mended text in the author's."""
        number = span.line - self.first_line
        if number not in self.mended:
            return span
        mend, length = self.mended[number], len(self.lines[number].rstrip())
        index = span.column - 1 + mend.cut
        if mend.inserted is not None and index > mend.inserted:
            index -= 1
        index = min(index, max(length - 1, 0))
        return Span(span.line, index + 1, max(min(span.width, length - index), 1))


def _placed(node: Node, lines: _Lines) -> Node:
    """Return a tree with its places in the author's text."""
    if isinstance(node, Text):
        return _text(node, lines)
    if isinstance(node, Items):
        return Items(tuple(_placed(item, lines) for item in node.items), lines.span(node.span))
    pairs = tuple((_text(key, lines), _placed(value, lines)) for key, value in node.pairs)
    return Table(pairs, lines.span(node.span))


def _text(node: Text, lines: _Lines) -> Text:
    return Text(node.text, lines.span(node.span), node.plain, node.dropped)
