"""A goal that the development plan does not hold."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry, Kind, without_date
from cpdsite.model.journal import Journal
from cpdsite.parse.names import nearest

CODE = "unknown-goal"


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each goal that an entry serves or carries forward and that does not exist."""
    goals = {entry.name: entry for entry in journal.entries if entry.kind is Kind.GOAL}
    unread = names_of_unread(journal)
    for entry in journal.entries:
        for field, name in goals_named_by(entry):
            if name not in goals and name not in unread:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=entry.path, field=field),
                    message=f'there is no goal "{name}" in the journal',
                    help=remedy(
                        name, {own: goals[own] for own in goals if goals[own] is not entry}
                    ),
                )


def goals_named_by(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each goal that an entry names, with the field that names it."""
    for position, name in enumerate(entry.goals):
        yield f"goals.{position}", name
    if entry.continues:
        yield "continues", entry.continues


def names_of_unread(journal: Journal) -> frozenset[str]:
    """The names of entries that could not be read: one of them may be the goal that is meant.

    An activity without a type is one of which the kind could not be read.
    """
    read = {
        entry.path for entry in journal.entries if entry.type or entry.kind is not Kind.ACTIVITY
    }
    unread = journal.paths - read
    return frozenset(without_date(stem(path)) for path in unread)


def stem(path: str) -> str:
    """The name that an entry's file gives it: its own, or that of the folder of an `index.md`."""
    own = posixpath.basename(path).removesuffix(".md")
    return posixpath.basename(posixpath.dirname(path)) if own.casefold() == "index" else own


def remedy(name: str, goals: dict[str, Entry]) -> str:
    """What to write instead; a file's name, a title or a date in front are common slips."""
    bare = without_date(posixpath.basename(name).removesuffix(".md"))
    titles = {goal.title.casefold(): own for own, goal in goals.items()}
    near = bare if bare in goals else titles.get(name.casefold()) or nearest(name, goals)
    if near:
        return f"did you mean `{near}`?"
    return f"write `kind: goal` in a file {bare or 'name'}.md, or take the name out"
