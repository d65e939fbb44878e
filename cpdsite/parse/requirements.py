"""The requirements of a scheme: one table of keys, and what each measure makes of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpdsite.model.entry import Kind
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Each, Filter, Level, Measure, MemberFact, Over, Requirement
from cpdsite.parse.filters import check_term, read_filter
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.keys import (
    WHOLE,
    Key,
    Rules,
    Values,
    choice_of,
    list_of,
    percentage,
    read_id,
    read_keys,
    table_of,
    taxonomy,
    unit,
)
from cpdsite.parse.parts import (
    Bound,
    read_bound,
    read_each,
    read_fields,
    read_over,
    read_route,
    read_when,
)
from cpdsite.parse.shapes import PERCENTAGES, ROUTES, SHAPES


def read_requirement(rules: Rules, node: Node, name: str) -> Requirement | None:
    """Return one requirement as far as it goes; None without an id or a measure."""
    values = read_keys(rules, node, name, _KEYS)
    if "any_of" in values:
        measure = Measure.ANY_OF
        _check_routes(rules, name, values)
    elif not values[_MEASURE]:
        if "measure" not in values and isinstance(node, Table):
            remedy = "add `measure: ...`, or `any_of: [...]`"
            rules.refuse(node, name, "`measure` is missing", remedy)
        return None
    else:
        measure = Measure(values[_MEASURE])
        _check_keys(rules, node, name, values)
        _check_bounds(rules, name, values)
        _check_target(rules, name, values)
    return _requirement(values, measure) if values[_ID] else None


def _requirement(values: Values, measure: Measure) -> Requirement:
    """Put a requirement together; where a value is wrong its default stands in."""
    return Requirement(
        id=values[_ID],
        level=Level(values[_LEVEL] or Level.INFO),
        text=values[_TEXT],
        kind=values[_FROM] or Kind.ACTIVITY,
        where=values[_WHERE],
        measure=measure,
        unit=values[_UNIT],
        taxonomy=values[_TAXONOMY],
        fields=values[_FIELDS],
        min=_figure(values[_MIN]),
        max=values[_MAX],
        target=values[_TARGET],
        tolerance=values[_TOLERANCE] or Fraction(0),
        when=values[_WHEN],
        excused_by=values[_EXCUSED_BY],
        each=values[_EACH],
        over=values[_OVER],
        any_of=values[_ANY_OF],
    )


_ID = Key(name="id", read=read_id, default="", needed=True)
_LEVEL = Key(name="level", read=choice_of(*Level), default="", needed=True)
_TEXT = Key(name="text", read=Rules.text, default="", needed=True)
_FROM = Key(name="from", read=choice_of(*Kind), default=Kind.ACTIVITY.value)
_WHERE = Key(name="where", read=read_filter, default=Filter())
_MEASURE = Key(
    name="measure", read=choice_of(*(m for m in Measure if m is not Measure.ANY_OF)), default=""
)
_UNIT = Key(name="unit", read=unit, default="")
_TAXONOMY = Key(name="taxonomy", read=taxonomy, default="")
_FIELDS: Key[tuple[str, ...]] = Key(name="fields", read=read_fields, default=())
_MIN: Key[Bound] = Key(name="min", read=read_bound, default=None)
_MAX: Key[Bound] = Key(name="max", read=read_bound, default=None)
_TARGET: Key[dict[str, Fraction]] = Key(
    name="target", read=table_of(percentage, "{job: 70, others: 20, formal: 10}"), default={}
)
_TOLERANCE: Key[Fraction | None] = Key(name="tolerance", read=percentage, default=None)
_WHEN: Key[dict[str, frozenset[str]]] = Key(name="when", read=read_when, default={})
_EXCUSED_BY = Key(name="excused_by", read=choice_of(*Kind), default="")
_EACH: Key[Each | None] = Key(name="each", read=read_each, default=None)
_OVER: Key[Over | None] = Key(name="over", read=read_over, default=None)
_ANY_OF: Key[tuple[str, ...]] = Key(name="any_of", read=list_of(read_route), default=())

_COMMON: tuple[Key[Any], ...] = (
    *(_ID, _LEVEL, _TEXT, _FROM, _WHERE, _MEASURE, _WHEN, _EACH, _OVER),
)
_KEYS: tuple[Key[Any], ...] = (
    *_COMMON,
    *(_UNIT, _TAXONOMY, _FIELDS, _MIN, _MAX, _TARGET, _TOLERANCE, _EXCUSED_BY, _ANY_OF),
)


# --- What the keys say together -------------------------------------------------------------------


def _check_routes(rules: Rules, name: str, values: Values) -> None:
    """Report what a requirement that stands for others cannot have."""
    for key, value in values.nodes.items():
        if key not in ROUTES:
            message = f"`any_of` stands for other requirements, and has no `{key}`"
            rules.refuse(value, f"{name}.{key}", message, f"write `{key}` with those")


def _check_keys(rules: Rules, node: Node, name: str, values: Values) -> None:
    """Report keys that the measure needs and has not, and keys that it does not know."""
    measure = Measure(values[_MEASURE])
    shape = SHAPES[measure]
    for key in sorted(shape.must - set(values.nodes)):
        remedy = f"add `{key}: ...`"
        rules.refuse(node, name, f"`measure: {measure}` needs `{key}`", remedy)
    if shape.one_of and not any(key in values for key in shape.one_of):
        wanted = " or ".join(f"`{key}`" for key in shape.one_of)
        remedy = "say how much is asked for"
        rules.refuse(node, name, f"`measure: {measure}` needs {wanted}", remedy)
    known = {*(key.name for key in _COMMON), *shape.may, *shape.must, *shape.one_of}
    for key, value in values.nodes.items():
        if key not in known:
            message = f"`measure: {measure}` has no `{key}`"
            rules.refuse(value, f"{name}.{key}", message, "delete it, or choose another measure")
    counted = values[_UNIT] or next(iter(rules.units), "")
    strict = values[_LEVEL] in {Level.MUST, Level.SHOULD}
    if "unit" in shape.may and strict and rules.units.get(counted):
        message = f"`{counted}` is informative, so nothing can be required of it"
        rules.refuse(node, name, message, "write `level: info`, or choose another unit")


def _check_bounds(rules: Rules, name: str, values: Values) -> None:
    """Report a bound of the wrong sort: only a gap takes a duration, only some a percentage."""
    measure = Measure(values[_MEASURE])
    for key in (_MIN, _MAX):
        bound, node = values[key], values.nodes.get(key.name)
        if not isinstance(node, Text) or bound is None:
            continue
        here = f"{name}.{key.name}"
        if (measure is Measure.GAP) != isinstance(bound, Duration):
            what, example = ("a duration", "P3M") if measure is Measure.GAP else ("a number", "30")
            message = f'"{node.text}" is not {what}, which `measure: {measure}` asks for'
            rules.refuse(node, here, message, f"write a value such as {example}")
        elif node.text.endswith("%") and measure not in PERCENTAGES:
            message = f'"{node.text}" is a percentage, which `measure: {measure}` does not take'
            rules.refuse(node, here, message, "write a plain number")
    _check_reach(rules, name, values)


def _check_reach(rules: Rules, name: str, values: Values) -> None:
    """Report bounds that nothing can reach."""
    measure, least, most = Measure(values[_MEASURE]), values[_MIN], values[_MAX]
    for key in (_MIN, _MAX):
        bound = values[key]
        if measure in PERCENTAGES and isinstance(bound, Fraction) and bound > WHOLE:
            node = values.nodes[key.name]
            message = f'"{rules.text(node, name)}" is more than the whole, which is 100 per cent'
            rules.refuse(node, f"{name}.{key.name}", message, "write 100 or less")
    if isinstance(least, Fraction) and isinstance(most, Fraction) and least > most:
        texts = [rules.text(values.nodes[key.name], name) for key in (_MIN, _MAX)]
        message = f"`min` is {texts[0]} and `max` is {texts[1]}, so nothing can be met"
        rules.refuse(values.nodes[_MAX.name], f"{name}.max", message, "look at the two again")
    terms = rules.terms.get(values[_TAXONOMY], frozenset())
    known = terms and values[_TAXONOMY] not in rules.member_terms
    if measure is Measure.DISTINCT and known and isinstance(least, Fraction) and least > len(terms):
        message = f"`{values[_TAXONOMY]}` has {len(terms)} terms, fewer than are asked for"
        rules.refuse(values.nodes[_MIN.name], f"{name}.min", message, f"write {len(terms)} or less")


def _check_target(rules: Rules, name: str, values: Values) -> None:
    """Report terms of a mix that the taxonomy does not have, and more than a whole."""
    node = values.nodes.get(_TARGET.name)
    if not isinstance(node, Table):
        return
    here = f"{name}.target"
    for key, _ in node.pairs:
        check_term(rules, key, f"{here}.{key.text}", values[_TAXONOMY], key.text)
    whole = sum(values[_TARGET].values(), Fraction(0))
    if whole > WHOLE:
        remedy = "write percentages of the whole"
        rules.refuse(node, here, f"the percentages add up to {whole}, more than 100", remedy)


def _figure(bound: Bound) -> Fraction | MemberFact | None:
    return None if isinstance(bound, Duration) else bound
