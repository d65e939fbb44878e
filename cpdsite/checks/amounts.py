"""Amounts in the words of a report: exactly as much as the author wrote."""

from __future__ import annotations

from fractions import Fraction

from cpdsite.assess.words import exact


def hours(amount: Fraction) -> str:
    """Hours as an author may have written them: `1 hour`, `2.5 hours`, `2h20`."""
    minutes = amount * 60
    if "/" in exact(amount) and minutes.denominator == 1:
        return f"{minutes.numerator // 60}h{minutes.numerator % 60:02}"
    return f"{exact(amount)} {'hour' if amount == 1 else 'hours'}"
