"""An entry that is to be written: read like any other, judged before it stands there, given a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

import click

from cpdsite import checks
from cpdsite.checks.possible_duplicate import CODE as DUPLICATE
from cpdsite.cli.entry_options import flag_of
from cpdsite.exchange.entry_text import entry_path, goal_path
from cpdsite.files.creating import create_file
from cpdsite.files.faults import UsageFault
from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.model.entry import Entry, Kind, begins_with_date
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.entries import decode_entry
from cpdsite.parse.journal import read_vocabulary
from cpdsite.parse.places import locate

_DRAFT = "journal/new.md"
"""Stands for the path of an entry until its date and title are known."""
_UNFINISHED = frozenset(("no-amount", "no-reflection", "no-evidence", "placeholder-text"))
"""Codes of what an entry that was begun a moment ago may still lack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where an entry is to be written."""

    folder: Folder
    journal: Journal
    """Its settings and schemes count, not its entries."""
    today: date
    said: frozenset[str]
    """The fields that came by their options, which a fault names then."""

    def write(self, root: Path, data: bytes) -> str:
        """Write the file under a name of its own and return its path; refuse one with errors."""
        vocabulary, _ = read_vocabulary(self.folder)
        entry, _ = decode_entry(Source(path=_DRAFT, data=data), vocabulary)
        near = self._near(vocabulary, entry.date if entry else self.today)
        taken = {*near.paths, *(other.id for other in near.entries)}
        while True:
            path = _path(entry, taken) if entry else _DRAFT
            source = Source(path=path, data=data)
            _refuse(_findings(near, vocabulary, source, self.today), self.said)
            try:
                create_file(root, path, data)
            except FileExistsError:
                taken.add(path)
            else:
                _mention_twin(entry, near)
                return path

    def _near(self, vocabulary: Vocabulary, day: date) -> Journal:
        """Return the journal with those entries alone that one of this day may clash with or refer to.

        A name that begins with another day says enough; thousands of entries need not be read.
        """
        sources = self.folder.entries
        some = (s for s in sources if _may_matter(PurePosixPath(s.path), str(day)))
        found = (decode_entry(source, vocabulary)[0] for source in some)
        paths = frozenset(source.path for source in sources)
        return replace(self.journal, entries=tuple(filter(None, found)), paths=paths)


def _may_matter(path: PurePosixPath, day: str) -> bool:
    """Tell whether an entry's name begins with a day, or with none."""
    name = path.parent.name if path.stem == "index" else path.stem
    return name.startswith(day) or not begins_with_date(name)


def _path(entry: Entry, taken: set[str]) -> str:
    """Return a path that no entry has."""
    if entry.kind is Kind.GOAL:
        return goal_path(entry.title, taken)
    return entry_path(entry.date, entry.title, taken)


def _findings(near: Journal, vocabulary: Vocabulary, source: Source, today: date) -> list[Finding]:
    """Return what `check` would say of one more entry."""
    entry, found = decode_entry(source, vocabulary)
    if entry is not None:
        entries, paths = (*near.entries, entry), near.paths | {source.path}
        found = checks.run(replace(near, entries=entries, paths=paths), today, found)
    # Of two entries that are alike the check names the one whose path comes later.
    own = [o for o in found if o.place.path == source.path and o.code != DUPLICATE]
    return locate(own, Folder(entries=(source,)), vocabulary.field_names)


def _refuse(findings: Iterable[Finding], said: Collection[str]) -> None:
    """End the command when the entry would have errors; mention what else a reviewer would ask."""
    for finding in findings:
        where = finding.field.partition(".")[0]
        where = flag_of(where) if where in said and where != "title" else where
        if finding.severity is Severity.ERROR:
            sentence = f"{where}: {finding.message}" if where else finding.message
            raise UsageFault(sentence, finding.help)
        if finding.code not in _UNFINISHED:
            click.echo(f"cpdsite: {finding.message}; {finding.help}", err=True)


def _mention_twin(entry: Entry | None, near: Journal) -> None:
    """Say that another entry has the same kind, title and day."""
    alike = (other for other in near.entries if entry and other.likeness == entry.likeness)
    twin = next(alike, None)
    if entry and twin:
        click.echo(f'cpdsite: "{entry.title}" on {entry.date} is also in {twin.path}', err=True)
