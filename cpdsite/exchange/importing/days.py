"""Days as people and spreadsheets write them; between day and month nobody guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cpdsite.model.profile import Order
from cpdsite.parse.scalars import MONTHS, day, unpasted

_CLOCK = re.compile(
    r"(?:[T ]|, ?| at )\s*([0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?\s?(?:[ap]\.?m\.?)?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?(?:\s?(?:-|to)\s?[0-9]{1,2}[:.][0-9]{2}\s?(?:[ap]\.?m\.?)?)?)$",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"0?0[:.]00(?:[:.]00(?:\.0+)?)?Z?")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? ", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEAR_FIRST = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ -]?([a-z]+)[.,]?[ -]?'?([0-9]{4}|[0-9]{2})"
    r"|([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r" (?:-|to|until|till) |(?<=[0-9a-z])-(?=[0-9]{1,2}[/.]|[0-9]{4}-)|(?<=[0-9]{4})-"
)
_SAME_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)? ?(?:-|to|and|&) ?([0-9]{1,2}\D.*)", re.IGNORECASE
)
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([a-z]+)\.?", re.IGNORECASE)
_STORED = re.compile(r"[0-9]{4}-[0-9]{2}-([0-9]{2})(?: |$)")
"""A date as a workbook stores it."""
_MONTHS_OF_A_YEAR = 12
_CENTURY = 69
"""Years of two digits from here on are of the last century, as for POSIX."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """One way of reading a text as a day, or as the first and last of several."""

    first: date
    last: date | None = None
    order: Order | None = None
    """In which order it must be read; None where there is only one way."""
    clock: str = ""
    """The time of day beside it, which an entry has no field for; "" for none and for midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the dates of one column tell of their order."""

    order: Order | None = None
    doubtful: bool = False
    """Whether no date of the column tells, and one could be read both ways."""
    mixed: bool = False
    """Whether some can only be read one way and some only the other."""
    swapped: bool = False
    """Whether a spreadsheet may have swapped day and month before: it makes dates of those texts
    that it can read its own way, which have no day above 12, and leaves the others as they are."""


def readings(text: str) -> tuple[Days, ...]:
    """Return the ways in which a text can be read: none, one, or one for each order."""
    plain = re.sub(r"\s+", " ", unpasted(text))
    found = list(_single(plain)) or list(_several(plain))
    if len({(days.first, days.last) for days in found}) == 1:
        return (replace(found[0], order=None if len(found) > 1 else found[0].order),)
    return tuple(found)


def read_days(text: str, verdict: Verdict) -> Days | None:
    """Return what a text says under the order of its column; None when it is no date or in doubt."""
    found = readings(text)
    if verdict.order is not None:
        found = tuple(days for days in found if days.order in {None, verdict.order})
    return found[0] if len(found) == 1 else None


def judge(texts: Sequence[str]) -> Verdict:
    """Tell the order of a column from those of its dates that can be read in one way only."""
    told: set[Order] = set()
    doubtful = False
    for text in texts:
        found = readings(text)
        doubtful = doubtful or len(found) > 1
        told |= {days.order for days in found if len(found) == 1 and days.order}
    if len(told) > 1:
        return Verdict(mixed=True)
    stored = [int(match[1]) for text in texts if (match := _STORED.match(text))]
    swapped = bool(told) and bool(stored) and max(stored) <= _MONTHS_OF_A_YEAR
    order = told.pop() if told else None
    return Verdict(order=order, doubtful=doubtful and order is None, swapped=swapped)


def _single(text: str) -> Iterator[Days]:
    """Yield the readings of a text as one day."""
    clock = _CLOCK.search(text)
    whole = text[: clock.start()] if clock else text
    beside = clock[1] if clock and not _MIDNIGHT.fullmatch(clock[1]) else ""
    weekday = _WEEKDAY.match(whole)
    bare = whole[weekday.end() :] if weekday else whole
    for found, order in _day(bare.strip(" ,")):
        if not weekday or _WEEKDAYS[found.weekday()] == weekday[0][:3].casefold():
            yield Days(first=found, order=order, clock=beside)


def _several(text: str) -> Iterator[Days]:
    """Yield the readings of a text as a first and a last day."""
    short = _SAME_MONTH.fullmatch(text)
    if short:
        for last in _single(short[2]):
            number = int(short[1])
            if not last.clock and 0 < number < last.first.day:
                yield Days(first=last.first.replace(day=number), last=last.first, order=last.order)
        return
    for split in _BETWEEN.finditer(text):
        before, after = text[: split.start()], text[split.end() :]
        for last in _single(after):
            named = _DAY_AND_MONTH.fullmatch(before)
            starts = list(_single(f"{before} {last.first.year}" if named else before))
            for first in starts:
                order = first.order or last.order
                agreed = order == (last.order or order)
                if agreed and first.first <= last.first and not first.clock + last.clock:
                    yield Days(first=first.first, last=last.first, order=order)


def _day(text: str) -> Iterator[tuple[date, Order | None]]:
    """Yield the days that a text without a time may be."""
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        parts = (1, 3, 4) if match[1] else (5, 6, 7)
        year, month, number = (match[part] for part in parts)
        yield from _known(year, month, number, None)
        return
    match = _YEAR_LAST.fullmatch(text)
    if match:
        yield from _known(match[4], match[3], match[1], Order.DAY_FIRST)
        yield from _known(match[4], match[1], match[3], Order.MONTH_FIRST)
        return
    match = _NAMED.fullmatch(text)
    if match:
        number, name, year = match.groups()[:3] if match[1] else (match[5], match[4], match[6])
        if name.casefold() in MONTHS:
            yield from _known(year, str(MONTHS[name.casefold()]), number, None)


def _known(
    year: str, month: str, number: str, order: Order | None
) -> Iterator[tuple[date, Order | None]]:
    """Yield the day of these numbers where the calendar has it."""
    if len(year) == len("24"):
        year = f"{19 if int(year) >= _CENTURY else 20}{year}"
    found = day(f"{year}-{int(month):02}-{int(number):02}")
    if found is not None:
        yield found, order
