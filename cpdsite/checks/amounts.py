"""Amounts in the words of a report: exactly as much as the author wrote."""

from __future__ import annotations

from fractions import Fraction

_PLACES = 9
"""As many decimals as the front matter takes."""


def exact(amount: Fraction) -> str:
    """An amount in decimals where it has an end, else as a fraction: `2.5`, `7/3`."""
    parts = amount * 10**_PLACES
    if parts.denominator != 1:
        return str(amount)
    whole, rest = divmod(parts.numerator, 10**_PLACES)
    return f"{whole}.{rest:0{_PLACES}}".rstrip("0").rstrip(".")


def hours(amount: Fraction) -> str:
    """Hours as an author may have written them: `1 hour`, `2.5 hours`, `2h20`."""
    minutes = amount * 60
    if "/" in exact(amount) and minutes.denominator == 1:
        return f"{minutes.numerator // 60}h{minutes.numerator % 60:02}"
    return f"{exact(amount)} {'hour' if amount == 1 else 'hours'}"
