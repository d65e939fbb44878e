"""The marks in any bytes, however they are written, packed or coded."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import unescape
from urllib.parse import unquote_to_bytes

from tests.indexes import PREFIX, read_index

MARK = re.compile(rb"zq[bcdfghjklm]{5}qz", re.IGNORECASE)
_CODED = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ZIP = b"PK\x03\x04"
_WHOLE = (_ZIP, b"%PDF")
"""How files begin that are more than they seem."""

Found = dict[str, set[str]]
"""By mark: the files that hold it."""


def marks_in(files: Mapping[str, bytes]) -> Found:
    """The marks of files, their names included."""
    found: Found = {}
    for path, data in files.items():
        for word in {*read(path.encode()), *read(data)}:
            found.setdefault(word, set()).add(path)
    return found


def read(data: bytes) -> Iterator[str]:
    """Each mark in some bytes."""
    for form in _forms(data):
        yield from (word.decode().lower() for word in MARK.findall(form))


def _forms(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, and as whoever understands them reads them."""
    yield data
    text = data.decode("utf-8", "replace")
    if "&" in text:
        yield unescape(text).encode("utf-8", "replace")
    if "%" in text:
        yield unquote_to_bytes(data)
    if "\\u" in text:
        yield _ESCAPE.sub(lambda one: chr(int(one[1], 16)), text).encode("utf-8", "replace")
    for whole in _decoded(data):
        yield from _forms(whole) if whole.startswith(_WHOLE) else (whole,)
    for packed in _STREAM.findall(data):
        with suppress(zlib.error):
            yield from _forms(zlib.decompress(packed))
    if data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for name in box.namelist():
                yield name.encode()
                yield from _forms(box.read(name))
    if data.startswith(PREFIX):
        _, entries = read_index(data)
        yield json.dumps([one.text for one in entries]).encode()


def _decoded(data: bytes) -> Iterator[bytes]:
    """What stands there as base64, from each of four places on."""
    for coded in _CODED.findall(data):
        for start in range(4):
            part = coded[start:].translate(bytes.maketrans(b"-_", b"+/"))
            if len(part) % 4 == 1:  # No byte ends there.
                part = part[:-1]
            yield base64.b64decode(part + b"=" * (-len(part) % 4))
