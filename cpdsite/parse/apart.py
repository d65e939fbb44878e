"""An entry apart from its body: all that pages other than its own can show of it."""

from __future__ import annotations

from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter

from cpdsite.model.entry import Entry

SIZE = 16
"""Bytes of a digest."""
_stated = attrgetter(*(one.name for one in fields(Entry) if one.name != "body"))


def apart(entry: Entry) -> bytes:
    """Return the digest of an entry without its body; of that, what links and totals look at stays."""
    written = sorted({section.field for section in entry.body.sections if section.text})
    told = repr((*_stated(entry), written, sorted(entry.body.anchors)))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
