"""The fields of an entry: one table, and the readers of each shape that a value may have.

The table makes the readers and their messages; nothing else knows which fields there are.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cpdsite.model.entry import Kind

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
_MONTHS = {
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


_SYNONYMS = {
    **dict.fromkeys(("duration", "time", "cpd_hours", "hrs"), "hours"),
    **dict.fromkeys(("organisation", "organization", "organiser", "organizer"), "provider"),
    **dict.fromkeys(("link", "website", "web"), "url"),
    **dict.fromkeys(("attachment", "attachments", "certificate", "certificates"), "evidence"),
    **dict.fromkeys(("venue", "place"), "location"),
    **dict.fromkeys(("private", "privacy"), "visibility"),
    "reflection": "learned",
    "categories": "category",
    "start_date": "date",
    "end_date": "end",
}
"""Names that other journals have for fields, which do not look alike."""
_IN_THE_BODY = frozenset(("description", "summary", "notes", "content"))
_SHORT, _NEAR, _NEARER = 4, 0.6, 0.75
"""Up to so many letters a word must be nearer to another to be taken for it."""


class Shape(StrEnum):
    """The form that a field's value has."""

    TEXT = "text"
    TEXTS = "list of text"
    DAY = "date"
    AMOUNT = "amount of time"
    NUMBER = "number"
    FLAG = "true or false"
    CHOICE = "one word of a list"
    CLAIMS = "claims"
    EVIDENCE = "list of evidence"
    SPAN = "dates from and to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the front matter."""

    name: str
    shape: Shape = Shape.TEXT
    kinds: frozenset[Kind] = frozenset(Kind)
    """The kinds of entry that have it."""
    choices: tuple[str, ...] = ()
    about: str
    """What it says, for reference pages and editors."""


def _only(*kinds: Kind) -> frozenset[Kind]:
    return frozenset(kinds)


_ACTIVITY = _only(Kind.ACTIVITY)
_PARTNERED = _only(Kind.DISCUSSION, Kind.CONFIRMATION)

FIELDS: tuple[Field, ...] = (
    Field(name="title", about="what it was, in a few words"),
    Field(name="date", shape=Shape.DAY, about="the day completed; with `end`, the first day"),
    Field(
        name="end",
        shape=Shape.DAY,
        kinds=_ACTIVITY,
        about="the last of several days; the entry counts on it",
    ),
    Field(
        name="kind",
        shape=Shape.CHOICE,
        choices=tuple(Kind),
        about="the sort of entry; `activity` when left out",
    ),
    Field(
        name="type", kinds=_ACTIVITY, about="what sort of activity, such as `course` or `reading`"
    ),
    Field(
        name="status",
        shape=Shape.CHOICE,
        kinds=_ACTIVITY,
        choices=("done", "planned"),
        about="`planned` is shown and never counted",
    ),
    Field(name="draft", shape=Shape.FLAG, about="a draft is neither built nor counted"),
    Field(
        name="visibility",
        shape=Shape.CHOICE,
        choices=("public", "reviewer", "private"),
        about="who may see the entry",
    ),
    Field(name="highlight", shape=Shape.FLAG, kinds=_ACTIVITY, about="chosen for the reviewer"),
    Field(
        name="hours",
        shape=Shape.AMOUNT,
        kinds=_only(Kind.ACTIVITY, Kind.PRACTICE),
        about="time spent, such as `2.5`, `2h30` or `150m`",
    ),
    Field(
        name="points",
        shape=Shape.NUMBER,
        kinds=_ACTIVITY,
        about="what is claimed under the first scheme",
    ),
    Field(name="category", kinds=_ACTIVITY, about="the category claimed under the first scheme"),
    Field(name="claims", shape=Shape.CLAIMS, about="what is claimed under each scheme"),
    Field(name="provider", kinds=_ACTIVITY, about="who gave it"),
    Field(name="url", kinds=_ACTIVITY, about="its address on the web"),
    Field(name="location", kinds=_ACTIVITY, about="where it took place"),
    Field(name="tags", shape=Shape.TEXTS, about="words to find it by"),
    Field(name="need", about="why it was needed"),
    Field(name="learned", about="what was learned"),
    Field(name="applied", about="how it was applied"),
    Field(name="benefit", about="who benefits, and how"),
    Field(name="next", about="what comes next"),
    Field(
        name="structured",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it had set outcomes and a teacher or text",
    ),
    Field(name="verifiable", shape=Shape.FLAG, kinds=_ACTIVITY, about="a third party can prove it"),
    Field(
        name="participatory",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it was done together with other people",
    ),
    Field(
        name="interactive",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it was done in exchange with other people",
    ),
    Field(
        name="external",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it took place outside one's own workplace",
    ),
    Field(
        name="accredited",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="the body or its providers approved it",
    ),
    Field(
        name="participatory_hours",
        shape=Shape.AMOUNT,
        kinds=_ACTIVITY,
        about="the part of the time that was participatory",
    ),
    Field(
        name="topic",
        shape=Shape.TEXTS,
        kinds=_only(Kind.ACTIVITY, Kind.DECLARATION),
        about="a topic that a scheme asks for by name",
    ),
    Field(
        name="count_in",
        shape=Shape.DAY,
        kinds=_ACTIVITY,
        about="counts in the cycle that holds this day instead",
    ),
    Field(name="source", kinds=_ACTIVITY, about="where an imported entry came from"),
    Field(name="goals", shape=Shape.TEXTS, about="the goals it serves, by name"),
    Field(
        name="competencies", shape=Shape.TEXTS, about="`framework/code` of each competency it shows"
    ),
    Field(name="evidence", shape=Shape.EVIDENCE, about="files or addresses that prove it"),
    Field(name="objective", kinds=_only(Kind.GOAL), about="what is to be reached"),
    Field(name="measure", kinds=_only(Kind.GOAL), about="how one will know"),
    Field(name="due", shape=Shape.DAY, kinds=_only(Kind.GOAL), about="the day by which"),
    Field(name="done", shape=Shape.DAY, kinds=_only(Kind.GOAL), about="the day it was reached"),
    Field(name="support", kinds=_only(Kind.GOAL), about="help that is needed"),
    Field(name="continues", kinds=_only(Kind.GOAL), about="the earlier goal it carries forward"),
    Field(name="with", kinds=_only(Kind.REVIEW), about="the role of the person it was held with"),
    Field(
        name="period",
        shape=Shape.SPAN,
        kinds=_only(Kind.REVIEW),
        about="the dates it looks back on",
    ),
    Field(name="agreed", kinds=_only(Kind.REVIEW), about="what was agreed"),
    Field(
        name="from_whom", kinds=_only(Kind.FEEDBACK), about="the role, not the name, of who gave it"
    ),
    Field(name="form", kinds=_only(Kind.FEEDBACK), about="spoken, letter, survey ..."),
    Field(
        name="about",
        kinds=_only(Kind.FEEDBACK, Kind.REFLECTION),
        about="what it is about; for a reflection an entry's id",
    ),
    Field(name="used", kinds=_only(Kind.FEEDBACK), about="how it was used"),
    Field(
        name="partner",
        kinds=_PARTNERED,
        about="who the other person is; never in any output for others",
    ),
    Field(
        name="partner_role", kinds=_PARTNERED, about="their role; never in any output for others"
    ),
    Field(
        name="partner_registration",
        kinds=_PARTNERED,
        about="their registration; never in any output for others",
    ),
    Field(
        name="partner_contact",
        kinds=_PARTNERED,
        about="how to reach them; never in any output for others",
    ),
    Field(
        name="until",
        shape=Shape.DAY,
        kinds=_only(Kind.PRACTICE, Kind.ABSENCE),
        about="the last day of several",
    ),
    Field(name="organisation", kinds=_only(Kind.PRACTICE), about="where the practice took place"),
    Field(name="setting", kinds=_only(Kind.PRACTICE), about="the sort of place"),
    Field(name="scope", kinds=_only(Kind.PRACTICE), about="what the work was"),
    Field(
        name="registration", kinds=_only(Kind.PRACTICE), about="the registration it was done under"
    ),
    Field(name="reason", kinds=_only(Kind.ABSENCE), about="why; never in any output for others"),
    Field(name="scheme", kinds=_only(Kind.STATEMENT), about="the scheme that asks for the text"),
    Field(name="document", kinds=_only(Kind.STATEMENT), about="the document it belongs to"),
    Field(name="cycle", kinds=_only(Kind.STATEMENT), about="the label of the cycle it covers"),
)

KINDS: Mapping[Kind, str] = {
    Kind.ACTIVITY: "something you did to learn; what most schemes count",
    Kind.GOAL: "what you want to reach; activities name it under `goals`",
    Kind.REVIEW: "a talk that looks back on a period, such as an appraisal",
    Kind.FEEDBACK: "what somebody said about your work",
    Kind.REFLECTION: "what you think about your practice, apart from any activity",
    Kind.DISCUSSION: "a reflective discussion with a partner",
    Kind.PRACTICE: "hours of practice under a registration",
    Kind.CONFIRMATION: "somebody confirms that your record was looked at",
    Kind.DECLARATION: "something you declare, such as indemnity or good health",
    Kind.ABSENCE: "time away from practice; schemes may excuse gaps by it",
    Kind.STATEMENT: "a text that a body asks for in its own words",
}
"""What each kind of entry is, for reference pages and editors."""

FIELD_BY_NAME = {field.name: field for field in FIELDS}


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
    return re.sub(rf"([0-9]*) ?([{marks}])", lambda m: f"{m[1] or 0}{_PARTS[m[2]]}", plain)


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
    text = unpasted(pasted)
    iso = text if day(text) else _year_first(text)
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
    month = _MONTHS.get(words[2].casefold()) if words else None
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


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name that a mistyped word most likely means, "" when none is near."""
    names = {name.casefold(): name for name in sorted(known)}
    found = difflib.get_close_matches(word.casefold(), names, n=5, cutoff=_NEAR)
    # Two letters that changed places are likelier than a wrong one: `gsc` is `gcs`, not `goc`.
    turned = [name for name in found if sorted(name) == sorted(word.casefold())]
    if len(word) <= _SHORT:
        found = difflib.get_close_matches(word.casefold(), found, n=5, cutoff=_NEARER)
    return next((names[name] for name in [*turned, *found]), "")


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the remedy for an unknown name."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def meant_by(word: str, names: Collection[str]) -> str:
    """Return the field among some that an unknown name most likely means, "" for none."""
    return also_meant(word, names) or nearest(word, names)


def also_meant(word: str, names: Collection[str]) -> str:
    """Return the field among some that other journals have under this name, "" for none."""
    field = _SYNONYMS.get(_plain(word), "")
    return field if field in names else ""


def field_remedy(word: str, names: Collection[str]) -> str:
    """Return the remedy for a field that an entry does not have."""
    if _plain(word) in _IN_THE_BODY:
        return "write it into the body, below the closing `---`"
    meant = meant_by(word, names)
    return f"did you mean `{meant}`?" if meant else "delete it, or write it into the body"


def _plain(word: str) -> str:
    """Return a name without case and without its way of joining words."""
    return re.sub(r"[\s-]+", "_", word.strip().casefold())
