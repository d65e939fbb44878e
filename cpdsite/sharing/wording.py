"""The texts of any file in bare letters, however it writes them down: HTML, JSON, CSV, addresses, base64.

Only letters and digits are kept, in small letters and with nothing between them, so that markup inside
a sentence, ends of lines, escapes and punctuation make no difference. Where a text ends, as at the end
of a paragraph, a cell or an attribute, another begins.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from string import ascii_letters, digits
from urllib.parse import unquote, unquote_to_bytes

from cpdsite.model.page import Page
from cpdsite.sharing.formats import strings_of, unescaped

_NAMED = len("2025-01-01-a")
"""A shorter text is no name and tells nothing."""
LETTERS = 28
"""So many letters and digits in a row tell one text from another: forty characters have no fewer."""

END = b"\0"
"""What stands between two texts of one line."""
_SMALL = bytes(range(256)).lower()
_NO_LETTERS = bytes(byte for byte in range(128) if chr(byte) not in f"{ascii_letters}{digits}\0\n")
_MARKS = re.compile(r"[^\w\x00]+")
"""Marks beyond ASCII, in what has no others left."""
_TAG = re.compile(rb"<[a-zA-Z/!?][^>\n]*>")
_INLINE = re.compile(
    rb"</?(?:a|abbr|b|bdi|bdo|br|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span"
    rb"|strong|sub|sup|time|tspan|u|var|wbr)(?:[ /][^>\n]*)?>",
    re.IGNORECASE,
)
"""Markup inside a text: it does not end there."""
_REFERENCE = re.compile(rb"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);?")
_NAME = re.compile(rb"-\d\d-\d\d-[\w\x80-\xff%-]+")
"""The name of an entry, but for its year: what begins with one sign is found sooner."""
_ENCODED = re.compile(rb"%[0-9a-fA-F]{2}")
_PERCENT = re.compile(rb"(?:%[0-9a-fA-F]{2})+")
_CODED = re.compile(rb"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{54,}")
_RUN = b"a" * 54
_CODES = bytes(
    ord("a" if chr(byte) in f"{ascii_letters}{digits}+/" else " ") for byte in range(256)
)
"""Shows where base64 may be: looking for a run of one letter is quick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What files say, each thing once."""

    texts: frozenset[bytes]
    """In bare letters, those of LETTERS and more."""
    names: frozenset[str]
    """What could be the id of an entry, which begins with a day."""


def told_by(files: Iterable[Page]) -> Told:
    """Return what files say: that of all is that of each by itself.

    Pages have most lines in common, which are read once.
    """
    found: set[bytes] = set()
    names: set[str] = set()
    strings: set[bytes] = set()
    tags: set[bytes] = set()
    open_ends: dict[bytes, bytes] = {}
    for file in files:
        listed = strings_of(file)
        if listed is not None:
            strings |= listed
            continue
        lines = file.content.split(b"\n")
        if new := [*set(lines).difference(open_ends)]:
            joined = b"\n".join(new)
            names.update(names_in(joined))
            tags.update(_TAG.findall(joined))
            for line, told in zip(new, markup(joined), strict=True):
                first, *others = told.split(END)
                found.update(others[:-1])
                open_ends[line] = first + END + others[-1] if others else first
            found.update(_in_other_words(joined))
        found.update(b"".join(map(open_ends.__getitem__, lines)).split(END))
    joined = b"\n".join(one for one in strings if len(one) >= _NAMED)
    found.update(bare(joined), _marked(joined), _in_other_words(joined), _values(tags))
    names.update(names_in(joined))
    return Told(
        texts=frozenset(text for text in found if len(text) >= LETTERS),
        names=frozenset(names),
    )


def one_a_line(texts: Iterable[str]) -> bytes:
    """Return texts as `bare` and `markup` take them."""
    every = [*texts]
    joined = "\0".join(every).replace("\n", " ")
    if joined.count("\0") >= len(every) > 0:
        joined = "\0".join(text.replace("\0", " ") for text in every).replace("\n", " ")
    return joined.replace("\0", "\n").encode("utf-8", "replace")


def bare(lines: bytes) -> list[bytes]:
    """Return of each line, a plain text, its letters and digits."""
    found = lines.translate(_SMALL, _NO_LETTERS).split(b"\n")
    return found if lines.isascii() else [*map(_beyond_ascii, found)]


def markup(lines: bytes) -> list[bytes]:
    """Return of each line, HTML or XML, its bare texts with END between them."""
    if b"<" in lines:
        lines = _TAG.sub(END, _INLINE.sub(b"", lines))
    if b"&" in lines:
        lines = _REFERENCE.sub(_referred, lines)
    return bare(lines)


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what stands in a file as base64, if it is as long as a phrase."""
    if _RUN not in content.translate(_CODES):
        return
    for coded in _CODED.findall(content):
        whole = coded[: len(coded) - (len(coded) % 4 == 1)]
        try:
            yield base64.b64decode(whole + b"=" * (-len(whole) % 4))
        except binascii.Error:
            continue


def names_in(lines: bytes) -> set[str]:
    """Return what begins with a day, and may be the id of an entry, in each way to read it."""
    places = [found.span() for found in _NAME.finditer(lines)]
    written = {lines[max(0, first - len("2025")) : last] for first, last in places}
    names = {name.decode("utf-8", "replace") for name in written}
    names |= {unquote(name) for name in names if "%" in name}
    return names | {name.rstrip("_-") for name in names}


def _marked(lines: bytes) -> Iterator[bytes]:
    """Yield the texts of strings that may be HTML."""
    if b"<" in lines or b"&" in lines:
        marked = (one for one in lines.split(b"\n") if b"<" in one or b"&" in one)
        for told in markup(b"\n".join(marked)):
            yield from told.split(END)


def _in_other_words(lines: bytes) -> Iterator[bytes]:
    """Yield the texts of lines as a browser or a program may understand them, but no eye does."""
    others = [data.replace(b"\n", b" ") for data in unpacked(lines)]
    if _ENCODED.search(lines):
        others += (_PERCENT.sub(_unquoted, one) for one in lines.split(b"\n") if b"%" in one)
    if b"\\" in lines:
        others += (unescaped(one) for one in lines.split(b"\n") if b"\\" in one)
    if others:
        joined = b"\n".join(others)
        for told in markup(joined):
            yield from told.split(END)
        yield from _values({*_TAG.findall(joined)})


def _values(tags: Iterable[bytes]) -> list[bytes]:
    """Return what attributes and comments say."""
    long = [tag for tag in tags if len(tag) >= LETTERS]
    found = {value for value in b'"'.join(long).split(b'"') if len(value) >= LETTERS}
    found.update(tag for tag in long if tag.startswith(b"<!--"))
    values = b"\n".join(found)
    return bare(_REFERENCE.sub(_referred, values) if b"&" in values else values)


def _beyond_ascii(line: bytes) -> bytes:
    """Return a bare line with its other letters small too, and without its other marks."""
    if line.isascii():
        return line
    return _MARKS.sub("", line.decode("utf-8", "replace").lower()).encode()


def _referred(found: re.Match[bytes]) -> bytes:
    """Return the character that a reference of HTML stands for."""
    return one_a_line([unescape(found[0].decode())])


def _unquoted(found: re.Match[bytes]) -> bytes:
    """Return what stands in an address as numbers."""
    return unquote_to_bytes(found[0]).replace(b"\n", b" ")
