"""What an entry claims under each scheme: amounts, terms, hours, or to be left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cpdsite.model.entry import Claim, Kind, Visibility
from cpdsite.model.scheme import Many, Scheme, Taxonomy
from cpdsite.model.settings import ActivityType
from cpdsite.model.slug import slug
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import Reading, is_empty, listed, shown
from cpdsite.parse.scalars import number

HOURS = "hours"
"""What a claim states time by; a unit of this name is claimed by it too."""

Weights = dict[str, Fraction]
"""Terms, each with its weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that entries may use, from settings and schemes."""

    types: Mapping[str, ActivityType] = field(default_factory=dict)
    """By id, which is a slug."""
    field_names: Mapping[str, str] = field(default_factory=dict)
    """The journal's own names of fields."""
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    """Those that are counted under and could be read."""
    default_scheme: str = ""
    """The id of the scheme of `points` and `category`."""
    known_schemes: frozenset[str] = frozenset()
    """Every scheme id there is."""
    other_scheme: Callable[[str], Scheme | None] = lambda _: None
    """A scheme that is not counted under, by its id; None for one that cannot be read."""
    visibility: Mapping[Kind, Visibility] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    """Reflection field by plain heading text."""

    @property
    def first(self) -> Scheme | None:
        """The scheme of `points` and `category`; None when it could not be read."""
        return self.schemes.get(self.default_scheme)


def read_claims(reading: Reading, node: Node, vocabulary: Vocabulary) -> dict[str, Claim]:
    """Return the claims of an entry by scheme id, those under schemes not counted under included."""
    table = reading.table(node, "claims", "write `claims: {gcs: {points: 7}}`")
    claims: dict[str, Claim] = {}
    for name, (key, value) in reading.fields_of(table, "claims.").items() if table else ():
        if name in vocabulary.known_schemes:
            scheme = vocabulary.schemes.get(name) or vocabulary.other_scheme(name)
            if scheme is not None:
                claims[name] = _claim(reading, value, f"claims.{name}", scheme)
        else:
            message, remedy = unknown_scheme(name, vocabulary.known_schemes, vocabulary.schemes)
            reading.fault("unknown-scheme", f"claims.{name}", key.span, message, remedy)
    return claims


def unknown_scheme(name: str, known: Collection[str], own: Collection[str] = ()) -> tuple[str, str]:
    """Return what is wrong with the id of a scheme that there is not, and what to write instead.

    The member's own schemes are meant sooner than others.
    """
    others = did_you_mean(name, known, f"the schemes are {listed(sorted(known))}")
    remedy = did_you_mean(name, own, others)
    return f'there is no scheme "{shown(name)}"', remedy


def first_scheme_claim(
    reading: Reading, nodes: Mapping[str, Node], vocabulary: Vocabulary
) -> dict[str, Claim]:
    """Return what `points` and `category` claim under the first scheme."""
    scheme = vocabulary.first
    if scheme is None or not nodes:
        return {}
    amounts: dict[str, Fraction] = {}
    points = reading.number(nodes["points"], "points") if "points" in nodes else None
    if points is not None:
        amounts[scheme.unit.id] = points
    weights: dict[str, Weights] = {}
    if "category" in nodes:
        found = _terms(reading, nodes["category"], "category", scheme)
        if found:
            weights["category"] = found
    claim = _with_terms(Claim(amounts=amounts), weights, scheme)
    return {scheme.id: claim} if amounts or weights else {}


def merged(claims: Mapping[str, Claim], first: Mapping[str, Claim]) -> dict[str, Claim]:
    """Return the claims with those of `points` and `category` filled in where nothing else is claimed."""
    both = dict(claims)
    for scheme, short in first.items():
        claim = both.get(scheme, Claim())
        claimed = dict(claim.amounts)
        if claim.hours is not None and HOURS in short.amounts:
            claimed.setdefault(HOURS, claim.hours)
        both[scheme] = Claim(
            exclude=claim.exclude,
            hours=claim.hours,
            amounts={**short.amounts, **claimed},
            terms={**short.terms, **claim.terms},
            weights={**short.weights, **claim.weights},
        )
    return both


def _claim(reading: Reading, node: Node, name: str, scheme: Scheme) -> Claim:
    """Return the claim under one scheme; one number is short for its points."""
    if isinstance(node, Text) and not is_empty(node):
        points = reading.number(node, name)
        return Claim(amounts={} if points is None else {scheme.unit.id: points})
    remedy = "write a number, or `{points: 7, category: ...}`"
    table = reading.table(node, name, remedy)
    exclude, hours = False, None
    amounts: dict[str, Fraction] = {}
    weights: dict[str, Weights] = {}
    units = {unit.id: unit.id for unit in scheme.units} | {"points": scheme.unit.id}
    taxonomies = [taxonomy.id for taxonomy in scheme.taxonomies]
    for word, (key, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{word}"
        if word == "exclude":
            exclude = bool(reading.flag(value, here))
        elif word == "hours":
            hours = reading.amount(value, here)
        elif word in units:
            claimed = reading.number(value, here)
            if claimed is not None:
                amounts[units[word]] = claimed
        elif word in taxonomies:
            found = _terms(reading, value, here, scheme)
            if found:
                weights[word] = found
        else:
            known = {*units, *taxonomies, "hours", "exclude"}
            reading.unknown_part(key, here, known, f"a claim under {scheme.id}")
    claim = Claim(exclude=exclude, hours=hours, amounts=amounts)
    return _with_terms(claim, weights, scheme)


def _with_terms(claim: Claim, weights: Mapping[str, Weights], scheme: Scheme) -> Claim:
    """Return a claim with the terms it names; their weights matter where a taxonomy splits."""
    split = {taxonomy.id for taxonomy in scheme.taxonomies if taxonomy.many is Many.SPLIT}
    return replace(
        claim,
        terms={name: tuple(terms) for name, terms in weights.items()},
        weights={name: terms for name, terms in weights.items() if name in split},
    )


def _terms(reading: Reading, node: Node, name: str, scheme: Scheme) -> Weights:
    """Return the terms that a value names, each with its weight; unknown ones are left out.

    One term; with a taxonomy that is shared or split a list of them; with one that is split also
    a mapping of weights.
    """
    taxonomy = scheme.taxonomy(name.rpartition(".")[2])
    many = taxonomy.many if taxonomy else Many.ONE
    if is_empty(node):
        return {}
    if isinstance(node, Table) and many is Many.SPLIT:
        return _weights(reading, node, name, scheme)
    if isinstance(node, Items) and many is not Many.ONE:
        found = [_term(reading, item, name, scheme) for item in node.items if not is_empty(item)]
        return dict.fromkeys(filter(None, found), Fraction(1))
    if not isinstance(node, Text):
        reading.text(node, name)
        return {}
    term = _term(reading, node, name, scheme)
    return {term: Fraction(1)} if term else {}


def _weights(reading: Reading, node: Table, name: str, scheme: Scheme) -> Weights:
    """Return the weight of each term of a split; a term of no weight has no part in it."""
    found: Weights = {}
    for word, (key, value) in reading.fields_of(node, f"{name}.").items():
        term = _term(reading, key, name, scheme)
        weight = reading.number(value, f"{name}.{word}")
        if term and weight:
            found[term] = found.get(term, Fraction(0)) + weight
    return found


def _term(reading: Reading, node: Node, name: str, scheme: Scheme) -> str:
    """Return the term that a text names; "" when it is unknown, which is reported."""
    if not isinstance(node, Text):
        reading.text(node, name)
        return ""
    taxonomy = scheme.taxonomy(name.rpartition(".")[2])
    text = node.text.strip()
    known = _term_named(taxonomy, text)
    if known:
        return known
    if taxonomy is not None and taxonomy.fact and not taxonomy.terms:
        return text  # only the member knows its terms, and the settings do not say them
    terms = taxonomy.terms if taxonomy else {}
    message = f'"{shown(text)}" is not a {name.rpartition(".")[2]} of {scheme.id}'
    meant = next((term for term, label in terms.items() if slug(label) == slug(text)), text)
    remedy = f"write one of {listed(terms)}" if terms else f"{scheme.id} has none: delete it"
    remedy = did_you_mean(meant, terms, remedy)
    reading.fault("unknown-term", name, node.span, message, remedy)
    return ""


def _term_named(taxonomy: Taxonomy | None, text: str) -> str:
    """Return the id of a term, whatever its case; numbers compare by value; "" when there is none."""
    if taxonomy is None:
        return ""
    for term in taxonomy.terms:
        if text == term or slug(text) == slug(term):
            return term
    value = number(text)
    return next((t for t in taxonomy.terms if value is not None and number(t) == value), "")
