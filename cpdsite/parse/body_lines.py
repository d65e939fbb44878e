"""Where the links of a body stand: from the text of a block, as the Markdown parser has it, to the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpdsite.model.diagnostic import Span


@dataclass(slots=True)
class Lines:
    """The author's lines, and the block whose text is looked at.

    The parser takes indentation and the marks of lists and quotations off a block; its lines are found
    again in the file's.
    """

    lines: Sequence[str]
    first: int
    """The number of the first line in the file."""
    references: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The parser's link definitions, each with its `href` and the lines it fills, its `map`."""
    line: int = 0
    """The line (from 0) on which the block begins."""
    column: int = 0
    """Where to look on it: behind the cells of a table that were looked at already."""
    content: str = ""
    held: list[tuple[int, int]] = field(default_factory=list)
    """For each line of the content: its line, and its column there; -1 where it was not found."""

    def enter(self, line: int) -> None:
        """Go to a block that begins on a line (from 0)."""
        if line != self.line:
            self.line, self.column = line, 0

    def hold(self, content: str) -> None:
        """Find the text of the block that was entered."""
        self.content = content
        parts = content.split("\n")
        first = self.line
        if self._column_of(parts[0], first, self.column) < 0:
            # A footnote in the middle of a sentence: the parser does not say where it was.
            places = range(len(self.lines))
            first = next((n for n in places if self._column_of(parts[0], n, 0) >= 0), first)
        else:
            places = range(first, first + 1)
        self.held = [
            (first + n, self._column_of(part, first + n, 0)) for n, part in enumerate(parts)
        ]
        if first == self.line:
            column = self._column_of(parts[0], first, self.column)
            self.held[0] = (first, column)
            self.column = max(self.column, column + len(parts[0]))

    def of_address(self, href: str, start: int, end: int) -> Span:
        """Return the place of a link's address, the link's text ending at one character, it at another."""
        found = self.content.find(href, start, end) if href else -1
        if self.content.startswith("](", start):
            return self.of(start + 2, end - 1) if found < 0 else self.of(found, found + len(href))
        if found >= 0 and not self.content.startswith("]", start):
            return self.of(found, found + len(href))
        return self._of_definition(href) or self.of(start, end)

    def of(self, start: int, end: int) -> Span:
        """Return the place of some characters of the block: to their end, or that of their first line."""
        row = self.content.count("\n", 0, start)
        line, base = self.held[min(row, len(self.held) - 1)]
        if base < 0 or line >= len(self.lines):
            return self.whole(line)
        column = base + start - (self.content.rfind("\n", 0, start) + 1)
        width = len(self.content[start:end].partition("\n")[0])
        return Span(self.first + line, column + 1, max(width, 1))

    def of_comment(self, text: str) -> Span:
        """Return the place of a comment that the block entered consists of."""
        first = f"<!--{text}-->".partition("\n")[0]
        column = self.lines[self.line].find(first)
        return Span(self.first + self.line, max(column, 0) + 1, len(first))

    def whole(self, line: int) -> Span:
        """Return the place of a line (from 0)."""
        number = min(line, len(self.lines) - 1)
        return Span(self.first + number, 1, max(len(self.lines[number]), 1))

    def _of_definition(self, href: str) -> Span | None:
        """Return the place of an address in the definition of a link; None when there is none."""
        for reference in self.references.values():
            if reference["href"] != href:
                continue
            for line in range(*reference["map"]):
                column = self.lines[line].find(href) if href else -1
                if column >= 0:
                    return Span(self.first + line, column + 1, len(href))
            return self.whole(reference["map"][0])
        return None

    def _column_of(self, text: str, line: int, start: int) -> int:
        """Return the column (from 0) of a line of the content; -1 when it is not there."""
        if line >= len(self.lines):
            return -1
        shown = text.strip()
        column = self.lines[line].find(shown, start)
        return column - (len(text) - len(text.lstrip())) if column >= 0 else -1
