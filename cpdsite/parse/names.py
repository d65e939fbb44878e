"""Names that are not known: which one was meant, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable

_SYNONYMS = {
    **dict.fromkeys(("duration", "time", "cpd_hours", "hrs"), "hours"),
    **dict.fromkeys(("organisation", "organization", "organiser", "organizer"), "provider"),
    **dict.fromkeys(("link", "website", "web"), "url"),
    **dict.fromkeys(("attachment", "attachments", "certificate", "certificates"), "evidence"),
    **dict.fromkeys(("venue", "place"), "location"),
    **dict.fromkeys(("private", "privacy"), "visibility"),
    "reflection": "learned",
    "categories": "category",
    "start_date": "date",
    "end_date": "end",
}
"""Names that other journals have for fields, which do not look alike."""
_IN_THE_BODY = frozenset(("description", "summary", "notes", "content"))
_SHORT, _NEAR, _NEARER = 4, 0.6, 0.75
"""Up to so many letters a word must be nearer to another to be taken for it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name that a mistyped word most likely means, "" when none is near."""
    names = {name.casefold(): name for name in sorted(known)}
    found = difflib.get_close_matches(word.casefold(), names, n=5, cutoff=_NEAR)
    # Two letters that changed places are likelier than a wrong one: `gsc` is `gcs`, not `goc`.
    turned = [name for name in found if sorted(name) == sorted(word.casefold())]
    if len(word) <= _SHORT:
        found = difflib.get_close_matches(word.casefold(), found, n=5, cutoff=_NEARER)
    return next((names[name] for name in [*turned, *found]), "")


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the remedy for an unknown name."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def meant_by(word: str, names: Collection[str]) -> str:
    """Return the field among some that an unknown name most likely means, "" for none."""
    return also_meant(word, names) or nearest(word, names)


def also_meant(word: str, names: Collection[str]) -> str:
    """Return the field among some that other journals have under this name, "" for none."""
    field = _SYNONYMS.get(_plain(word), "")
    return field if field in names else ""


def field_remedy(word: str, names: Collection[str]) -> str:
    """Return the remedy for a field that an entry does not have."""
    if _plain(word) in _IN_THE_BODY:
        return "write it into the body, below the closing `---`"
    meant = meant_by(word, names)
    return f"did you mean `{meant}`?" if meant else "delete it, or write it into the body"


def _plain(word: str) -> str:
    """Return a name without case and without its way of joining words."""
    return re.sub(r"[\s-]+", "_", word.strip().casefold())
