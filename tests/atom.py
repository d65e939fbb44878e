"""What is wrong with a feed, by the rules of Atom (RFC 4287)."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

NAMES = "{http://www.w3.org/2005/Atom}"
MANY = 10**6
FEED: Mapping[str, tuple[int, int]] = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "author": (0, MANY),
    "category": (0, MANY),
    "contributor": (0, MANY),
    "entry": (0, MANY),
    "generator": (0, 1),
    "icon": (0, 1),
    "link": (0, MANY),
    "logo": (0, 1),
    "rights": (0, 1),
    "subtitle": (0, 1),
}
ENTRY: Mapping[str, tuple[int, int]] = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "author": (0, MANY),
    "category": (0, MANY),
    "content": (0, 1),
    "contributor": (0, MANY),
    "link": (0, MANY),
    "published": (0, 1),
    "rights": (0, 1),
    "source": (0, 1),
    "summary": (0, 1),
}
"""How often an element may stand in another (4.1.1, 4.1.2)."""

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""As 3.3 asks it: capital T and Z, and a zone."""


def faults(data: bytes) -> list[str]:
    """Each fault of a feed in a few words."""
    if not data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<feed'):
        return ["is not a feed in UTF-8"]
    feed = ET.fromstring(data)  # noqa: S314 (made here)
    entries = feed.findall(f"{NAMES}entry")
    found = [*_of_children(feed, FEED), *_of_links(feed), *_of_texts(feed)]
    if feed.tag != f"{NAMES}feed":
        found.append(f"begins with {feed.tag}")
    if "self" not in _relations(feed):
        found.append("does not name its own address")
    for entry in entries:
        found += [*_of_children(entry, ENTRY), *_of_links(entry), *_of_texts(entry)]
        if entry.find(f"{NAMES}author") is None and feed.find(f"{NAMES}author") is None:
            found.append("an entry without an author")
        if entry.find(f"{NAMES}content") is None and "alternate" not in _relations(entry):
            found.append("an entry with neither content nor a page")
    ids = [entry.findtext(f"{NAMES}id") for entry in entries]
    return found + [f"{one} stands for several entries" for one in set(ids) if ids.count(one) > 1]


def _of_children(parent: ET.Element, allowed: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    names = [child.tag.removeprefix(NAMES) for child in parent]
    yield from (f"{name} has no place here" for name in sorted(set(names) - allowed.keys()))
    for name, (least, most) in allowed.items():
        if not least <= names.count(name) <= most:
            yield f"{name} stands {names.count(name)} times"


def _of_links(parent: ET.Element) -> Iterator[str]:
    links = parent.findall(f"{NAMES}link")
    for link in links:
        if not _absolute(link.get("href", "")):
            yield f"a link to {link.get('href')}"
    alternate = [
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    ]
    if len(alternate) != len(set(alternate)):
        yield "two pages of one type and language"


def _of_texts(parent: ET.Element) -> Iterator[str]:
    for child in parent:
        name, text = child.tag.removeprefix(NAMES), child.text or ""
        if name in {"updated", "published"} and not _is_date(text):
            yield f"{name} is {text!r}"
        if name == "id" and (not _absolute(text) or text != text.strip()):
            yield f"the id {text!r}"
        if name == "author" and not (child.findtext(f"{NAMES}name") or "").strip():
            yield "an author without a name"
        if name in {"title", "summary"} and child.get("type", "text") != "text":
            yield f"{name} is not plain text"
        if name == "title" and not text.strip():
            yield "an empty title"


def _relations(parent: ET.Element) -> set[str]:
    return {link.get("rel", "alternate") for link in parent.findall(f"{NAMES}link")}


def _is_date(text: str) -> bool:
    return bool(DATE.fullmatch(text) and datetime.fromisoformat(text))


def _absolute(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme and parts.netloc) and not re.search(r"[\s<>\"{}|\\^`]", address)
