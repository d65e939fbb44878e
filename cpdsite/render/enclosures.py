"""The files that go with a pack: each once, numbered, under a name that any disk takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from cpdsite.model.entry import Entry, Evidence
from cpdsite.model.slug import slug
from cpdsite.render import markup

_STRANGE = re.compile(r"[^a-z0-9.]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """One file that goes with a pack."""

    number: str
    """Such as `E01`."""
    source: str
    """Its path in the folder."""
    name: str
    """Such as `E01-certificate.pdf`: unique, of letters, digits, hyphens and one dot."""
    evidence: Evidence
    """As the first entry names it."""
    entries: tuple[Entry, ...]
    """Those that name it as evidence or whose text leads to it; at least one."""
    paths: tuple[str, ...]
    """Where copies of it stand in the site, one for each entry."""


def enclosures(entries: Iterable[Entry], withheld: frozenset[str]) -> tuple[Enclosure, ...]:
    """Return the files that entries name or lead to, in the entries' order, but those withheld."""
    named: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        for copy in markup.attached(entry, withheld):
            named.setdefault(copy.source, {})[copy.path] = entry
    width = max(2, len(str(len(named))))
    return tuple(
        Enclosure(
            number=f"E{number:0{width}}",
            source=source,
            name=f"E{number:0{width}}-{_safe(PurePosixPath(source))}",
            evidence=_evidence(source, by_path.values()),
            entries=tuple(by_path.values()),
            paths=tuple(by_path),
        )
        for number, (source, by_path) in enumerate(named.items(), 1)
    )


def _safe(file: PurePosixPath) -> str:
    """Return a file's name without what a disk, a shell or a reader's eye might trip over."""
    return slug(file.stem) + _STRANGE.sub("", file.suffix.lower())


def _evidence(source: str, entries: Iterable[Entry]) -> Evidence:
    """Return how a file is named as evidence; one that texts only lead to has no title."""
    every = (evidence for entry in entries for evidence in entry.evidence)
    found = next((evidence for evidence in every if evidence.path == source), None)
    return found or Evidence(field="", file=PurePosixPath(source).name, path=source)
