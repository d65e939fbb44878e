"""What an author states about an entry, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.entry import Entry, Kind
from cpdsite.parse.links import is_web
from cpdsite.render import numbers, permalinks
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views.tables import exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what is stated about an entry."""

    label: str
    values: tuple[Anchor, ...]
    """At least one."""
    exact: str = ""
    """For an amount."""


def facts(spot: Spot, entry: Entry) -> Iterator[Fact]:
    """What the author states, line by line; nothing for what is not given."""
    say = spot.say
    if entry.kind is Kind.ACTIVITY:
        yield Fact(label=say("fact-type"), values=(spot.type(entry),))
    if entry.hours is not None:
        yield _amount(say("fact-hours"), entry.hours)
    if entry.participatory_hours is not None:
        yield _amount(say("fact-participatory-hours"), entry.participatory_hours)
    yield from _days(say, entry)
    if entry.provider:
        href = spot.to(permalinks.of_provider(entry.provider))
        yield Fact(label=say("fact-provider"), values=(Anchor(label=entry.provider, href=href),))
    yield from _texts(spot, entry)
    if entry.url:
        href = entry.url if is_web(entry.url) else ""
        yield Fact(label=say("fact-web-address"), values=(Anchor(label=entry.url, href=href),))
    yield from _related(spot, entry)
    if entry.tags:
        tags = (Anchor(label=tag, href=spot.to(permalinks.of_tag(tag))) for tag in entry.tags)
        yield Fact(label=say("fact-tags"), values=tuple(tags))


def competencies(spot: Spot, entry: Entry) -> Iterator[Fact]:
    """The competences that an entry shows, with the words of their framework."""
    for name in entry.competencies:
        framework_id, _, code = name.partition("/")
        held = spot.site.competences.get(framework_id)
        shown = held.competences.get(code) if held else None
        if held and shown:
            href = spot.to(permalinks.of_competency(framework_id, code))
            yield Fact(label=held.framework.title, values=(Anchor(label=shown.name, href=href),))
        else:
            yield _text(framework_id, code)


def _amount(label: str, amount: Fraction) -> Fact:
    text = numbers.shown(amount)
    return Fact(label=label, values=(Anchor(label=text),), exact=exact(amount))


def _days(say: Say, entry: Entry) -> Iterator[Fact]:
    """The days of a goal, a review, an absence or a move to another cycle."""
    if entry.kind is Kind.GOAL:
        due = say.day(entry.due) if entry.due else say("no-date-set")
        yield _text(say("fact-due"), due)
        done = say.day(entry.done) if entry.done else say("goal-still-open")
        yield _text(say("fact-reached"), done)
    if entry.until:
        yield _text(say("fact-until"), say.day(entry.until))
    if entry.period:
        yield _text(say("fact-period"), say.days(*entry.period))
    if entry.count_in:
        yield _text(say("fact-counts-as-of"), say.day(entry.count_in))


def _texts(spot: Spot, entry: Entry) -> Iterator[Fact]:
    """Fields whose text is shown as it is, or in the words of the scheme that it names."""
    say, named = spot.say, _named(spot, entry.details.get("scheme", ""))
    if entry.location:
        yield _text(say("fact-place"), entry.location)
    for name, text in entry.details.items():
        if text and name != "objective":
            to = named.get((name, text), Anchor(label=text))
            yield Fact(label=say(f"field-{_id(name)}"), values=(to,))
    given = [say(f"stated-{name}") for name, holds in entry.flags.items() if holds]
    if given:
        yield _text(say("fact-stated-as"), ", ".join(given))
    if entry.topics:
        yield _text(say("fact-topic"), ", ".join(entry.topics))


def _named(spot: Spot, id_: str) -> Mapping[tuple[str, str], Anchor]:
    """What a scheme and its papers and cycles are called, by the field and the text that name them."""
    found = next((one for one in spot.site.schemes if one.scheme.id == id_), None)
    if found is None:
        return {}
    papers = {("document", one.id): Anchor(label=one.title) for one in found.scheme.handover}
    cycles = {("cycle", one.label): spot.cycle(found.scheme, one) for one in found.cycles}
    return {("scheme", id_): spot.scheme(found.scheme), **papers, **cycles}


def _related(spot: Spot, entry: Entry) -> Iterator[Fact]:
    """Other entries that this one names, and that the audience may open."""
    site = spot.site
    goals = tuple(spot.entry(site.goals[name]) for name in entry.goals if name in site.goals)
    if goals:
        yield Fact(label=spot.say("fact-goals"), values=goals)
    if entry.continues in site.goals:
        yield Fact(
            label=spot.say("fact-carries-forward"),
            values=(spot.entry(site.goals[entry.continues]),),
        )
    if entry.about in site.by_id:
        yield Fact(label=spot.say("fact-about"), values=(spot.entry(site.by_id[entry.about]),))
    elif entry.about and entry.kind is not Kind.REFLECTION:
        yield _text(spot.say("fact-about"), entry.about)


def _id(field: str) -> str:
    """A field as the theme's words name it."""
    return field.replace("_", "-")


def _text(label: str, text: str) -> Fact:
    return Fact(label=label, values=(Anchor(label=text),))
