"""YAML without a fault as a tree of text with places, in one pass over the parser's events.

Nearly every file is such a one. Whatever is unusual is left to `front_matter`, which knows what is wrong
with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from cpdsite.model.diagnostic import Diagnostic, Span
from cpdsite.parse.front_matter import (
    CONTROL,
    DEPTH_LIMIT,
    TOKEN_LIMIT,
    Items,
    Loader,
    Node,
    Table,
    Text,
    read_yaml,
)

_Event = Any
_Mark = Any
"""The stubs of PyYAML let marks be missing, which the parser never does."""
_END = [yaml.DocumentEndEvent, yaml.StreamEndEvent]


def read_quickly(
    text: str, path: str, first_line: int = 1, tokens: int = TOKEN_LIMIT
) -> tuple[Node | None, list[Diagnostic]]:
    """Return what `read_yaml` does, with a second look only at a text that needs one."""
    found = read_events(text, first_line, tokens)
    return read_yaml(text, path, first_line, tokens) if found is None else (found, [])


def read_events(text: str, first_line: int, tokens: int) -> Node | None:
    """Return the tree of a text; None when it is empty or anything in it needs a closer look.

    An event stands for three tokens at most, and events are nested as deep as tokens or deeper: what
    is taken here is within both limits.
    """
    if CONTROL.search(text):
        return None
    events = islice(yaml.parse(text, Loader=Loader), tokens // 3)
    reading = _Reading(text.split("\n"), first_line, events)
    try:
        return reading.document()
    except (yaml.YAMLError, _UnusualError, StopIteration):
        return None


class _UnusualError(Exception):
    """Something that most files do not hold, and that may be a fault."""


class _Reading:
    """Makes nodes of events; `lines` are those of the YAML text."""

    __slots__ = ("_events", "_first_line", "_lines")

    def __init__(self, lines: list[str], first_line: int, events: Iterator[_Event]) -> None:
        """Take a text before its first event."""
        self._lines = lines
        self._first_line = first_line
        self._events = events

    def document(self) -> Node:
        """Return the one document of the text, which has no directives."""
        next(self._events)
        opening = next(self._events)
        if type(opening) is not yaml.DocumentStartEvent or opening.version or opening.tags:
            raise _UnusualError
        found = self._node(next(self._events), DEPTH_LIMIT)
        if [type(event) for event in self._events] != _END:
            raise _UnusualError
        return found

    def _node(self, event: _Event, depth: int) -> Node:
        """Return what an event begins, with all below it."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._text(event)
        if not depth or kind is yaml.AliasEvent or event.anchor or event.tag:
            raise _UnusualError
        if kind is yaml.SequenceStartEvent:
            return self._items(event, depth - 1)
        return self._table(event, depth - 1)

    def _items(self, start: _Event, depth: int) -> Items:
        """Return a list, its beginning read."""
        items: list[Node] = []
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                return Items(tuple(items), self._span(start, event))
            items.append(self._node(event, depth))
        raise _UnusualError

    def _table(self, start: _Event, depth: int) -> Table:
        """Return a mapping, its beginning read."""
        pairs: list[tuple[Text, Node]] = []
        for event in self._events:
            if type(event) is yaml.MappingEndEvent:
                return Table(tuple(pairs), self._span(start, event))
            if type(event) is not yaml.ScalarEvent:
                raise _UnusualError
            pairs.append((self._text(event, is_key=True), self._node(next(self._events), depth)))
        raise _UnusualError

    def _text(self, event: _Event, *, is_key: bool = False) -> Text:
        """Return a scalar; only one in double quotes can hold what the text itself does not."""
        if event.anchor or event.tag or (event.style == '"' and CONTROL.search(event.value)):
            raise _UnusualError
        plain = not event.style
        dropped = self._dropped(event.end_mark) if plain and not is_key else ""
        return Text(event.value, self._span(event, event), plain, dropped)

    def _span(self, first: _Event, last: _Event) -> Span:
        """Return the place of what two events enclose: to its end, or to the end of its first line."""
        start, end = first.start_mark, last.end_mark
        line, column = start.line, start.column
        stop = end.column if end.line == line else len(self._lines[line].rstrip())
        return Span(self._first_line + line, column + 1, max(stop - column, 1))

    def _dropped(self, end: _Mark) -> str:
        """Return the comment that cut a plain scalar short, "" when there is none."""
        if end.line >= len(self._lines):
            return ""
        rest = self._lines[end.line][end.column :].strip()
        return rest if rest.startswith("#") else ""
