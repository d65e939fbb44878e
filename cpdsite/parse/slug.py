"""Words made fit for an address."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """Return lower-case letters and digits of any script joined by hyphens; never empty."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    words = _joined(folded.replace("_", "-"), "").strip("-")
    return words or "-".join(f"{ord(letter):x}" for letter in text) or "none"


def segment(stem: str) -> str:
    """Return a file's stem as one segment of an address: unchanged where it can be, in NFC."""
    return _joined(unicodedata.normalize("NFC", stem), "_.~-").strip("-.") or slug(stem)


def _joined(text: str, besides: str) -> str:
    """Return letters with their marks, digits and what is kept besides, a hyphen for all between."""
    kept = (c if c.isalnum() or c in besides or _is_mark(c) else " " for c in text)
    return re.sub(r" +", "-", "".join(kept))


def _is_mark(character: str) -> bool:
    """Tell whether a character belongs to the letter before it, as the vowels of many scripts do."""
    return unicodedata.category(character).startswith("M")
