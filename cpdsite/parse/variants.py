"""The requirements of a scheme taken together, and what its variants make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cpdsite.model.scheme import Measure, Requirement
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.keys import Key, Rules, read_keys, requirement, table_of
from cpdsite.parse.requirements import read_requirement

KEPT = frozenset(("id", "measure", "any_of"))
"""What makes a requirement the same one in every variant."""


def ids_of(node: Node | None) -> frozenset[str]:
    """Return the ids of the requirements, whatever else is wrong with them."""
    return frozenset(filter(None, map(_id_of, _items(node))))


def read_requirements(rules: Rules, node: Node, name: str) -> tuple[Requirement, ...]:
    """Return the requirements; no two have one id."""
    found: dict[str, Requirement] = {}
    for index, item in enumerate(_items(node)):
        read = read_requirement(rules, item, f"{name}.{index}")
        if read is None:
            continue
        if read.id in found:
            message = f"two requirements have the id `{read.id}`"
            rules.refuse(item, f"{name}.{index}", message, "give each an id of its own")
        found.setdefault(read.id, read)
    return tuple(found.values())


def check_requirements(
    rules: Rules, requirements: Sequence[Requirement], nodes: Mapping[str, Node]
) -> None:
    """Report requirements that stand for each other in a circle, and a carry over what is no sum."""
    routes = {found.id: found.any_of for found in requirements}
    for found, item in _with_nodes(requirements, nodes.get("requirements")):
        if found.id in _reached(found.id, routes):
            message = f"`any_of` leads from `{found.id}` back to itself"
            rules.refuse(item, "requirements", message, "name requirements that are measured")
    over = _named(nodes.get("carry")).get("over")
    name = over.text if isinstance(over, Text) else "total"
    carried = next((found for found in requirements if found.id == name), None)
    if "carry" in nodes and carried and carried.measure is not Measure.SUM:
        message = f"`{name}` is no sum, so nothing is left over from it"
        rules.refuse(
            over or nodes["carry"], "carry", message, "name a requirement with `measure: sum`"
        )


def read_variants(rules: Rules, node: Node, base: Node) -> dict[str, tuple[Requirement, ...]]:
    """Return all requirements of each variant: those of the scheme with what the variant changes."""

    def read_variant(rules: Rules, variant: Node, name: str) -> tuple[Requirement, ...]:
        changes = read_keys(rules, variant, name, (_REQUIREMENTS,))[_REQUIREMENTS]
        return _changed(rules, base, changes)

    return table_of(read_variant, "nurse: {requirements: {total: {min: 50}}}")(
        rules, node, "variants"
    )


def _changes(rules: Rules, node: Node, name: str) -> dict[str, Table]:
    """Read what a variant says of requirements, by their ids."""
    table = rules.table(node, name, "write `requirements: {total: {min: 50}}`")
    found: dict[str, Table] = {}
    for word, (key, value) in rules.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{word}"
        change = rules.table(value, here, "write `{min: 50}`")
        if requirement(rules, key, here) and change is not None:
            found[word] = _replaceable(rules, change, here)
    return found


def _replaceable(rules: Rules, change: Table, name: str) -> Table:
    """Return what a variant may replace of a requirement; the rest is reported."""
    for key, _ in change.pairs:
        if key.text in KEPT:
            message = f"a variant cannot replace the `{key.text}` of a requirement"
            remedy = "delete it; another thing to ask is a requirement of its own, with `when`"
            rules.refuse(key, f"{name}.{key.text}", message, remedy)
    return Table(tuple(pair for pair in change.pairs if pair[0].text not in KEPT), change.span)


def _changed(rules: Rules, base: Node, changes: Mapping[str, Table]) -> tuple[Requirement, ...]:
    """Read the requirements with some of their keys replaced, and report what that does wrong."""
    items = tuple(
        _laid_over(item, changes[_id_of(item)])
        if isinstance(item, Table) and _id_of(item) in changes
        else item
        for item in _items(base)
    )
    again = replace(rules, found=[])
    found = read_requirements(again, Items(items, base.span), "requirements")
    rules.found += [fault for fault in again.found if fault not in rules.found]
    return found


def _laid_over(item: Table, change: Table) -> Table:
    """Return a mapping with the values of another in place of its own."""
    names = {key.text for key, _ in change.pairs}
    kept = tuple(pair for pair in item.pairs if pair[0].text not in names)
    return Table((*kept, *change.pairs), item.span)


def _reached(start: str, routes: Mapping[str, Sequence[str]]) -> set[str]:
    """Return every requirement to which `any_of` leads from one."""
    found: set[str] = set()
    ahead = [*routes.get(start, ())]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += routes.get(name, ())
    return found


def _with_nodes(
    requirements: Sequence[Requirement], node: Node | None
) -> Iterator[tuple[Requirement, Node]]:
    """Yield each requirement with its place in the file."""
    places = {_id_of(item): item for item in reversed(_items(node))}
    for found in requirements:
        if found.id in places:
            yield found, places[found.id]


def _items(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.items if isinstance(node, Items) else (node,)


def _id_of(item: Node) -> str:
    found = _named(item).get("id")
    return found.text.strip() if isinstance(found, Text) else ""


def _named(node: Node | None) -> dict[str, Node]:
    return {key.text: value for key, value in node.pairs} if isinstance(node, Table) else {}


_REQUIREMENTS: Key[dict[str, Table]] = Key(name="requirements", read=_changes, default={})
