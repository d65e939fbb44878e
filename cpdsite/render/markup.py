"""The body of an entry with its links led to where they go in the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from cpdsite.model.entry import Entry, Link
from cpdsite.model.page import Copy
from cpdsite.parse import links
from cpdsite.render import permalinks
from cpdsite.render.site import Spot

NOT_SHOWN = "cpd-not-shown"
"""The id of the remark to which links lead whose target is not in the site."""
PLACEHOLDER = "assets/img/not-shown.svg"
"""Stands where an image is not shown."""

_PRESENTATION = (
    ("<table>", '<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
    ('<th style="text-align:', '<th class="align-'),
    ('<td style="text-align:', '<td class="align-'),
)
"""What a page changes in the HTML of Markdown: wide tables scroll, no element has a style."""

_HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")
_TAG = re.compile(r"<[^<>]*>")
"""Text and attributes hold no bare bracket or quotation mark."""
_OWN_ID = re.compile(r'\s(?:id="|href="#(?!cpd-))')
"""What stands before an id, or before a link to one in the same body; a page's own begin with `cpd-`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A body ready for its page."""

    html: Markup
    not_shown: bool
    """Whether a link leads to the remark that its target is not shown."""


def fill(spot: Spot, entry: Entry) -> Filled:
    """The body of an entry, every link led to a page or file of the site.

    A link whose target is not in the site leads to a remark that says so and tells nothing more.
    """
    pieces = [piece for section in entry.body.sections for piece in section.html]
    hrefs = {piece: _href(spot, entry, piece) for piece in pieces if isinstance(piece, Link)}
    label = str(escape(spot.say("scrolling-table")))
    html = "".join(
        _presented(piece, label) if isinstance(piece, str) else str(escape(hrefs[piece]))
        for piece in pieces
    )
    return Filled(
        html=Markup(html),  # noqa: S704 - made safe when the body was read; addresses are escaped
        not_shown=f"#{NOT_SHOWN}" in hrefs.values(),
    )


def prefix_of(entry: Entry) -> str:
    """What stands before the ids of an entry's body on a page of several."""
    return f"cpd-in-{entry.id}-"


def inside(html: Markup, prefix: str) -> Markup:
    """A filled body as part of a page of several: ids of its own, headings two levels lower."""
    lower = _HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + 2, 6)}", html)
    own = _TAG.sub(lambda tag: _OWN_ID.sub(lambda given: f"{given[0]}{prefix}", tag[0]), lower)
    return Markup(own)  # noqa: S704 - safe already; only names inside its tags are changed


def copies(entry: Entry, withheld: frozenset[str]) -> Iterator[Copy]:
    """The files of the journal that an entry's page needs: its evidence and what its body links to."""
    yield from dict.fromkeys((*attached(entry, withheld), *pictures(entry, withheld)))


def attached(entry: Entry, withheld: frozenset[str]) -> Iterator[Copy]:
    """The files that an entry names as evidence, and those that its body leads to."""
    named = [evidence.path for evidence in entry.evidence]
    yield from _copies(entry, withheld, [*named, *_linked(entry, image=False)])


def pictures(entry: Entry, withheld: frozenset[str]) -> Iterator[Copy]:
    """The images that are shown in the body of an entry."""
    yield from _copies(entry, withheld, _linked(entry, image=True))


def _linked(entry: Entry, *, image: bool) -> list[str]:
    links = (link for link in entry.body.links if not link.refused and link.image is image)
    return [_file(entry, link) for link in links]


def _copies(entry: Entry, withheld: frozenset[str], paths: list[str]) -> Iterator[Copy]:
    for path in dict.fromkeys(paths):
        if path and path not in withheld:
            yield Copy(path=permalinks.of_evidence(entry, path), source=path)


def _presented(html: str, label: str) -> str:
    for written, shown in _PRESENTATION:
        html = html.replace(written, shown.replace("{label}", label))
    return html


def _href(spot: Spot, entry: Entry, link: Link) -> str:
    """Where a link of an entry leads in the site."""
    target = links.target(entry.path, link.href)
    if target is None:
        return link.href
    other = spot.site.by_path.get(target.path or entry.path)
    if other is not None:
        known = target.fragment if target.fragment in other.body.anchors else ""
        return spot.to(permalinks.of_entry(other), known)
    file = _file(entry, link)
    lead = spot.image if link.image else spot.to
    if file and file not in spot.site.portfolio.withheld:
        return lead(permalinks.of_evidence(entry, file))
    return lead(PLACEHOLDER) if link.image else f"#{NOT_SHOWN}"


def _file(entry: Entry, link: Link) -> str:
    """The file of the journal that a link leads to; "" for an entry, a folder or anything elsewhere."""
    target = links.target(entry.path, link.href)
    if target is None or not target.path.startswith("journal/"):
        return ""
    name = target.path.rpartition("/")[2]
    return "" if name.endswith(".md") or "." not in name else target.path
