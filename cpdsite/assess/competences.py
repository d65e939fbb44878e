"""Which competences an entry shows: those that it names, and those of which they are parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cpdsite.model.entry import Entry
from cpdsite.model.framework import Framework


def shown_by(entry: Entry, frameworks: Mapping[str, Framework]) -> Iterator[str]:
    """Yield `framework/code` for each; one may come twice, where several of its parts are shown."""
    for name in entry.competencies:
        yield name
        id_, _, code = name.partition("/")
        known = frameworks[id_].competencies if id_ in frameworks else {}
        while code in known and (code := known[code].parent):
            yield f"{id_}/{code}"
