"""The ways in which a scheme sorts entries, and the booleans they have until they say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from cpdsite.model.assessment import HIDDEN
from cpdsite.model.entry import FLAGS
from cpdsite.model.scheme import Default, Filter, Many, Taxonomy
from cpdsite.model.slug import slug
from cpdsite.parse.filters import check_term, check_type, read_filter
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.keys import FACT, Key, Rules, choice_of, read_keys, table_of

TAKEN = frozenset(("any", "exclude", "highlight", "hours", "not", "points", "type", *FLAGS))
"""What means something else in a claim or a filter."""


def terms_of(node: Node | None) -> dict[str, frozenset[str]]:
    """Return the terms of each taxonomy, whatever else is wrong: filters need to know them."""
    found: dict[str, frozenset[str]] = {}
    for key, taxonomy in node.pairs if isinstance(node, Table) else ():
        parts = dict(_named(taxonomy))
        found[key.text] = frozenset(term for term, _ in _named(parts.get("terms")))
    return found


def member_terms_of(node: Node | None) -> frozenset[str]:
    """Return the taxonomies whose terms are the member's own."""
    return frozenset(
        name
        for name, taxonomy in _named(node)
        for terms in [dict(_named(taxonomy)).get("terms")]
        if isinstance(terms, Text) and FACT.fullmatch(terms.text)
    )


def read_taxonomies(rules: Rules, node: Node, name: str) -> tuple[Taxonomy, ...]:
    """Return the taxonomies in their order."""
    example = "category: {label: ..., terms: {...}}"
    return tuple(table_of(_taxonomy, example)(rules, node, name).values())


def read_default(rules: Rules, node: Node, name: str) -> Default | None:
    """Return booleans that the entries of a filter have."""
    values = read_keys(rules, node, name, (_WHEN, _SET))
    return Default(when=values[_WHEN], set=values[_SET])


def _taxonomy(rules: Rules, node: Node, name: str) -> Taxonomy | None:
    identity = name.rpartition(".")[2]
    values = read_keys(rules, node, name, _KEYS)
    if identity in TAKEN:
        message = f"`{identity}` already means something else in an entry"
        rules.refuse(node, name, message, "choose another name for the taxonomy")
    if "required" in values and "required_if" in values:
        message = "`required` and `required_if` cannot both stand"
        rules.refuse(values.nodes["required"], f"{name}.required", message, "keep one of the two")
    terms = values[_TERMS]
    return Taxonomy(
        id=identity,
        label=values[_LABEL],
        terms={} if isinstance(terms, str) else terms,
        fact=terms if isinstance(terms, str) else "",
        many=Many(values[_MANY] or Many.ONE),
        from_type={slug(key): term for key, term in values[_FROM_TYPE].items()},
        required=Filter() if values[_REQUIRED] else values[_REQUIRED_IF],
    )


def _terms(rules: Rules, node: Node, name: str) -> dict[str, str] | str:
    """Read labels by term, or the member's fact; a term without a label is its own."""
    fact = FACT.fullmatch(node.text) if isinstance(node, Text) else None
    if fact:
        return fact[1]
    found = table_of(Rules.text, "terms: {formal: Formal learning}")(rules, node, name)
    for key, _ in node.pairs if isinstance(node, Table) else ():
        if key.text in {"", HIDDEN}:
            message = f'"{key.text}" cannot be a term: it stands for what is not shown or not given'
            rules.refuse(key, f"{name}.{key.text}", message, "choose another name")
    return {term: label or term for term, label in found.items()}


def _from_type(rules: Rules, node: Node, name: str) -> dict[str, str]:
    """Read the term of each activity type."""
    found = table_of(Rules.text, "from_type: {course: formal}")(rules, node, name)
    taxonomy = name.split(".")[1]
    for key, value in node.pairs if isinstance(node, Table) else ():
        check_type(rules, key, f"{name}.{key.text}", key.text)
        if found.get(key.text):
            check_term(rules, value, f"{name}.{key.text}", taxonomy, found[key.text])
    return found


def _set(rules: Rules, node: Node, name: str) -> dict[str, bool]:
    """Read booleans by name."""
    table = rules.table(node, name, "write `set: {structured: true}`")
    found: dict[str, bool] = {}
    for word, (key, value) in rules.fields_of(table, f"{name}.").items() if table else ():
        said = rules.flag(value, f"{name}.{word}")
        if word not in FLAGS:
            rules.unknown(key, f"{name}.{word}", FLAGS, "boolean")
        elif said is not None:
            found[word] = said
    return found


def _named(node: Node | None) -> Iterator[tuple[str, Node]]:
    """Yield the names and values of a mapping; nothing for any other node."""
    for key, value in node.pairs if isinstance(node, Table) else ():
        yield key.text, value


_LABEL = Key(name="label", read=Rules.text, default="", needed=True)
_TERMS: Key[dict[str, str] | str] = Key(name="terms", read=_terms, default={}, needed=True)
_FROM_TYPE: Key[dict[str, str]] = Key(name="from_type", read=_from_type, default={})
_REQUIRED: Key[bool | None] = Key(name="required", read=Rules.flag, default=False)
_REQUIRED_IF: Key[Filter | None] = Key(name="required_if", read=read_filter, default=None)
_MANY = Key(name="many", read=choice_of(*Many), default=Many.ONE.value)
_KEYS = (_LABEL, _TERMS, _FROM_TYPE, _REQUIRED, _REQUIRED_IF, _MANY)

_WHEN = Key(name="when", read=read_filter, default=Filter())
_SET: Key[dict[str, bool]] = Key(name="set", read=_set, default={}, needed=True)
