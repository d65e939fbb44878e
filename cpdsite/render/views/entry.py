"""One entry: what its author states, and what it counts for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePosixPath

from markupsafe import Markup

from cpdsite.model.assessment import SchemeAssessment
from cpdsite.model.entry import REFLECTION, Entry, Evidence, Kind
from cpdsite.parse.links import is_web
from cpdsite.render import markup, numbers, permalinks, words
from cpdsite.render.site import Anchor, Spot, cycle_of
from cpdsite.render.views.tables import Number, Row, exact, marks, number, row


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what is stated about an entry."""

    label: str
    values: tuple[Anchor, ...]
    """At least one."""
    exact: str = ""
    """For an amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """One field of the reflection, where the front matter holds it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One piece of evidence."""

    to: Anchor
    sort: str
    """`PDF`, or `web address`."""


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
    cycle: Anchor | None


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
    marks: tuple[str, ...]
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
    left_out: tuple[LeftOut, ...]
    towards: tuple[Row, ...]
    """For a goal: the entries that lead to it."""
    before: Anchor | None
    after: Anchor | None


def view(spot: Spot, entry: Entry, before: Entry | None, after: Entry | None) -> EntryView:
    """One entry's page; `before` and `after` are its neighbours by date."""
    filled = markup.fill(spot, entry)
    assessment = spot.site.portfolio.assessment
    return EntryView(
        title=entry.title,
        crumbs=tuple(_crumbs(spot, entry)),
        id=entry.id,
        kind=words.KINDS[entry.kind],
        marks=marks(spot.site, entry),
        highlight=entry.highlight,
        dates=words.days(entry.date, entry.day),
        day=entry.day.isoformat(),
        objective=entry.details.get("objective", "") if entry.kind is Kind.GOAL else "",
        facts=tuple(_facts(spot, entry)),
        body=filled.html,
        not_shown=filled.not_shown,
        reflections=tuple(_reflections(entry)),
        evidence=tuple(_proof(spot, entry, one) for one in entry.evidence),
        competencies=tuple(_competencies(spot, entry)),
        granted=tuple(_granted(spot, entry)),
        left_out=tuple(
            LeftOut(scheme=_scheme_name(spot, one.scheme), reason=one.reason)
            for one in assessment.excluded
            if one.entry.id == entry.id
        ),
        towards=tuple(row(spot, one) for one in reversed(spot.site.towards.get(_goal(entry), ()))),
        before=spot.entry(before) if before else None,
        after=spot.entry(after) if after else None,
    )


def _goal(entry: Entry) -> str:
    """The name under which other entries lead to this one; "" when it is no goal."""
    return entry.name if entry.kind is Kind.GOAL else ""


def _crumbs(spot: Spot, entry: Entry) -> Iterator[Anchor]:
    """The pages above an entry."""
    yield Anchor(label="Overview", href=spot.to(permalinks.HOME))
    yield Anchor(label="All entries", href=spot.to(permalinks.ENTRIES))
    year = next((y for y in spot.site.years if entry.day in y.period), None)
    if year and entry.kind is not Kind.GOAL:
        yield spot.year(year.label)


def _facts(spot: Spot, entry: Entry) -> Iterator[Fact]:
    """What the author states, line by line; nothing for what is not given."""
    if entry.kind is Kind.ACTIVITY:
        yield Fact(label="Type", values=(spot.type(entry),))
    if entry.hours is not None:
        yield _amount("Hours", entry.hours)
    if entry.participatory_hours is not None:
        yield _amount("Participatory hours", entry.participatory_hours)
    yield from _days(entry)
    if entry.provider:
        href = spot.to(permalinks.of_provider(entry.provider))
        yield Fact(label="Provider", values=(Anchor(label=entry.provider, href=href),))
    yield from _texts(entry)
    if entry.url:
        href = entry.url if is_web(entry.url) else ""
        yield Fact(label="Web address", values=(Anchor(label=entry.url, href=href),))
    yield from _related(spot, entry)
    if entry.tags:
        tags = (Anchor(label=tag, href=spot.to(permalinks.of_tag(tag))) for tag in entry.tags)
        yield Fact(label="Tags", values=tuple(tags))


def _amount(label: str, amount: Fraction) -> Fact:
    text = numbers.shown(amount)
    return Fact(label=label, values=(Anchor(label=text),), exact=exact(amount))


def _days(entry: Entry) -> Iterator[Fact]:
    """The days of a goal, a review, an absence or a move to another cycle."""
    if entry.kind is Kind.GOAL:
        done = words.day(entry.done) if entry.done else "open"
        yield _text("Due", words.day(entry.due) if entry.due else "no date set")
        yield _text("Reached", done)
    if entry.until:
        yield _text("Until", words.day(entry.until))
    if entry.period:
        yield _text("Period", words.days(*entry.period))
    if entry.count_in:
        yield _text("Counts as of", words.day(entry.count_in))


def _texts(entry: Entry) -> Iterator[Fact]:
    """Fields whose text is shown as it is."""
    if entry.location:
        yield _text("Place", entry.location)
    for name, text in entry.details.items():
        if text and name != "objective":
            yield _text(words.field_label(name), text)
    given = [words.field_label(name) for name, holds in entry.flags.items() if holds]
    if given:
        yield _text("Stated as", ", ".join(given).lower())
    if entry.topics:
        yield _text("Topic", ", ".join(entry.topics))


def _related(spot: Spot, entry: Entry) -> Iterator[Fact]:
    """Other entries that this one names, and that the audience may open."""
    site = spot.site
    goals = tuple(spot.entry(site.goals[name]) for name in entry.goals if name in site.goals)
    if goals:
        yield Fact(label="Goals", values=goals)
    if entry.continues in site.goals:
        yield Fact(label="Carries forward", values=(spot.entry(site.goals[entry.continues]),))
    if entry.about in site.by_id:
        yield Fact(label="About", values=(spot.entry(site.by_id[entry.about]),))
    elif entry.about and entry.kind is not Kind.REFLECTION:
        yield _text("About", entry.about)


def _text(label: str, text: str) -> Fact:
    return Fact(label=label, values=(Anchor(label=text),))


def _reflections(entry: Entry) -> Iterator[Reflection]:
    """The reflection fields of the front matter, in the usual order."""
    for name in REFLECTION:
        text = entry.reflection.get(name, "")
        paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
        if paragraphs:
            yield Reflection(heading=words.REFLECTION[name], paragraphs=paragraphs)


def _proof(spot: Spot, entry: Entry, evidence: Evidence) -> Proof:
    """One piece of evidence, led to its copy or its address."""
    if evidence.url:
        href = evidence.url if is_web(evidence.url) else ""
        label = evidence.title or evidence.url
        return Proof(to=Anchor(label=label, href=href), sort="web address")
    file = PurePosixPath(evidence.path or evidence.file)
    copied = evidence.path and evidence.path not in spot.site.portfolio.withheld
    href = spot.to(permalinks.of_evidence(entry, evidence.path)) if copied else ""
    return Proof(
        to=Anchor(label=evidence.title or file.name, href=href),
        sort=file.suffix.removeprefix(".").upper() or "file",
    )


def _competencies(spot: Spot, entry: Entry) -> Iterator[Fact]:
    """The competences that an entry shows, with the words of their framework."""
    for name in entry.competencies:
        framework_id, _, code = name.partition("/")
        framework = spot.site.portfolio.frameworks.get(framework_id)
        known = framework.competencies.get(code) if framework else None
        if framework and known:
            label = known.label if known.label == code else f"{code}: {known.label}"
            yield Fact(label=framework.title, values=(Anchor(label=label),))
        else:
            yield _text(framework_id, code)


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
        counted="" if counts == amount else f"{numbers.shown(counts)} after the caps of the cycle",
        categories=spot.categories(found, entry.id),
        because=credit.because,
        cycle=spot.cycle(found.scheme, cycle) if cycle else None,
    )


def _scheme_name(spot: Spot, scheme: str) -> str:
    """The short name of a scheme that an entry is left out of; "" for all of them."""
    names = {found.scheme.id: words.short_name(found.scheme) for found in spot.site.schemes}
    return names.get(scheme, scheme)
