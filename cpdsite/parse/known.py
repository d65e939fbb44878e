"""The words of a member's folder that a scheme file may use: types of activity and frameworks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.names import nearest

_SLIP = 0.85
"""So alike are a slip of the pen and the word that was meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a folder, while one of its scheme files is read."""

    types: frozenset[str] = frozenset(COMMON_TYPES)
    """The ids of the types of activity."""
    frameworks: frozenset[str] = frozenset()
    complete: bool = False
    """Whether there are no others; where there may be, only a slip of one of these is a fault."""

    def type_remedy(self, word: str) -> str:
        """Return what to write instead of a type that is certainly none; "" for one that may be."""
        return self._remedy(word, self.types, "add it to `types` in cpdsite.yaml")

    def framework_remedy(self, word: str) -> str:
        """Return what to write instead of a framework that there certainly is not; else ""."""
        return self._remedy(word, self.frameworks, f"add the file frameworks/{word}.yaml")

    def _remedy(self, word: str, words: Collection[str], otherwise: str) -> str:
        if word in words:
            return ""
        slip = get_close_matches(word, sorted(words), 1, _SLIP)
        if slip:
            return f"did you mean `{slip[0]}`?"
        if not self.complete:
            return ""
        near = nearest(word, words)
        return (
            f"did you mean `{near}`? If not, {otherwise}" if near else f"delete it, or {otherwise}"
        )
