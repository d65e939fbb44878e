"""A link inside the journal that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cpdsite.checks.paths import Names, names_in, way
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry, Link
from cpdsite.model.journal import Journal
from cpdsite.parse.links import Target, begins_with_host, target
from cpdsite.parse.names import nearest

CODE = "internal-link"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the links of a journal may lead to."""

    names: Names
    entries: Mapping[str, Entry]
    """By path."""


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each relative link or image of a body that would lead nowhere on the site."""
    site = Site(names=names_in(journal), entries={entry.path: entry for entry in journal.entries})
    for entry in journal.entries:
        for link in entry.body.links:
            fault = fault_of(entry, link, site) if is_inside(link) else None
            if fault:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, span=link.span),
                    message=fault[0],
                    help=fault[1],
                )


def is_inside(link: Link) -> bool:
    """Whether a link means something in the journal: no address with a scheme or a host."""
    return bool(link.href) and not link.href.startswith("//") and not _SCHEME.match(link.href)


def fault_of(entry: Entry, link: Link, site: Site) -> tuple[str, str] | None:
    """What is wrong with a link inside the journal, and its remedy; None when nothing is."""
    written = link.href
    if "\\" in written:
        return (
            f'"{written}" holds a backslash, which no site understands',
            "write / between folders",
        )
    found = target(entry.path, written)
    if found is None:
        remedy = "write the way from this file, such as ../2024/2024-03-01-audit.md"
        return f'"{written}" begins with /, which means another place on every site', remedy
    fault = fault_of_path(entry, link, found, site.names)
    if link.refused and not fault:
        return f'"{written}" holds a space, which no address may have', "write %20 for a space"
    return fault or fault_of_page(entry, link, found, site)


def fault_of_path(entry: Entry, link: Link, found: Target, names: Names) -> tuple[str, str] | None:
    """What is wrong with the path of a link; None when there is something at it."""
    if not found.path:
        return None
    if not found.path.startswith("journal/"):
        remedy = "put a copy into the journal and link to that, or take the link out"
        return f'"{link.href}" leads out of the journal', remedy
    obstacle = names.obstacle(found.path)
    if obstacle:
        return f'"{link.href}" {obstacle}', "put a copy of the file itself there"
    return None if found.path in names.exact else missing(entry, link, found, names)


def missing(entry: Entry, link: Link, found: Target, names: Names) -> tuple[str, str]:
    """What is wrong with a link to a path that is not in the journal."""
    cased = names.in_other_case(found.path)
    if cased:
        return (
            f'"{link.href}" is written differently on the disk',
            f"write {way(entry.path, cased)}, with the same capital and small letters",
        )
    inner = f"{found.path}/index.md"
    page = next(
        (p for p in (inner, f"{found.path}.md") if p in names.exact), names.like(found.path)
    )
    what = "picture" if link.image else "file"
    message = f'there is no {what} "{link.href}" in the journal'
    if found.path in names.folders:
        message = f'"{link.href}" is a folder, which has no page'
    if page:
        return message, f"did you mean {way(entry.path, page)}?"
    if begins_with_host(link.href):
        return message, f"for a page on the web write https://{link.href}"
    if link.image:
        return message, f"put the picture at {found.path}, or take it out"
    return message, "correct the path, or take the link out"


def fault_of_page(entry: Entry, link: Link, found: Target, site: Site) -> tuple[str, str] | None:
    """What is wrong with a link to something that is there."""
    page = site.entries.get(found.path) if found.path else entry
    if link.image and found.path.endswith(".md"):
        return f'"{link.href}" is an entry, not a picture', "take the ! in front of the link away"
    if page is None:
        return None
    if page.draft and not entry.draft:
        remedy = "finish the draft, or take the link out until then"
        return f'"{link.href}" is a draft and will not be on the site', remedy
    if found.fragment and found.fragment not in page.body.anchors:
        near = nearest(found.fragment, page.body.anchors)
        known = ", ".join(f"#{anchor}" for anchor in sorted(page.body.anchors)[:5])
        where = f'"{page.title}"' if found.path else "this entry"
        return (
            f'"#{found.fragment}" is no heading of {where}',
            f"did you mean #{near}?"
            if near
            else f"its headings are {known}"
            if known
            else "it has no headings: link to the entry as a whole",
        )
    return None
