"""The texts of an entry that a person may read: fields, evidence and body, code and addresses left out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpdsite.checks.attachments import attachments
from cpdsite.model.diagnostic import Place, Span
from cpdsite.model.entry import REFLECTION, Entry, Kind
from cpdsite.model.pattern import pattern

OWN = frozenset(("partner", "partner_role", "partner_registration", "partner_contact", "reason"))
"""Fields that hold what is personal, and that are in no output for others."""
_REFLECTIVE = frozenset((Kind.REFLECTION, Kind.FEEDBACK, Kind.DISCUSSION, Kind.REVIEW))
"""Kinds whose whole text is a reflection."""
_NOT_PROSE = pattern(
    r"""
      ^[ ]{0,3}(?P<fence>`{3,}|~{3,}) .*? (?: ^[ ]{0,3}(?P=fence) | \Z )   # a block of code
    | (?:\A|\n[ \t]*\n) (?P<indented>(?:(?:[ ]{4}|\t) [^\n]* (?:\n|\Z))+)
    | <!-- .*? (?: --> | \Z )
    | (?<!`)(?P<ticks>`+)(?!`) .+? (?<!`)(?P=ticks)(?!`)                   # code in a sentence
    | \]\((?!mailto:) [^)\s]*                                              # where a link leads
    | ^[ ]{0,3}\[[^\]\n]+\]: [^\n]*
    | (?:https?://|www\.) [^\s<>]*
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_LAST_IS_ITEM = pattern(
    r"^[ ]{0,3}(?:[*+-]|\d+[.)])[ \t][^\n]*(?:\n[ \t]*|\n[ \t]+[^\n]*)*\Z", re.MULTILINE
)
"""A text whose last line at the margin begins an item of a list."""
_DIGITS = pattern(r"\d(?:[ ,/-]{0,2}[ymwdfMF]|[\d\u00a0 .()/-]{3,}\d|(?<=[(, ]\d)\d{0,2}\))")
"""The shortest of what stands for a person by its digits: `54y`, `12/88`, `(F, 72)`.

It begins with a digit, whatever it finds, so that a text without is passed over at once.
"""
_WORDS = (
    *("Mr", "Ms", "Miss", "Mx", "born", "Born", "birth", "Birth", "DOB", "dob", "D.O.B", "d.o.b"),
    *(" b.", "(b.", " aged"),
)
_NAME_PARTS = pattern(r"[_-]")
_ANY_OF_THOSE = pattern(r"`|~~~|    |\t|<!--|\]\(|\]:|://|www\.")
"""What a text holds that has something of the kind: most need no closer look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of an entry, as long as its author wrote it, with blanks for what is no prose."""

    text: str
    place: Place
    """Where it stands; for the body its file."""
    line: int = 0
    """The line of the file on which it begins; 0 where the place says all that is known."""
    reflection: bool = False
    own: bool = False
    """Whether it is for the owner alone."""

    def spot(self, start: int, end: int) -> Place:
        """Return the place of some of its characters."""
        if not self.line:
            return self.place
        above = self.text.count("\n", 0, start)
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", start, end)
        width = (end if last < 0 else last) - start
        return Place(path=self.place.path, span=Span(self.line + above, start - first + 1, width))


def texts(entry: Entry) -> Iterator[Text]:
    """Yield each text of an entry that may tell who somebody is, that of its body last."""
    personal = entry.kind in _REFLECTIVE
    fields = [*_fields(entry)]
    worth = may_tell("\n".join(written for _, written in fields))
    for field, written in fields if worth else ():
        if may_tell(written):
            yield Text(
                text=prose(written),
                place=Place(path=entry.path, field=field),
                reflection=personal or field in REFLECTION,
                own=field in OWN,
            )
    name = entry.name.replace("-", " ")
    if may_tell(name):
        yield Text(text=name, place=Place(path=entry.path))
    for attachment in attachments(entry):
        name = _NAME_PARTS.sub(" ", posixpath.splitext(posixpath.basename(attachment.path))[0])
        if may_tell(name):
            yield Text(text=name, place=attachment.place)
    if may_tell(entry.body.text):
        yield Text(
            text=prose(entry.body.text),
            place=Place(path=entry.path),
            line=entry.body.line,
            reflection=personal or any(section.field for section in entry.body.sections),
        )


def may_tell(text: str) -> bool:
    """Tell whether a text deserves a closer look: most do not, and this is quick."""
    return "@" in text or any(map(text.__contains__, _WORDS)) or _DIGITS.search(text) is not None


def prose(text: str) -> str:
    """Return a text with blanks in place of code, comments and addresses of the web."""
    return _NOT_PROSE.sub(_blank, text) if _ANY_OF_THOSE.search(text) else text


def _blank(match: re.Match[str]) -> str:
    """Return as many characters as were found, on as many lines; in a list what is indented stays."""
    if match["indented"] and _LAST_IS_ITEM.search(match.string[: match.start()]):
        return match[0]
    return re.sub(r"[^\n]", " ", match[0])


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield each text of the front matter, by the field it stands in."""
    for field in ("title", "provider", "location", "source", "about"):
        yield field, getattr(entry, field)
    yield "tags", " · ".join(entry.tags)
    yield "topic", " · ".join(entry.topics)
    yield from entry.reflection.items()
    yield from entry.details.items()
    for evidence in entry.evidence:
        yield f"{evidence.field.removesuffix('.file').removesuffix('.url')}.title", evidence.title
