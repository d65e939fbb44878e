"""Text that was meant to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place, Span
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal
from cpdsite.model.pattern import pattern

CODE = "placeholder-text"

_WORD = r"(?:asdf\w*|todo|tbc|tbd|x{3,}|lorem|ipsum)"
_ANY = ("asdf", "todo", "tbc", "tbd", "xxx", "lorem")
"""What every line with a placeholder holds: most texts need no closer look."""
_WHOLE = pattern(rf"{_WORD}(?:[\s,:;.!?/-]+{_WORD})*[\s,:;.!?…-]*", re.IGNORECASE)
_OPENING = pattern(r"(?:TODO|TBC|TBD)\s*[:(\u2013\u2014-]|(?i:lorem ipsum dolor\b)")
_ORDER = pattern(r"TODO(?:\s+\S+){1,5}")
_CLOSING = pattern(r"(?:\S+\s+){1,4}\(?(?:TBC|TBD|xxx+)\)?[.!]?")
_MARKS = pattern(r"(?:[#*+-]+\s+|\d+[.)]\s+|\[[ xX]\]\s+|[*_]+)*")
_FENCE = pattern(r" {0,3}(`{3,}|~{3,})")
_DUMMY = frozenset({"test", "text", "blah", "bla", "foo", "dummy", "word"})
"""Words that say nothing when they stand twice; any other must stand three times."""
_OFTEN = 3
_SHOWN = 40
"""How many characters of a placeholder a message quotes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose, without the marks of lists and headings."""

    span: Span
    """Counted from the first line of its text."""
    text: str
    alone: bool
    """Whether it is all of its paragraph or list item."""


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report text that stands in for text still to come; drafts and plans are left alone."""
    for entry in journal.telling:
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
        found = repeated(text) or next(filter(None, map(placeholder_in, prose(text))), "")
        if found:
            yield Place(path=entry.path, field=field), found


def in_body(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Each line or section of the body that is a placeholder."""
    for section in entry.body.sections:
        found = repeated(section.text)
        if found:
            yield Place(path=entry.path, span=section.span), found
    for line in prose(entry.body.text):
        found = placeholder_in(line)
        if found:
            span = replace(line.span, line=line.span.line + entry.body.line - 1)
            yield Place(path=entry.path, span=span), found


def placeholder_in(line: Line) -> str:
    """The placeholder that a line is, or opens or closes with; "" for a line of prose."""
    text = line.text.rstrip("*_")
    if _WHOLE.fullmatch(text) or _OPENING.match(text):
        return shortened(text)
    order = line.alone and (_ORDER.fullmatch(text) or _CLOSING.fullmatch(text))
    return shortened(text) if order else ""


def repeated(text: str) -> str:
    """A text that is one word over and over, else ""."""
    words = []
    for word in re.finditer(r"\w+", text):
        words.append(word[0].casefold())
        if words[0] != words[-1]:
            return ""
    if not words or not words[0].isalpha():
        return ""
    return shortened(text) if len(words) >= _OFTEN - (words[0] in _DUMMY) else ""


def prose(text: str) -> Iterator[Line]:
    """The lines of a text that may hold a placeholder; code, quotations and comments left out."""
    folded = text.casefold()
    worth = any(word in folded for word in _ANY)
    lines = ["", *text.split("\n"), ""] if worth else []
    fence, in_comment = "", False
    for number, line in enumerate(lines[1:-1], start=1):
        marker = _FENCE.match(line)
        if marker and (not fence or marker[1].startswith(fence)):
            fence = "" if fence else marker[1]
        hidden = in_comment or "<!--" in line
        in_comment = hidden and "-->" not in line
        start = end_of_marks(line)
        words = line[start:].strip()
        if words and not (fence or hidden or marker or line.startswith(("    ", "\t", ">"))):
            before, after = lines[number - 1], lines[number + 1]
            yield Line(
                span=Span(number, start + 1, len(words)),
                text=words,
                alone=(not before.strip() or is_marked(line))
                and (not after.strip() or is_marked(after)),
            )


def is_marked(line: str) -> bool:
    """Whether a line begins a list item, is a heading, or opens a block of code."""
    return end_of_marks(line) > len(line) - len(line.lstrip()) or bool(_FENCE.match(line))


def end_of_marks(line: str) -> int:
    """Where a line's own words begin, behind blanks, bullets, boxes and emphasis."""
    blanks = len(line) - len(line.lstrip())
    marks = _MARKS.match(line, blanks)
    return marks.end() if marks else blanks


def shortened(text: str) -> str:
    """A text for a message: its first words."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
