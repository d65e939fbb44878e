"""JSON Schemas of the plain values of a front matter, each of which may be left empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cpdsite.exchange.portfolio_json import Json
from cpdsite.exchange.portfolio_json import number as json_number
from cpdsite.model.slug import slug
from cpdsite.parse import scalars

Schema = dict[str, Json]

_TOO_MUCH = 10**9
"""Above the largest number that can be written in nine digits."""
_BETWEEN = r"[\s_.-]+"
"""What may join the words of a name."""

EMPTY: Schema = {"$ref": "#/definitions/empty"}
TEXT: Schema = {"$ref": "#/definitions/text"}
NUMBER: Schema = {"$ref": "#/definitions/number"}
AMOUNT: Schema = {"$ref": "#/definitions/amount"}
FLAG: Schema = {"$ref": "#/definitions/flag"}
DAY: Schema = {"$ref": "#/definitions/day"}


def any_of(*schemas: Schema) -> Schema:
    """Return the schema of a value that one of some schemas takes."""
    return {"anyOf": [*schemas]}


def all_of(*schemas: Schema) -> Schema:
    """Return the schema of a value that all of some schemas take."""
    return {"allOf": [*schemas]}


def told(description: str, schema: Schema) -> Schema:
    """Return a schema with what it means; beside a reference nothing else would be read."""
    return {"description": description, **(all_of(schema) if "$ref" in schema else schema)}


def given(schema: Schema) -> Schema:
    """Return a schema for a value that may not be empty."""
    return all_of(schema, {"not": EMPTY})


def choice(words: Iterable[str]) -> Schema:
    """Return the schema of one of some words, spelt as they are."""
    return any_of({"enum": [*words]}, EMPTY)


def name_of(known: Iterable[str]) -> Schema:
    """Return the schema of one of some names, however it is spelt."""
    names = [*known]
    numbers = [value for value in map(scalars.number, names) if value is not None]
    return any_of(
        {"enum": [*names, *map(json_number, numbers)]},
        {"type": "string", "pattern": spellings(names)},
        EMPTY,
    )


def spellings(names: Iterable[str]) -> str:
    """Return a pattern for the ways to write some names: any case, words joined in any way."""
    ways = (_BETWEEN.join(map(_any_case, slug(name).split("-"))) for name in names)
    return rf"^\s*(?:{'|'.join(ways) or '(?!)'})\s*$"


def list_of(item: Schema) -> Schema:
    """Return the schema of a list; one value is a list of one."""
    return any_of(item, {"type": "array", "items": item})


def table_of(parts: Mapping[str, Schema], needed: Iterable[str] = ()) -> Schema:
    """Return the schema of a mapping that has these parts and no others."""
    return {
        "type": "object",
        "properties": {**parts},
        "required": [*needed],
        "additionalProperties": False,
    }


def _or_blank(pattern: str) -> str:
    """Return a pattern for a text that may be blank, or have space around it."""
    return rf"^\s*(?:{pattern})?\s*$"


def _any_case(word: str) -> str:
    """Return a pattern for a word of letters and digits in any case."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in word)


_NO_LIST: Schema = {"maxItems": 0, "maxProperties": 0}
_NUMBER: Schema = {
    "type": ["number", "string", "null", "array", "object"],
    "minimum": 0,
    "exclusiveMaximum": _TOO_MUCH,
    "pattern": _or_blank(scalars.NUMBER),
    **_NO_LIST,
}
DEFINITIONS: Mapping[str, Schema] = {
    "empty": {
        "description": "As good as absent.",
        "type": ["string", "null", "array", "object"],
        "pattern": r"^\s*$",
        **_NO_LIST,
    },
    "text": {
        "description": "Text, which may look like a number or like true and false.",
        "type": ["string", "number", "boolean", "null", "array", "object"],
        **_NO_LIST,
    },
    "number": {"description": "A number such as 7 or 2.5.", **_NUMBER},
    "amount": {
        "description": "An amount of time: 6, 2.5, 2h30, 2h 30m or 150m.",
        **_NUMBER,
        "pattern": _or_blank(scalars.AMOUNT),
    },
    "flag": {
        "description": "true or false.",
        "type": ["boolean", "string", "null", "array", "object"],
        "pattern": _or_blank("|".join(map(_any_case, scalars.FLAGS))),
        **_NO_LIST,
    },
    "day": {
        "description": "A date: year, month and day as 2025-06-12.",
        "type": "string",
        "format": "date",
        "pattern": f"^(?:{'|'.join(sorted({str(year)[:3] for year in scalars.YEARS}))})",
    },
}
"""What stands once in a schema and is referred to; all but the day may be left empty."""
