"""The proof that a site holds nothing of what its audience may not see: bytes against a journal.

Nothing is asked of what made the site. A phrase of forty characters that only a hidden text holds, the
name of a hidden entry and a hidden file, known by its hash, must be nowhere in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from cpdsite.model.diagnostic import Place
from cpdsite.model.journal import File, Source
from cpdsite.model.page import Copy, Digest, Page
from cpdsite.parse.links import target
from cpdsite.sharing.telling import Onlooker
from cpdsite.sharing.wording import PHRASE, bare, phrases, unpacked, wordings

_NAME = re.compile(r"\d{4}-\d\d-\d\d-[\w-]*[^\W_]")
"""A name that begins with a day, as each entry's does; a day alone names nothing."""
_NAME_IN_BYTES = re.compile(rb"\d{4}-\d\d-\d\d-[\w\x80-\xff%-]+")
_LETTERS = PHRASE // 2
"""A phrase of fewer letters is a row of numbers, and those of a site may be anybody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What must be nowhere in a site."""

    phrases: Mapping[str, Place] = field(default_factory=dict)
    """Bare text of a known length, with where it stands."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The ids of hidden entries, with their paths."""
    files: frozenset[str] = frozenset()
    """The paths of hidden evidence."""
    open_files: frozenset[str] = frozenset()
    """Those of evidence that may be seen: what has the same bytes is no secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something hidden that a file of the site holds."""

    path: str
    """The file, relative to the site."""
    place: Place
    """What it holds: a field of the journal, or a whole file."""


def secrets_of(onlooker: Onlooker, unread: Iterable[Source], shown: Iterable[str]) -> Secrets:
    """Return what an onlooker may not see.

    `unread` are the entries that could not be read or have errors: nothing of them may be seen.
    `shown` are the other texts that a site is made of: settings, schemes, the theme.
    """
    broken = {source.path: source for source in unread}
    kept: dict[str, Place] = {}
    for place, text in _hidden_texts(onlooker, broken):
        for phrase in phrases(bare(text)):
            if "\0" not in phrase and sum(map(str.isalpha, phrase)) >= _LETTERS:
                kept[phrase] = place
    names = {
        entry.id: entry.path
        for entry in onlooker.journal.entries
        if entry.path not in broken and not onlooker.may_open(entry)
    }
    for text in (*_open_texts(onlooker, broken), *shown) if kept or names else ():
        for phrase in phrases(bare(text)):
            kept.pop(phrase, None)
        for name in _NAME.findall(text):
            names.pop(name, None)
    hidden, shared = _evidence(onlooker, broken)
    return Secrets(phrases=kept, names=names, files=hidden, open_files=shared)


def _hidden_texts(onlooker: Onlooker, broken: Mapping[str, Source]) -> Iterator[tuple[Place, str]]:
    """Yield what may not be seen, with where it stands."""
    for source in broken.values():
        for text in _paragraphs(source):
            yield Place(path=source.path), text
    for entry in onlooker.journal.entries:
        for piece in onlooker.pieces(entry) if entry.path not in broken else ():
            for text in piece.wordings if piece.secret else ():
                yield Place(path=entry.path, field=piece.field), text
    settings = onlooker.journal.settings
    for member in settings.memberships:
        for adjustment in member.adjustments:
            yield Place(path="cpdsite.yaml", field=member.key), adjustment.reason


def _open_texts(onlooker: Onlooker, broken: Container[str]) -> Iterator[str]:
    """Yield what may be seen of the journal, and what the member says is no secret."""
    yield from onlooker.journal.settings.allowed_texts
    for entry in onlooker.journal.entries:
        for piece in onlooker.pieces(entry) if entry.path not in broken else ():
            if not piece.secret:
                yield from piece.wordings


def leaks(
    secrets: Secrets,
    files: Iterable[Page],
    copies: Iterable[Copy] = (),
    digests: Mapping[str, Digest] = MappingProxyType({}),
) -> Iterator[Leak]:
    """Yield what of the secrets is in files that are made and in files that are copied.

    `digests` are those of `suspects`, by path. The first leak of each file and sort is told.
    """
    pages = [*files]
    yield from _files_in(secrets, pages, copies, digests)
    for page in pages if secrets.names else ():
        for name in sorted(_names_in(page) & secrets.names.keys())[:1]:
            yield Leak(path=page.path, place=Place(path=secrets.names[name]))
    kept = frozenset(secrets.phrases)
    for path, text in wordings(pages) if kept else ():
        for phrase in sorted(kept.intersection(phrases(text)))[:1]:
            yield Leak(path=path, place=secrets.phrases[phrase])


def _files_in(
    secrets: Secrets, pages: Iterable[Page], copies: Iterable[Copy], digests: Mapping[str, Digest]
) -> Iterator[Leak]:
    """Yield the hidden files that are copied, are a page, or are packed into one."""
    known = {digests[path].sha256 for path in secrets.open_files & digests.keys()}
    hidden = {digests[path].sha256: path for path in sorted(secrets.files & digests.keys())}
    hidden = {digest: path for digest, path in hidden.items() if digest not in known}
    sizes = {digests[path].size for path in hidden.values()}
    for copy in copies:
        digest = digests[copy.source].sha256 if copy.source in digests else ""
        found = copy.source if copy.source in secrets.files else hidden.get(digest, "")
        if found:
            yield Leak(path=copy.path, place=Place(path=found))
    for page in pages if hidden else ():
        for data in contents(page):
            digest = hashlib.sha256(data).hexdigest() if len(data) in sizes else ""
            if digest in hidden:
                yield Leak(path=page.path, place=Place(path=hidden[digest]))


def suspects(
    secrets: Secrets, files: Iterable[Page], copies: Iterable[Copy], there: Mapping[str, File]
) -> list[str]:
    """Return the files of the journal whose hashes the proof needs: few, as sizes tell most apart."""
    hidden = {there[path].size for path in secrets.files if path in there}
    made = {len(data) for page in files for data in contents(page)} if hidden else set()
    made |= {there[copy.source].size for copy in copies if copy.source in there}
    known = secrets.files | secrets.open_files | {copy.source for copy in copies}
    return sorted(path for path in known & there.keys() if there[path].size in hidden & made)


def contents(page: Page) -> Iterator[bytes]:
    """Yield what a file holds: itself, and each file that is packed into it."""
    yield page.content
    if b"base64," in page.content:
        yield from unpacked(page.content.decode("utf-8", "replace"))


def _paragraphs(source: Source) -> list[str]:
    """Return the paragraphs of a file that could not be read, and of its front matter each value."""
    text = source.data.decode("utf-8", "replace").replace("\r\n", "\n")
    _, front, body = text.split("---\n", 2) if text.count("---\n") > 1 else ("", "", text)
    values = [part for line in front.split("\n") for part in re.split(r"[\[\],{}]|: ", line)]
    return [*values, *body.split("\n\n")]


def _names_in(page: Page) -> set[str]:
    """Return what in a file could be the name of an entry."""
    found = {name.decode("utf-8", "replace") for name in set(_NAME_IN_BYTES.findall(page.content))}
    return found | {unquote(name) for name in found if "%" in name}


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
