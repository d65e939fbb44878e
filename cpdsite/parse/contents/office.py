"""Office documents, which are ZIP files: the list at their end is read, their properties and photographs."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from cpdsite.model.content import Told
from cpdsite.parse.contents.data import Data, inflated
from cpdsite.parse.contents.exif import MARK, exif
from cpdsite.parse.contents.properties import saved_by

_PARTS = frozenset((b"docProps/core.xml", b"meta.xml"))
"""The properties in Microsoft's formats and in OpenDocument."""
_PHOTOGRAPHS = (b".jpg", b".jpeg")
_MOST = 20
"""So many photographs of one document are looked into."""
_BEGINNING = 1 << 16
_END = struct.Struct("<4s4H2IH")
_END_MARK = b"PK\x05\x06"
_LISTED = struct.Struct("<4s6H3I5H2I")
_LISTED_MARK = b"PK\x01\x02"
_LOCAL = 30
"""The length of what stands before each part, its name apart."""
_REMARK = 1 << 16
"""The longest remark that may stand at the end."""
_LIST = 1 << 20
"""The longest list of parts that is read: some ten thousand."""
_LARGEST = 1 << 18
_PACKED = 8


def office(data: Data) -> Iterator[Told]:
    """Yield what the properties of an office document tell."""
    tail = data.at(max(0, data.size - _REMARK - _END.size), _REMARK + _END.size)
    found = tail.rfind(_END_MARK)
    if found < 0 or len(tail) - found < _END.size:
        return
    *_, length, start, _ = _END.unpack_from(tail, found)
    listed = data.at(start, min(length, _LIST))
    photographs = 0
    for name, method, size, place in _parts(listed):
        if name in _PARTS:
            yield saved_by(_part(data, method, size, place))
        elif name.lower().endswith(_PHOTOGRAPHS) and (photographs := photographs + 1) <= _MOST:
            part = _part(data, method, min(size, _BEGINNING), place)
            yield exif(part[part.find(MARK) :]) if MARK in part else Told()


def _parts(listed: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield name, method, packed size and place of each part."""
    start = 0
    while listed.startswith(_LISTED_MARK, start) and len(listed) - start >= _LISTED.size:
        found = _LISTED.unpack_from(listed, start)
        method, size, place, lengths = found[4], found[8], found[16], found[10:13]
        begin = start + _LISTED.size
        yield listed[begin : begin + lengths[0]], method, size, place
        start = begin + sum(lengths)


def _part(data: Data, method: int, size: int, place: int) -> bytes:
    """Return a part, unpacked; b"" for one that is packed in some rare way."""
    head = data.at(place, _LOCAL)
    if len(head) < _LOCAL:
        return b""
    name, extra = struct.unpack_from("<2H", head, 26)
    packed = data.at(place + _LOCAL + name + extra, min(size, _LARGEST))
    return (
        inflated(packed, _LARGEST, bare=True)
        if method == _PACKED
        else packed
        if not method
        else b""
    )
