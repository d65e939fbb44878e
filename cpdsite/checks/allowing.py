"""What of the patterns found is worth a report: each once, and none that the member allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cpdsite.checks.identifiers import Match
from cpdsite.checks.readable import Text
from cpdsite.model.diagnostic import Place
from cpdsite.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Allowed:
    """Texts that may stand in a journal, without case, blanks and punctuation."""

    bare: frozenset[str]

    @classmethod
    def by(cls, settings: Settings) -> Allowed:
        """Return what settings allow, and what they say of the member."""
        own = (settings.author.name, settings.author.email)
        return cls(frozenset(map(bare, filter(None, (*settings.allowed_texts, *own)))))

    def holds(self, written: str) -> bool:
        """Tell whether a text is allowed, as it is or with a title before it."""
        return bool({bare(written), bare(written.partition(" ")[2])} & self.bare)


def once(found: Iterable[tuple[Text, Match]], allowed: Allowed) -> Iterator[tuple[Place, str, str]]:
    """Yield place, text and nature of each match, the first of equal ones, without those allowed."""
    seen: set[str] = set()
    for text, match in found:
        written = " ".join(text.text[match.start : match.end].split())
        if bare(written) not in seen and not allowed.holds(written):
            seen.add(bare(written))
            yield text.spot(match.start, match.end), written, match.what


def bare(text: str) -> str:
    """Return the letters and digits of a text, without case."""
    return re.sub(r"[\W_]", "", text.casefold())
