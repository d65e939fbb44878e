"""What must be nowhere in a site: hidden texts, names and files, and the texts that are no secret."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cpdsite.model.diagnostic import Place
from cpdsite.model.entry import REFLECTION
from cpdsite.model.journal import Source
from cpdsite.model.settings import Settings
from cpdsite.parse.links import target
from cpdsite.sharing.telling import Onlooker, Piece
from cpdsite.sharing.wording import END, LETTERS, bare, markup, names_in, one_a_line

SETTINGS = "cpdsite.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What must be nowhere in a site."""

    texts: Mapping[bytes, Place] = field(default_factory=dict)
    """Hidden texts in bare letters, with where they stand."""
    seen: frozenset[bytes] = frozenset()
    """Texts that may be seen, in bare letters; what one of them says too is no secret."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The ids of hidden entries, with their paths."""
    files: frozenset[str] = frozenset()
    """The paths of hidden evidence."""
    open_files: frozenset[str] = frozenset()
    """Those of evidence that may be seen: what has the same bytes is no secret."""

    @property
    def digest(self) -> str:
        """What tells these from other secrets.

        A page in which `tales` found nothing need not be searched again while its bytes and this stay
        the same. What may be seen is not in it: a text that leaves it is gone, or is among what is
        hidden now. Files are not in it either, as their bytes are not known here.
        """
        told = (sorted(self.texts), sorted(self.names))
        return hashlib.sha256(repr(told).encode()).hexdigest()


def secrets_of(onlooker: Onlooker, unread: Iterable[Source], shown: Iterable[str]) -> Secrets:
    """Return what an onlooker may not see.

    `unread` are the entries that could not be read or have errors: nothing of them may be seen.
    `shown` are the other texts that a site is made of: settings, schemes, the theme.
    """
    broken = {source.path: source for source in unread}
    files = _evidence(onlooker, broken)
    hidden, entries = _told(onlooker, broken)
    names = {
        entry.id: entry.path
        for entry in onlooker.journal.entries
        if entry.path not in broken and not onlooker.may_open(entry)
    }
    kept = {t: p for t, p in _as_hidden(*_in_letters(hidden)) if len(t) >= LETTERS}
    if not (kept or names):
        return Secrets(files=files[0], open_files=files[1])
    common, letters = one_a_line(shown), _in_letters(entries)
    seen = {*bare(common), *_as_shown(*letters), *_in_one_breath(*letters)}
    told = names_in(common + one_a_line(text for _, piece in entries for text in piece.texts))
    return Secrets(
        texts={text: place for text, place in kept.items() if text not in seen},
        seen=frozenset(seen),
        names={name: path for name, path in names.items() if name not in told},
        files=files[0],
        open_files=files[1],
    )


_Piece = tuple[Place, Piece]
_Letters = list[tuple[Place, bytes]]
"""Bare texts with their places."""


def _told(onlooker: Onlooker, broken: Mapping[str, Source]) -> tuple[list[_Piece], list[_Piece]]:
    """Return what may not be seen and what may, of the journal and of the member's settings."""
    hidden = [
        (Place(path=source.path), Piece("", tuple(_paragraphs(source)), secret=True))
        for source in broken.values()
    ]
    seen: list[_Piece] = []
    for entry in onlooker.journal.entries:
        if entry.path in broken:
            continue
        if onlooker.may_open(entry):
            addresses = Piece("", tuple(onlooker.addresses(entry)), secret=False)
            seen.append((Place(path=entry.path), addresses))
        for piece in onlooker.pieces(entry):
            (hidden if piece.secret else seen).append(
                (Place(path=entry.path, field=piece.field), piece)
            )
    for field_, piece in _of_settings(onlooker.journal.settings):
        (hidden if piece.secret else seen).append((Place(path=SETTINGS, field=field_), piece))
    return hidden, seen


def _of_settings(settings: Settings) -> Iterator[tuple[str, Piece]]:
    """Yield the reasons that a member gives, which are the owner's, and what they say is no secret."""
    for member in settings.memberships:
        yield member.key, Piece("", tuple(one.reason for one in member.adjustments), secret=True)
    yield "privacy.allow", Piece("", tuple(settings.allowed_texts.values()), secret=True)
    yield "privacy.allow", Piece("", tuple(settings.allowed_texts), secret=False)


def _in_letters(told: list[_Piece]) -> tuple[_Letters, _Letters]:
    """Return the texts of pieces in bare letters: the plain ones, and the HTML with END between texts."""
    plain = [(place, text) for place, piece in told for text in piece.texts if text]
    pages = [(place, piece.html) for place, piece in told if piece.html]
    found = bare(one_a_line(text for _, text in plain)) if plain else []
    shown = markup(one_a_line(html for _, html in pages)) if pages else []
    return (
        [*zip((place for place, _ in plain), found, strict=True)],
        [*zip((place for place, _ in pages), shown, strict=True)],
    )


def _as_shown(plain: _Letters, pages: _Letters) -> Iterator[bytes]:
    """Yield each text by itself."""
    yield from (text for _, text in plain)
    for _, text in pages:
        yield from text.split(END)


def _as_hidden(plain: _Letters, pages: _Letters) -> Iterator[tuple[bytes, Place]]:
    """Yield as few texts as have every phrase: of Markdown its HTML mostly says all that it does."""
    told: dict[Place, list[bytes]] = {}
    for place, text in pages:
        told.setdefault(place, []).append(text.replace(END, b""))
        yield told[place][-1], place
    for place, text in plain:
        if not any(text in one for one in told.get(place, ())):
            yield text, place


def _in_one_breath(plain: _Letters, pages: _Letters) -> Iterator[bytes]:
    """Yield the texts of each entry as one, as the search has them: seen so, they need no second look."""
    aims = [(place, text) for place, text in plain if place.field == "objective"]
    reflections = [(place, text) for place, text in plain if place.field in REFLECTION]
    told: dict[str, list[bytes]] = {}
    for place, text in (*aims, *reflections, *pages):
        told.setdefault(place.path, []).append(text.replace(END, b""))
    return map(b"".join, told.values())


def _paragraphs(source: Source) -> list[str]:
    """Return the paragraphs of a file that could not be read, and of its front matter each value."""
    text = source.data.decode("utf-8", "replace").replace("\r\n", "\n")
    _, front, body = text.split("---\n", 2) if text.count("---\n") > 1 else ("", "", text)
    values = [part for line in front.split("\n") for part in re.split(r"[\[\],{}]|: ", line)]
    return [*values, *body.split("\n\n")]


def _evidence(onlooker: Onlooker, broken: Container[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the files that only hidden entries, or hidden pieces of others, name or link to; the others.

    A file that something hidden names as evidence needs to be named so by something open.
    """
    named: dict[bool, set[str]] = {True: set(), False: set()}
    linked: dict[bool, set[str]] = {True: set(), False: set()}
    for entry in onlooker.journal.entries:
        closed = entry.path in broken or not onlooker.may_open(entry)
        for evidence in entry.evidence:
            secret = closed or onlooker.is_kept(entry, evidence)
            named[secret].add(evidence.path)
        for link, secret in onlooker.links(entry):
            found = target(entry.path, link.href)
            linked[closed or secret].add(found.path if found else "")
    hidden = (named[True] | (linked[True] - linked[False])) - named[False] - {""}
    return frozenset(hidden), frozenset((named[False] | linked[False]) - hidden)
