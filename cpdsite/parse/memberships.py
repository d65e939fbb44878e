"""The schemes of `cpdsite.yaml`: the ids that are counted under, with the member's facts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cpdsite.model.settings import Membership
from cpdsite.parse.claims import unknown_scheme
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.members import read_facts
from cpdsite.parse.names import nearest
from cpdsite.parse.reading import Reading, is_empty, shown

_EXAMPLE = "{id: hcpc, renewal: 2025-10-01}"
_OF_SEVERAL_PARTS = frozenset(("adjust", "carry_in"))
"""Facts that are no single text."""


def read_memberships(reading: Reading, node: Node, known: frozenset[str]) -> tuple[Membership, ...]:
    """Return the schemes that the member counts under, with the member's facts; no two are the same."""
    items = node.items if isinstance(node, Items) else () if is_empty(node) else (node,)
    found: list[Membership] = []
    for number, item in enumerate(items):
        membership = _membership(reading, item, f"schemes.{number}", known)
        if membership and any(other.scheme == membership.scheme for other in found):
            message = f"the scheme `{membership.scheme}` stands twice"
            reading.fault("", membership.key, item.span, message, "keep one of the two")
        elif membership:
            found.append(membership)
    return tuple(found)


def _membership(
    reading: Reading, node: Node, name: str, known: frozenset[str]
) -> Membership | None:
    """Read one scheme: its id, or its id with facts; None when there is no such scheme."""
    if not isinstance(node, Table):
        return _named(reading, node, Membership(scheme="", key=name), known)
    parts = reading.fields_of(node, f"{name}.")
    values = {key: value for key, (_, value) in parts.items() if not is_empty(value)}
    if "id" in values:
        stated = read_facts(reading, values, name)
        return _named(reading, values["id"], stated, known)
    meant = [*_meant({key: value for key, (_, value) in parts.items()}, known)]
    if meant:
        forms = " and ".join(f"`- {form}`" for form in meant)
        message = "the name of a scheme stands where its `id` and facts are expected"
        reading.fault("", name, node.span, message, f"write {forms} under `schemes`")
    else:
        reading.fault("", name, node.span, "a scheme needs its `id`", f"write `{_EXAMPLE}`")
    return None


def _named(
    reading: Reading, node: Node, stated: Membership, known: frozenset[str]
) -> Membership | None:
    """Return a membership with the scheme that a text names; None when there is none."""
    name = reading.text(node, stated.key)
    if name in known:
        return replace(stated, scheme=name)
    if name:
        message, remedy = unknown_scheme(name, known)
        several = name.replace(",", " ").split()
        if len(several) > 1 and known.issuperset(several):
            remedy = f"write `[{', '.join(several)}]`"
        reading.fault("", stated.key, node.span, message, remedy)
    return None


def _meant(parts: Mapping[str, Node], known: frozenset[str]) -> Iterator[str]:
    """Yield what a mapping without an `id` means: schemes by name, each with what stands below it.

    Of one scheme that names nothing below, what stands beside it is taken for its facts.
    """
    words = (key for key in parts if key not in _OF_SEVERAL_PARTS)
    names = {key: key if key in known else nearest(key, known) for key in words}
    schemes = {
        key: name for key, name in names.items() if name and (key in known or _holds(parts[key]))
    }
    beside: dict[str, Node] = {
        key: value
        for key, value in parts.items()
        if key not in schemes and (isinstance(value, Text) or key in _OF_SEVERAL_PARTS)
    }
    for key, name in schemes.items():
        below = parts[key]
        pairs = below.pairs if isinstance(below, Table) else ()
        facts = {fact.text: value for fact, value in pairs}
        if len(schemes) == 1 and not facts:
            facts = beside
        said = [
            f"{fact}: {shown(value.text) if isinstance(value, Text) else '...'}"
            for fact, value in facts.items()
        ]
        yield f"{{{', '.join([f'id: {name}', *said])}}}" if said else name


def _holds(node: Node) -> bool:
    """Tell whether a value holds names with values."""
    return isinstance(node, Table) and bool(node.pairs)
