"""EXIF, which cameras and telephones write into pictures: who owns it, and where it was taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cpdsite.model.content import Told
from cpdsite.parse.contents.properties import people

MARK = b"Exif\x00\x00"
"""Stands before EXIF wherever it is packed into something."""
_ARTIST, _OWNER, _WINDOWS_AUTHOR = 0x013B, 0xA430, 0x9C9D
_MORE, _POSITION = 0x8769, 0x8825
"""Tags of which the value says where another list of tags stands."""
_LATITUDE, _LONGITUDE = 2, 4
_TAGS = 512
"""So many tags of one list are looked at; cameras write some fifty."""
_LONGEST = 400
_RATIONAL = 8


@dataclass(frozen=True, slots=True)
class _Tags:
    """Lists of tags in the order of bytes that a file has."""

    data: bytes
    order: Literal["little", "big"]

    def number(self, start: int, length: int) -> int:
        """Return a number; 0 where there is none."""
        return int.from_bytes(self.data[start : start + length], self.order)

    def listed(self, start: int) -> Iterator[tuple[int, bytes]]:
        """Yield the number of each tag of one list, and where its value stands, or the value."""
        for index in range(min(self.number(start, 2), _TAGS) if start else 0):
            entry = start + 2 + 12 * index
            yield self.number(entry, 2), self.data[entry + 2 : entry + 12]

    def value(self, entry: bytes) -> bytes:
        """Return the bytes of a value, at most so many as a name has."""
        sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: _RATIONAL, 7: 1}
        size = sizes.get(int.from_bytes(entry[:2], self.order), 0)
        length = size * int.from_bytes(entry[2:6], self.order)
        if length <= len(entry[6:]):
            return entry[6 : 6 + length]
        start = int.from_bytes(entry[6:], self.order)
        return self.data[start : start + min(length, _LONGEST)]

    def pointed(self, entry: bytes | None) -> dict[int, bytes]:
        """Return the tags of the list that a tag points to."""
        return dict(self.listed(int.from_bytes(entry[6:], self.order))) if entry else {}


def exif(data: bytes) -> Told:
    """Return what EXIF tells of people and places; nothing of what is no EXIF."""
    data = data.removeprefix(MARK)
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    tags = _Tags(data, order)
    if data[:2] not in {b"II", b"MM"} or tags.number(2, 2) != 42:  # noqa: PLR2004 (the mark of TIFF)
        return Told()
    first = dict(tags.listed(tags.number(4, 4)))
    more = tags.pointed(first.get(_MORE))
    return Told(
        people=people(_people(tags, first, more)),
        located=_is_position(tags, tags.pointed(first.get(_POSITION))),
    )


def _people(tags: _Tags, first: dict[int, bytes], more: dict[int, bytes]) -> Iterator[str]:
    """Yield those who took the picture or own the camera."""
    for entry in filter(None, (first.get(_ARTIST), more.get(_OWNER))):
        yield tags.value(entry).partition(b"\0")[0].decode("utf-8", "replace")
    if _WINDOWS_AUTHOR in first:
        yield tags.value(first[_WINDOWS_AUTHOR]).decode("utf-16-le", "replace").rstrip("\0")


def _is_position(tags: _Tags, position: dict[int, bytes]) -> bool:
    """Tell a position from the zeros that some cameras write where they know none."""
    latitude, longitude = position.get(_LATITUDE), position.get(_LONGITUDE)
    return bool(latitude and longitude) and any(
        _numerators(tags, entry) for entry in (latitude, longitude) if entry
    )


def _numerators(tags: _Tags, entry: bytes) -> bool:
    """Tell whether a fraction of a value is more than zero."""
    value = tags.value(entry)
    return any(any(value[start : start + 4]) for start in range(0, len(value), _RATIONAL))
