"""Hours and points as people and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from cpdsite.model.profile import Unit
from cpdsite.parse.scalars import amount, number, unpasted

_WORDS = ((r"\s*\b(?:and|,)\s+(?=[0-9])", " "), (r"\s*(?:hours?|hrs?)\b\.?", "h"))
_MINUTES = re.compile(r"\s*(?:minutes?|mins?)\b\.?")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::00)?")
_COMMA = re.compile(r"(0|[1-9][0-9]*),([0-9]{1,2})|(0),([0-9]+)")
_COUNTED = re.compile(
    r"\s*(?:cpd|cpe|pdu|ceu|point|pt|credit|unit|hour|hr)s?(?:\s+(?:point|credit|unit|hour)s?)?"
)
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
HOURS_OF_A_DAY = 24


def read_hours(text: str, unit: Unit | None) -> Fraction | None:
    """Return hours exactly: `2:30`, `2h`, `150 min`, `1,5`; None for all else, `1,500` too.

    A number alone counts the unit; without a unit it says nothing.
    """
    plain = unpasted(text).casefold()
    clock = _CLOCK.fullmatch(plain)
    if clock:
        return Fraction(clock[1]) + Fraction(clock[2]) / 60
    if _PLAIN.fullmatch(plain):
        found = number(_with_point(plain))
        if found is None or unit is None:
            return None
        return found / 60 if unit is Unit.MINUTES else found
    for word, short in _WORDS:
        plain = re.sub(word, short, plain)
    plain = _MINUTES.sub("m", plain)
    return amount(re.sub(r"[0-9,]+", lambda found: _with_point(found[0]), plain))


def read_number(text: str) -> Fraction | None:
    """Return a number, with or without the name of what it counts; None for all else."""
    plain = unpasted(text).casefold()
    match = re.match(r"[0-9.,]+", plain)
    rest = plain[match.end() :] if match else plain
    if match is None or (rest and not _COUNTED.fullmatch(rest)):
        return None
    return number(_with_point(match[0]))


def unit_of(heading: str, texts: Iterable[str]) -> Unit | None:
    """Return what the numbers of a column count; None when its heading does not say and some are large."""
    if re.search(r"\b(?:minutes?|mins?)\b", heading.casefold()):
        return Unit.MINUTES
    if re.search(r"\b(?:hours?|hrs?|hr)\b", heading.casefold()):
        return Unit.HOURS
    plain = (unpasted(text) for text in texts)
    numbers = [number(_with_point(text)) for text in plain if _PLAIN.fullmatch(text)]
    return Unit.HOURS if all((n or 0) <= HOURS_OF_A_DAY for n in numbers) else None


def is_clock(text: str) -> bool:
    """Tell whether a text could be a time of day."""
    return bool(_CLOCK.fullmatch(unpasted(text)))


def _with_point(text: str) -> str:
    """Return a number with a comma as one with a point; `1,500`, which may be either, stays."""
    comma = _COMMA.fullmatch(text)
    return text.replace(",", ".") if comma else text
