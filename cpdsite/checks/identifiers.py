"""Numbers that stand for one person: recognised by their check digit, their form and their context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpdsite.model.pattern import pattern


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Some characters of a text, and what they seem to be, such as `an NHS number`."""

    start: int
    end: int
    what: str


_BEFORE = 40
"""So many characters before a number may say what it is."""
_AROUND = 90
"""So many characters on either side may speak of a patient."""
_TEN_DIGITS = pattern(
    r"(?<![\w./+-])(?:\d{10}|\d{3}(?P<gap>[ \u00a0-])\d{3}(?P=gap)\d{4})(?![\w/-]|[.,]\d)"
)
_OF_THE_NHS = pattern(
    r"(?:\b(?:NHS|CHI|HCN|H ?& ?C|health(?: and (?:social )?care)?)[ -]?(?:number|num|no|nr|id)\b"
    r"|\b(?:NHS|CHI|H ?& ?C)[ ]?[:#(])[^\d\n;!?]*$|\bNHS[ ]$",
    re.IGNORECASE,
)
"""What comes just before a number of the NHS (or of Scotland's or Northern Ireland's)."""
_SAID_TO_BE_OF_THE_NHS = pattern(
    r",?[ ]\(?(?:(?:is|was|as|being)[ ])?(?:(?:the|his|her|their|an?)[ ])?(?:patient'?s?[ ])?"
    r"(?:NHS|CHI|H ?& ?C)[ ](?:number|num|no|nr|id)\b",
    re.IGNORECASE,
)
"""What comes just after one."""
_OF_SOMETHING_ELSE = pattern(
    r"\b(?:ISBN|ISSN|ISMN|PMID|PMC|DOI|ORCID|ISRCTN|NCT|IRAS|UKPRN|UTR|VAT|EAN|GTIN|ID|URN"
    r"|order|invoice|booking|receipt|ticket|ref|reference|certificate|serial|asset|batch|lot|item"
    r"|catalogue|licen[cs]e|account|grant|trial|study|charity|company|policy|member(?:ship)?"
    r"|registration|registered|GMC|NMC|HCPC|GDC|GPhC|PIN|part|model|version|build|course|module"
    r"|tel|telephone|phone|call|ring|fax|mobile|meeting|webinar|passcode|library|shelf|job|purchase"
    r"|PO|contract|project|tender|docket|parcel|tracking)\b(?! date)[^\d\n;!?]{0,16}$",
    re.IGNORECASE,
)
_OF_A_PATIENT = pattern(
    r"\b(?:patient|pt|dob|date of birth|admitted|admission|discharged|ward|bed|mrs?|mother|infant|baby"
    r"|carer of|diagnosed|attended with|referred with)\b",
    re.IGNORECASE,
)
_NATIONAL_INSURANCE = pattern(
    r"(?<![\w/-])(?P<prefix>[A-Z]{2})(?P<gap>[ \u00a0-]?)\d{2}(?P=gap)\d{2}(?P=gap)\d{2}"
    r"(?P=gap)[A-D](?![\w/-])"
)
_NOT_GIVEN = frozenset(("BG", "GB", "NK", "KN", "TN", "NT", "ZZ"))
"""Prefixes that no National Insurance number has."""
_NO_FIRST, _NO_SECOND = frozenset("DFIQUV"), frozenset("DFIOQUV")
_OF_NATIONAL_INSURANCE = pattern(
    r"\b(?:national insurance|NINO|NI)\b[^\d\n;!?]{0,24}$", re.IGNORECASE
)
_OF_A_HOSPITAL = pattern(
    r"""
    \b(?: (?:hospital|hosp|patient|unit|case[ -]?note|medical[ ]record|health[ ]record|PAS|EPR|RiO|clinic)
          [ ]? (?:number|num\b|no\b|nr\b|id\b|identifier) \.?
        | MRN | hosp\.?[ ]no\.?
        | (?:Hospital|Patient)[ ]?[#] )
    (?: [ ]? (?:[:=\#(]|is|was) )? [ ]*
    (?P<number> (?:[A-Z]{1,3}[ -]?)? \d{5,10} [A-Z]? | [A-Z]?\d{2,4}[/-]\d{2,6} | \d{3}[ -]\d{3}[ -]?\d{0,4} )
    (?!\w|[.,]\d|[ ](?:beds|patients|people|staff|visits|admissions|scans))
    """,
    re.IGNORECASE | re.VERBOSE,
)

_SOME_DIGITS = pattern(r"\d{2}[\d \u00a0/-]{3,}")
"""What a text holds that has any such number."""


def checked(text: str) -> Iterator[Match]:
    """Yield numbers whose check digit and whose context both say that they are a patient's."""
    for found in _numbers(text):
        if is_nhs_number(found[0]) and (_labelled(text, found) or _near_a_patient(text, found)):
            yield Match(found.start(), found.end(), "an NHS number")


def likely(text: str) -> Iterator[Match]:
    """Yield numbers that have the form, or the label, of one that stands for a person."""
    for found in _numbers(text):
        digits = re.sub(r"\D", "", found[0])
        labelled = _labelled(text, found) and len(set(digits)) > 1
        grouped = found["gap"] and is_nhs_number(digits) and not _is_something_else(text, found)
        if labelled or grouped:
            yield Match(found.start(), found.end(), "an NHS number")
    if not _SOME_DIGITS.search(text):
        return
    for found in _NATIONAL_INSURANCE.finditer(text):
        if _is_national_insurance(text, found):
            yield Match(found.start(), found.end(), "a National Insurance number")
    for found in _OF_A_HOSPITAL.finditer(text):
        yield Match(*found.span("number"), "a hospital number")


def is_nhs_number(written: str) -> bool:
    """Tell whether ten digits, blanks aside, have the check digit of an NHS number.

    Ten equal digits are no number of anyone.
    """
    digits = [int(digit) for digit in written if digit.isdigit()]
    if len(digits) != len("9990000018") or len(set(digits)) == 1:
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == digits[-1]


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield everything of ten digits that is written as an NHS number may be."""
    return _TEN_DIGITS.finditer(text)


def _labelled(text: str, found: re.Match[str]) -> bool:
    """Tell whether the text just before or after says that it is an NHS number."""
    before = _OF_THE_NHS.search(text, max(0, found.start() - _BEFORE), found.start())
    return bool(before or _SAID_TO_BE_OF_THE_NHS.match(text, found.end()))


def _is_something_else(text: str, found: re.Match[str]) -> bool:
    """Tell whether the text just before says that it is another sort of number."""
    start = max(0, found.start() - _BEFORE)
    return _OF_SOMETHING_ELSE.search(text, start, found.start()) is not None


def _near_a_patient(text: str, found: re.Match[str]) -> bool:
    """Tell whether the paragraph speaks of one patient near by, and of no other sort of number."""
    if _is_something_else(text, found):
        return False
    start = max(text.rfind("\n\n", 0, found.start()) + 2, found.start() - _AROUND, 0)
    stop = text.find("\n\n", found.end())
    end = min(found.end() + _AROUND, len(text) if stop < 0 else stop)
    return _OF_A_PATIENT.search(text, start, end) is not None


def _is_national_insurance(text: str, found: re.Match[str]) -> bool:
    """Tell whether letters and digits are a National Insurance number: by label, else by prefix."""
    start = max(0, found.start() - _BEFORE)
    if _OF_NATIONAL_INSURANCE.search(text, start, found.start()):
        return True
    first, second = found["prefix"][0], found["prefix"][1]
    given = found["prefix"] not in _NOT_GIVEN
    possible = first not in _NO_FIRST and second not in _NO_SECOND and given
    return possible and not _is_something_else(text, found)
