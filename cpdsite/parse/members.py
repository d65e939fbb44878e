"""What a member states for a scheme, and the scheme as it is for that member."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from cpdsite.model.scheme import Scheme, Taxonomy
from cpdsite.model.settings import Adjustment, Membership
from cpdsite.parse.front_matter import Items, Node
from cpdsite.parse.reading import Reading, is_empty
from cpdsite.parse.scalars import day, day_fault, day_remedy

_EXAMPLE = "write `{factor: 0.5, reason: parental leave, from: 2025-04-01}`"
_ADJUSTMENT = ("factor", "reason", "from", "to")


def read_facts(reading: Reading, values: Mapping[str, Node], name: str) -> Membership:
    """Return the facts that stand beside a scheme's id; its own id is still to be filled in."""
    facts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in values.items():
        here = f"{name}.{key}"
        if key in {"id", "adjust", "carry_in"}:
            continue
        if isinstance(value, Items):
            lists[key] = reading.texts(value, here)
        else:
            facts[key] = reading.text(value, here)
    adjust, carry_in = values.get("adjust"), values.get("carry_in")
    return Membership(
        scheme="",
        key=name,
        facts=facts,
        lists=lists,
        adjustments=tuple(_adjustments(reading, adjust, f"{name}.adjust")) if adjust else (),
        carried_in=_carried_in(reading, carry_in, f"{name}.carry_in") if carry_in else {},
    )


def for_member(scheme: Scheme, membership: Membership) -> Scheme:
    """Return a scheme with the requirements of the member's variant and the member's own terms."""
    variant = membership.facts.get("variant", "")
    return replace(
        scheme,
        requirements=scheme.variants.get(variant, scheme.requirements),
        taxonomies=tuple(_with_terms(taxonomy, membership) for taxonomy in scheme.taxonomies),
        former=tuple(for_member(edition, membership) for edition in scheme.former),
    )


def united(scheme: Scheme) -> Scheme:
    """Return a scheme with the units and taxonomies of all its editions: what claims may name."""
    if not scheme.former:
        return scheme
    units = {unit.id: unit for edition in reversed(scheme.editions) for unit in edition.units}
    order = dict.fromkeys(unit.id for edition in scheme.editions for unit in edition.units)
    taxonomies: dict[str, Taxonomy] = {}
    for edition in scheme.editions:
        for taxonomy in edition.taxonomies:
            newer = taxonomies.get(taxonomy.id)
            if newer is not None:
                taxonomies[taxonomy.id] = replace(newer, terms={**taxonomy.terms, **newer.terms})
            else:
                taxonomies[taxonomy.id] = taxonomy
    return replace(
        scheme, units=tuple(units[name] for name in order), taxonomies=tuple(taxonomies.values())
    )


def _with_terms(taxonomy: Taxonomy, membership: Membership) -> Taxonomy:
    if not taxonomy.fact:
        return taxonomy
    return replace(taxonomy, terms={term: term for term in membership.texts(taxonomy.fact)})


def _adjustments(reading: Reading, node: Node, name: str) -> Iterator[Adjustment]:
    """Read by how much minima are lowered, from when, and why."""
    for number, item in enumerate(node.items if isinstance(node, Items) else (node,)):
        here = f"{name}.{number}" if isinstance(node, Items) else name
        found = _adjustment(reading, item, here)
        if found is not None:
            yield found


def _adjustment(reading: Reading, node: Node, name: str) -> Adjustment | None:
    table = reading.table(node, name, _EXAMPLE)
    parts = reading.fields_of(table, f"{name}.") if table else {}
    for word, (key, _) in parts.items():
        if word not in _ADJUSTMENT:
            reading.unknown_part(key, f"{name}.{word}", _ADJUSTMENT, "an adjustment")
    given = {key: value for key, (_, value) in parts.items() if not is_empty(value)}
    for needed in ("factor", "reason", "from"):
        if table and needed not in given:
            message = f"an adjustment needs its `{needed}`"
            reading.fault("", name, node.span, message, _EXAMPLE)
    factor = reading.figure(given["factor"], f"{name}.factor") if "factor" in given else None
    start = reading.day(given["from"], f"{name}.from") if "from" in given else None
    end = reading.day(given["to"], f"{name}.to") if "to" in given else None
    reason = reading.text(given["reason"], f"{name}.reason") if "reason" in given else ""
    if start and end and end < start:
        message = f"`to` is {end}, which is before {start}, the day `from` names"
        remedy = "write the last day, or leave `to` out"
        reading.fault("", f"{name}.to", given["to"].span, message, remedy)
        return None
    if factor is None or start is None:
        return None
    return Adjustment(factor=factor, reason=reason, start=start, end=end)


def _carried_in(reading: Reading, node: Node, name: str) -> dict[date, Fraction]:
    """Read what the member brings into cycles, by a day of each."""
    table = reading.table(node, name, "write `{2024-01-01: 12}`, with a day of the cycle")
    found: dict[date, Fraction] = {}
    for word, (key, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        start, amount = day(word), reading.figure(value, f"{name}.{word}")
        if start is None:
            reading.fault(
                "",
                f"{name}.{word}",
                key.span,
                f'"{word}" {day_fault(word)}',
                day_remedy(word),
            )
        elif amount is not None:
            found[start] = amount
    return found
