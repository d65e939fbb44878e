"""A scheme told in plain words, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from cpdsite.cli.english import english
from cpdsite.model.scheme import Applies, CycleRule, MemberFact, Requirement, Scheme
from cpdsite.render import rules, sorting
from cpdsite.render.views.editions import changes, force

CERTIFIED = "certified"
"""The day before which there are no cycles; no body names it by the day before it."""


def described(scheme: Scheme, origin: str) -> Iterator[str]:
    """Yield the lines: rules, what settings must give, former editions, sources."""
    yield scheme.title
    yield ", ".join(filter(None, (scheme.body, f"edition {scheme.edition}", origin)))
    yield from _part("Counts in", (rules.unit(scheme, unit) for unit in scheme.units))
    yield from _part("A cycle lasts", _times(scheme))
    sorts = (sorting.terms(scheme, taxonomy) for taxonomy in scheme.taxonomies)
    yield from _part("Sorted by", chain.from_iterable(sorts))
    taken = (sorting.set_by(scheme, rule) for rule in scheme.defaults)
    yield from _part("Until an entry says otherwise, it is", taken)
    yield from _part("An entry is worth", (rules.credit(scheme, rule) for rule in scheme.credit))
    yield from _part("Asked", _asked(scheme, scheme.requirements))
    for name, asked in scheme.variants.items():
        other = [rule for rule in asked if rule not in scheme.requirements]
        yield from _part(f"Asked otherwise with `variant: {name}`", _asked(scheme, other))
    yield from _part("Caps and what is carried", rules.ceilings(scheme))
    yield from _part("Settings give", facts(scheme))
    papers = (sorting.paper(scheme, document) for document in scheme.handover)
    yield from _part("Papers that the body asks for", chain.from_iterable(papers))
    yield from _part("Goes with", _suits(scheme))
    yield from _part("What no machine can count", scheme.outside)
    yield from _part("Editions" if scheme.former else "Edition", _editions(scheme))
    yield from _part("Where these rules were read", _sources(scheme))


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading and its lines; nothing when there is none."""
    found = list(lines)
    if found:
        yield ""
        yield heading
        yield from (f"  {line}" for line in found)


def _times(scheme: Scheme) -> Iterator[str]:
    """Yield how long a cycle is, and the deadlines after it."""
    several = "or " if len(scheme.cycles) > 1 else ""
    for number, rule in enumerate(scheme.cycles):
        yield f"{several if number else ''}{rules.period(rule)}"
    if scheme.record_by:
        yield f"to be recorded within {english().duration(scheme.record_by)} after it"
    if scheme.keep:
        yield f"evidence to be kept for {english().duration(scheme.keep)} after it"


def _asked(scheme: Scheme, asked: Iterable[Requirement]) -> Iterator[str]:
    """Yield each requirement: its text, then how it is counted."""
    for rule in asked:
        yield f"{rule.id} ({english()(f'level-{rule.level}').lower()}): {rule.text}"
        yield f"  {rules.requirement(scheme, rule)}"


def facts(scheme: Scheme) -> Iterator[str]:
    """Yield each fact that the member states in the settings, and what it does."""
    starts = [rule.start.removeprefix("member.") for rule in scheme.cycles if _is_own(rule)]
    for name in starts:
        need = "needed" if len(starts) == len(scheme.cycles) else "if you have it"
        yield f"{name}: the first day of one of your cycles, such as 2025-10-01 ({need})"
        if name != CERTIFIED:
            yield "  where the body names the last day of a cycle, write the day after it"
    variants = chain.from_iterable(scheme.variants.values())
    asked = (*scheme.requirements, *variants)
    own = {taxonomy.fact for taxonomy in scheme.taxonomies}
    yield from dict.fromkeys(fact for one in asked for fact in _asks_for(one, own))
    for taxonomy in scheme.taxonomies:
        if taxonomy.fact:
            yield f"{taxonomy.fact}: a list, the terms of `{taxonomy.id}` (needed)"
    if scheme.variants:
        yield f"variant: {' or '.join(scheme.variants)} (if one of them is you)"
    if scheme.carry:
        yield "carry_in: {2025-10-01: 5}, a day of a cycle and what you bring into it (if you do)"
    yield "joined: a date; nothing before it is asked (if you have it)"
    example = "{factor: 0.5, reason: leave, from: 2025-10-01}"
    yield f"adjust: {example}; less is asked (if the body lets you off)"


def _is_own(rule: CycleRule) -> bool:
    """Tell whether cycles hang on a day of the member's own."""
    return rule.start.startswith("member.")


def _asks_for(asked: Requirement, told: Collection[str]) -> Iterator[str]:
    """Yield the facts on which a requirement hangs, but for lists that are told elsewhere."""
    for fact, accepted in asked.when.items():
        yield f"{fact}: {' or '.join(sorted(accepted))}, or another, for `{asked.id}` (needed)"
    if asked.each is not None and asked.each.fact and asked.each.fact not in told:
        yield f"{asked.each.fact}: a list, each asked by `{asked.id}` (needed)"
    for bound in (asked.min, asked.max):
        if isinstance(bound, MemberFact):
            yield f"{bound.name}: a number, for `{asked.id}` (without it that is left out)"


def _editions(scheme: Scheme) -> Iterator[str]:
    """Yield each edition with when it is in force and what changed, when there are several."""
    every = scheme.editions
    if every == (scheme,) and scheme.applies == Applies():
        return
    for one, older in zip(every, [*every[1:], None], strict=True):
        yield f"{one.edition}: {force(english(), one.applies)}"
        if older:
            yield from (f"  {change}" for change in changes(english(), older, one))


def _suits(scheme: Scheme) -> Iterator[str]:
    """Yield what the scheme goes with: competences, headings, and what is kept from others."""
    if scheme.frameworks:
        yield f"competences: {', '.join(scheme.frameworks)}"
    yield f"reflection under the headings of: {scheme.reflection}"
    if scheme.never_publish:
        yield f"in no output for others: {', '.join(scheme.never_publish)}"


def _sources(scheme: Scheme) -> Iterator[str]:
    """Yield where the rules were read, when, and how sure that is."""
    for source in scheme.sources:
        read = f", read on {english().day(source.read)}" if source.read else ""
        yield f"{source.title} ({english().source(source.status)}{read})"
        yield from (f"  {line}" for line in (source.url, " ".join(source.note.split())) if line)
