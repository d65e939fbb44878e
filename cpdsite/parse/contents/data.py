"""The bytes of a file, a few at a time; and what others packed, unpacked within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Data:
    """A file that is read where it is worth it."""

    size: int
    """In bytes."""
    at: Callable[[int, int], bytes]
    """Returns some bytes from a place on; fewer at the end, none beyond it."""

    @classmethod
    def of(cls, content: bytes) -> Data:
        """Return bytes that are at hand as a file."""
        return cls(len(content), lambda start, length: content[start : start + max(0, length)])

    def ends(self, each: int) -> bytes:
        """Return the beginning and the end, so many bytes of each, or the whole of a short file."""
        if self.size <= 2 * each:
            return self.at(0, self.size)
        return self.at(0, each) + b"\n" + self.at(self.size - each, each)


def inflated(packed: bytes, most: int, *, bare: bool = False) -> bytes:
    """Return what zlib makes of bytes, at most so many; what comes before a fault counts.

    `bare` bytes have no header, as in a ZIP file.
    """
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
    whole = b""
    for start in range(0, len(packed), _STEP):
        try:
            whole += unpacking.decompress(packed[start : start + _STEP], most - len(whole))
        except zlib.error:
            break
        if unpacking.eof or len(whole) >= most:
            break
    return whole


_STEP = 1 << 14
"""So many packed bytes at a time: a fault further on does not take away what stood before it."""
