"""Which texts tell what only hidden texts say: bare letters against bare letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain, repeat

from cpdsite.sharing.wording import END, LETTERS

_GRAM = 20
_STEP = LETTERS - _GRAM + 1
"""Of hidden texts so many letters are kept from each ninth on: LETTERS in a row hold one such piece."""
_DIGITS = LETTERS // 2
"""A phrase with more of them is a row of numbers, and those of a site may be anybody's."""
_SHORT = 4
"""A text of fewer letters may be a part of any other."""
_Seen = Mapping[bytes, Sequence[bytes]]
"""Texts that may be seen, by their first letters."""


class Phrases:
    """What hidden texts say and no text that may be seen."""

    def __init__(self, hidden: Iterable[bytes], seen: AbstractSet[bytes]) -> None:
        """Take both, and what finds pieces of the hidden ones."""
        self._seen = seen
        self._holders: dict[bytes, list[bytes]] = {}
        for text in hidden:
            for gram in _slices(text, _GRAM, _STEP):
                self._holders.setdefault(gram, []).append(text)

    def told(self, texts: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield texts with the first phrase of each that hidden texts have and none that may be seen.

        Where such texts follow each other without an end between them, what they say together is no
        secret either.
        """
        for text in texts if self._holders else ():
            if text not in self._seen and (phrase := next(self._secrets(text), None)):
                yield text, phrase

    def _secrets(self, text: bytes) -> Iterator[bytes]:
        """Yield the phrases of a text that only hidden texts have, in their order."""
        if self._holders.keys().isdisjoint(grams := _slices(text, _GRAM, 1)):
            return
        joined = [*_joined(text, self._beginnings)]
        for start in range(len(text) - LETTERS + 1):
            holders = map(self._holders.get, grams[start : start + _STEP], repeat(()))
            phrase = text[start : start + LETTERS]
            if (
                any(phrase in one for one in chain.from_iterable(holders))
                and sum(map(bytes.isdigit, _slices(phrase, 1, 1))) <= _DIGITS
                and not any(first <= start and start + LETTERS <= last for first, last in joined)
                and phrase not in self._said
            ):
                yield phrase

    @cached_property
    def _beginnings(self) -> _Seen:
        """Texts that may be seen."""
        return _by_beginning(self._seen)

    @cached_property
    def _said(self) -> bytes:
        """The same, with an end after each."""
        return END.join(self._seen)


def _joined(text: bytes, seen: _Seen) -> Iterator[tuple[int, int]]:
    """Yield where in a text whole others that may be seen follow each other: first and last."""
    first = place = 0
    while place < len(text):
        size = _size_at(text, place, seen)
        if size:
            place += size
            continue
        if place > first:
            yield first, place
        place += 1
        first = place
    if place > first:
        yield first, place


def _size_at(text: bytes, place: int, seen: _Seen) -> int:
    """Return the length of the longest text that may be seen and stands whole at a place; 0 for none."""
    for one in seen.get(text[place : place + _GRAM], ()):
        if text.startswith(one, place):
            return len(one)
    shorter = range(min(_GRAM - 1, len(text) - place), _SHORT - 1, -1)
    return next((size for size in shorter if text[place : place + size] in seen), 0)


def _by_beginning(seen: Iterable[bytes]) -> _Seen:
    """Return texts by their first letters, the longest first."""
    found: dict[bytes, list[bytes]] = {}
    for text in sorted(seen, key=len, reverse=True):
        if len(text) >= _SHORT:
            found.setdefault(text[:_GRAM], []).append(text)
    return found


def _slices(text: bytes, length: int, step: int) -> list[bytes]:
    """Return so long pieces of a text, one from each place that is so many steps on."""
    return [text[place : place + length] for place in range(0, len(text) - length + 1, step)]
