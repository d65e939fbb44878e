"""Which texts tell what only hidden texts say: bare letters against bare letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from cpdsite.sharing.wording import LETTERS

_GRAM = 20
_STEP = LETTERS - _GRAM + 1
"""Of hidden texts so many letters are kept from each ninth on: LETTERS in a row hold one such piece."""
_DIGITS = LETTERS // 2
"""A phrase with more of them is a row of numbers, and those of a site may be anybody's."""
_SHORT = 4
"""A text of fewer letters may be a part of any other."""
_Seen = Mapping[bytes, Sequence[bytes]]
"""Texts that may be seen, by their first letters."""


def telling(
    texts: AbstractSet[bytes], hidden: Collection[bytes], seen: AbstractSet[bytes]
) -> Iterator[tuple[bytes, bytes]]:
    """Yield texts with a phrase that hidden texts have and that no text which may be seen has.

    Where such texts follow each other without an end between them, what they say together is no
    secret either.
    """
    others = [text for text in texts if text not in seen]
    if not others or not hidden:
        return
    grams = {gram for text in hidden for gram in _slices(text, _GRAM, _STEP)}
    suspects = [text for text in others if not grams.isdisjoint(_slices(text, _GRAM, 1))]
    beginnings = _by_beginning(seen) if suspects else {}
    windows = {text: {*_windows(text, grams, beginnings)} for text in suspects}
    secret = _standing(set().union(*windows.values()), hidden)
    secret -= _standing(secret, seen)
    for text, own in windows.items():
        if own := own & secret:
            yield text, min(own, key=text.find)


def _windows(text: bytes, grams: AbstractSet[bytes], seen: _Seen) -> Iterator[bytes]:
    """Yield the phrases of a text around the places where something hidden may stand."""
    starts = {
        start
        for place in range(len(text) - _GRAM + 1)
        if text[place : place + _GRAM] in grams
        for start in range(max(0, place + _GRAM - LETTERS), min(place, len(text) - LETTERS) + 1)
    }
    joined = [*_joined(text, seen)] if starts else []
    for start in starts:
        phrase = text[start : start + LETTERS]
        if sum(map(bytes.isdigit, _slices(phrase, 1, 1))) > _DIGITS:
            continue
        if not any(first <= start and start + LETTERS <= last for first, last in joined):
            yield phrase


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


def _standing(phrases: AbstractSet[bytes], texts: Iterable[bytes]) -> set[bytes]:
    """Return the phrases that stand in a text."""
    if not phrases:
        return set()
    return {one for text in texts for one in _slices(text, LETTERS, 1) if one in phrases}


def _slices(text: bytes, length: int, step: int) -> list[bytes]:
    """Return so long pieces of a text, one from each place that is so many steps on."""
    return [text[place : place + length] for place in range(0, len(text) - length + 1, step)]
