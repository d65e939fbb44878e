"""An entry as one scheme sees it: its terms, its booleans, and whether a filter lets it through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
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
    """An entry with what a scheme derives for it."""

    entry: Entry
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfType:
    """What all entries of a type have in common under a scheme."""

    types: tuple[str, ...]
    """As filters see them."""
    terms: Mapping[str, tuple[str, ...]]
    """Those of the type itself."""
    flags: Mapping[str, bool] | None
    """The booleans that the scheme sets; None where they hang on more than the type."""


Known = dict[str, OfType]
"""By type of activity."""


def candidate(
    entry: Entry,
    scheme: Scheme,
    types: Mapping[str, ActivityType],
    known: Known | None = None,
) -> Candidate:
    """Return the entry with its terms and booleans under the scheme.

    `known` is filled with what is the same for all entries of a type.
    """
    known = {} if known is None else known
    if entry.type not in known:
        known[entry.type] = _of_type(entry.type, scheme, types)
    common = known[entry.type]
    claim = entry.claims.get(scheme.id, _NOTHING)
    terms, flags = common.terms, common.flags
    if entry.topics:
        terms = {**terms, **_topical(entry, scheme)}
    if claim.terms:
        terms = {name: claim.terms.get(name) or derived for name, derived in terms.items()}
    if flags is None:
        flags = _flags(
            Candidate(entry=entry, types=common.types, terms=terms, flags=entry.flags), scheme
        )
    if entry.flags:
        flags = {**flags, **entry.flags}
    found = Candidate(entry=entry, types=common.types, terms=terms, flags=flags)
    return _sliced(found, scheme, claim) if claim.weights else found


def _topical(entry: Entry, scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """Return the entry's topics as terms of those shared taxonomies that have them."""
    found: dict[str, tuple[str, ...]] = {}
    for taxonomy in scheme.taxonomies:
        terms = tuple(term for term in taxonomy.terms if term in entry.topics)
        if taxonomy.many is Many.SHARED and terms:
            found[taxonomy.id] = terms
    return found


def _of_type(name: str, scheme: Scheme, types: Mapping[str, ActivityType]) -> OfType:
    """Return a type with the one that it is like, and what a scheme derives from the two."""
    own = types.get(name)
    likes = (name, own.like) if own is not None and own.like else (name,)
    seen = tuple(filter(None, likes))
    by_type = all(_looks_at_type(default.when) for default in scheme.defaults)
    flags: dict[str, bool] = {}
    for default in scheme.defaults if by_type else ():
        if not default.when.wants["type"].isdisjoint(seen):
            flags = {**default.set, **flags}
    return OfType(
        types=seen,
        terms={taxonomy.id: _terms(taxonomy, likes) for taxonomy in scheme.taxonomies},
        flags=flags if by_type else None,
    )


def _looks_at_type(demand: Filter) -> bool:
    """Tell whether a filter asks for the type and for nothing else."""
    return [*demand.wants] == ["type"] and not demand.any_of and not demand.none_of


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
    if demand.wants:
        for name, accepted in demand.wants.items():
            terms = candidate.terms.get(name)
            if accepted.isdisjoint(values(candidate, name) if terms is None else terms):
                return False
    if demand.any_of and not any(passes(candidate, part) for part in demand.any_of):
        return False
    return not (demand.none_of and any(passes(candidate, part) for part in demand.none_of))


def values(candidate: Candidate, name: str) -> tuple[str, ...]:
    """Texts that the entry has for an attribute; empty when it has none."""
    if name == "type":
        return candidate.types
    if name in candidate.terms:
        return candidate.terms[name]
    if name in FLAGS:
        return _SAID[candidate.flags.get(name, False)]
    if name in ATTRIBUTES:
        return tuple(filter(None, ATTRIBUTES[name](candidate.entry)))
    return tuple(filter(None, (candidate.entry.details.get(name),)))


def gives(candidate: Candidate, name: str) -> bool:
    """Tell whether the entry says something in a field: a reflection, a term, evidence ..."""
    entry = candidate.entry
    if name in REFLECTION:
        return entry.reflects(name)
    if name in GIVEN:
        return bool(GIVEN[name](entry))
    if name == "type" or name in candidate.terms or name in ATTRIBUTES:
        return bool(values(candidate, name))
    return bool(entry.details.get(name)) or name in entry.flags


def _terms(taxonomy: Taxonomy, types: Iterable[str]) -> tuple[str, ...]:
    """Return the term that belongs to a type, else to the type it is like."""
    for name in types:
        if name in taxonomy.from_type:
            return (taxonomy.from_type[name],)
    return ()
