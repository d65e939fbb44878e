"""Filters: the demands on an entry's attributes that rules are made of."""

from __future__ import annotations

from collections.abc import Iterable

from cpdsite.model.entry import FLAGS, REFLECTION
from cpdsite.model.scheme import Filter
from cpdsite.model.slug import slug
from cpdsite.parse import scalars
from cpdsite.parse.fields import FIELDS, Shape
from cpdsite.parse.front_matter import Items, Node, Table
from cpdsite.parse.keys import Rules, list_of
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import is_empty, listed, shown

YES_OR_NO = frozenset((*FLAGS, "highlight"))
FILTERABLE = frozenset(
    field.name
    for field in FIELDS
    if field.shape in {Shape.TEXT, Shape.TEXTS, Shape.FLAG, Shape.CHOICE}
    and field.name not in {"kind", "status", "draft", "category", *REFLECTION}
)
"""The fields that a filter may ask for, beside the taxonomies of its scheme."""


def read_filter(rules: Rules, node: Node, name: str) -> Filter:
    """Return a filter: all its attributes must agree; `any` and `not` hold filters of their own."""
    table = rules.table(node, name, "write `{type: [course, workshop]}`")
    wants: dict[str, frozenset[str]] = {}
    any_of: tuple[Filter, ...] = ()
    none_of: tuple[Filter, ...] = ()
    for word, (key, value) in rules.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{word}"
        if word == "any":
            any_of = read_filters(rules, value, here)
        elif word == "not":
            none_of = read_filters(rules, value, here)
        elif word in FILTERABLE or word in rules.terms:
            wants[word] = frozenset(_accepted(rules, value, here, word))
        else:
            rules.unknown(key, here, {*FILTERABLE, *rules.terms, "any", "not"}, "attribute")
    return Filter(wants=wants, any_of=any_of, none_of=none_of)


def check_term(rules: Rules, node: Node, name: str, taxonomy: str, term: str) -> None:
    """Report a term that its taxonomy does not have; one without terms is reported elsewhere."""
    terms = rules.terms.get(taxonomy)
    if not terms or term in terms or taxonomy in rules.member_terms:
        return
    remedy = did_you_mean(term, terms, f"the terms are {listed(sorted(terms))}")
    rules.refuse(node, name, f'"{term}" is not a term of `{taxonomy}`', remedy)


def check_type(rules: Rules, node: Node, name: str, text: str) -> None:
    """Report what is certainly no type of activity, so that no entry can have it."""
    remedy = rules.known.type_remedy(slug(text)) if text else ""
    if remedy:
        rules.refuse(node, name, f'"{shown(text)}" is not a type of activity', remedy)


def read_filters(rules: Rules, node: Node, name: str) -> tuple[Filter, ...]:
    """Return several filters, or one in a tuple; an empty one is reported."""
    if is_empty(node):
        rules.refuse(node, name, "a filter is expected", "write `[{type: course}, {tier: 14}]`")
        return ()
    return list_of(_full_filter)(rules, node, name)


def _full_filter(rules: Rules, node: Node, name: str) -> Filter | None:
    """Return a filter inside a filter; an empty one would say nothing."""
    if isinstance(node, Table) and not is_empty(node):
        return read_filter(rules, node, name)
    rules.refuse(node, name, "a filter is expected", "write `{type: [course, workshop]}`")
    return None


def _accepted(rules: Rules, node: Node, name: str, attribute: str) -> Iterable[str]:
    """Yield the texts that an attribute may have, in the form in which entries hold them."""
    for item in node.items if isinstance(node, Items) else (node,):
        text = rules.text(item, name)
        if attribute in rules.terms:
            check_term(rules, item, name, attribute, text)
        if attribute in YES_OR_NO:
            yield _yes_or_no(rules, item, name, text)
        elif attribute == "type":
            check_type(rules, item, name, text)
            yield slug(text)
        else:
            yield text


def _yes_or_no(rules: Rules, node: Node, name: str, text: str) -> str:
    said = scalars.flag(text)
    if said is None:
        rules.refuse(node, name, f'"{text}" is not `true` or `false`', "write `true` or `false`")
    return "true" if said else "false"
