"""Amounts and days inside sentences."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

_PLACES = 9
"""As many decimals as a file may have."""


def shown(amount: Fraction) -> str:
    """Return the amount in decimals, rounded half up to two places, without idle zeros."""
    if amount.denominator == 1:
        return str(amount.numerator)
    hundredths = (200 * amount.numerator + amount.denominator) // (2 * amount.denominator)
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f".{rest:02}".rstrip("0").rstrip(".")
    return f"{'-' if hundredths < 0 else ''}{whole}{decimals}"


def exact(amount: Fraction) -> str:
    """Return the amount in decimals where they have an end, else as a fraction: `2.5`, `1/6`."""
    parts = amount * 10**_PLACES
    if parts.denominator != 1:
        return str(amount)
    whole, rest = divmod(parts.numerator, 10**_PLACES)
    return f"{whole}.{rest:0{_PLACES}}".rstrip("0").rstrip(".")


def many(number: int, one: str, several: str) -> str:
    """Return the number with the word that fits it, such as `1 day` or `2 days`."""
    return f"{number} {one if number == 1 else several}"


def remarks(*said: str) -> str:
    """Return what is said of one thing as one text, what is empty left out."""
    return "; ".join(filter(None, said))


def uncapital(text: str) -> str:
    """Return a heading as it stands inside a sentence: `Part of the Code` as `part of the Code`."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(words: Iterable[str]) -> str:
    """Return the words as a list that reads aloud: `a, b and c`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
