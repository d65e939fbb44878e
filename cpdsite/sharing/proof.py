"""The proof that a site holds nothing of what its audience may not see: bytes against a journal.

Nothing is asked of what made the site. A phrase that only a hidden text holds, the name of a hidden entry
and a hidden file, known by its hash, must be nowhere in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cpdsite.model.diagnostic import Place
from cpdsite.model.journal import File
from cpdsite.model.page import Copy, Digest, Page
from cpdsite.sharing.hidden import Secrets
from cpdsite.sharing.phrases import telling
from cpdsite.sharing.wording import told_by, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something hidden that a file of the site holds."""

    path: str
    """The file, relative to the site."""
    place: Place
    """What it holds: a field of the journal, or a whole file."""


def leaks(
    secrets: Secrets,
    files: Iterable[Page],
    copies: Iterable[Copy] = (),
    digests: Mapping[str, Digest] = MappingProxyType({}),
    clean: Container[str] = (),
) -> Iterator[Leak]:
    """Yield what of the secrets is in files that are made and in files that are copied.

    `digests` are those of `suspects`, by path. The first leak of each file and sort is told. `clean`
    are the paths of files in which `tales` found nothing, with the same bytes and the same secrets.
    """
    pages = [*files]
    yield from _files_in(secrets, pages, copies, digests)
    yield from tales(secrets, (page for page in pages if page.path not in clean))


def tales(secrets: Secrets, files: Iterable[Page]) -> Iterator[Leak]:
    """Yield what files that are made tell: names and phrases.

    What is found in a file depends on it and on the secrets alone, never on the other files.
    """
    if not (secrets.names or secrets.texts):
        return
    pages = [*files]
    every = told_by(pages)
    found = dict(telling(every.texts, secrets.texts, secrets.seen))
    suspicious = found or not every.names.isdisjoint(secrets.names)
    for page in pages if suspicious else ():
        told = told_by([page])
        for name in sorted(told.names & secrets.names.keys())[:1]:
            yield Leak(path=page.path, place=Place(path=secrets.names[name]))
        for phrase in sorted(found[text] for text in told.texts & found.keys())[:1]:
            yield Leak(path=page.path, place=_place_of(phrase, secrets))


def _place_of(phrase: bytes, secrets: Secrets) -> Place:
    """Return where a phrase stands that is known to be hidden."""
    return next(place for text, place in secrets.texts.items() if phrase in text)


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
        yield from unpacked(page.content)
