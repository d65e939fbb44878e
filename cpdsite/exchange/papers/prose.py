"""What an author wrote at length in an entry: as Markdown for papers, plain for portals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cpdsite.exchange.papers.paper import Prose
from cpdsite.model.entry import REFLECTION, Entry, Link, Section
from cpdsite.model.plain import html_of, parted, plain
from cpdsite.parse.links import is_web

_MARKS = re.compile(r"([\\`*_\[\]<|~]|&(?=#?\w+;))")
_AT_START = re.compile(r"^(\s*)(>|(?:[-+=]|#+|\d+[.)])(?=\s|$|[-=]))", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LINE_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t#]*")


def said(entry: Entry, field: str) -> Prose:
    """Return a field of a reflection, from the front matter and from under its headings."""
    given = from_field(entry.reflection.get(field, ""))
    found = [
        _of(section, headed=False) for section in entry.body.sections if section.field == field
    ]
    return _joined([given, *found])


def own_words(entry: Entry) -> Prose:
    """Return what a body says outside of reflections."""
    return _joined(
        _of(section) for section in entry.body.sections if section.field not in REFLECTION
    )


def whole(entry: Entry) -> Prose:
    """Return all that a body says, reflections with their headings."""
    return _joined(_of(section) for section in entry.body.sections)


def apart(entry: Entry) -> Entry:
    """Return an entry that is read apart from its journal: sections that link into that have no marks."""
    sections = tuple(map(_apart, entry.body.sections))
    return replace(entry, body=replace(entry.body, sections=sections))


def _apart(section: Section) -> Section:
    links = (piece for piece in section.html if isinstance(piece, Link))
    if all(link.refused or is_web(link.href) or link.href.startswith("mailto:") for link in links):
        return section
    return replace(section, text=escaped(plain(parted(html_of(section.html))[2])))


def from_field(text: str) -> Prose:
    """Return a text of the front matter, which knows paragraphs and no marks."""
    parts = [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    return Prose(markdown="\n\n".join(map(escaped, parts)), plain="\n\n".join(parts))


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is written."""
    return _AT_START.sub(_escaped_start, _MARKS.sub(r"\\\1", text))


def without_headings(markdown: str) -> str:
    """Return Markdown whose headings are bold lines, so that they rank below those of a paper."""
    return "\n".join(_without_headings(markdown.split("\n")))


def _without_headings(lines: Iterable[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        heading = _LINE_HEADING.fullmatch(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(mark[1][0]):
            fence = ""
        elif heading and not fence:
            yield f"**{heading[1]}**" if heading[1] else ""
            continue
        yield line


def _escaped_start(match: re.Match[str]) -> str:
    """Return what would begin a list or underline a heading, with its mark taken literally."""
    mark = match[2]
    return f"{match[1]}\\{mark}" if len(mark) == 1 else f"{match[1]}{mark[:-1]}\\{mark[-1]}"


def _of(section: Section, *, headed: bool = True) -> Prose:
    """Return one section, with its heading where that is wanted."""
    level, heading, rest = parted(html_of(section.html))
    below = Prose(markdown=section.text, plain=plain(rest))
    if not headed or not level:
        return below
    named = plain(heading)
    return _joined([Prose(f"{'#' * level} {escaped(named)}", named), below])


def _joined(parts: Iterable[Prose]) -> Prose:
    """Return several texts as one, a blank line between them."""
    known = list(parts)
    return Prose(
        markdown="\n\n".join(one.markdown for one in known if one.markdown),
        plain="\n\n".join(one.plain for one in known if one.plain),
    )
