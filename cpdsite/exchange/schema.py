"""The JSON Schema of an entry's front matter, for editors: draft-07, which all of them understand.

An editor's YAML reader has given values their types before the schema sees them, so what it cannot
say is left to `check`: how a number was written (`012`, `1e3`), what a comment cut off, what two
dates say about each other, and whether a file, goal or competency is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cpdsite.exchange.schema_values import (
    AMOUNT,
    DAY,
    DEFINITIONS,
    EMPTY,
    FLAG,
    NUMBER,
    TEXT,
    Schema,
    all_of,
    any_of,
    choice,
    given,
    list_of,
    name_of,
    spellings,
    table_of,
    told,
)
from cpdsite.model.assessment import HIDDEN
from cpdsite.model.entry import Kind, Visibility
from cpdsite.model.scheme import Many, Scheme, Taxonomy
from cpdsite.parse.claims import HOURS, Vocabulary
from cpdsite.parse.fields import FIELD_BY_NAME, KINDS, Field, Shape
from cpdsite.parse.reading import listed

DRAFT = "http://json-schema.org/draft-07/schema#"
_REQUIRED = ("title", "date")
"""What every entry needs; an activity needs its type too."""
_PLAIN: Mapping[Shape, Schema] = {
    Shape.TEXT: TEXT,
    Shape.TEXTS: list_of(TEXT),
    Shape.DAY: any_of(DAY, EMPTY),
    Shape.AMOUNT: AMOUNT,
    Shape.NUMBER: NUMBER,
    Shape.FLAG: FLAG,
    Shape.SPAN: any_of(table_of({"from": DAY, "to": DAY}, needed=("from", "to")), EMPTY),
}


def front_matter_schema(vocabulary: Vocabulary) -> str:
    """Return the schema of entries that may use these words, as JSON in plain ASCII."""
    of_words = _of_words(vocabulary)
    schema: Schema = {
        "$schema": DRAFT,
        "title": "Entry of a CPD journal",
        "description": "The front matter of one file of the journal.",
        "type": "object",
        "properties": {
            name: told(_description(name, field), _value(field, of_words))
            for name, field in _named(vocabulary).items()
        },
        "additionalProperties": False,
        "allOf": [*_demands(vocabulary)],
        "definitions": {**DEFINITIONS},
    }
    return json.dumps(schema, indent=2) + "\n"


def _named(vocabulary: Vocabulary) -> dict[str, Field]:
    """Return the fields by the names they may have: their own, and those of the journal."""
    own = {name: FIELD_BY_NAME[field] for name, field in vocabulary.field_names.items()}
    return FIELD_BY_NAME | own


def _description(name: str, field: Field) -> str:
    """Return what a field says, under which name, and of which entries."""
    kinds = "" if len(field.kinds) == len(Kind) else f" ({_kinds(field)} only)"
    alias = "" if name == field.name else f"`{field.name}`: "
    said = f"{alias}{field.about[:1].upper()}{field.about[1:]}{kinds}."
    each = "; ".join(f"`{kind}`: {about}" for kind, about in KINDS.items())
    return f"{said} {each}." if field.name == "kind" else said


def _kinds(field: Field) -> str:
    """Return the kinds of entries that have a field."""
    return listed(kind for kind in Kind if kind in field.kinds)


# --- What goes together ---------------------------------------------------------------------------


def _demands(vocabulary: Vocabulary) -> Iterator[Schema]:
    """Yield what is demanded of a front matter as a whole."""
    names = _named(vocabulary)
    for field in FIELD_BY_NAME.values():
        spelt = [name for name, meant in names.items() if meant == field]
        for place, name in enumerate(spelt):
            for other in spelt[:place]:
                yield {"not": {"required": [other, name]}}
    yield from (_needed(name, names) for name in _REQUIRED)
    for kind in Kind:
        fits: Schema = {"propertyNames": {"enum": [n for n, f in names.items() if kind in f.kinds]}}
        asked = all_of(fits, _needed("type", names)) if kind is Kind.ACTIVITY else fits
        yield {"if": _is(kind), "then": asked}


def _needed(name: str, names: Mapping[str, Field]) -> Schema:
    """Return the demand that a field is there, under one of its names, and says something."""
    spelt = [own for own, field in names.items() if field.name == name]
    there: Schema = {"properties": {own: {"not": EMPTY} for own in spelt}}
    ways: list[Schema] = [{"required": [own]} for own in spelt]
    return all_of(there, any_of(*ways))


def _is(kind: Kind) -> Schema:
    """Return what tells an entry of a kind; one that names none is an activity."""
    if kind is Kind.ACTIVITY:
        return {"properties": {"kind": any_of({"const": kind}, EMPTY)}}
    return {"properties": {"kind": {"const": kind}}, "required": ["kind"]}


# --- Values ---------------------------------------------------------------------------------------


def _value(field: Field, of_words: Mapping[str, Schema]) -> Schema:
    """Return the schema of a field's value."""
    if field.name in of_words:
        return of_words[field.name]
    return choice(field.choices) if field.shape is Shape.CHOICE else _PLAIN[field.shape]


def _of_words(vocabulary: Vocabulary) -> dict[str, Schema]:
    """Return the schemas of the values that are made of more than one plain text, by field."""
    free: Schema = {"not": {"type": "string", "pattern": spellings([HIDDEN])}}
    first = vocabulary.first
    return {
        "type": name_of(vocabulary.types),
        "category": _term(first.taxonomy("category")) if first else {},
        "scheme": choice(sorted(vocabulary.known_schemes)),
        "tags": list_of(all_of(TEXT, free)),
        "claims": any_of(table_of(_claims(vocabulary)), EMPTY),
        "evidence": list_of(_piece()),
    }


def _claims(vocabulary: Vocabulary) -> dict[str, Schema]:
    """Return the schema of a claim, by scheme; of one that cannot be read it may be anything."""
    found = {
        name: vocabulary.schemes.get(name) or vocabulary.other_scheme(name)
        for name in (*vocabulary.schemes, *sorted(vocabulary.known_schemes))
    }
    return {name: _claim(scheme) if scheme else {} for name, scheme in found.items()}


def _claim(scheme: Scheme) -> Schema:
    """Return the schema of a claim under one scheme; a number is short for its points."""
    parts = {
        **{taxonomy.id: _term(taxonomy) for taxonomy in scheme.taxonomies},
        **{unit.id: NUMBER for unit in scheme.units},
        "points": NUMBER,
        HOURS: AMOUNT,
        "exclude": FLAG,
    }
    return told(f"What is claimed under {scheme.title}.", any_of(NUMBER, table_of(parts)))


def _term(taxonomy: Taxonomy | None) -> Schema:
    """Return the schema of what is named of a taxonomy: one term, several, or each with its weight."""
    if taxonomy is None:
        return EMPTY
    # Where only the member knows the terms and the settings do not say them, any text will do.
    open_ended = taxonomy.fact and not taxonomy.terms
    term = TEXT if open_ended else name_of(taxonomy.terms)
    labels = "; ".join(f"{term}: {label}" for term, label in taxonomy.terms.items())
    weights: Schema = {"type": "object", "propertyNames": term, "additionalProperties": NUMBER}
    may_be = {
        Many.ONE: term,
        Many.SHARED: list_of(term),
        Many.SPLIT: any_of(list_of(term), weights),
    }
    return told(f"{taxonomy.label}: {labels}", may_be[taxonomy.many])


def _piece() -> Schema:
    """Return the schema of one piece of evidence: a text, or a mapping that names a file or an address."""
    visibility = choice(Visibility)
    parts = {"file": TEXT, "url": TEXT, "title": TEXT, "visibility": visibility}
    either = (
        table_of(parts | {one: given(TEXT), other: EMPTY}, needed=[one])
        for one, other in (("file", "url"), ("url", "file"))
    )
    return any_of(TEXT, *either)
