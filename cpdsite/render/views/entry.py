"""One entry: what its author states, and what it counts for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from cpdsite.model.assessment import SchemeAssessment
from cpdsite.model.entry import REFLECTION, Entry, Kind
from cpdsite.render import markup, numbers, permalinks
from cpdsite.render.site import Anchor, Spot, cycle_of
from cpdsite.render.views.facts import Fact, competencies, facts
from cpdsite.render.views.lacking import anchor_of
from cpdsite.render.views.plan import Pursuit, pursuit
from cpdsite.render.views.proofs import Proof, proof
from cpdsite.render.views.tables import Mark, Number, marks, number
from cpdsite.render.words import short_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """One field of the reflection, where the front matter holds it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What the entry counts for under one scheme."""

    scheme: Anchor
    key: str
    """The scheme's id."""
    amount: Number
    unit: str
    counted: str
    """How much of it counts after the caps of its cycle; "" when all does."""
    categories: tuple[Anchor, ...]
    because: str
    """How the amount came about, in words."""
    others: tuple[str, ...]
    """What it counts for in other units, and why so much, in words."""
    cycle: Anchor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A requirement that an entry of another kind counts for."""

    scheme: Anchor
    requirement: Anchor
    cycle: Anchor
    lacks: str
    """What it lacks for it; "" for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A scheme, or everything, that the entry does not count for."""

    scheme: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry's page."""

    title: str
    crumbs: tuple[Anchor, ...]
    id: str
    kind: str
    marks: tuple[Mark, ...]
    highlight: bool
    dates: str
    day: str
    objective: str
    """Of a goal."""
    facts: tuple[Fact, ...]
    body: Markup
    not_shown: bool
    """Whether the body links to something that is not in the site."""
    reflections: tuple[Reflection, ...]
    evidence: tuple[Proof, ...]
    competencies: tuple[Fact, ...]
    granted: tuple[Granted, ...]
    answers: tuple[Answered, ...]
    left_out: tuple[LeftOut, ...]
    pursuit: Pursuit | None
    """For a goal: what was done about it."""
    before: Anchor | None
    after: Anchor | None


def view(spot: Spot, entry: Entry, before: Entry | None, after: Entry | None) -> EntryView:
    """One entry's page; `before` and `after` are its neighbours by date."""
    filled = markup.fill(spot, entry)
    return EntryView(
        title=entry.title,
        crumbs=tuple(_crumbs(spot, entry)),
        id=entry.id,
        kind=spot.say(f"kind-{entry.kind}"),
        marks=marks(spot.site, entry),
        highlight=entry.highlight,
        dates=spot.site.dates[entry.id],
        day=entry.day.isoformat(),
        objective=entry.details.get("objective", "") if entry.kind is Kind.GOAL else "",
        facts=tuple(facts(spot, entry)),
        body=filled.html,
        not_shown=filled.not_shown,
        reflections=tuple(_reflections(spot, entry)),
        evidence=tuple(proof(spot, entry, one) for one in entry.evidence),
        competencies=tuple(competencies(spot, entry)),
        granted=tuple(_granted(spot, entry)),
        answers=tuple(_answers(spot, entry)),
        left_out=tuple(
            LeftOut(scheme=_scheme_name(spot, one.scheme), reason=one.reason)
            for one in spot.site.excluded.get(entry.id, ())
        ),
        pursuit=pursuit(spot, entry) if entry.kind is Kind.GOAL else None,
        before=spot.entry(before) if before else None,
        after=spot.entry(after) if after else None,
    )


def _crumbs(spot: Spot, entry: Entry) -> Iterator[Anchor]:
    """The pages above an entry."""
    yield Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME))
    if entry.kind is Kind.GOAL:
        yield Anchor(label=spot.say("plan"), href=spot.to(permalinks.PLAN))
        return
    yield Anchor(label=spot.say("all-entries"), href=spot.to(permalinks.ENTRIES))
    year = next((y for y in spot.site.years if entry.day in y.period), None)
    if year:
        yield spot.year(year.label)


def _reflections(spot: Spot, entry: Entry) -> Iterator[Reflection]:
    """The reflection fields of the front matter, in the usual order."""
    for name in REFLECTION:
        text = entry.reflection.get(name, "")
        paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
        if paragraphs:
            yield Reflection(heading=spot.say(f"reflection-{name}"), paragraphs=paragraphs)


def _granted(spot: Spot, entry: Entry) -> Iterator[Granted]:
    """What the entry counts for, scheme by scheme."""
    for found in spot.site.schemes:
        credit = found.credits.get(entry.id)
        if credit is not None:
            yield _one_granted(spot, found, entry)


def _one_granted(spot: Spot, found: SchemeAssessment, entry: Entry) -> Granted:
    """What the entry counts for under one scheme that grants it something."""
    unit = found.scheme.unit
    credit = found.credits[entry.id]
    amount = credit.amounts.get(unit.id, Fraction())
    counts = spot.site.credited[found.scheme.id].get(entry.id, amount)
    cycle = cycle_of(found, entry.id)
    return Granted(
        scheme=spot.scheme(found.scheme),
        key=found.scheme.id,
        amount=number(amount),
        unit=unit.label if amount == 1 else unit.labels,
        counted="" if counts == amount else spot.say("after-caps", amount=numbers.shown(counts)),
        categories=spot.categories(found, entry.id),
        because=spot.site.clipped[found.scheme.id].get(entry.id, credit.because),
        others=tuple(_others(spot, found, entry.id)),
        cycle=spot.cycle(found.scheme, cycle) if cycle else None,
    )


def _others(spot: Spot, found: SchemeAssessment, entry: str) -> Iterator[str]:
    """What an entry counts for in other units of a scheme, after the caps of its cycle."""
    for unit, part in spot.site.others[found.scheme.id].get(entry, ()):
        amount = numbers.counted(part.amount, unit)
        yield f"{amount}: {part.note}" if part.note else amount


def _answers(spot: Spot, entry: Entry) -> Iterator[Answered]:
    """The requirements that an entry which is no activity counts for."""
    for one in spot.site.answers.get(entry.id, ()):
        scheme, tally = one.found.scheme, one.outcome.tally
        path = permalinks.of_cycle(scheme.id, one.cycle.label)
        asked = one.outcome.requirement.text
        yield Answered(
            scheme=spot.scheme(scheme),
            requirement=Anchor(label=asked, href=spot.to(path, anchor_of(one.outcome))),
            cycle=spot.cycle(scheme, one.cycle),
            lacks=next((p.note for p in tally.parts if p.entry == entry.id and not p.amount), ""),
        )


def _scheme_name(spot: Spot, scheme: str) -> str:
    """The short name of a scheme that an entry is left out of; "" for all of them."""
    names = {found.scheme.id: short_name(found.scheme) for found in spot.site.schemes}
    return names.get(scheme, scheme)
