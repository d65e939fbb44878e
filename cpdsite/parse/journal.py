"""A folder's bytes to a journal: settings first, then schemes, then entries in their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.entry import Entry
from cpdsite.model.framework import Framework
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.model.scheme import Scheme
from cpdsite.model.settings import Settings
from cpdsite.parse.body import heading_fields
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.entries import decode_entry
from cpdsite.parse.facts import fact_faults
from cpdsite.parse.frameworks import decode_framework
from cpdsite.parse.known import Known
from cpdsite.parse.members import for_member, united
from cpdsite.parse.misnamed import misnamed, word_documents
from cpdsite.parse.schemes import decode_scheme
from cpdsite.parse.settings import decode_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """What comes of one file of the journal, whatever the others say."""

    entry: Entry | None
    """None when it has no front matter that can be read."""
    faults: tuple[Diagnostic, ...] = ()
    quiet: bool = False
    """Whether it is known that no check of texts finds anything in it."""
    apart: bytes = b""
    """The digest of the entry without its body; b"" where that is not known."""


_scheme = lru_cache(maxsize=32)(decode_scheme)
"""The same bytes are the same scheme: a preview asks for it at each save."""

DecodeEach = Callable[[Sequence[Source], Vocabulary], Iterable[Decoded]]
"""What decodes files, each for itself and in their order: here, from a cache, in other processes."""


def decode_each(sources: Sequence[Source], vocabulary: Vocabulary) -> Iterator[Decoded]:
    """Yield what comes of each file."""
    for source in sources:
        entry, faults = decode_entry(source, vocabulary)
        yield Decoded(entry=entry, faults=tuple(faults))


def decode(folder: Folder, each: DecodeEach = decode_each) -> tuple[Journal, list[Diagnostic]]:
    """Return everything that could be read, and everything that could not."""
    settings, found = decode_settings(folder.settings, folder.schemes)
    known = words_of(folder, settings, found)
    schemes, faults = _schemes(folder.schemes, settings, known)
    found += faults
    unsure, faults = _fact_faults(schemes, settings)
    found += faults
    frameworks, faults = _frameworks(folder.frameworks.values())
    found += faults
    decoded = [*each(folder.entries, _vocabulary(settings, schemes, folder, known))]
    entries = _by_day(one.entry for one in decoded if one.entry)
    found += [fault for one in decoded for fault in one.faults]
    found += [*misnamed(folder, entries), *word_documents(folder, entries)]
    journal = Journal(
        settings=settings,
        schemes={name: scheme for name, scheme in schemes.items() if name not in unsure},
        known_schemes=frozenset(folder.schemes),
        frameworks=frameworks,
        entries=entries,
        paths=frozenset(source.path for source in folder.entries),
        files=folder.files,
        unsafe=folder.unsafe,
        quiet=frozenset(one.entry.path for one in decoded if one.entry and one.quiet),
    )
    return journal, found


def words_of(folder: Folder, settings: Settings, faults: Sequence[Diagnostic]) -> Known:
    """Return the words that scheme files of a folder may use.

    Settings that have faults may mean more types than could be read.
    """
    return Known(
        types=frozenset(settings.types),
        frameworks=frozenset(folder.frameworks),
        complete=not faults,
    )


def read_vocabulary(folder: Folder) -> tuple[Vocabulary, list[Diagnostic]]:
    """Return the words that entries may use, and what is wrong with settings and schemes."""
    settings, found = decode_settings(folder.settings, folder.schemes)
    known = words_of(folder, settings, found)
    schemes, faults = _schemes(folder.schemes, settings, known)
    return _vocabulary(settings, schemes, folder, known), found + faults


def _schemes(
    sources: Mapping[str, Source], settings: Settings, known: Known
) -> tuple[dict[str, Scheme], list[Diagnostic]]:
    """Return the schemes of the settings in their order; the user's other files are checked too."""
    chosen = [membership.scheme for membership in settings.memberships]
    own = [name for name, source in sources.items() if not source.bundled and name not in chosen]
    schemes: dict[str, Scheme] = {}
    found: list[Diagnostic] = []
    for name in [*chosen, *own]:
        if name not in sources:
            continue
        scheme, faults = _scheme(sources[name], known)
        found += faults
        if scheme is not None and name in chosen:
            schemes[name] = scheme
    for membership in settings.memberships:
        if membership.scheme in schemes:
            schemes[membership.scheme] = for_member(schemes[membership.scheme], membership)
    return schemes, found


def _fact_faults(
    schemes: Mapping[str, Scheme], settings: Settings
) -> tuple[frozenset[str], list[Diagnostic]]:
    """Return the schemes whose facts are at fault, under which nothing may be counted, and the faults."""
    unsure: set[str] = set()
    found: list[Diagnostic] = []
    for membership in settings.memberships:
        if membership.scheme in schemes:
            faults = fact_faults(schemes[membership.scheme], membership, "cpdsite.yaml")
            found += faults
            unsure |= {membership.scheme for _ in faults}
    return frozenset(unsure), found


def _frameworks(sources: Iterable[Source]) -> tuple[dict[str, Framework], list[Diagnostic]]:
    """Return every framework by id."""
    frameworks: dict[str, Framework] = {}
    found: list[Diagnostic] = []
    for source in sources:
        framework, faults = decode_framework(source)
        found += faults
        if framework is not None:
            frameworks[framework.id] = framework
    return frameworks, found


def _vocabulary(
    settings: Settings, schemes: Mapping[str, Scheme], folder: Folder, known: Known
) -> Vocabulary:
    """Return the words that entries may use."""

    @cache
    def other_scheme(name: str) -> Scheme | None:
        scheme, _ = _scheme(folder.schemes[name], known)
        return united(scheme) if scheme is not None and name not in chosen else None

    chosen = {membership.scheme for membership in settings.memberships}
    return Vocabulary(
        types=settings.types,
        field_names=settings.field_names,
        schemes={name: united(scheme) for name, scheme in schemes.items()},
        default_scheme=settings.memberships[0].scheme,
        known_schemes=frozenset(folder.schemes),
        other_scheme=other_scheme,
        visibility=settings.visibility,
        headings=heading_fields(settings.reflection_headings, settings.reflection_model),
    )


def _by_day(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries by day and id."""
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.id, entry.path)))
