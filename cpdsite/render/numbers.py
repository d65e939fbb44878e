"""Amounts as a reader sees them: rounded once, here, and never past what is asked."""

from __future__ import annotations

from fractions import Fraction

from cpdsite.model.scheme import Unit


def shown(amount: Fraction, *, short_of: Fraction | None = None) -> str:
    """`12.5` or `1,200`: half-up to two places; short of a figure it stays below it as shown."""
    hundredths = _hundredths(amount)
    if short_of is not None and amount < short_of:
        hundredths = max(0, min(hundredths, _hundredths(short_of) - 1))
    return _written(hundredths)


def shortfall(missing: Fraction) -> str:
    """What is missing, like any amount, but never `0` while something is."""
    return _written(max(_hundredths(missing), 1 if missing > 0 else 0))


def counted(amount: Fraction, unit: Unit, *, short_of: Fraction | None = None) -> str:
    """An amount with its unit: `1 hour`, `0.5 hours`, `12 hours`."""
    text = shown(amount, short_of=short_of)
    return f"{text} {unit.label if text == '1' else unit.labels}"


def percent(amount: Fraction, *, short_of: Fraction | None = None) -> str:
    """`68%`: whole, half-up; with its decimals where it would reach a figure that it is short of."""
    whole = _rounded(amount, 1)
    if short_of is not None and amount < short_of <= whole:
        return f"{shown(amount, short_of=short_of)}%"
    return f"{whole}%"


def _hundredths(amount: Fraction) -> int:
    """An amount in hundredths, half-up."""
    return _rounded(amount, 100)


def _rounded(amount: Fraction, times: int) -> int:
    """So many times an amount, half-up: in whole numbers, as fractions take ten times as long."""
    numerator, denominator = amount.as_integer_ratio()
    return (2 * times * numerator + denominator) // (2 * denominator)


def _written(hundredths: int) -> str:
    """Hundredths as a decimal number without idle zeros."""
    whole, part = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole:,}.{part:02}".rstrip("0").rstrip(".")
