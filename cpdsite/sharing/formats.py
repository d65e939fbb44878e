"""Files that are lists of texts for programs: JSON, CSV and the index of the search."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from cpdsite.model.page import Page

_STRING = re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)
_INDEX = re.compile(rb"[\w.]+ = (\{.*\});\s*", re.DOTALL)
_CODE_POINTS = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+")
_ESCAPE = re.compile(rb"\\[^u]")
"""Stands for a mark or a blank."""
_NO_UTF_8 = "replace"


def strings_of(file: Page) -> set[bytes] | None:
    """Return each text of a file, each in one line; None when it is no such list.

    What stands between the strings of JSON is there too, so that nothing is passed over.
    """
    try:
        if file.path.endswith(".json"):
            parts = _STRING.split(file.content)
            between = b"".join({*parts[::2]}).replace(b"\n", b"")
            return {between, *map(unescaped, {*parts[1::2]})}
        if file.path.endswith(".csv"):
            rows = csv.reader(io.StringIO(file.content.decode("utf-8", _NO_UTF_8), newline=""))
            return _in_lines(cell.replace("\n", " ") for cell in {*chain.from_iterable(rows)})
        if file.path.endswith(".js") and (index := _INDEX.fullmatch(file.content)):
            return _in_lines(_indexed(json.loads(index[1])))
    except (csv.Error, KeyError, IndexError, TypeError, ValueError):
        pass
    return None


def unescaped(string: bytes) -> bytes:
    """Return a string of JSON with the characters that its escapes stand for, in one line."""
    return _CODE_POINTS.sub(_code_points, _ESCAPE.sub(b" ", string)).replace(b"\n", b" ")


def _indexed(index: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a search index, those of entries put together again from their codes."""
    words = index["words"].split(" ")
    # Its words in the order of their number are no text, unless it is no vocabulary.
    yield from words if len({*words}) == len(words) else [index["words"]]
    digits, last = index["digits"], index["last"]
    ends, others = re.escape(digits[:last]), re.escape(digits[last:])
    one = re.compile(f"[{others}]*[{ends}]")
    coded = {_code(number, digits, last): word for number, word in enumerate(words)}
    for *facts, codes in index["entries"]:
        yield from facts
        yield " ".join(map(coded.__getitem__, one.findall(codes)))


def _code(number: int, digits: str, last: int) -> str:
    """Return the code of a number: lowest digits first, the last of them below `last`."""
    written = ""
    while number >= last:
        number, rest = divmod(number, len(digits) - last)
        written += digits[last + rest]
    return written + digits[number]


def _in_lines(texts: Iterable[str]) -> set[bytes]:
    """Return texts that are one line each."""
    return {*"\n".join(texts).encode("utf-8", _NO_UTF_8).split(b"\n")}


def _code_points(found: re.Match[bytes]) -> bytes:
    """Return the characters that escapes stand for, two for one where it is far out."""
    pairs = bytes.fromhex(found[0].replace(b"\\u", b"").decode())
    return pairs.decode("utf-16-be", _NO_UTF_8).encode("utf-8", _NO_UTF_8)
