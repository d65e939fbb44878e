"""A pack as one page: what a reviewer reads of one cycle, with nothing left to be fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote

from cpdsite.model.assessment import Portfolio
from cpdsite.model.page import Digest, Page
from cpdsite.model.theme import Theme
from cpdsite.render import accent, markup, permalinks, templates
from cpdsite.render.enclosures import Enclosure
from cpdsite.render.saying import Say
from cpdsite.render.site import Enclosed, Spot, site_of
from cpdsite.render.views import pack
from cpdsite.render.views.frame import STYLESHEETS, data_address, lone_frame
from cpdsite.render.views.review import ReviewView

FOLDER = "evidence"
"""Beside the page, where the files lie in a folder."""
NAME = "record.html"

_TEMPLATE = "pack.html"
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
}
"""Of what browsers show themselves; any other file is saved as it is."""


class Carrier(StrEnum):
    """What carries the files that go with a page."""

    PAGE = "html"
    """The page itself."""
    FOLDER = "zip"
    """A folder beside it."""
    ATTACHMENTS = "pdf"
    """The document that the page becomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosing:
    """The files of a pack."""

    files: Sequence[Enclosure]
    contents: Mapping[str, bytes]
    """Of these files, and of the images in texts, by path in the folder."""
    carrier: Carrier


def pack_page(portfolio: Portfolio, theme: Theme, enclosing: Enclosing) -> Page:
    """Return the page, whole in itself; raises ThemeFault."""
    say = Say(theme.words, portfolio.settings.language)
    assets = {f"assets/{path}": content for path, content in theme.assets.items()}
    assets[STYLESHEETS[-1]] = accent.style(theme).encode()
    digests = {path: _digest(content) for path, content in enclosing.contents.items()}
    spot = Spot(
        site=site_of(portfolio, say, digests),
        path=permalinks.REVIEW,
        enclosed=_enclosed(portfolio, enclosing, assets),
    )
    view = pack.view(
        spot, enclosing.files, dict(_addresses(enclosing)), say(f"pack-files-{enclosing.carrier}")
    )
    text = templates.fill(
        templates.environment(theme, say),
        theme,
        _TEMPLATE,
        page=replace(lone_frame(spot, view.title, assets), title=_title(view)),
        view=view,
    )
    return Page(path=NAME, content=text.encode())


def _title(view: ReviewView) -> str:
    """Return whose record it is, and of what: the name by which windows and readers know it."""
    cycles = (f"{part.standing.name} {part.standing.cycle.label}" for part in view.parts)
    return ", ".join((view.title, *cycles))


def _enclosed(portfolio: Portfolio, enclosing: Enclosing, assets: Mapping[str, bytes]) -> Enclosed:
    """Return what stands where in the page."""
    pages = {permalinks.of_entry(entry): entry for entry in portfolio.entries}
    places = {path: f"cpd-entry-{entry.id}" for path, entry in pages.items()}
    places |= {path: f"cpd-{one.number}" for one in enclosing.files for path in one.paths}
    images = {
        copy.path: _data(copy.source, enclosing.contents[copy.source])
        for entry in portfolio.entries
        for copy in markup.pictures(entry, portfolio.withheld)
    }
    images[markup.PLACEHOLDER] = _data(markup.PLACEHOLDER, assets.get(markup.PLACEHOLDER, b""))
    prefixes = {path: markup.prefix_of(entry) for path, entry in pages.items()}
    return Enclosed(places=places, prefixes=prefixes, images=images)


def _addresses(enclosing: Enclosing) -> Iterator[tuple[str, str]]:
    """Yield the address of each file by its number; an attachment has none."""
    for one in enclosing.files:
        if enclosing.carrier is Carrier.PAGE:
            yield one.number, _data(one.source, enclosing.contents[one.source])
        elif enclosing.carrier is Carrier.FOLDER:
            yield one.number, quote(f"{FOLDER}/{one.name}")


def _data(path: str, content: bytes) -> str:
    ending = path[path.rfind(".") :].lower()
    return data_address(_MEDIA_TYPES.get(ending, "application/octet-stream"), content)


def _digest(content: bytes) -> Digest:
    return Digest(size=len(content), sha256=hashlib.sha256(content).hexdigest())
