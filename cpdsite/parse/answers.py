"""A reviewer's answer as it arrives: the entry found in what was sent, undone what mail programs did to it.

What can only have been one thing is mended; whatever could have been two is refused with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cpdsite.model.entry import Kind
from cpdsite.parse.front_matter import Table, Text, cut, read_yaml
from cpdsite.parse.links import is_web

ANSWER_LIMIT = 64_000
"""The longest answer, in characters; the form on the page takes 5,000."""
FIELDS = ("title", "date", "kind", "with", "period", "agreed", "next")
"""What a reviewer may say beside the text."""

_DASHES = "-\u2010-\u2015\u2212"
_FENCE = re.compile(rf"(?P<marks>(?:>[ \xa0]?)*)[ \xa0]*[{_DASHES}]{{1,3}}[ \t\xa0]*")
_QUOTED = re.compile(r">[ \xa0]?")
_FIELD = re.compile(rf"[ \xa0]*({'|'.join(FIELDS)})[ \xa0]*:[ \xa0]*(.*?)[\s\xa0]*")
_OTHER_FIELD = re.compile(r"[\w-]+\s*:")
_PROSE = re.compile(r"\n\s*\n(?![\w-]+\s*:)\S")
_CONTINUES = re.compile(r"[\w(\\\"'\u2018-\u201f]")
_SMART = re.compile(r"[“”„\"](.*)[“”\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The entry in what was sent."""

    text: str
    """Front matter and body, as they were copied from the page."""
    before: int
    """So many lines with words in them stood above it, and are no part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """Why what was sent is not taken."""

    message: str
    help: str


def find_answer(text: str) -> Answer | NoAnswer | None:
    """Return the entry in a text whose lines end with LF; None for a text that holds none at all."""
    if len(text) > ANSWER_LIMIT:
        message = f"the answer is longer than {ANSWER_LIMIT:,} characters"
        return NoAnswer(message=message, help="ask for a shorter one; a long paper is evidence")
    lines = text.lstrip().split("\n")
    start = 0 if _FENCE.fullmatch(lines[0]) else next(_starts(lines), None)
    if start is None:
        return None
    found = _unquoted(lines, start)
    if isinstance(found, NoAnswer):
        return found
    close = next((n for n, line in enumerate(found) if n and _FENCE.fullmatch(line)), None)
    if close is None or _PROSE.search("\n".join(found[1:close])):
        message = "the fields at the top are not closed by a line with --- after them"
        return NoAnswer(message=message, help="copy the whole text anew, from its first --- on")
    if next(_starts(found[close + 1 :]), None) is not None:
        message = "the text holds two entries"
        return NoAnswer(message=message, help="take them in one at a time")
    note = "\n".join(found[close + 1 :]).rstrip()
    note = re.sub(r"^(?:[ \t]*\n)*", "", note)
    whole = "\n".join(["---", *_mended(found[1:close]), "---", note, ""])
    before = sum(bool(line.strip()) for line in lines[:start])
    return _refused(whole) or Answer(text=whole, before=before)


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines on which an entry begins: a mark, and one of its fields on the next with words."""
    words = [(n, line) for n, line in enumerate(lines) if line.strip(" \t\xa0>")]
    for (number, line), (_, after) in pairwise(words):
        mark = _FENCE.fullmatch(line)
        if mark and _FIELD.fullmatch(after.removeprefix(mark["marks"])):
            yield number


def _unquoted(lines: Sequence[str], start: int) -> list[str] | NoAnswer:
    """Return the lines of an entry without the marks by which a mail quotes it."""
    mark = _FENCE.fullmatch(lines[start])
    depth = mark["marks"].count(">") if mark else 0
    found: list[str] = []
    for number, line in enumerate(lines[start:], start + 1):
        rest = line
        for _ in range(depth):
            rest, quoted = _QUOTED.subn("", rest, count=1) if rest.startswith(">") else (rest, 0)
            if not quoted and rest.strip():
                message = (
                    f"line {number} of the text is not quoted with > as the lines above it are"
                )
                return NoAnswer(message=message, help="take the quoted lines alone, to their end")
        found.append(rest)
    return found


# --- The fields at the top ------------------------------------------------------------------------


def _mended(lines: Iterable[str]) -> list[str]:
    """Return fields with plain spaces and quotation marks around their values, each on one line."""
    found: list[str] = []
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field:
            found.append(f"{field[1]}: {field[2]}")
        elif found and _CONTINUES.match(line) and not _OTHER_FIELD.match(line):
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line.replace("\xa0", " "))
    return [*map(_with_plain_quotes, found)]


def _with_plain_quotes(line: str) -> str:
    """Return a field with the quotation marks that YAML knows; its text keeps those it has inside."""
    name, colon, value = line.partition(": ")
    quoted = _SMART.fullmatch(value)
    if not quoted:
        return line
    inside = re.sub(r"\\[“”]", r'\\"', quoted[1])
    return f'{name}{colon}"{inside}"'


def _refused(whole: str) -> NoAnswer | None:
    """Return what an answer may not say; that it can be read at all is for others to judge."""
    parts, _ = cut(whole, "")
    if parts is None:
        return None
    table, _ = read_yaml(parts.front_matter, "")
    pairs = table.pairs if isinstance(table, Table) else ()
    for key, value in pairs:
        if key.text not in FIELDS:
            message = f"`{key.text}` is not for a reviewer to say"
            remedy = "take the line out; what you want said of the entry, say by an option"
            return NoAnswer(message=message, help=remedy)
        if key.text == "kind" and not (isinstance(value, Text) and value.text == Kind.REVIEW):
            message = "the answer is not of the kind `review`"
            return NoAnswer(message=message, help="take in other entries with `cpdsite new -`")
    return _hidden(parts.body)


def _hidden(text: str) -> NoAnswer | None:
    """Return what a note does unseen: a comment, or a link that would put a file on the site."""
    from cpdsite.parse.body_html import read_body  # brings markdown-it

    body = read_body(text, 1, {})
    if body.comments:
        message = "the note holds a comment (<!-- ... -->), which no page shows"
        return NoAnswer(message=message, help="take it out, or write it without the marks")
    for link in body.links:
        if not link.href.startswith(("#", "mailto:")) and not is_web(link.href):
            message = "the note links to a file, and what an entry links to goes on the site"
            remedy = f"take the link out ({link.href[:60]}); addresses of the web may stay"
            return NoAnswer(message=message, help=remedy)
    return None
