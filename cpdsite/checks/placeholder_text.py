"""Text that was meant to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place, Span
from cpdsite.model.entry import Body, Entry
from cpdsite.model.journal import Journal

CODE = "placeholder-text"

_WORD = r"(?:asdf\w*|qwert[yz]?\d*|todo|tbc|tbd|x{3,}|lorem|ipsum|dolor)"
_WHOLE = re.compile(rf"{_WORD}(?:[\s,:;.!?/-]+{_WORD})*[\s,:;.!?…-]*", re.IGNORECASE)
_OPENING = re.compile(r"(?:TODO|TBC|TBD)\s*[:(\u2013\u2014-]|(?i:lorem ipsum dolor\b)")
_ORDER = re.compile(r"TODO(?:\s+\S+){1,5}")
_CLOSING = re.compile(r"(?:\S+\s+){1,4}\(?(?:TBC|TBD|xxx+)\)?[.!]?")
_DUMMY = frozenset({"test", "text", "blah", "bla", "foo", "dummy", "word"})
"""Words that say nothing when they stand twice; any other must stand three times."""
_MARKS = re.compile(r"(?:[#>*+-]+\s+|\d+[.)]\s+|\[[ xX]\]\s+|[*_]+)*")
_OFTEN = 3
"""How often a word stands alone before it says nothing."""
_SHOWN = 40
"""How many characters of a placeholder a message quotes."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report text that stands in for text still to come; drafts and plans are left alone."""
    for entry in journal.entries:
        if not entry.draft and not entry.planned:
            for place, placeholder in (*in_fields(entry), *in_body(entry)):
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=place,
                    message=f'"{placeholder}" stands in for text still to be written',
                    help="write what is meant, or take it out",
                )


def in_fields(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Each text field of the front matter that holds a placeholder."""
    texts = {
        "title": entry.title,
        "provider": entry.provider,
        "location": entry.location,
        **entry.reflection,
        **entry.details,
        **{f"{evidence.field}.title": evidence.title for evidence in entry.evidence},
    }
    for field, text in texts.items():
        found = repeated(text) or next(filter(None, map(placeholder_in, text.splitlines())), "")
        if found:
            yield Place(path=entry.path, field=field), found


def in_body(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Each line or section of the body that is a placeholder."""
    for section in entry.body.sections:
        found = repeated(section.text)
        if found:
            yield Place(path=entry.path, span=section.span), found
    for span, line in prose_of(entry.body):
        found = placeholder_in(line)
        if found:
            yield Place(path=entry.path, span=span), found


def placeholder_in(line: str) -> str:
    """The placeholder that a line is, or opens or closes with; "" for a line of prose."""
    text = line.strip().rstrip("*_")
    shapes = (_WHOLE, _ORDER, _CLOSING)
    return (
        shortened(text)
        if any(shape.fullmatch(text) for shape in shapes) or _OPENING.match(text)
        else ""
    )


def repeated(text: str) -> str:
    """A text that is one word over and over, else ""."""
    words = re.findall(r"\w+", text.casefold())
    if len(set(words)) != 1 or not words[0].isalpha():
        return ""
    return shortened(text) if len(words) >= (_OFTEN - (words[0] in _DUMMY)) else ""


def prose_of(body: Body) -> Iterator[tuple[Span, str]]:
    """The lines of a body without list and heading marks; code and comments are left out."""
    fence, in_comment = "", False
    for number, line in enumerate(body.text.split("\n")):
        marker = _FENCE.match(line)
        if marker and (not fence or marker[1].startswith(fence)):
            fence = "" if fence else marker[1]
        hidden = in_comment or "<!--" in line
        in_comment = hidden and "-->" not in line
        text = line[end_of_marks(line) :].strip()
        if text and not (fence or hidden or marker or line.startswith(("    ", "\t", ">"))):
            yield Span(body.line + number, end_of_marks(line) + 1, len(text)), text


def end_of_marks(line: str) -> int:
    """Where a line's own words begin, behind blanks, bullets, boxes and emphasis."""
    blanks = len(line) - len(line.lstrip())
    marks = _MARKS.match(line, blanks)
    return marks.end() if marks else blanks


def shortened(text: str) -> str:
    """A text for a message: its first words."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
