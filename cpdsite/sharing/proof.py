"""The proof that a site holds nothing of what its audience may not see: bytes against a journal.

Nothing is asked of what made the site. A phrase that only a hidden text holds, the name of a hidden entry
and a hidden file, known by its hash, must be nowhere in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cpdsite.model.diagnostic import Place
from cpdsite.model.journal import File
from cpdsite.model.page import Copy, Page
from cpdsite.sharing.hidden import Secrets
from cpdsite.sharing.phrases import Phrases
from cpdsite.sharing.wording import told_by, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something hidden that a file of the site holds."""

    path: str
    """The file, relative to the site."""
    place: Place
    """What it holds: a field of the journal, or a whole file."""


class Proof:
    """A search for secrets in a site: in as many pieces as one likes, as each file is judged by itself."""

    def __init__(
        self, secrets: Secrets, there: Mapping[str, File], hash_of: Callable[[str], str]
    ) -> None:
        """Take what is secret, the files of the journal, and what returns the hash of one.

        It is asked for few, as sizes tell most apart.
        """
        self.secrets = secrets
        self._there = there
        self._hash_of = cache(hash_of)
        self._hidden = _by_size(secrets.files, there)
        self._open = _by_size(secrets.open_files, there)
        self._phrases = Phrases(secrets.texts, secrets.seen)

    def leaks(self, files: Sequence[Page], clean: Container[str] = ()) -> Iterator[Leak]:
        """Yield what of the secrets is in files that are made; of each sort the first in each file.

        `clean` are the paths of files in which `tales` found nothing, with the same bytes and secrets.
        """
        for file in files if self._hidden else ():
            for data in _contents(file):
                if len(data) in self._hidden and (found := self._alike(len(data), _sha256(data))):
                    yield Leak(path=file.path, place=Place(path=found))
        yield from self.tales([file for file in files if file.path not in clean])

    def copied(self, copies: Iterable[Copy]) -> Iterator[Leak]:
        """Yield the hidden files among those that are copied."""
        for copy in copies:
            found = copy.source if copy.source in self.secrets.files else ""
            size = self._there[copy.source].size if copy.source in self._there else -1
            if not found and size in self._hidden:
                found = self._alike(size, self._hash_of(copy.source))
            if found:
                yield Leak(path=copy.path, place=Place(path=found))

    def tales(self, files: Sequence[Page]) -> Iterator[Leak]:
        """Yield what files that are made tell: names and phrases.

        What is found in a file depends on it and on the secrets alone, never on the other files.
        """
        secrets = self.secrets
        if not (secrets.names or secrets.texts):
            return
        every = told_by(files)
        found = dict(self._phrases.told(every.texts))
        suspicious = found or not every.names.isdisjoint(secrets.names)
        for file in files if suspicious else ():
            told = told_by([file])
            for name in sorted(told.names & secrets.names.keys())[:1]:
                yield Leak(path=file.path, place=Place(path=secrets.names[name]))
            for phrase in sorted(found[text] for text in told.texts & found.keys())[:1]:
                yield Leak(path=file.path, place=_place_of(phrase, secrets))

    def _alike(self, size: int, sha256: str) -> str:
        """Return the hidden file of a size and a hash; "" for none, or where an open one is the same."""
        alike = [path for path in self._hidden[size] if self._hash_of(path) == sha256]
        is_open = any(self._hash_of(path) == sha256 for path in self._open.get(size, ()))
        return alike[-1] if alike and not is_open else ""


def _contents(page: Page) -> Iterator[bytes]:
    """Yield what a file holds: itself, and each file that is packed into it."""
    yield page.content
    if b"base64," in page.content:
        yield from unpacked(page.content)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _by_size(paths: frozenset[str], there: Mapping[str, File]) -> dict[int, list[str]]:
    """Return files of the journal by their size."""
    found: dict[int, list[str]] = {}
    for path in sorted(paths & there.keys()):
        found.setdefault(there[path].size, []).append(path)
    return found


def _place_of(phrase: bytes, secrets: Secrets) -> Place:
    """Return where a phrase stands that is known to be hidden."""
    return next(place for text, place in secrets.texts.items() if phrase in text)
