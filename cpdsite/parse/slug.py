"""Words made fit for an address."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """Return lower-case letters and digits of any script joined by hyphens; never empty."""
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text).casefold()).strip("-")
    return words or "-".join(f"{ord(letter):x}" for letter in text) or "none"


def segment(stem: str) -> str:
    """Return a file's stem as one segment of an address: unchanged where it can be, in NFC."""
    return re.sub(r"[^\w.~-]+", "-", unicodedata.normalize("NFC", stem)).strip("-.") or slug(stem)
