"""The words of any file, however it writes them down: HTML, JSON, addresses, base64, the search's codes."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from cpdsite.model.page import Page

PHRASE = 40
"""So many characters in a row tell one text from another."""

_PHRASES = re.compile(rf"(?=(.{{{PHRASE}}}))[^ ]+ ?", re.DOTALL)
_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\0")
_ASCII = 0x80
_BARE = bytes(byte if byte in _KEPT or byte >= _ASCII else 0x20 for byte in range(256)).lower()
"""What becomes of each byte of UTF-8: lower case, and a blank for what belongs to no word."""
_OTHER_MARKS = re.compile(r"[^\w\x00-\x7f]+")
_BREAK = re.compile(
    r"</?(?:p|h[1-6]|li|t[dhr]|d[tdl]|[uo]l|div|section|article|header|footer|nav|main|title|text"
    r"|figure|figcaption|option|summary|caption|pre|blockquote|entry|content)\b[^>]*>|\",|\": "
)
"""Where one text ends and another begins: a phrase stands on one side of it."""
_TAG = re.compile(r"<[^>]*>")
_TELLING_TAG = re.compile(rf"<[^>]{{{PHRASE},}}>")
"""A tag long enough to hold a phrase in an attribute."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf]")
_CODED = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{54,}")
_INDEX = re.compile(rb"[\w.]+ = (\{.*\});\s*", re.DOTALL)


def phrases(text: str) -> list[str]:
    """Return each stretch of PHRASE characters of bare text that begins with a word."""
    return _PHRASES.findall(text)


def bare(text: str) -> str:
    """Return a text as words in lower case with one blank between them."""
    if not text.isascii():
        text = _OTHER_MARKS.sub(" ", text.lower())
    return " ".join(text.encode("utf-8", "replace").translate(_BARE).decode().split())


def wordings(files: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Yield the path of each file and its bare text, so that every phrase of it is in some yield.

    Pages have much in common: a line is left out where it was there before, behind the same words.
    """
    known: dict[bytes, str] = {}
    behind: set[tuple[str, bytes]] = set()
    for file in files:
        words: list[str] = []
        end, gap = "", False
        for line in file.content.split(b"\n"):
            text = known.get(line)
            if text is None:
                text = known[line] = told(line.decode("utf-8", "replace"))
            if not text:
                continue
            if (end, line) in behind:
                gap = True
            else:
                behind.add((end, line))
                words += ["\0", end, text] if gap else [text]
                gap = False
            end = f"{end} {text}"[-PHRASE:]
        yield file.path, " ".join(words)
        for one in _indexed(file.content) if file.path.endswith(".js") else ():
            yield file.path, bare(one)


def told(text: str) -> str:
    """Return a line in each way in which it may be understood, one after the other."""
    packed = [bare(data.decode("utf-8", "replace")) for data in unpacked(text)]
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    if "&" in text:
        text = unescape(text)
    if "%" in text:
        text = unquote(text)
    text = _BREAK.sub(_broken, text)
    if "<" not in text:
        return " \0 ".join([bare(text), *packed])
    attributes = [bare(tag) for tag in _TELLING_TAG.findall(text)]
    # The text without its tags comes first and its end last, for its neighbours to go on with.
    shown = bare(_TAG.sub(" ", text))
    hidden = [*attributes, *packed]
    return " \0 ".join([shown, *hidden, shown[-PHRASE:]]) if hidden else shown


def unpacked(text: str) -> Iterator[bytes]:
    """Yield what stands in a text as base64."""
    for coded in _CODED.findall(text):
        whole = coded[: len(coded) - (len(coded) % 4 == 1)]
        try:
            yield base64.b64decode(whole + "=" * (-len(whole) % 4))
        except binascii.Error:
            continue


def _broken(match: re.Match[str]) -> str:
    """Return what stands for a break: of a long tag its attributes stay, to be looked at."""
    found = match[0]
    return " \0 " if len(found) < PHRASE else f" \0 {found} \0 "


def _unescaped(escape: re.Match[str]) -> str:
    """Return the character that an escape of JSON stands for; a blank for an end of a line."""
    return chr(int(escape[1], 16)) if escape[1] else " "


def _indexed(script: bytes) -> Iterator[str]:
    """Yield the texts of a search index, put together again from their codes."""
    match = _INDEX.fullmatch(script)
    try:
        found = json.loads(match[1]) if match else {}
        words, digits, last = found["words"].split(" "), found["digits"], found["last"]
        for entry in found["entries"]:
            yield " ".join(words[number] for number in _numbers(entry[-1], digits, last))
    except (KeyError, IndexError, TypeError, ValueError):
        return


def _numbers(coded: str, digits: str, last: int) -> Iterator[int]:
    """Yield the numbers that codes stand for: lowest digits first, the last of each below `last`."""
    number, place = 0, 1
    for value in map(digits.index, coded):
        if value < last:
            yield number + value * place
            number, place = 0, 1
        else:
            number += (value - last) * place
            place *= len(digits) - last
