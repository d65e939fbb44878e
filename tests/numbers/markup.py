"""A page as a tree, and the figures in its words."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser

from tests.tools import VOID

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
_FIGURE = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?P<first>\d{{1,2}})(?: (?P<month>{_MONTH}))?(?: (?P<year>\d{{4}}))?"
    rf" to (?P<day>\d{{1,2}} {_MONTH} \d{{4}})"
    rf"|(?P<one>\d{{1,2}} {_MONTH} \d{{4}})"
    rf"|(?P<short>\d{{1,2}} {_MONTH}\b)"
    rf"|(?P<ym>{_MONTH} \d{{4}})"
    r"|(?P<label>\d{4}-\d{2,4})"
    r"|(?P<number>-?\d+(?:,\d{3})*(?:\.\d+)?%?)"
)


class Element:
    """One element with all below it."""

    def __init__(self, tag: str, given: dict[str, str], above: "Element | None") -> None:
        """Stand below another element."""
        self.tag = tag
        self.given = given
        self.above = above
        self.below: list[Element | str] = []

    @property
    def classes(self) -> list[str]:
        """The names of its styles."""
        return self.given.get("class", "").split()

    @property
    def text(self) -> str:
        """All its words, blanks evened out."""
        return " ".join("".join(self.pieces()).split())

    def pieces(self) -> Iterator[str]:
        """Each piece of text below it."""
        for one in self.below:
            if isinstance(one, str):
                yield one
            else:
                yield from one.pieces()

    def all(self, tag: str = "", style: str = "", **given: str) -> "list[Element]":
        """Every element below it with a tag, a class and attributes (`data_id` is `data-id`)."""
        wanted = {name.replace("_", "-"): value for name, value in given.items()}
        return [
            one
            for one in self.everything()
            if tag in {"", one.tag}
            and (not style or style in one.classes)
            and all(one.given.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", style: str = "", **given: str) -> "Element":
        """The one element of that sort."""
        found = self.all(tag, style, **given)
        assert len(found) == 1, f"{len(found)} of {tag}.{style} {given} in: {self.text[:200]}"
        return found[0]

    def everything(self) -> "Iterator[Element]":
        """Every element below it."""
        waiting = self.below[::-1]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Element):
                yield one
                waiting += one.below[::-1]

    def upwards(self) -> "Iterator[Element]":
        """The element and those above it."""
        yield self
        if self.above is not None:
            yield from self.above.upwards()


class Tree(HTMLParser):
    """Reads a page."""

    def __init__(self, html: str) -> None:
        """Read a whole page."""
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.below.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.above is not None
        self.at = self.at.above

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.at.below.append(data)


def figures(text: str) -> list[str]:
    """The figures in a text, in order: numbers as written, days as `2026-11-30`, labels."""
    return [found for match in _FIGURE.finditer(text) for found in _read(match)]


def _read(match: re.Match[str]) -> Iterator[str]:
    """The one or two figures of a match."""
    if match["day"]:
        last = match["day"].split()
        yield _iso([match["first"], match["month"] or last[1], match["year"] or last[2]])
        yield _iso(last)
    elif match["one"]:
        yield _iso(match["one"].split())
    elif match["ym"]:
        month, year = match["ym"].split()
        yield f"{year}-{MONTHS.index(month[:3]) + 1:02}"
    else:
        yield match[0]


def _iso(words: list[str]) -> str:
    day, month, year = words
    return f"{year}-{MONTHS.index(month[:3]) + 1:02}-{int(day):02}"


def days(first: date, last: date) -> list[str]:
    """One day or two, as `figures` reads them."""
    return [str(first)] if first == last else [str(first), str(last)]


def shown(amount: Fraction, short_of: Fraction | None = None) -> str:
    """An amount as pages write it: half-up to two places, never as what it is short of."""
    hundredths = int(amount * 100 + Fraction(1, 2))
    if short_of is not None and amount < short_of and hundredths >= short_of * 100:
        hundredths = int(short_of * 100) - 1
    text = f"{hundredths // 100:,}.{hundredths % 100:02}"
    return text.rstrip("0").rstrip(".")


def whole_percent(part: Fraction, short_of: Fraction | None) -> str:
    """A whole percentage, half-up; finer where it would read as the guide that it is short of."""
    number = int(part + Fraction(1, 2))
    if short_of is not None and part < short_of <= number:
        return f"{shown(part, short_of)}%"
    return f"{number}%"


def percent(amount: Fraction) -> str:
    """A percentage as tables write it."""
    return f"{shown(amount)}%"
