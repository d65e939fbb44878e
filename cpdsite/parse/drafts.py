"""A front matter half way to its entry: which fields are given, and what the plain ones hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from cpdsite.model.diagnostic import Span
from cpdsite.model.entry import Kind
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.fields import FIELD_BY_NAME, FIELDS, Shape
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.names import also_meant, did_you_mean, field_remedy, meant_by
from cpdsite.parse.reading import Reading, is_empty, listed, shown

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Values:
    """What the fields of one file hold, by shape and name; only those that are given and right."""

    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    amounts: dict[str, Fraction] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file half way to its entry."""

    reading: Reading
    vocabulary: Vocabulary
    opening: Span
    """Where the front matter opens."""
    nodes: Mapping[str, tuple[Text, Node]]
    meant: frozenset[str]
    """The fields that are most likely meant by names that are not known."""
    kind: Kind
    """An activity until the author says what is meant, where the kind is not known."""
    kind_known: bool
    values: Values

    def given(self, name: str) -> Node | None:
        """Return a field's value; None when it is absent or not for this kind."""
        if name not in self.nodes or self.kind not in FIELD_BY_NAME[name].kinds:
            return None
        node = self.nodes[name][1]
        return None if is_empty(node) else node

    def fault(self, code: str, name: str, message: str, remedy: str) -> None:
        """Report an error at a field that is given."""
        self.reading.fault(code, name, self.nodes[name][1].span, message, remedy)

    def missing(self, name: str, example: str) -> None:
        """Report a required field that is absent; one that is wrong has been reported already."""
        if name in self.meant or (name in self.nodes and not is_empty(self.nodes[name][1])):
            return
        key = self.nodes[name][0].span if name in self.nodes else self.opening
        message = f"the entry has no `{name}`"
        self.reading.fault("missing-field", name, key, message, f"add a line such as `{example}`")


def read_draft(reading: Reading, table: Table, opening: Span, vocabulary: Vocabulary) -> Draft:
    """Read the fields of a front matter that opens at a place."""
    nodes = _named(reading, table, vocabulary)
    kind = _kind(reading, nodes)
    _report_unknown(reading, nodes, kind, vocabulary)
    return Draft(
        reading=reading,
        vocabulary=vocabulary,
        opening=opening,
        nodes=nodes,
        meant=_meant(nodes, vocabulary),
        kind=kind or Kind.ACTIVITY,
        kind_known=kind is not None,
        values=_read(reading, nodes, kind),
    )


def keep(values: dict[str, T], name: str, value: T | None) -> None:
    """Keep a value that is there."""
    if value not in (None, "", ()):
        values[name] = value


def _named(reading: Reading, table: Table, vocabulary: Vocabulary) -> dict[str, tuple[Text, Node]]:
    """Return keys and values by the fields' own names, the journal's names translated."""
    named: dict[str, tuple[Text, Node]] = {}
    for name, (key, value) in reading.fields_of(table).items():
        known = vocabulary.field_names.get(name, name)
        if known in named:
            other = named[known][0]
            lines = f"on line {key.span.line} and `{other.text}` on line {other.span.line}"
            message = f"`{name}` {lines} are one field"
            reading.fault("duplicate-field", known, key.span, message, "keep one of the two")
        else:
            named[known] = (key, value)
    return named


def _meant(nodes: Mapping[str, tuple[Text, Node]], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the fields that are most likely meant by names that are not known."""
    names = {*FIELD_BY_NAME, *vocabulary.field_names}
    found = (meant_by(name, names) for name in nodes if name not in FIELD_BY_NAME)
    return frozenset(vocabulary.field_names.get(name, name) for name in found)


def _kind(reading: Reading, nodes: Mapping[str, tuple[Text, Node]]) -> Kind | None:
    """Return the kind of an entry; None when it is not known."""
    if "kind" not in nodes or is_empty(nodes["kind"][1]):
        return Kind.ACTIVITY
    node = nodes["kind"][1]
    if not isinstance(node, Text):
        reading.text(node, "kind")
    else:
        text = node.text.strip()
        if text in set(Kind):
            return Kind(text)
        message = f'"{shown(text)}" is not a kind of entry'
        remedy = did_you_mean(text, Kind, f"write one of {listed(Kind)}")
        reading.fault("unknown-kind", "kind", node.span, message, remedy)
    return None


def _report_unknown(
    reading: Reading,
    nodes: Mapping[str, tuple[Text, Node]],
    kind: Kind | None,
    vocabulary: Vocabulary,
) -> None:
    """Report the fields that an entry of this kind does not have; of an unknown kind, any field may be."""
    for name, (key, _) in nodes.items():
        known = FIELD_BY_NAME.get(name)
        if known is not None and (kind is None or kind in known.kinds):
            continue
        mine = {f.name for f in FIELDS if kind is None or kind in f.kinds}
        if known is None:
            own = {name for name, field in vocabulary.field_names.items() if field in mine}
            message = f"there is no field `{shown(key.text)}`"
            remedy = _as_claim(name, vocabulary) or field_remedy(key.text, mine | own)
            reading.fault("unknown-field", name, key.span, message, remedy)
        else:
            other = also_meant(name, mine - nodes.keys())
            kinds = listed(k for k in Kind if k in known.kinds)
            message = f"an entry of kind `{kind}` has no field `{key.text}`"
            remedy = f"it belongs to {kinds}: delete it, or write it into the body"
            remedy = f"did you mean `{other}`?" if other else remedy
            reading.fault("unknown-field", name, key.span, message, remedy)


def _as_claim(name: str, vocabulary: Vocabulary) -> str:
    """Say how to claim what is a taxonomy of a scheme; "" for any other name."""
    schemes = (scheme for scheme in vocabulary.schemes.values() if scheme.taxonomy(name))
    found = next(schemes, None)
    return f"write it under the scheme: `claims: {{{found.id}: {{{name}: ...}}}}`" if found else ""


def _read(reading: Reading, nodes: Mapping[str, tuple[Text, Node]], kind: Kind | None) -> Values:
    """Read every field of a plain shape."""
    values = Values()
    for name, (_, node) in nodes.items():
        known = FIELD_BY_NAME.get(name)
        if known is None or name == "kind" or (kind is not None and kind not in known.kinds):
            continue
        match known.shape:
            case Shape.TEXT if name in {"type", "scheme"}:
                keep(values.texts, name, reading.word(node, name))
            case Shape.TEXT if name != "category":
                keep(values.texts, name, reading.text(node, name))
            case Shape.CHOICE:
                keep(values.texts, name, reading.choice(node, name, known.choices))
            case Shape.TEXTS:
                keep(values.lists, name, reading.texts(node, name))
            case Shape.DAY:
                keep(values.days, name, reading.day(node, name))
            case Shape.AMOUNT:
                keep(values.amounts, name, reading.amount(node, name))
            case Shape.FLAG:
                keep(values.flags, name, reading.flag(node, name))
            case _:
                pass  # claims, evidence, points and spans have readers of their own
    return values
