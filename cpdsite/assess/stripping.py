"""A visible entry without the fields that its audience may not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cpdsite.model.entry import REFLECTION, Body, Entry, Kind, Link, Section, Visibility
from cpdsite.model.plain import html_of, parted, plain

OWN = frozenset(("source", "partner", "partner_role", "partner_registration", "partner_contact"))
"""Fields for the owner alone, whatever the kind of entry."""
TEXTS = ("source", "provider", "url", "location", "about")
"""Fields that an entry has as attributes and can be shown without."""
FOOTNOTES = "footnotes"
"""The field of the footnotes of a body that reflects."""
FOOTNOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>')
"""What stands in the HTML where a footnote belongs."""
LINK = re.compile(r"\]\s*[\[(:]")
"""What stands in Markdown behind the words of a link, and in front of where one leads."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What an audience may see of the entries that it may open."""

    owner: bool
    reflections: bool
    strictest: Visibility
    """The strictest visibility that it may see."""
    ids: frozenset[str]
    """The entries that it may open."""
    goals: frozenset[str]
    """The names of the goals among them."""
    secrets: frozenset[str]
    """Fields that a scheme asks never to publish, as `kind.field`."""


def stripped(entry: Entry, sight: Sight) -> Entry:
    """Return the entry with what the audience may see, and no name of a hidden entry."""
    changes = dict(_names(entry, sight))
    if not sight.owner:
        changes |= _fields(entry, sight)
    return replace(entry, **changes) if changes else entry


def _names(entry: Entry, sight: Sight) -> Iterator[tuple[str, Any]]:
    """Yield the attributes that name other entries, with what may be named."""
    if entry.goals:
        yield "goals", tuple(goal for goal in entry.goals if goal in sight.goals)
    if entry.continues and entry.continues not in sight.goals:
        yield "continues", ""
    if entry.kind is Kind.REFLECTION and entry.about not in sight.ids:
        yield "about", ""


def _fields(entry: Entry, sight: Sight) -> Iterator[tuple[str, Any]]:
    """Yield the attributes that hold fields of their own, with what may be seen of them."""
    hidden = _hidden(entry.kind, sight)
    for name in TEXTS:
        if name in hidden and getattr(entry, name):
            yield name, ""
    if entry.details:
        yield "details", {name: t for name, t in entry.details.items() if name not in hidden}
    if entry.reflection:
        yield "reflection", {name: t for name, t in entry.reflection.items() if name not in hidden}
    if entry.evidence:
        yield (
            "evidence",
            tuple(
                evidence
                for evidence in entry.evidence
                if evidence.visibility is None or evidence.visibility.rank <= sight.strictest.rank
            ),
        )
    body = _body(entry.body, hidden)
    if body is not entry.body:
        yield "body", body


def _hidden(kind: Kind, sight: Sight) -> frozenset[str]:
    """Return the fields that an entry of a kind is shown without; why an absence was is one."""
    prefix = f"{kind}."
    secrets = {name.removeprefix(prefix) for name in sight.secrets if name.startswith(prefix)}
    reasons = {"reason"} if kind is Kind.ABSENCE else set()
    reflections = () if sight.reflections else REFLECTION
    return OWN.union(secrets, reasons, reflections)


def _body(body: Body, hidden: frozenset[str]) -> Body:
    """Return a body without comments, addresses in text, and the sections of hidden fields.

    With a section its text goes too, which holds it, and the footnotes, which may belong to it.
    """
    if not any(section.field in hidden for section in body.sections):
        if not body.comments and not LINK.search(body.text):
            return body
        sections = tuple(map(_without_addresses, body.sections))
        return replace(body, text=COMMENT.sub("", body.text), comments=(), sections=sections)
    sections = tuple(
        replace(_without_addresses(section), html=tuple(map(_without_marks, section.html)))
        for section in body.sections
        if section.field not in hidden and section.field != FOOTNOTES
    )
    links = tuple(p for section in sections for p in section.html if isinstance(p, Link))
    return replace(body, text="", comments=(), sections=sections, links=links)


def _without_addresses(section: Section) -> Section:
    """Return a section whose text, where it has links, is without marks: a link names a hidden file.

    Its HTML keeps them, as values: whoever fills them in knows which entries may be named. Footnotes,
    whose text stood in the sections, get one of their own.
    """
    if section.text and not LINK.search(section.text):
        return section
    return replace(section, text=plain(parted(html_of(section.html))[2]))


def _without_marks(piece: str | Link) -> str | Link:
    """Return a piece of HTML without the marks of footnotes that are not there."""
    return FOOTNOTE_MARK.sub("", piece) if isinstance(piece, str) else piece
