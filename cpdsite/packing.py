"""The recipe of a pack: what a reviewer may see of a cycle, in one file that is proved like a site."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cpdsite.build import theme_remedy
from cpdsite.exchange.archive import archive
from cpdsite.exchange.pdf import PangoMissingError, pdf
from cpdsite.files.evidence import read_evidence
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Portfolio
from cpdsite.model.page import Page
from cpdsite.model.theme import Theme
from cpdsite.proving import prove
from cpdsite.render import markup
from cpdsite.render.enclosures import enclosures
from cpdsite.render.faults import ThemeFault
from cpdsite.render.pack_page import FOLDER, NAME, Carrier, Enclosing, pack_page
from cpdsite.stages import Checked, Made

PANGO_REMEDY = (
    "install Pango (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0;"
    " on macOS: brew install pango), or choose --format html and print it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What is handed over."""

    data: bytes
    files: int
    """How many files of evidence go with it."""


def done(part: Portfolio) -> Portfolio:
    """Return a part of a portfolio without what is still to come."""
    as_of = part.assessment.as_of
    entries = (e for e in part.entries if not (e.planned or e.draft) and e.day <= as_of)
    return replace(part, entries=tuple(entries))


def pack(root: Path, checked: Checked, part: Portfolio, carrier: Carrier, name: str) -> Pack:
    """Make a pack of a part of a portfolio; raises Fault.

    `name` is that of the folder in an archive.
    """
    theme = read_theme(root, part.settings.theme, part.settings.theme_options)
    files = enclosures(part.entries, part.withheld)
    copies = tuple(c for entry in part.entries for c in markup.copies(entry, part.withheld))
    contents = {copy.source: read_evidence(root, copy.source) for copy in copies}
    enclosing = Enclosing(files=files, contents=contents, carrier=carrier)
    page = _page(part, theme, enclosing)
    bare = _without(page, contents)
    prove(root, checked, Made(portfolio=part, files=(bare,), copies=copies, theme=theme))
    named = {one.name: contents[one.source] for one in files}
    day = part.assessment.as_of
    if carrier is Carrier.PAGE:
        data = page.content
    elif carrier is Carrier.FOLDER:
        beside = {f"{FOLDER}/{file}": content for file, content in named.items()}
        data = archive(name, {NAME: page.content, **beside}, day)
    else:
        data = _pdf(page, named, day)
    return Pack(data=data, files=len(files))


def _page(part: Portfolio, theme: Theme, enclosing: Enclosing) -> Page:
    """Make the page; raises UsageFault."""
    try:
        return pack_page(part, theme, enclosing)
    except ThemeFault as fault:
        message = f"{fault}"
        raise UsageFault(message, theme_remedy(fault)) from fault


def _without(page: Page, contents: Mapping[str, bytes]) -> Page:
    """Return a page without the files inside: they are proved by their hashes, as a site's are."""
    content = page.content
    for inside in filter(None, contents.values()):
        content = content.replace(b"base64," + base64.b64encode(inside), b"")
    return replace(page, content=content)


def _pdf(page: Page, attachments: Mapping[str, bytes], day: date) -> bytes:
    """Make a PDF of the page; raises SurroundingsFault."""
    try:
        return pdf(page.content, attachments, day)
    except PangoMissingError as trouble:
        message = "a PDF needs Pango, which is not installed"
        raise SurroundingsFault(message, PANGO_REMEDY) from trouble
