"""Patterns that may tell who a person is: addresses, birthdays, ages and names. Stories they cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpdsite.checks.identifiers import Match
from cpdsite.model.pattern import pattern

_EMAIL = pattern(
    r"(?<![\w.+@/-])(?P<box>[A-Za-z0-9][\w.+'-]{0,62})@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}\b"
    r"(?![@:/])"
)
_OFFICES = frozenset(
    (
        *("academy", "admin", "admissions", "bookings", "comms", "communications", "contact"),
        *("conference", "courses", "cpd", "editor", "education", "enquiries", "enquiry", "events"),
        *("feedback", "git", "hello", "help", "helpdesk", "info", "library", "mail", "media"),
        *("membership", "news", "newsletter", "no-reply", "noreply", "office", "postmaster"),
        *("press", "privacy", "professional", "registrations", "registration", "reply", "research"),
        *("secretariat", "service", "services", "support", "team", "training", "webmaster"),
    )
)
"""Mailboxes of an office and not of a person."""
_PHONE = pattern(
    r"""
    (?<![\w./+-])
    (?: (?: \+44[ -]?(?:\(0\)[ -]?)? | \(?0 )
        (?: 2\d\)?[ -]?\d{4}[ -]?\d{4}
          | 1\d{2}\)?[ -]\d{3}[ -]?\d{4}
          | (?:1\d{3}|7[1-57-9]\d{2})\)?[ -]?\d{3}[ -]?\d{3}
          | 1\d{3}\)?[ -]\d{5} )
      | \+(?!44)[1-9]\d{0,2}[ -]?(?:\(\d{1,4}\)[ -]?)?\d{1,4}(?:[ -]\d{2,4}){2,4}
      | \(\d{3}\)[ ]\d{3}-\d{4} )
    (?![\w/-]|[.,]\d|[ ]\d)
    """,
    re.VERBOSE,
)
_DIALLED = pattern(r"\d{3}[ )-]?\d{3,4}")
_NOT_DIALLED = pattern(
    r"\b(?:ISBN|ISSN|order|invoice|booking|receipt|ticket|ref|reference|certificate|serial|asset"
    r"|batch|item|licen[cs]e|account|grant|charity|company|policy|membership|registration|number of"
    r"|part|model|PO|contract|project|meeting ID|catalogue|course|code)\b[^\d\n;!?]{0,20}$",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    r"(?P<date>\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+\d{{4}}\b"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b)"
)
_BIRTHDAY = pattern(
    rf"\b(?:DOB|D\.\s?O\.\s?B\.?|date\s+of\s+birth|birth\s?date|birthday)\b[\s:=(,.-]*"
    rf"(?:(?:is|was|of|on|as)\s+(?:the\s+)?)?{_DATE}",
    re.IGNORECASE,
)
_BORN = pattern(
    rf"\bborn\s+(?:on\s+)?(?:the\s+)?{_DATE}|(?<=[(, ])b\.\s?(?:on\s+)?{_DATE.replace('date>', 'day>')}",
    re.IGNORECASE,
)
_OF_BIRTH = pattern(r"[Bb]orn|[Bb]irth|BIRTH|[Dd]\.?\s?[Oo]\.?\s?[Bb]|[(, ]b\.")
_LONG_DEAD = pattern(r"\b1[0-8]\d\d\b")
_PERSON = (
    r"(?:patient|pt|woman|man|lady|gentleman|male|female|boy|girl|child|toddler|baby|infant|teenager"
    r"|resident|inpatient|outpatient|client|service\s+user|mother|father|widow|widower|pensioner)"
)
_SOMEBODY = pattern(
    rf"\b(?:{_PERSON}|he|she|who|mr|mrs|ms|miss|son|daughter|wife|husband)\b", re.IGNORECASE
)
_AGE = pattern(
    rf"""
    \b(?:\d{{1,3}})[ -]?(?:year|month|week|day)s?[ -]?old[ -](?:[\w'-]+[ ]){{0,3}}? {_PERSON}\b
      (?!\s+(?:list|record|data|group|survey|information|leaflet|portal|service))
    | \b{_PERSON},?\s+(?:who\s+(?:is|was)\s+|of\s+|was\s+|is\s+|\(\s*)?aged\s+\d{{1,3}}\b
      (?!\s*(?:to\b|and\s+(?:over|above|under)|or\s+(?:over|above|under|older|younger)|[-\u2013+]))
    | \b(?<![.,/-])\d{{1,3}}[ ]?(?:y/?o|y\.o\.)(?!\w)
    | \b{_PERSON}\s*\(\s*\d{{1,3}}\s*[,/]?\s*(?:M|F|years|yrs|male|female)\s*\)
    | \b{_PERSON}\s*\(\s*(?:M|F|male|female)\s*[,/]?\s*\d{{1,3}}\s*\)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_AGE = pattern(
    r"\d(?:[ -]?(?:year|month|week|day|y)|[ ,/]{0,2}(?:M|F|male|female)\b)|aged\s|\d\)"
)
_MADE_UP = pattern(
    r"\b(?:fictional|fictitious|invented|imaginary|hypothetical|simulat\w+|scenario|vignette|persona"
    r"|actor|pseudonym|names?\s+(?:have\s+been\s+|was\s+|were\s+)?changed|manikin|mannequin|phantom"
    r"|role[ -]?play|made[ -]up|case\s+study\s+in|textbook|exam|quiz|novel|film)\b",
    re.IGNORECASE,
)
_TITLED = pattern(
    r"\b(?<!Near )(?<!near )(?:Mr|Mrs|Ms|Miss|Mx)\b\.?\s+"
    r"(?P<name>(?:[A-Z]\.?\s+){0,2}[A-Z][a-z'\u2019]?[\w'\u2019-]*[a-z](?:\s+[A-Z][a-z][\w'\u2019-]+)?)"
)
_NO_NAMES = frozenset(
    (
        *("Speaker", "Justice", "President", "Chairman", "Chairwoman", "Chair", "Mayor", "Men"),
        *("Secretary", "Universe", "World", "Right", "Big", "Bean", "Motivator", "Whippy"),
    )
)
"""What follows a title in the name of an office, a pageant or a joke."""
_AROUND = 140


def addresses(text: str) -> Iterator[Match]:
    """Yield e-mail addresses of people, and numbers at which one reaches somebody."""
    for found in _EMAIL.finditer(text) if "@" in text else ():
        if found["box"].casefold() not in _OFFICES:
            yield Match(*found.span(), "an e-mail address")
    for found in _PHONE.finditer(text) if _DIALLED.search(text) else ():
        if not _NOT_DIALLED.search(text, max(0, found.start() - 40), found.start()):
            yield Match(*found.span(), "a phone number")


def birthdays(text: str) -> Iterator[Match]:
    """Yield dates of birth; of those long dead none."""
    if not _OF_BIRTH.search(text):
        return
    for found in _BIRTHDAY.finditer(text):
        if not _LONG_DEAD.search(found["date"]):
            yield Match(*found.span("date"), "a date of birth")
    for found in _BORN.finditer(text):
        group = "date" if found["date"] else "day"
        before = re.split(r"[.!?]\s|\n\n", text[max(0, found.start() - 80) : found.start()])[-1]
        told = group == "day" or _SOMEBODY.search(before)
        if told and not _LONG_DEAD.search(found[group]):
            yield Match(*found.span(group), "a date of birth")


def ages(text: str) -> Iterator[Match]:
    """Yield the age of one patient, unless the paragraph says that nobody is meant."""
    for found in _AGE.finditer(text) if _OF_AGE.search(text) else ():
        if not _is_made_up(text, found):
            yield Match(*found.span(), "the age of a patient")


def names(text: str) -> Iterator[Match]:
    """Yield people by title and name."""
    for found in _TITLED.finditer(text):
        if found["name"].split()[0] not in _NO_NAMES and not _is_made_up(text, found):
            yield Match(*found.span(), "somebody's name")


def _is_made_up(text: str, found: re.Match[str]) -> bool:
    """Tell whether the paragraph near by speaks of an invented case."""
    start = max(text.rfind("\n\n", 0, found.start()) + 2, found.start() - _AROUND, 0)
    stop = text.find("\n\n", found.end())
    end = min(found.end() + _AROUND, len(text) if stop < 0 else stop)
    return _MADE_UP.search(text, start, end) is not None
