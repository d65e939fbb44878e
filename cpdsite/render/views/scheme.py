"""A scheme: its rules, where they were read, and its cycles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cpdsite.model.assessment import SchemeAssessment
from cpdsite.model.scheme import Source
from cpdsite.parse.links import is_web
from cpdsite.render import permalinks
from cpdsite.render.rules import ceilings
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views.comparison import Comparison, comparison
from cpdsite.render.views.editions import EditionView, editions
from cpdsite.render.views.lacking import anchor_of
from cpdsite.render.views.standing import Standing, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One thing that the scheme asks."""

    level: str
    text: str
    current: Anchor
    """Its result in the cycle under way; leads nowhere when it does not apply there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """Where rules were read."""

    to: Anchor
    status: str
    read: str
    """`read on 21 Nov 2026`; "" when nobody says."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeView:
    """A scheme."""

    title: str
    crumbs: tuple[Anchor, ...]
    id: str
    body: str
    edition: str
    own_file: str
    """The user's file that these rules come from; "" for the bundled ones."""
    replaces: bool
    """Whether it takes the place of a bundled one."""
    current: Standing
    cycles: tuple[Standing, ...]
    """Newest first."""
    comparison: Comparison
    """The cycles side by side."""
    editions: tuple[EditionView, ...]
    """Newest first."""
    rules: tuple[RuleView, ...]
    terms: tuple[Anchor, ...]
    """Its categories."""
    terms_label: str
    times: tuple[str, ...]
    """Length of the cycle, deadline and how long to keep evidence, in sentences."""
    ceilings: tuple[str, ...]
    """What is clipped, and what may be carried into the next cycle, in sentences."""
    outside: tuple[str, ...]
    sources: tuple[SourceView, ...]


def view(spot: Spot, found: SchemeAssessment) -> SchemeView:
    """A scheme with its rules, sources and cycles."""
    scheme = found.scheme
    taxonomy = scheme.taxonomy("category")
    standings = tuple(standing(spot, found, cycle) for cycle in reversed(found.cycles))
    return SchemeView(
        title=scheme.title,
        crumbs=(Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),),
        id=scheme.id,
        body=scheme.body,
        edition=scheme.edition,
        own_file=scheme.path,
        replaces=scheme.replaces,
        current=standings[0],
        cycles=standings,
        comparison=comparison(spot, found),
        editions=editions(spot, found),
        rules=tuple(
            RuleView(
                level=spot.say(f"level-{rule.level}"),
                text=rule.text,
                current=_current(spot, found, rule.id),
            )
            for rule in scheme.requirements
        ),
        terms=tuple(spot.term(scheme, term) for term in taxonomy.terms) if taxonomy else (),
        terms_label=taxonomy.label if taxonomy else "",
        times=tuple(_times(spot.say, found)),
        ceilings=tuple(ceilings(scheme)),
        outside=scheme.outside,
        sources=tuple(_source(spot.say, source) for source in scheme.sources),
    )


def _current(spot: Spot, found: SchemeAssessment, rule: str) -> Anchor:
    """Where a rule's result stands in the cycle under way."""
    outcome = next((o for o in found.current.outcomes if o.requirement.id == rule), None)
    if outcome is None:
        return Anchor(label=spot.say("status-not-applicable"))
    path = permalinks.of_cycle(found.scheme.id, found.current.label)
    return Anchor(
        label=spot.say("see-cycle", cycle=found.current.label),
        href=spot.to(path, anchor_of(outcome)),
    )


def _times(say: Say, found: SchemeAssessment) -> Iterator[str]:
    """What the scheme says of time, in sentences."""
    scheme = found.scheme
    if scheme.cycles:
        first, *more = dict.fromkeys(say.duration(rule.length) for rule in scheme.cycles)
        for length in more:
            first = say("or", first=first, last=length)
        yield say("cycle-lasts", length=first)
    if scheme.record_by:
        deadline = scheme.record_by.after(found.current.period.last)
        yield say("record-due", cycle=found.current.label, day=say.day(deadline))
    if scheme.keep:
        yield say("evidence-kept-for", length=say.duration(scheme.keep))


def _source(say: Say, source: Source) -> SourceView:
    """Where rules were read, and how sure that is."""
    href = source.url if is_web(source.url) else ""
    return SourceView(
        to=Anchor(label=source.title or source.url, href=href),
        status=say.source(source.status),
        read=say("read-on", day=say.day(source.read)) if source.read else "",
        note=source.note,
    )
