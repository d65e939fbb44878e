"""Words made fit for an address."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SLUG_LIMIT = 100
SEGMENT_LIMIT = 200
"""The longest in bytes of UTF-8; no disk takes more than 255 in one name."""

DEVICES = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""What Windows takes for a device, whatever ending it has: nothing can bear such a name there."""

_SIGNS = ((r"(?<=[\w+])[+]", " plus "), (r"(?<=\w)#", " sharp "), ("&", " and "))
"""Signs that tell one name from another, as in `C++` and `C#`."""


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Return lower-case letters and digits of any script joined by hyphens; never empty."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    for sign, word in _SIGNS:
        folded = re.sub(sign, word, folded)
    words = _joined(folded.replace("_", "-"), "").strip("-")
    return _cut(words or "-".join(f"{ord(letter):x}" for letter in text) or "none", SLUG_LIMIT)


def slugs(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the slug of each text that says something."""
    return tuple(slug(text) for text in texts if text)


def segment(stem: str) -> str:
    """Return a file's stem as one segment of an address: unchanged where it can be, in NFC."""
    whole = _joined(unicodedata.normalize("NFC", stem), "_.~-").strip("-.") or slug(stem)
    return _cut(whole, SEGMENT_LIMIT)


def _cut(name: str, limit: int) -> str:
    """Return a name that is no longer than a limit: of a longer one its beginning and its hash."""
    data = name.encode()
    if len(data) <= limit:
        return name
    ending = f"-{hashlib.blake2b(data, digest_size=4).hexdigest()}"
    return data[: limit - len(ending)].decode(errors="ignore").rstrip("-.") + ending


def _joined(text: str, besides: str) -> str:
    """Return letters with their marks, digits and what is kept besides, a hyphen for all between."""
    kept = (c if c.isalnum() or c in besides or _is_mark(c) else " " for c in text)
    return re.sub(r" +", "-", "".join(kept))


def _is_mark(character: str) -> bool:
    """Tell whether a character belongs to the letter before it, as the vowels of many scripts do."""
    return unicodedata.category(character).startswith("M")
