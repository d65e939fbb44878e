"""What a PDF says of its author: in its properties, in XMP, and in the photographs it holds.

The objects are looked for and not followed, because a former state that still stands in a file is
published with it, and because a damaged file has no way to follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cpdsite.model.content import Told
from cpdsite.parse.contents.data import Data, inflated
from cpdsite.parse.contents.exif import MARK, exif
from cpdsite.parse.contents.properties import merged, people, xmp

_ENDS = 1 << 19
"""So many bytes at the beginning and at the end are looked at: there programs put their properties."""
_UNPACKED = 1 << 21
"""So many bytes of packed objects are unpacked, of one file in all."""
_PACKETS = 200
_AHEAD = 400
"""So many bytes of a packed object may stand between its type and its content."""
_PACKED = (b"/ObjStm", b"/XML")
_PHOTOGRAPHS = 20
_EXIF = 1 << 16
_AUTHOR = re.compile(rb"/Author\s*(?:(?P<text>[(<])|(?P<number>\d{1,10})\s+\d{1,5}\s+R\b)")
_AUTHORS = 20
_LONGEST = 1000
_ESCAPE = re.compile(rb"\\(?:([nrtbf])|([0-7]{1,3})|(\r\n?|\n)|(.))", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf(data: Data) -> Iterator[Told]:
    """Yield what a PDF tells; of a locked one only what is not locked."""
    seen = data.ends(_ENDS)
    yield xmp(seen)
    yield from _photographs(seen)
    if b"/Encrypt" in seen:
        return
    parts = [seen, *_unpacked(seen)]
    yield merged(xmp(part) for part in parts[1:])
    yield Told(people=people(name for part in parts for name in _authors(part, seen)))


def _unpacked(seen: bytes) -> Iterator[bytes]:
    """Yield what stands in packed objects, until there is enough of it."""
    left = _UNPACKED
    for sort in _PACKED:
        found = seen.find(sort)
        for _ in range(_PACKETS):
            start = seen.find(b"stream", found, found + _AHEAD) + len(b"stream")
            if found < 0 or left <= 0:
                break
            end = seen.find(b"endstream", start)
            content = seen[start : end if end > 0 else len(seen)].lstrip(b"\r\n")
            part = inflated(content, left) if start >= len(b"stream") else b""
            left -= len(part)
            yield part
            found = seen.find(sort, found + 1)


def _photographs(seen: bytes) -> Iterator[Told]:
    """Yield what EXIF tells in photographs that were put in as they are."""
    start = 0
    for _ in range(_PHOTOGRAPHS):
        start = seen.find(MARK, start)
        if start < 0:
            return
        yield exif(seen[start : start + _EXIF])
        start += len(MARK)


def _authors(part: bytes, seen: bytes) -> Iterator[str]:
    """Yield each author that properties name, by the text or by the object that holds it."""
    authors = _AUTHOR.finditer(part) if b"/Author" in part else iter(())
    for found in islice(authors, _AUTHORS):
        if found["text"]:
            yield _text(part, found.start("text"))
        elif held := re.search(rb"\b%s\s+\d{1,5}\s+obj\s*(?=[(<])" % found["number"], seen):
            yield _text(seen, held.end())


def _text(data: bytes, start: int) -> str:
    """Return the text of a string that begins with a bracket."""
    written = data[start + 1 : start + _LONGEST]
    if data[start : start + 1] == b"<":
        digits = re.sub(rb"\s", b"", written.partition(b">")[0])
        raw = (
            bytes.fromhex(digits.decode("ascii"))
            if re.fullmatch(rb"(?:[0-9A-Fa-f]{2})*", digits)
            else b""
        )
    else:
        raw = _ESCAPE.sub(_escaped, _bracketed(written))
    for mark, coding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if raw.startswith(mark):
            return raw.removeprefix(mark).decode(coding, "replace")
    return raw.decode("cp1252", "replace")


def _bracketed(written: bytes) -> bytes:
    """Return what stands before the bracket that closes; brackets inside come in pairs."""
    depth, skip = 1, False
    for index, byte in enumerate(written):
        if skip:
            skip = False
        elif byte == ord("\\"):
            skip = True
        elif byte in b"()":
            depth += 1 if byte == ord("(") else -1
            if not depth:
                return written[:index]
    return b""


def _escaped(found: re.Match[bytes]) -> bytes:
    """Return what an escape stands for."""
    control, octal, line_end, other = found.groups()
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    return _CONTROL.get(control, b"") if control or line_end else bytes(other)
