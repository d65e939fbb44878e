"""Mappings read by a table of their keys, each with its reader and its default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from cpdsite.parse.front_matter import Items, Node, Table
from cpdsite.parse.reading import Reading, is_empty

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(slots=True)
class Rules(Reading):
    """A file of rules being read, with the words it defines itself."""

    units: Mapping[str, bool] = field(default_factory=dict)
    """Its units in their order, each with whether it is informative; faulty ones included."""
    terms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The ids of the terms of its taxonomies, likewise."""

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


def read_keys(
    rules: Rules, node: Node, name: str, keys: Sequence[Key[Any]], later: Collection[str] = ()
) -> Values:
    """Return the values of a mapping's keys; `later` are words not supported yet."""
    table = rules.table(node, name, "write `name: value` pairs")
    prefix = f"{name}." if name else ""
    nodes: dict[str, Node] = {}
    for word, (key, value) in rules.fields_of(table, prefix).items() if table else ():
        if word in later:
            message = f"`{word}` is not supported by this version of cpdsite"
            remedy = "leave the scheme out, or write it without this rule and say so in `outside`"
            rules.fault(rules.code, f"{prefix}{word}", key.span, message, remedy, key=True)
        elif word not in {known.name for known in keys}:
            rules.unknown(key, f"{prefix}{word}", [known.name for known in keys], "key")
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


def choice_of(*words: str, later: Collection[str] = ()) -> Reader[str]:
    """Make the reader of one of some words; "" when it is none of them."""

    def read_choice(rules: Rules, node: Node, name: str) -> str:
        text = rules.text(node, name)
        if text in later:
            message = (
                f"`{name.rpartition('.')[2]}: {text}` is not supported by this version of cpdsite"
            )
            rules.refuse(node, name, message, "leave the scheme out until a later version")
            return ""
        return rules.choice(node, name, words)

    return read_choice
