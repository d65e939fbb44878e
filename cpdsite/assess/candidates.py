"""Entries as one scheme sees them: their terms, their booleans, and what a filter lets through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from cpdsite.model.entry import FLAGS, REFLECTION, Claim, Entry
from cpdsite.model.scheme import Filter, Many, Scheme, Taxonomy
from cpdsite.model.settings import ActivityType

WORDS = {True: "true", False: "false"}
"""How filters write booleans."""

ATTRIBUTES: Mapping[str, Callable[[Entry], Iterable[str]]] = MappingProxyType(
    {
        "about": lambda entry: (entry.about,),
        "competencies": lambda entry: entry.competencies,
        "continues": lambda entry: (entry.continues,),
        "goals": lambda entry: entry.goals,
        "highlight": lambda entry: (WORDS[entry.highlight],),
        "location": lambda entry: (entry.location,),
        "provider": lambda entry: (entry.provider,),
        "source": lambda entry: (entry.source,),
        "tags": lambda entry: entry.tags,
        "title": lambda entry: (entry.title,),
        "topic": lambda entry: entry.topics,
        "url": lambda entry: (entry.url,),
        "visibility": lambda entry: (entry.visibility.value,),
    }
)
"""What filters may ask of an entry, beside its type, terms, booleans and the fields of its kind."""

GIVEN: Mapping[str, Callable[[Entry], object]] = MappingProxyType(
    {
        "count_in": lambda entry: entry.count_in,
        "done": lambda entry: entry.done,
        "due": lambda entry: entry.due,
        "end": lambda entry: entry.end,
        "evidence": lambda entry: entry.evidence,
        "hours": lambda entry: entry.hours is not None,
        "participatory_hours": lambda entry: entry.participatory_hours is not None,
        "period": lambda entry: entry.period,
        "until": lambda entry: entry.until,
    }
)
"""How to tell whether a field that holds no text is there."""

_SAID = {said: (word,) for said, word in WORDS.items()}
_WHOLE = Fraction(1)
_NOTHING = Claim()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a scheme sees of an entry; those that it cannot tell apart may share one."""

    entry: Entry
    """One of those; its attributes that filters look at are the same for all."""
    types: tuple[str, ...]
    """Its type and the common type that it is like; empty for other kinds."""
    terms: Mapping[str, tuple[str, ...]]
    """By taxonomy; empty where there is no term."""
    flags: Mapping[str, bool]
    """The booleans, with the scheme's defaults; those that are missing are false."""
    slices: tuple[Slice, ...] = ()
    """Its parts, where a taxonomy splits it over several terms; empty: it is whole."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of an entry that has one term of each taxonomy that splits."""

    part: Fraction
    candidate: Candidate


def candidate(entry: Entry, scheme: Scheme, types: Mapping[str, ActivityType]) -> Candidate:
    """Return what the scheme sees of an entry."""
    claim = entry.claims.get(scheme.id, _NOTHING)
    own = types.get(entry.type)
    likes = (entry.type, own.like) if own is not None and own.like else (entry.type,)
    terms = {one.id: claim.terms.get(one.id) or _terms(one, likes) for one in scheme.taxonomies}
    if entry.topics:
        terms |= _topical(entry, scheme, claim)
    seen = tuple(filter(None, likes))
    found = Candidate(entry=entry, types=seen, terms=terms, flags=entry.flags)
    found = replace(found, flags={**_flags(found, scheme), **entry.flags})
    return _sliced(found, scheme, claim) if claim.weights else found


def attributes_of(scheme: Scheme) -> tuple[str, ...]:
    """Return what the filters of a scheme look at, beside type, terms and booleans."""
    seen = {name for demand in _filters(scheme) for name in demand.wants}
    return tuple(sorted(seen - {"type", *FLAGS, *(one.id for one in scheme.taxonomies)}))


def attribute(entry: Entry, name: str) -> tuple[str, ...]:
    """Return the texts that an entry has for an attribute; empty when it has none."""
    if name in ATTRIBUTES:
        return tuple(filter(None, ATTRIBUTES[name](entry)))
    return tuple(filter(None, (entry.details.get(name),)))


def _filters(value: object) -> Iterator[Filter]:
    """Yield the filters that stand anywhere in a value."""
    if isinstance(value, Filter):
        yield value
    parts: Iterable[object] = ()
    if is_dataclass(value):
        parts = (getattr(value, one.name) for one in fields(value))
    elif isinstance(value, tuple):
        parts = value
    for part in parts:
        yield from _filters(part)


def _topical(entry: Entry, scheme: Scheme, claim: Claim) -> dict[str, tuple[str, ...]]:
    """Return the entry's topics as terms of those shared taxonomies that have them."""
    found: dict[str, tuple[str, ...]] = {}
    for taxonomy in scheme.taxonomies:
        terms = tuple(term for term in taxonomy.terms if term in entry.topics)
        if taxonomy.many is Many.SHARED and terms and not claim.terms.get(taxonomy.id):
            found[taxonomy.id] = terms
    return found


def _flags(found: Candidate, scheme: Scheme) -> dict[str, bool]:
    """Return the booleans that a scheme sets for an entry; the first default wins."""
    flags: dict[str, bool] = {}
    for default in scheme.defaults:
        if passes(found, default.when):
            flags = {**default.set, **flags}
    return flags


def slices_of(candidate: Candidate) -> tuple[Slice, ...]:
    """Return the parts of an entry; at least one."""
    return candidate.slices or (Slice(_WHOLE, candidate),)


def weights_of(candidate: Candidate) -> dict[str, dict[str, Fraction]]:
    """Return the part under each term, by taxonomy, where an entry is split over several."""
    found: dict[str, dict[str, Fraction]] = {}
    for part in candidate.slices:
        for taxonomy, terms in part.candidate.terms.items():
            if terms != candidate.terms[taxonomy]:
                parts = found.setdefault(taxonomy, {})
                for term in terms:
                    parts[term] = parts.get(term, Fraction(0)) + part.part
    return found


def _sliced(found: Candidate, scheme: Scheme, claim: Claim) -> Candidate:
    """Return the entry with its parts, where its claim splits it."""
    slices: tuple[Slice, ...] = (Slice(_WHOLE, found),)
    for taxonomy in scheme.taxonomies:
        weights = claim.weights.get(taxonomy.id, {})
        if taxonomy.many is Many.SPLIT and len(weights) > 1:
            whole = sum(weights.values(), Fraction(0))
            slices = tuple(
                Slice(
                    one.part * weight / whole,
                    replace(one.candidate, terms={**one.candidate.terms, taxonomy.id: (term,)}),
                )
                for one in slices
                for term, weight in weights.items()
            )
    return replace(found, slices=slices) if len(slices) > 1 else found


def passes(candidate: Candidate, demand: Filter) -> bool:
    """Tell whether a filter lets the entry through."""
    for name, accepted in demand.wants.items():
        if accepted.isdisjoint(values(candidate, name)):
            return False
    if demand.any_of and not any(passes(candidate, part) for part in demand.any_of):
        return False
    return not any(passes(candidate, part) for part in demand.none_of)


def values(candidate: Candidate, name: str) -> tuple[str, ...]:
    """Return the texts that the entry has for what a filter of the scheme looks at."""
    if name == "type":
        return candidate.types
    if name in candidate.terms:
        return candidate.terms[name]
    if name in FLAGS:
        return _SAID[candidate.flags.get(name, False)]
    return attribute(candidate.entry, name)


def gives(entry: Entry, name: str, terms: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the entry says something in a field: a reflection, a term, evidence ..."""
    if name in REFLECTION:
        return entry.reflects(name)
    if name in GIVEN:
        return bool(GIVEN[name](entry))
    if name in terms:
        return bool(terms[name])
    if name == "type":
        return bool(entry.type)
    return bool(attribute(entry, name)) or name in entry.flags


def _terms(taxonomy: Taxonomy, types: Iterable[str]) -> tuple[str, ...]:
    """Return the term that belongs to a type, else to the type it is like."""
    for name in types:
        if name in taxonomy.from_type:
            return (taxonomy.from_type[name],)
    return ()
