"""Where the links of a body stand: from the text of a block, as the Markdown parser has it, to the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
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
    references: Mapping[str, Mapping[str, Any]]
    """The parser's definitions of links, each with its `href` and the lines it fills, its `map`."""
    line: int = 0
    """The line (from 0) on which the block begins."""
    column: int = 0
    """Where to look on it: behind the cells of a table that were looked at already."""
    content: str = ""
    starts: list[int] = field(default_factory=list)
    """Where each line of the content begins in it."""
    held: list[tuple[int, int | None]] = field(default_factory=list)
    """For each line of the content: its line in the body, and its column there where it was found."""

    def enter(self, line: int) -> None:
        """Go to a block that begins on a line (from 0)."""
        if line != self.line:
            self.line, self.column = line, 0

    def hold(self, content: str) -> None:
        """Find the text of the block that was entered."""
        parts = content.split("\n")
        self.content = content
        self.starts = [0, *accumulate(len(part) + 1 for part in parts[:-1])]
        line, column = self.line, self._column_of(parts[0], self.line, self.column)
        if column is not None:
            self.column = column + len(parts[0])
        else:
            # A footnote in the middle of a sentence: the parser does not say where it was.
            opening = f"^[{parts[0].rstrip()}"
            everywhere = ((n, text.find(opening)) for n, text in enumerate(self.lines))
            found = ((n, at + len("^[")) for n, at in everywhere if at >= 0)
            line, column = next(found, (line, None))
        below = [
            (line + n, self._column_of(part, line + n, 0)) for n, part in enumerate(parts[1:], 1)
        ]
        self.held = [(line, column), *below]

    def of_address(self, href: str, start: int, end: int) -> Span:
        """Return the place of a link's address.

        The link's text ends at one character, all of it at another.
        """
        found = self.content.find(href, start, end) if href else -1
        if self.content.startswith("](", start):
            return self.of(start + 2, end - 1) if found < 0 else self.of(found, found + len(href))
        if found >= 0 and not self.content.startswith("]", start):
            return self.of(found, found + len(href))
        return self._of_definition(href) or self.of(start, end)

    def of(self, start: int, end: int) -> Span:
        """Return the place of some characters of the block: to their end, or that of their first line."""
        row = bisect_right(self.starts, start) - 1
        line, base = self.held[row]
        if base is None:
            return self.whole(line)
        width = len(self.content[start:end].partition("\n")[0])
        column = max(base + start - self.starts[row], 0)
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
        filled = (made["map"] for made in self.references.values() if made["href"] == href)
        first, end = next(filled, (0, 0))
        text = "\n".join(self.lines[first:end])
        if not text:
            return None
        at = text.find(href, text.find("]:"))
        if at < 0:
            return self.whole(first)
        line = self.first + first + text.count("\n", 0, at)
        return Span(line, at - text.rfind("\n", 0, at), max(len(href), 1))

    def _column_of(self, text: str, line: int, start: int) -> int | None:
        """Return the column (from 0) of a line of the content; None when it is not there.

        Below 0 where the parser has blanks for a tab.
        """
        if line >= len(self.lines):
            return None
        column = self.lines[line].find(text.strip(), start)
        return None if column < 0 else column - (len(text) - len(text.lstrip()))
