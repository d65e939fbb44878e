"""Mappings read by a table of their keys, each with its reader and its default."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Generic, TypeVar, cast

from cpdsite.model.period import Duration, duration
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.known import Known
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import Reading, is_empty, listed
from cpdsite.parse.scalars import figure

FACT = re.compile(r"member\.([a-z][a-z_]*)")
"""How rules name what the member states in the settings."""

WHOLE = Fraction(100)
"""In per cent."""

_ID_TEXT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(slots=True)
class Rules(Reading):
    """A file of rules being read, with the words it defines itself."""

    units: Mapping[str, bool] = field(default_factory=dict)
    """Its units in their order, each with whether it is informative; faulty ones included."""
    terms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The ids of the terms of its taxonomies, likewise."""
    member_terms: frozenset[str] = frozenset()
    """The taxonomies whose terms only the member knows."""
    asked: frozenset[str] = frozenset()
    """The ids of its requirements, likewise."""
    known: Known = field(default_factory=Known)
    """The words that the member's folder defines."""

    def refuse(self, node: Node, name: str, message: str, remedy: str) -> None:
        """Report a value."""
        self.fault(self.code, name, node.span, message, remedy)


Reader = Callable[[Rules, Node, str], T]
"""Reads a value at a named place; a fault is reported, and any value of the type returned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key(Generic[T_co]):
    """One key of a mapping."""

    name: str
    read: Reader[T_co]
    default: T_co
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """What the keys of one mapping hold."""

    found: Mapping[str, object]
    nodes: Mapping[str, Node]
    """The values as they stand in the file; only those that are given."""

    def __getitem__(self, key: Key[T]) -> T:
        """Return the value of a key, or its default."""
        return cast("T", self.found.get(key.name, key.default))

    def __contains__(self, name: object) -> bool:
        """Tell whether a key is given."""
        return name in self.nodes


def read_keys(rules: Rules, node: Node, name: str, keys: Sequence[Key[Any]]) -> Values:
    """Return the values of a mapping's keys."""
    table = rules.table(node, name, "write `name: value` pairs")
    prefix = f"{name}." if name else ""
    nodes: dict[str, Node] = {}
    for word, (key, value) in rules.fields_of(table, prefix).items() if table else ():
        if word not in {one.name for one in keys}:
            rules.unknown(key, f"{prefix}{word}", [one.name for one in keys], "key")
        elif not is_empty(value):
            nodes[word] = value
    for missing in keys:
        if missing.needed and missing.name not in nodes and isinstance(node, Table):
            remedy = f"add `{missing.name}: ...`"
            rules.refuse(node, name, f"`{missing.name}` is missing", remedy)
    found = {
        given.name: given.read(rules, nodes[given.name], f"{prefix}{given.name}")
        for given in keys
        if given.name in nodes
    }
    return Values(found, nodes)


def list_of(read: Reader[T | None]) -> Reader[tuple[T, ...]]:
    """Make the reader of a list; one value is a list of one, and what cannot be read is left out."""

    def read_list(rules: Rules, node: Node, name: str) -> tuple[T, ...]:
        items = node.items if isinstance(node, Items) else (node,)
        found = (read(rules, item, f"{name}.{number}") for number, item in enumerate(items))
        return tuple(value for value in found if value is not None)

    return read_list


def table_of(read: Reader[T | None], example: str) -> Reader[dict[str, T]]:
    """Make the reader of a mapping whose keys its author chooses; an empty value is read too."""

    def read_table(rules: Rules, node: Node, name: str) -> dict[str, T]:
        table = rules.table(node, name, f"write `{example}`")
        found: dict[str, T] = {}
        for word, (_, value) in rules.fields_of(table, f"{name}.").items() if table else ():
            read_value = read(rules, value, f"{name}.{word}")
            if read_value is not None:
                found[word] = read_value
        return found

    return read_table


def choice_of(*words: str) -> Reader[str]:
    """Make the reader of one of some words; "" when it is none of them."""

    def read_choice(rules: Rules, node: Node, name: str) -> str:
        return rules.choice(node, name, words)

    return read_choice


def read_id(rules: Rules, node: Node, name: str) -> str:
    """Return an id: small letters, digits and hyphens."""
    text = rules.text(node, name)
    if text and not _ID_TEXT.fullmatch(text):
        remedy = "write small letters, digits and hyphens"
        rules.refuse(node, name, f'"{text}" is not an id', remedy)
    return text


def known(rules: Rules, node: Node, name: str, words: Collection[str], what: str) -> str:
    """Return the name of something that the file defines; any other is reported."""
    text = rules.text(node, name)
    if text and text not in words:
        names = sorted(words)
        otherwise = (
            f"write one of {listed(names)}" if names else f"define it, or leave `{what}` out"
        )
        remedy = did_you_mean(text, names, otherwise)
        rules.refuse(node, name, f'the scheme has no {what} "{text}"', remedy)
    return text


def unit(rules: Rules, node: Node, name: str) -> str:
    """Return the id of a unit of the scheme."""
    return known(rules, node, name, rules.units, "unit")


def taxonomy(rules: Rules, node: Node, name: str) -> str:
    """Return the id of a taxonomy of the scheme."""
    return known(rules, node, name, rules.terms, "taxonomy")


def requirement(rules: Rules, node: Node, name: str) -> str:
    """Return the id of a requirement of the scheme."""
    return known(rules, node, name, rules.asked, "requirement")


def percentage(rules: Rules, node: Node, name: str) -> Fraction | None:
    """Return a percentage, with or without its sign, at most the whole; None when it is none."""
    text = rules.text(node, name)
    found = figure(text.removesuffix("%").rstrip())
    if found is None and isinstance(node, Text):
        rules.refuse(node, name, f'"{text}" is not a percentage', "write a number such as 70")
    if found is not None and found > WHOLE:
        rules.refuse(node, name, f'"{text}" is more than the whole', "write 100 or less")
        return None
    return found


def span_of_time(rules: Rules, node: Node, name: str) -> Duration | None:
    """Return a length of time such as `P3Y`; None when it is none."""
    text = rules.text(node, name)
    found = duration(text)
    if found is None and isinstance(node, Text):
        message = f'"{text}" is not a length of time'
        rules.refuse(node, name, message, "write P1Y, P6M or P31D")
    return found
