"""Properties that are written as text: XMP in any file, and those of office documents."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import AnyStr

from cpdsite.model.content import Told
from cpdsite.model.pattern import pattern

_LONGEST = 200
"""Of a name; what is longer is none."""
_MOST = 8
"""So many people of one file are named."""
_LARGEST = 1 << 18
"""So many bytes of one packet of XMP are read."""
_PACKETS = 20
_ITEM = pattern(r"<rdf:li\b[^<>]{0,200}>([^<]{0,400})<")
_POSITION = pattern(r"exif:GPSLatitude\s*(?:=\s*[\"']|>)\s*(\d[^\"'<]*)")
_NONZERO = pattern(r"[1-9]")
_SAVED_BY = pattern(
    r"<(?:[\w-]{1,40}:)?(?:creator|lastModifiedBy|initial-creator)\b[^<>/]{0,200}>([^<]{0,400})</"
)


def xmp(data: bytes) -> Told:
    """Return what the packets of XMP tell that stand anywhere in some bytes."""
    packets = _between(data, b"<rdf:RDF", b"</rdf:RDF>")
    texts = [packet.decode("utf-8", "replace") for packet in packets]
    lists = (one for text in texts for one in _between(text, "<dc:creator", "</dc:creator>"))
    return Told(
        people=people(item[1] for one in lists for item in _ITEM.finditer(one)),
        located=any(_NONZERO.search(one[1]) for text in texts for one in _POSITION.finditer(text)),
    )


def saved_by(document: bytes) -> Told:
    """Return the people that the properties of an office document name."""
    utf_16 = document[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = document.decode("utf-16" if utf_16 else "utf-8", "replace")
    return Told(people=people(found[1] for found in _SAVED_BY.finditer(text)))


def people(written: Iterable[str]) -> tuple[str, ...]:
    """Return names as a message can hold them, each once."""
    return tuple(dict.fromkeys(_names(written)))[:_MOST]


def merged(told: Iterable[Told]) -> Told:
    """Return what several parts of one file tell."""
    every = [*told]
    return Told(
        people=people(name for one in every for name in one.people),
        located=any(one.located for one in every),
    )


def _between(text: AnyStr, opening: AnyStr, closing: AnyStr) -> Iterator[AnyStr]:
    """Yield what stands between two marks; however often they stand there, it takes no long time."""
    end = 0
    for _ in range(_PACKETS):
        start = text.find(opening, end)
        end = text.find(closing, start) if start >= 0 else -1
        if end < 0:
            return
        yield text[start : min(end, start + _LARGEST)]


def _names(written: Iterable[str]) -> Iterator[str]:
    """Yield texts on one line, without what cannot be shown."""
    for text in written:
        plain = html.unescape(text[: 2 * _LONGEST])
        shown = "".join(c if c.isprintable() else " " for c in plain)
        name = " ".join(shown.split())
        if 0 < len(name) <= _LONGEST:
            yield name
