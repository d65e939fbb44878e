"""Where pictures keep what they tell beside what they show: segments and chunks."""

from __future__ import annotations

from collections.abc import Iterator

from cpdsite.model.content import Told
from cpdsite.parse.contents.data import Data, inflated
from cpdsite.parse.contents.exif import MARK, exif
from cpdsite.parse.contents.properties import people, xmp

_SEGMENTS = 64
_CHUNKS = 20_000
"""So many chunks are passed over; so many are looked into:"""
_TEXTS = 64
_LARGEST = 1 << 18
"""So many bytes of one segment or chunk are read."""
_APP1, _SCAN = 0xE1, 0xDA
_ENDS = 1 << 16
_RAW_PROFILE = "Raw profile type "
_AUTHORS = frozenset(("author", "artist"))


def jpeg(data: Data) -> Iterator[Told]:
    """Yield what the segments of a JPEG tell that stand before the picture itself."""
    start = 2
    for _ in range(_SEGMENTS):
        head = data.at(start, 4)
        if len(head) < 4 or head[0] != 0xFF or head[1] == _SCAN:  # noqa: PLR2004 (mark and length)
            return
        length = int.from_bytes(head[2:], "big")
        if head[1] == _APP1:
            segment = data.at(start + 4, max(0, length - 2))
            yield exif(segment) if segment.startswith(MARK) else xmp(segment)
        start += 2 + max(2, length)


def png(data: Data) -> Iterator[Told]:
    """Yield what the chunks of a PNG tell."""
    start, texts = 8, 0
    for _ in range(_CHUNKS):
        head = data.at(start, 8)
        length, sort = int.from_bytes(head[:4], "big"), head[4:]
        if len(sort) < 4:  # noqa: PLR2004 (the name of a chunk)
            return
        if sort in {b"eXIf", b"tEXt", b"zTXt", b"iTXt"} and (texts := texts + 1) <= _TEXTS:
            chunk = data.at(start + 8, min(length, _LARGEST))
            yield exif(chunk) if sort == b"eXIf" else _text(sort, chunk)
        start += 12 + length


def webp(data: Data) -> Iterator[Told]:
    """Yield what the chunks of a WebP tell."""
    start, texts = 12, 0
    for _ in range(_CHUNKS):
        head = data.at(start, 8)
        length = int.from_bytes(head[4:], "little")
        if len(head) < 8:  # noqa: PLR2004 (name and length)
            return
        if head[:4] in {b"EXIF", b"XMP "} and (texts := texts + 1) <= _TEXTS:
            chunk = data.at(start + 8, min(length, _LARGEST))
            yield exif(chunk) if head[:4] == b"EXIF" else xmp(chunk)
        start += 8 + length + length % 2


def gif(data: Data) -> Iterator[Told]:
    """Yield what XMP tells that stands at either end of a GIF."""
    yield xmp(data.ends(_ENDS))


def _text(sort: bytes, chunk: bytes) -> Told:
    """Return what a text of a PNG tells: its author, XMP, or EXIF as ImageMagick packs it."""
    name, _, rest = chunk.partition(b"\0")
    keyword = name.decode("latin-1")
    if sort == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    else:
        packed, rest = sort == b"zTXt", rest[1:] if sort == b"zTXt" else rest
    text = inflated(rest, _LARGEST) if packed else rest
    if keyword.casefold() in _AUTHORS:
        return Told(
            people=people([text.decode("utf-8" if sort == b"iTXt" else "latin-1", "replace")])
        )
    if keyword.startswith(_RAW_PROFILE):
        text = _unhexed(text)
        return (
            exif(text[max(0, text.find(MARK)) :])
            if keyword.endswith(("exif", "APP1"))
            else xmp(text)
        )
    return xmp(text)


def _unhexed(text: bytes) -> bytes:
    """Return the bytes that stand, after a name and a length, in hexadecimal digits."""
    try:
        return bytes.fromhex("".join(text.decode("latin-1").split()[2:]))
    except ValueError:
        return b""
