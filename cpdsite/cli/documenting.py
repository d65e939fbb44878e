"""Which paper of which scheme and cycle is meant, and what to know of it before it is handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cpdsite.assess.words import listed as in_words
from cpdsite.cli.choosing import refuse_unknown
from cpdsite.exchange.papers.paper import Paper
from cpdsite.files.faults import UsageFault
from cpdsite.model.assessment import Audience, CycleAssessment, Portfolio, SchemeAssessment
from cpdsite.model.entry import Entry, Kind, Visibility
from cpdsite.model.scheme import Document
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.render import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A paper that is asked for."""

    assessed: SchemeAssessment
    cycle: CycleAssessment
    document: Document
    chosen: bool
    """Whether the cycle was named, and not taken for want of another."""


def found_document(shown: Portfolio, scheme: str | None, name: str, cycle: str | None) -> Asked:
    """Return what is asked for; end the command where there is no such paper, or several."""
    having = [
        one
        for one in shown.assessment.schemes
        if scheme in {None, one.scheme.id} and name in _names(one)
    ]
    if not having:
        raise _unknown(shown, scheme, name)
    if len(having) > 1:
        schemes = in_words(one.scheme.id for one in having)
        message = f'several schemes ask for a paper "{name}": {schemes}'
        raise UsageFault(message, "say which with --scheme ID")
    assessed = having[0]
    cycles = {one.label: one for one in assessed.cycles}
    refuse_unknown(f"cycle of {assessed.scheme.id}", cycle, cycles)
    found = assessed.current if cycle is None else cycles[cycle]
    papers = {one.id: one for one in assessed.in_force(found).handover}
    refuse_unknown(f"paper of {assessed.scheme.id} for {found.label}", name, papers)
    return Asked(assessed=assessed, cycle=found, document=papers[name], chosen=cycle is not None)


def notes(shown: Portfolio, asked: Asked, made: Paper) -> Iterator[str]:
    """Yield what a person should know of a paper and cannot see in it."""
    labels = [one.label for one in asked.assessed.cycles]
    others = [label for label in labels if label != asked.cycle.label]
    if not asked.chosen and others:
        yield f"The cycle is {asked.cycle.label}; --cycle takes another: {listed(others)}."
    if not made.rows:
        yield f"No {asked.document.kind} of that cycle belongs to it."
    yield from _elsewhere(shown, asked, made)
    if made.too_many_words:
        over = words.count(made.too_many_words, "word")
        yield f"It is {over} longer than the {made.max_words:,} that are allowed."
    entries = {entry.id: entry for entry in shown.entries}
    kept = [entries[row.entry] for row in made.rows if is_private(entries[row.entry])]
    if kept and shown.audience is Audience.OWNER:
        what = words.count(len(kept), "private entry is", "private entries are")
        yield f"{what} in it: {_titles(kept)}; --audience reviewer leaves out what is private."


def _elsewhere(shown: Portfolio, asked: Asked, made: Paper) -> Iterator[str]:
    """Yield where the texts are that a paper lacks: in another cycle, or still to be written."""
    if asked.document.kind != Kind.STATEMENT:
        return
    wanted = asked.document.where.wants.get("document", frozenset())
    found = [
        entry
        for entry in shown.entries
        if entry.kind is Kind.STATEMENT and entry.details.get("document", "") in wanted
    ]
    inside = {row.entry for row in made.rows}
    for entry in found:
        if entry.id in inside:
            yield from unwritten([entry])
            continue
        named = entry.details.get("cycle", "")
        where = f"names the cycle {named}" if named else f"is dated {entry.date.isoformat()}"
        yield f"{entry.path} {where}."


def unwritten(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield which statements are still to be written."""
    for entry in entries:
        if entry.kind is Kind.STATEMENT and not any(part.text for part in entry.body.sections):
            yield f"{entry.path} holds no text yet."


def is_private(entry: Entry) -> bool:
    """Tell whether an entry is for its owner alone."""
    return entry.visibility is Visibility.PRIVATE


def _titles(entries: Sequence[Entry]) -> str:
    return in_words(f'"{entry.title}"' for entry in entries)


def _names(assessed: SchemeAssessment) -> frozenset[str]:
    """Return the papers of a scheme, those of its older editions too."""
    return frozenset(one.id for edition in assessed.scheme.editions for one in edition.handover)


def _unknown(shown: Portfolio, scheme: str | None, name: str) -> UsageFault:
    """Return the fault of a paper that nobody asks for."""
    meant = [one for one in shown.assessment.schemes if scheme in {None, one.scheme.id}]
    known = [f"{one.scheme.id} {paper.id}" for one in meant for paper in one.scheme.handover]
    message = f'there is no paper "{name}"' + (f" of {scheme}" if scheme else "")
    if not known:
        return UsageFault(message, "the body's own papers are not known; leave --document out")
    names = [paper.rpartition(" ")[2] for paper in known]
    return UsageFault(message, did_you_mean(name, names, f"there are {listed(known)}"))
