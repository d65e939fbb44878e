"""A scheme file to a scheme: a body's rules, with every fault that the file has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Source as File
from cpdsite.model.scheme import (
    Applies,
    Cap,
    Carry,
    CreditRule,
    Default,
    Document,
    Requirement,
    Scheme,
    Source,
    Taxonomy,
    Unit,
)
from cpdsite.parse.body import REFLECTION_MODELS
from cpdsite.parse.documents import check_stem, has_errors, open_documents, read_source
from cpdsite.parse.editions import check_editions, read_applies
from cpdsite.parse.fields import FIELDS, Shape
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.handover import read_document
from cpdsite.parse.keys import Key, Rules, Values, choice_of, list_of, read_id, read_keys
from cpdsite.parse.known import Known
from cpdsite.parse.limits import read_caps, read_carry
from cpdsite.parse.reading import shown
from cpdsite.parse.scalars import flag
from cpdsite.parse.taxonomies import member_terms_of, read_default, read_taxonomies, terms_of
from cpdsite.parse.units import PeriodRule, read_credit, read_period, read_units
from cpdsite.parse.variants import check_requirements, ids_of, read_requirements, read_variants

_STRIPPABLE = {
    field.name: field
    for field in FIELDS
    if field.shape is Shape.TEXT and field.name not in {"title", "type", "category", "continues"}
}
"""The fields that an entry can be shown without."""


def decode_scheme(
    source: File, known: Known | None = None
) -> tuple[Scheme | None, list[Diagnostic]]:
    """Return a scheme, its newest edition with the older ones behind it.

    None, and every fault, when it cannot be counted by as it stands. `known` are the words of the
    member's folder, where there is one; a bundled scheme uses none of them.
    """
    rules, tables = open_documents(source)
    if known is not None and not source.bundled:
        rules.known = known
    editions = [_edition(rules, table, source) for table in tables]
    check_editions(rules, [*zip(editions, tables, strict=True)])
    if has_errors(rules) or not editions:
        return None, rules.found
    newest, *former = editions
    return replace(newest, former=tuple(former), replaces=source.replaces), rules.found


def _edition(rules: Rules, table: Table, source: File) -> Scheme:
    """Return one edition; where it has faults, defaults stand in."""
    given = {key.text: value for key, value in table.pairs}
    rules.terms = terms_of(given.get("taxonomies"))
    rules.member_terms = member_terms_of(given.get("taxonomies"))
    rules.units = _units_of(given.get("units"))
    rules.asked = ids_of(given.get("requirements"))
    values = read_keys(rules, table, "", _KEYS)
    if _SCHEME.name in values:
        check_stem(rules, values.nodes[_SCHEME.name], _SCHEME.name, values[_SCHEME])
    check_requirements(rules, values[_REQUIREMENTS], values.nodes)
    variants: dict[str, tuple[Requirement, ...]] = {}
    if "variants" in values:
        base = values.nodes.get("requirements", Items((), table.span))
        variants = read_variants(rules, values.nodes["variants"], base)
    return _scheme(values, variants, "" if source.bundled else source.path)


def _scheme(values: Values, variants: dict[str, tuple[Requirement, ...]], path: str) -> Scheme:
    """Put a scheme together."""
    periods = values[_PERIOD]
    return Scheme(
        id=values[_SCHEME],
        title=values[_TITLE],
        body=values[_BODY],
        edition=values[_EDITION],
        applies=values[_APPLIES],
        path=path,
        sources=values[_SOURCES],
        units=values[_UNITS],
        cycles=tuple(period.cycle for period in periods),
        record_by=next((p.record_by for p in periods if p.record_by), None),
        keep=next((p.keep for p in periods if p.keep), None),
        taxonomies=values[_TAXONOMIES],
        credit=values[_CREDIT],
        defaults=values[_DEFAULTS],
        caps=values[_CAPS],
        requirements=values[_REQUIREMENTS],
        carry=values[_CARRY],
        variants=variants,
        handover=values[_HANDOVER],
        frameworks=values[_FRAMEWORKS],
        reflection=values[_REFLECTION] or "simple",
        never_publish=values[_PRIVACY],
        outside=values[_OUTSIDE],
    )


def _units_of(node: Node | None) -> dict[str, bool]:
    """Return each unit with whether it is informative, whatever else is wrong with it."""
    found: dict[str, bool] = {}
    for key, unit in node.pairs if isinstance(node, Table) else ():
        parts = {part.text: value for part, value in unit.pairs} if isinstance(unit, Table) else {}
        said = parts.get("informative")
        found[key.text] = isinstance(said, Text) and bool(flag(said.text))
    return found


# --- Values of single keys ------------------------------------------------------------------------


def _framework(rules: Rules, node: Node, name: str) -> str | None:
    """Read the id of a framework; None for nothing."""
    text = rules.text(node, name)
    remedy = rules.known.framework_remedy(text) if text else ""
    if remedy:
        rules.refuse(node, name, f'there is no framework "{shown(text)}"', remedy)
    return text or None


def _privacy(rules: Rules, node: Node, name: str) -> tuple[str, ...]:
    """Read what never goes into an output for others, as `kind.field`."""
    return read_keys(rules, node, name, (_NEVER_PUBLISH,))[_NEVER_PUBLISH]


def _kind_and_field(rules: Rules, node: Node, name: str) -> str:
    """Read a field of one kind of entry."""
    text = rules.text(node, name)
    kind, _, field = text.partition(".")
    known = _STRIPPABLE.get(field)
    if text and (kind not in set(Kind) or known is None or Kind(kind) not in known.kinds):
        message = f'"{text}" is not a field of text of a kind of entry'
        rules.refuse(node, name, message, "write kind and field, such as `discussion.partner`")
    return text


_SCHEME = Key(name="scheme", read=read_id, default="", needed=True)
_TITLE = Key(name="title", read=Rules.text, default="", needed=True)
_BODY = Key(name="body", read=Rules.text, default="")
_EDITION = Key(name="edition", read=Rules.text, default="")
_SOURCES: Key[tuple[Source, ...]] = Key(name="sources", read=list_of(read_source), default=())
_UNITS: Key[tuple[Unit, ...]] = Key(name="units", read=read_units, default=(), needed=True)
_PERIOD: Key[tuple[PeriodRule, ...]] = Key(
    name="period", read=list_of(read_period), default=(), needed=True
)
_TAXONOMIES: Key[tuple[Taxonomy, ...]] = Key(name="taxonomies", read=read_taxonomies, default=())
_CREDIT: Key[tuple[CreditRule, ...]] = Key(name="credit", read=list_of(read_credit), default=())
_DEFAULTS: Key[tuple[Default, ...]] = Key(name="defaults", read=list_of(read_default), default=())
_APPLIES = Key(name="applies", read=read_applies, default=Applies())
_CAPS: Key[tuple[Cap, ...]] = Key(name="caps", read=read_caps, default=())
_REQUIREMENTS: Key[tuple[Requirement, ...]] = Key(
    name="requirements", read=read_requirements, default=()
)
_CARRY: Key[Carry | None] = Key(name="carry", read=read_carry, default=None)
_VARIANTS: Key[None] = Key(name="variants", read=lambda *_: None, default=None)
_HANDOVER: Key[tuple[Document, ...]] = Key(name="handover", read=list_of(read_document), default=())
_FRAMEWORKS: Key[tuple[str, ...]] = Key(name="frameworks", read=list_of(_framework), default=())
_REFLECTION = Key(name="reflection", read=choice_of(*REFLECTION_MODELS), default="simple")
_NEVER_PUBLISH: Key[tuple[str, ...]] = Key(
    name="never_publish", read=list_of(_kind_and_field), default=()
)
_PRIVACY: Key[tuple[str, ...]] = Key(name="privacy", read=_privacy, default=())
_OUTSIDE: Key[tuple[str, ...]] = Key(name="outside", read=Rules.texts, default=())

_KEYS: tuple[Key[Any], ...] = (
    *(_SCHEME, _TITLE, _BODY, _EDITION, _APPLIES, _SOURCES, _UNITS, _PERIOD, _TAXONOMIES),
    *(_CREDIT, _DEFAULTS, _CAPS, _REQUIREMENTS, _CARRY, _VARIANTS, _HANDOVER),
    *(_FRAMEWORKS, _REFLECTION, _PRIVACY, _OUTSIDE),
)
