"""What an entry tells, piece by piece, and which pieces are not for everybody: by the contract alone.

This says again what `assess.audience` and `assess.stripping` do, on purpose: a proof that asked
them what is hidden would prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cpdsite.model.assessment import Audience
from cpdsite.model.entry import REFLECTION, Entry, Evidence, Kind, Link, Visibility
from cpdsite.model.journal import Journal

NOBODYS = ("source", "partner", "partner_role", "partner_registration", "partner_contact")
"""Fields that are for the owner alone."""
_FOOTNOTES = "footnotes"
_STRICTNESS = {visibility: visibility.rank for visibility in Visibility}
_RANKS = {Audience.PUBLIC: 0, Audience.REVIEWER: 1, Audience.OWNER: 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of an entry: one value, or one section in one form."""

    field: str
    """"" for the body."""
    texts: tuple[str, ...]
    """As plain text; several when each stands for itself."""
    secret: bool
    html: str = ""
    """The same as HTML, where it is Markdown."""


@dataclass(frozen=True)
class Onlooker:
    """Somebody for whom a site is made."""

    journal: Journal
    audience: Audience
    drafts: bool = False

    def may_have(self, visibility: Visibility) -> bool:
        """Tell whether what has a visibility is meant for them."""
        return _STRICTNESS[visibility] <= _RANKS[self.audience]

    def may_open(self, entry: Entry) -> bool:
        """Tell whether an entry is meant for them."""
        return self.may_have(entry.visibility) and (self.drafts or not entry.draft)

    def is_kept(self, entry: Entry, evidence: Evidence) -> bool:
        """Tell whether a piece of evidence is kept from them, though they may open its entry."""
        return not self.may_have(evidence.visibility or entry.visibility)

    def pieces(self, entry: Entry) -> Iterator[Piece]:
        """Yield all that an entry tells, each piece with whether it is kept from them."""
        closed = not self.may_open(entry)
        kept = self._kept[entry.kind]
        for field, text in _fields(entry):
            if text:
                yield Piece(field, (text,), closed or field in kept)
        for evidence in entry.evidence:
            texts = (evidence.title, evidence.file, evidence.url)
            yield Piece(evidence.field, texts, closed or self.is_kept(entry, evidence))
        for section in entry.body.sections:
            html = "".join(map(_html, section.html))
            yield Piece("", (section.text,), closed or section.field in kept, html)
        for comment in entry.body.comments:
            yield Piece("", (comment.text,), secret=True)

    def addresses(self, entry: Entry) -> Iterator[str]:
        """Yield where an entry that they may open stands in a site: what links to it names that too."""
        yield f"entries/{entry.id}/index.html"
        if entry.kind is Kind.GOAL:
            yield f"plan/{entry.name}/index.html"
        for evidence in entry.evidence:
            if not self.is_kept(entry, evidence):
                yield f"evidence/{entry.id}/{evidence.file.rpartition('/')[2]}"

    def links(self, entry: Entry) -> Iterator[tuple[Link, bool]]:
        """Yield the links of an entry's body, each with whether it is in a section kept from them."""
        kept = self._kept[entry.kind]
        for section in entry.body.sections:
            for piece in section.html:
                if isinstance(piece, Link):
                    yield piece, section.field in kept

    @cached_property
    def _kept(self) -> dict[Kind, frozenset[str]]:
        """The fields that are not for them, by the kind of an entry that they may open."""
        return {kind: frozenset(self._kept_in(kind)) for kind in Kind}

    def _kept_in(self, kind: Kind) -> Iterator[str]:
        """Yield the fields of a kind of entry that are not for them."""
        if self.audience is Audience.OWNER:
            return
        yield from NOBODYS
        if kind is Kind.ABSENCE:
            yield "reason"
        if not self.may_have(self.journal.settings.reflection_visibility):
            yield from (*REFLECTION, _FOOTNOTES)
        for scheme in self.journal.schemes.values():
            for name in scheme.never_publish:
                of_kind, _, field = name.partition(".")
                if of_kind == kind:
                    yield field


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the texts of the front matter; of a list each text for itself."""
    for field in ("title", "provider", "url", "location", "source", "about"):
        yield field, getattr(entry, field)
    for tag in entry.tags:
        yield "tags", tag
    for topic in entry.topics:
        yield "topic", topic
    yield from entry.reflection.items()
    yield from entry.details.items()


def _html(piece: str | Link) -> str:
    """Return a piece of HTML; of a link its address."""
    return piece if isinstance(piece, str) else piece.href
