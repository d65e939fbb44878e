"""Safe HTML of a body as plain text: paragraphs, lists with their marks, addresses in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

from cpdsite.model.entry import Link

_PARAGRAPHS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote", "table", "section")
)
_LINES = frozenset(("br", "li", "tr", "hr", "dt", "dd"))
_CELLS = frozenset(("td", "th"))
_LISTS = frozenset(("ul", "ol"))
_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_BACK = re.compile(r'<a [^>]*class="footnote-backref".*?</a>', re.DOTALL)
"""Leads from a footnote back to its mark."""
_BULLET = "\u2022 "
"""No hyphen: a spreadsheet would take that for the beginning of a formula."""
_BAR = " | "
_WEB = ("https://", "http://", "mailto:")


def html_of(pieces: Iterable[str | Link]) -> str:
    """Return HTML with the addresses as their author wrote them."""
    return "".join(p if isinstance(p, str) else escape(p.href) for p in pieces)


def parted(html: str) -> tuple[int, str, str]:
    """Return the level and the HTML of the heading that a section begins with, and what is below it.

    The level is 0 where it begins with none.
    """
    found = _HEADING.match(html)
    return (int(found[1]), found[2], html[found.end() :]) if found else (0, "", html)


def plain(html: str) -> str:
    """Return the words of some HTML with a blank line between paragraphs."""
    reader = _Reader()
    reader.feed(_BACK.sub("", html))
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    """Gathers the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._numbers: list[int | None] = []
        """For each list that is open: its next number; None where it has none."""
        self._links: list[tuple[str, int]] = []
        """For each link that is open: its address, and how much there was before it."""
        self._verbatim = False

    @property
    def text(self) -> str:
        """What was gathered, without needless blanks."""
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a line, a member of a list, a link."""
        given = dict(attrs)
        if tag in _PARAGRAPHS and not self._in_item(tag):
            self._parts.append("\n\n")
        elif tag in _LINES:
            self._parts.append("\n")
        if tag in _LISTS:
            self._numbers.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self._parts.append(self._mark())
        elif tag == "pre":
            self._verbatim = True
        elif tag == "img":
            self._parts.append(given.get("alt") or "")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self._parts)))

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in _LISTS and self._numbers:
            self._numbers.pop()
        if tag in _PARAGRAPHS and not (self._numbers and tag in _LISTS):
            self._parts.append("\n" if self._numbers else "\n\n")
        elif tag in _CELLS:
            self._parts.append(_BAR)
        elif tag == "tr" and self._parts[-1] == _BAR:
            self._parts.pop()
        if tag == "pre":
            self._verbatim = False
        elif tag == "a" and self._links:
            self._close_link(*self._links.pop())

    def handle_data(self, data: str) -> None:
        """Take words; a break in the source is a blank but in code."""
        if self._verbatim:
            self._parts.append(data)
            return
        words = re.sub(r"\s+", " ", data)
        begins = not self._parts or self._parts[-1].endswith(("\n", _BAR))
        if shown := words.lstrip() if begins else words:
            self._parts.append(shown)

    def _in_item(self, tag: str) -> bool:
        """Tell whether a list or paragraph stands in a list: no blank line parts it from its mark."""
        return bool(self._numbers) and (tag in _LISTS or self._parts[-1].endswith((". ", _BULLET)))

    def _mark(self) -> str:
        """Return what a member of a list begins with."""
        deep = "  " * (len(self._numbers) - 1)
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return f"{deep}{_BULLET}"
        self._numbers[-1] = number + 1
        return f"{deep}{number}. "

    def _close_link(self, address: str, begun: int) -> None:
        """Set the address of a page of others behind the words that lead there."""
        words = "".join(self._parts[begun:])
        if address.startswith(_WEB) and words.strip() not in {address, address[7:]}:
            self._parts.append(f" ({address.removeprefix('mailto:')})")
