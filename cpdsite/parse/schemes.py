"""A scheme file to a scheme: a body's rules, with every fault that the file has."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Source as File
from cpdsite.model.scheme import CreditRule, Default, Level, Requirement, Scheme, Source, Taxonomy
from cpdsite.model.scheme import Unit
from cpdsite.parse.documents import check_stem, has_errors, open_document, read_source
from cpdsite.parse.fields import FIELD_BY_NAME
from cpdsite.parse.front_matter import Items, Node, Table
from cpdsite.parse.keys import Key, Rules, Values, choice_of, list_of, read_keys
from cpdsite.parse.requirements import read_id, read_requirement
from cpdsite.parse.settings import REFLECTION_MODELS
from cpdsite.parse.taxonomies import read_default, read_taxonomies, terms_of
from cpdsite.parse.units import PeriodRule, read_credit, read_period, read_units

LATER = frozenset(("applies", "caps", "carry", "variants", "handover"))
"""Words of the vocabulary that this version does not know how to count."""


def decode_scheme(source: File) -> tuple[Scheme | None, list[Diagnostic]]:
    """Return a scheme; None, and every fault, when it cannot be counted by as it stands."""
    rules, table = open_document(source)
    if table is None:
        return None, rules.found
    given = {key.text: value for key, value in table.pairs}
    rules.terms = terms_of(given.get("taxonomies"))
    units = given.get("units")
    rules.units = frozenset(key.text for key, _ in units.pairs) if isinstance(units, Table) else rules.units
    values = read_keys(rules, table, "", _KEYS, LATER)
    _check_requirements(rules, values)
    if "scheme" in given:
        check_stem(rules, given["scheme"], "scheme", values[_SCHEME])
    if has_errors(rules):
        return None, rules.found
    return _scheme(values, "" if source.bundled else source.path), rules.found


def _scheme(values: Values, path: str) -> Scheme:
    """Put a scheme together from values that have no fault."""
    periods = values[_PERIOD]
    return Scheme(
        id=values[_SCHEME],
        title=values[_TITLE],
        body=values[_BODY],
        edition=values[_EDITION],
        path=path,
        sources=values[_SOURCES],
        units=values[_UNITS],
        cycles=tuple(period.cycle for period in periods),
        record_by=next((p.record_by for p in periods if p.record_by), None),
        keep=next((p.keep for p in periods if p.keep), None),
        taxonomies=values[_TAXONOMIES],
        credit=values[_CREDIT],
        defaults=values[_DEFAULTS],
        requirements=values[_REQUIREMENTS],
        frameworks=values[_FRAMEWORKS],
        reflection=values[_REFLECTION],
        never_publish=values[_PRIVACY],
        outside=values[_OUTSIDE],
    )


def _check_requirements(rules: Rules, values: Values) -> None:
    """Report equal ids, and a demand in a unit that is only shown."""
    node = values.nodes.get("requirements")
    nodes = node.items if isinstance(node, Items) else (node,) if node else ()
    informative = {unit.id for unit in values[_UNITS] if unit.informative}
    main = values[_UNITS][0].id if values[_UNITS] else ""
    seen: set[str] = set()
    ...


def _privacy(rules: Rules, node: Node, name: str) -> tuple[str, ...]:
    """Read what never goes into an output for others."""
    values = read_keys(rules, node, name, (_NEVER_PUBLISH,))
    return values[_NEVER_PUBLISH]
