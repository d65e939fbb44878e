"""Numbers, amounts of time and days from text: what is right, what is wrong with the rest, what to write.

Nothing is guessed: a text that may mean two things means none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

# Digits are those of ASCII: `\d` would take the digits of every script.
_FRACTION = re.compile(r"(0|[1-9][0-9]{0,8})/([1-9][0-9]{0,8})")
NUMBER = r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,9})?|\.[0-9]{1,9}"
"""How a number may be written."""
_NUMBER = re.compile(NUMBER)
_HOURS_AND_MINUTES = re.compile(
    r"([0-9]{1,6})\s?h(?:\s?([0-5][0-9])|\s?([0-5]?[0-9])\s?(?:m|min))?"
)
_MINUTES = re.compile(r"([0-9]{1,7})\s?(?:m|min)")
AMOUNT = rf"{_HOURS_AND_MINUTES.pattern}|{_MINUTES.pattern}|(?:{NUMBER})\s*h?"
"""How an amount of time may be written."""
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
YEARS = range(1950, 2200)
"""Those of any career; other years are slips of the pen."""
_PASTED = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"), ""),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\u00ad"), ""),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
}
"""What word processors put in place of plain quotation marks, spaces and hyphens."""
_PARTS = {"\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75"}
FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
"""Words for true and false, in any case."""
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april")),
            *(("may",), ("jun", "june"), ("jul", "july"), ("aug", "august")),
            *(("sep", "sept", "september"), ("oct", "october")),
            *(("nov", "november"), ("dec", "december")),
        ),
        start=1,
    )
    for name in names
}


def number(text: str) -> Fraction | None:
    """Return a plain decimal number, never negative: `7`, `2.5`; None for `1,5`, `012`, `1e3` or `1_000`."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def figure(text: str) -> Fraction | None:
    """Return a number, or a fraction such as `1/6`, whose decimals have no end; None for all else."""
    match = _FRACTION.fullmatch(text)
    return Fraction(int(match[1]), int(match[2])) if match else number(text)


def amount(text: str) -> Fraction | None:
    """Return hours: `6`, `2.5`, `2h`, `2h30`, `2h 30m`, `150m`, `150 min`; None for `1:30` and all else."""
    match = _HOURS_AND_MINUTES.fullmatch(text)
    if match:
        return Fraction(match[1]) + Fraction(match[2] or match[3] or 0) / 60
    match = _MINUTES.fullmatch(text)
    if match:
        return Fraction(match[1]) / 60
    return number(text.removesuffix("h").rstrip()) if text.endswith("h") else number(text)


def day(text: str) -> date | None:
    """Return an ISO date of the years 1950 to 2199; None for all else, `2026-1-5` and `2026-02-30` too."""
    match = _DAY.fullmatch(text)
    if match is None or int(match[1]) not in YEARS:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def flag(text: str) -> bool | None:
    """Return what `true`, `yes`, `on` and their opposites mean to a person; None for all else."""
    return FLAGS.get(text.casefold())


def number_fault(text: str) -> str:
    """Say what is wrong with a text that is no number."""
    return "is less than 0" if _is_negative(text, number) else "is not a number"


def amount_fault(text: str) -> str:
    """Say what is wrong with a text that is no amount of time."""
    return "is less than 0" if _is_negative(text, amount) else "is not an amount of time"


def day_fault(text: str) -> str:
    """Say what is wrong with a text that is no date of these years."""
    parts = _DAY.fullmatch(text)
    if parts and int(parts[1]) not in YEARS:
        return f"lies outside the years {YEARS[0]} to {YEARS[-1]}"
    return "is not a date"


def _is_negative(text: str, read: Callable[[str], Fraction | None]) -> bool:
    """Tell whether a text is an amount with a minus in front."""
    plain = unpasted(text)
    return plain.startswith("-") and read(plain[1:].lstrip()) is not None


def unpasted(text: str) -> str:
    """Return a text as it was before a word processor made it pretty."""
    plain = text.translate(_PASTED).strip()
    marks = "".join(_PARTS)
    return re.sub(
        rf"(?<![0-9])([0-9]*) ?([{marks}])", lambda m: f"{m[1] or 0}{_PARTS[m[2]]}", plain
    )


def plain_number(pasted: str) -> str:
    """Return the only number that a text can mean, as it should be written; "" when there is a doubt."""
    text = _dotted(unpasted(pasted))
    return text if number(text) is not None else ""


def plain_amount(pasted: str) -> str:
    """Return the only amount of time that a text can mean, as it should be written; "" in doubt."""
    text = _dotted(unpasted(pasted))
    if amount(text) is not None:
        return text
    short = text.casefold()
    for word, unit in (("hours?|hrs?", "h"), ("minutes?|mins?", "m"), (r"\.$", "")):
        short = re.sub(rf"(?:{word})", unit, short)
    return short.strip() if amount(short.strip()) is not None else ""


def plain_day(pasted: str) -> str:
    """Return the only day that a text can mean, as it should be written; "" when there is a doubt."""
    iso = _year_first(unpasted(pasted))
    return iso if day(iso) else ""


def _dotted(text: str) -> str:
    """Return a number with a full stop for its comma; before three digits it may part thousands."""
    return re.sub(r"^([0-9]+),([0-9]{1,2})(?![0-9])", r"\1.\2", text)


def _year_first(text: str) -> str:
    """Return year, month and day that a text gives in this order or in words; "" for any other text."""
    parts = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text)
    parts = parts or re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text)
    if parts:
        return f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}"
    words = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]+),? ([0-9]{4})", text)
    month = MONTHS.get(words[2].casefold()) if words else None
    return f"{words[3]}-{month:02}-{int(words[1]):02}" if words and month else ""


def number_remedy(pasted: str) -> str:
    """Say how a person's number could be written."""
    found, text = plain_number(pasted), unpasted(pasted)
    if found:
        return _written(found, text)
    if _is_negative(text, number):
        return "write 0 or more"
    plain = re.sub(r"(?<=\d)[_, ](?=\d{3}\b)", "", text)
    if plain != text and number(plain) is not None:
        other = text.replace(",", ".")
        fraction = f", or {other} for a fraction" if number(other) is not None else ""
        return f"write {plain}, without marks between the digits{fraction}"
    comma = re.fullmatch(r"([0-9]+),([0-9]+)", text)
    if comma:
        return f"write {comma[1]}.{comma[2]}, with a full stop"
    leading = re.fullmatch(r"0+([0-9]+(?:\.[0-9]+)?)", text)
    if leading:
        return f"write {leading[1]}, without the leading zero"
    return "write a number such as 7 or 2.5"


def figure_remedy(pasted: str) -> str:
    """Say how a person's figure could be written."""
    text = re.sub(r"\s*[/\u2044\u2215\u00f7]\s*", "/", unpasted(pasted))
    if text != pasted and figure(text) is not None:
        return f"write {text}"
    return number_remedy(pasted).replace("such as 7 or 2.5", "such as 7, 2.5 or 1/6")


def amount_remedy(pasted: str) -> str:
    """Say how a person's amount of time could be written."""
    found, text = plain_amount(pasted), unpasted(pasted)
    if found:
        return _written(found, text)
    if _is_negative(text, amount):
        return "write 0 or more"
    clock = re.fullmatch(r"([0-9]{1,3}):([0-5][0-9])", text)
    if clock:
        return f"write {int(clock[1])}h{clock[2]} for hours and minutes"
    found = number_remedy(text)
    return "write 6, 1.5, 2h30 or 90m" if found.startswith("write a number") else found


def _written(number: str, text: str) -> str:
    """Say how a number is written that stands there otherwise."""
    return f"write {number}, with a full stop" if "," in text else f"write {number}"


def day_remedy(pasted: str) -> str:
    """Say how a person's date could be written; never decides between day and month."""
    found, text = plain_day(pasted), unpasted(pasted)
    if found:
        return f"write {found}"
    written = _year_first(text)
    if written and int(written[:4]) not in YEARS:
        return f"look at the year: it must be from {YEARS[0]} to {YEARS[-1]}"
    if written:
        return "there is no such day: look at the calendar again"
    timed = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]", text)
    if timed and day(timed[1]):
        return f"write {timed[1]}: a date has no time of day"
    return "write year, month and day as 2025-06-12"
