"""What the shell offers when a word is half written: types, schemes, tags ... of the journal at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from click import Context, Parameter
from click.shell_completion import CompletionItem

from cpdsite.cli.shell import with_settings
from cpdsite.files.faults import Fault
from cpdsite.files.sources import read_folder
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Folder, Journal
from cpdsite.parse.journal import decode

NEWEST = 120
"""So many entries are looked at, from the last by name: whoever presses Tab waits for the answer."""

Complete = Callable[[Context, Parameter, str], list[CompletionItem]]


def completes(words: Callable[[Journal], Iterable[str]]) -> Complete:
    """Make the completion of an option from the words of the journal in the folder of `-C`."""

    def complete(context: Context, _option: Parameter, begun: str) -> list[CompletionItem]:
        known = dict.fromkeys(words(_journal(context)))
        return [
            CompletionItem(word) for word in known if word.casefold().startswith(begun.casefold())
        ]

    return complete


def types(journal: Journal) -> Iterator[str]:
    """Yield the types, those in use first."""
    used = [entry.type for entry in reversed(journal.entries) if entry.type]
    yield from sorted(set(used), key=lambda name: (-used.count(name), name))
    yield from journal.settings.types


def schemes(journal: Journal) -> Iterator[str]:
    """Yield the member's own schemes."""
    yield from (membership.scheme for membership in journal.settings.memberships)


def documents(journal: Journal) -> Iterator[str]:
    """Yield the papers that the bodies of the member's schemes ask for."""
    for scheme in journal.schemes.values():
        yield from (document.id for document in scheme.handover)


def every_scheme(journal: Journal) -> Iterator[str]:
    """Yield every scheme there is."""
    yield from sorted(journal.known_schemes)


def categories(journal: Journal) -> Iterator[str]:
    """Yield the categories of the first scheme."""
    first = journal.schemes.get(journal.settings.memberships[0].scheme)
    taxonomy = first.taxonomy("category") if first else None
    yield from taxonomy.terms if taxonomy else ()


def claims(journal: Journal) -> Iterator[str]:
    """Yield what can be claimed under the member's schemes: `gcs/category/formal`, `gcs/exclude`."""
    for name, scheme in journal.schemes.items():
        for taxonomy in scheme.taxonomies:
            yield from (f"{name}/{taxonomy.id}/{term}" for term in taxonomy.terms)
        yield f"{name}/exclude"


def tags(journal: Journal) -> Iterator[str]:
    """Yield the tags in use."""
    yield from sorted({tag for entry in journal.entries for tag in entry.tags})


def providers(journal: Journal) -> Iterator[str]:
    """Yield the providers in use."""
    yield from sorted({entry.provider for entry in journal.entries if entry.provider})


def goals(journal: Journal) -> Iterator[str]:
    """Yield the goals, the latest first."""
    yield from (e.name for e in reversed(journal.entries) if e.kind is Kind.GOAL)


def competencies(journal: Journal) -> Iterator[str]:
    """Yield the competencies of the frameworks that the member's schemes name."""
    wanted = {name for scheme in journal.schemes.values() for name in scheme.frameworks}
    for name in sorted(wanted & journal.frameworks.keys()):
        yield from (f"{name}/{code}" for code in journal.frameworks[name].competencies)


def _journal(context: Context) -> Journal:
    """Return the journal of the folder that the command would run in; nothing of one that cannot be read."""
    root = with_settings(context.find_root().params.get("folder") or Path())
    try:
        folder = read_folder(root)
    except Fault:
        folder = Folder()
    return decode(latest(folder))[0]


def latest(folder: Folder) -> Folder:
    """Return a folder with only the latest entries by the dates in their names, and those without one."""
    named = sorted(folder.entries, key=lambda source: source.path.rpartition("/")[2])
    return replace(folder, entries=tuple(named[-NEWEST:]))
