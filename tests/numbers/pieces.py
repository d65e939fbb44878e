"""Lists on several pages: put together they are the list, and each says which part of it it is."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from tests.numbers.markup import Element, figures

SORTS = r"entries|evidence|(tags|types|providers)/[^/]+|(categories|competencies)/[^/]+/[^/]+"
FURTHER = re.compile(rf"(?P<list>{SORTS})/(?P<number>\d+)/index\.html")
"""A page of a list beyond its first."""


def put_together(pages: Mapping[str, Element], last: str) -> tuple[dict[str, Element], list[str]]:
    """Every list on one page, without the way through it, and what is wrong with the ways.

    `last` is the label of the last year.
    """
    lists: dict[str, list[Element]] = {}
    for path, page in sorted(pages.items(), key=lambda one: _place(one[0])):
        lists.setdefault(_place(path)[0], []).append(page)
    faults = [
        f"{path}: {fault}"
        for path, parts in lists.items()
        if len(parts) > 1
        for fault in _faults(path, parts, last)
    ]
    for path, (first, *others) in lists.items():
        for other in others:
            _append(first.one("main"), other.one("main"), whole=path.startswith("categories/"))
    return {path: parts[0] for path, parts in lists.items()}, faults


def is_list(path: str) -> bool:
    """Whether it is the first page of what may have several."""
    return bool(re.fullmatch(f"({SORTS})/index.html", path))


def _place(path: str) -> tuple[str, int]:
    """A list's first page, and which of its pages this is."""
    further = FURTHER.fullmatch(path)
    return (f"{further['list']}/index.html", int(further["number"])) if further else (path, 1)


def _faults(path: str, parts: list[Element], last: str) -> Iterator[str]:
    """Hold the ways through a list against its rows; take them out."""
    mains = [part.one("main") for part in parts]
    every = [rows for main in mains for rows in _rows(main)]
    names = [_name(path, main, last) for main in mains]
    before = 0
    for number, main in enumerate(mains, start=1):
        way = main.one("nav", "crumbs")
        told = next(one for one in main.all("p", "aside") if "looks through" in one.text)
        after = before + len(_rows(main))
        if figures(told.text) != [f"{one:,}" for one in (before + 1, after, len(every))]:
            yield f"page {number} has {before + 1} to {after} of {len(every)}: {told.text}"
        before = after
        if [one.text for one in way.all("li")] != names:
            yield f"page {number} leads to {way.text}, there are {names}"
        own = path if number == 1 else f"{posixpath.dirname(path)}/{number}/index.html"
        targets = [
            posixpath.join(posixpath.dirname(path), f"{n + 2}/index.html") for n in range(99)
        ]
        wanted = [one for one in [path, *targets][: len(parts)] if one != own]
        found = [_target(own, link) for link in way.all("a")]
        if found != wanted or way.one(aria_current="page").text != names[number - 1]:
            yield f"page {number} leads to {found}, not {wanted}"
        heading = mains[0].one("h1").text + (f", {names[number - 1]}" if number > 1 else "")
        if main.one("h1").text != heading:
            yield f"page {number} is called {main.one('h1').text}, not {heading}"
        for one in [told, way, *main.all("nav", "neighbours")]:
            assert one.above is not None
            one.above.below.remove(one)
    if len({" ".join(one.text for one in _heads(main)) for main in mains}) > 1:
        yield "its pages give different totals"


def _rows(main: Element) -> list[str]:
    """The entries of a page."""
    rows = dict.fromkeys(one.given["data-id"] for one in main.all("tr") if "data-id" in one.given)
    return [*rows, *(one.all("a")[0].given["href"] for one in main.all("li") if _listed(one))]


def _listed(line: Element) -> bool:
    """Whether it is a line of a list of entries."""
    return line.above is not None and "entry-list" in line.above.classes


def _name(path: str, main: Element, last: str) -> str:
    """The years or cycles of a page, from what it lists; what is still to come has no year."""
    if path.startswith("categories/"):
        held = [figures(one.text)[0] for one in main.all("caption") if figures(one.text)]
    else:
        times = main.all("time")
        years = sorted({one.given["datetime"][:4] for one in times}, reverse=True)
        held = [year for year in years if year <= last] or ["Still to come"]
    return held[0] if held[-1] == held[0] else f"{held[-1]} to {held[0]}"


def _heads(main: Element) -> list[Element]:
    """What is said of the whole list."""
    return [*main.all("p", "figure"), *(one.one("p") for one in main.all("div", "title-line"))]


def _target(own: str, link: Element) -> str:
    """The file that a link leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(own), unquote(link.given["href"])))


def _append(main: Element, more: Element, *, whole: bool) -> None:
    """Add the entries of a further page: years and cycles whole, else rows to the table and list."""
    for link in more.all("a"):  # the further page stands one folder deeper
        link.given["href"] = link.given["href"].removeprefix("../")
    for one in [one for one in more.below if isinstance(one, Element)]:
        sort = one.given.get("aria-labelledby", one.tag)
        same = [] if whole and one.tag == "table" else _same(main, one)
        if same:
            inside = "ul" if sort == "cpd-others" else "tbody"
            same[0].one(inside).below += one.one(inside).below
        elif one.tag in {"table", "section"}:
            others = [i for i, two in enumerate(main.below) if _is_rest(two)]
            at = others[0] if others and one.tag == "table" else len(main.below)
            main.below.insert(at, one)


def _same(main: Element, one: Element) -> list[Element]:
    """The table, or the list of the others, that a page has already."""
    if one.tag == "table":
        return [two for two in main.below if isinstance(two, Element) and two.tag == "table"]
    return [
        two for two in main.below if _is_rest(one) and isinstance(two, Element) and _is_rest(two)
    ]


def _is_rest(one: object) -> bool:
    """Whether it is the section of the entries without an amount."""
    return isinstance(one, Element) and one.given.get("aria-labelledby") == "cpd-others"
