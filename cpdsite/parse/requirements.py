"""The requirements of a scheme: one table of keys, and what each measure makes of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpdsite.model.entry import Kind
from cpdsite.model.period import Duration, duration
from cpdsite.model.scheme import Each, Filter, Level, Measure, MemberFact, Over, Requirement
from cpdsite.parse.fields import FIELDS, did_you_mean, figure
from cpdsite.parse.filters import check_term, read_filter
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.keys import (
    FACT,
    WHOLE,
    Key,
    Rules,
    Values,
    choice_of,
    list_of,
    percentage,
    read_id,
    read_keys,
    requirement,
    table_of,
    taxonomy,
    unit,
)
from cpdsite.parse.parts import read_each, read_over
from cpdsite.parse.shapes import PERCENTAGES, ROUTES, SHAPES

COMPLETABLE = frozenset(f.name for f in FIELDS) - {
    *("kind", "date", "status", "draft", "claims", "points", "category", "visibility", "highlight")
}
"""The fields that `complete` may ask for, beside the taxonomies of the scheme."""

Bound = Fraction | MemberFact | Duration | None


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


# --- Values of single keys ------------------------------------------------------------------------


def _fields(rules: Rules, node: Node, name: str) -> tuple[str, ...]:
    """Read the fields that an entry should fill."""
    return tuple(
        _field(rules, item, name) for item in (node.items if isinstance(node, Items) else (node,))
    )


def _field(rules: Rules, node: Node, name: str) -> str:
    text = rules.text(node, name)
    known = {*COMPLETABLE, *rules.terms}
    if text and text not in known:
        remedy = did_you_mean(text, known, "write a field of entries, such as `learned`")
        rules.refuse(node, name, f'"{text}" is not a field of entries', remedy)
    return text


def _bound(rules: Rules, node: Node, name: str) -> Bound:
    """Read a number, a percentage, a duration or a figure of the member."""
    text = rules.text(node, name)
    fact = FACT.fullmatch(text)
    if fact:
        return MemberFact(fact[1])
    found = figure(text.removesuffix("%").rstrip())
    if found is None:
        found_duration = duration(text)
        if found_duration is None and isinstance(node, Text):
            remedy = "write 30, 60%, P3M or member.target"
            rules.refuse(node, name, f'"{text}" is not a number', remedy)
        return found_duration
    return found


def _route(rules: Rules, node: Node, name: str) -> str | None:
    """Read the id of a requirement of which one must be met."""
    return requirement(rules, node, name) or None


def _when(rules: Rules, node: Node, name: str) -> dict[str, frozenset[str]]:
    """Read the member's facts under which a requirement applies."""
    table = rules.table(node, name, "write `{member.grade: [Member, Fellow]}`")
    found: dict[str, frozenset[str]] = {}
    for word, (key, value) in rules.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{word}"
        fact = FACT.fullmatch(word)
        texts = frozenset(rules.texts(value, here))
        if fact is None:
            remedy = "write the fact as settings name it, such as `member.grade`"
            rules.refuse(key, here, f'"{word}" is not a fact of the member', remedy)
        elif not texts:
            rules.refuse(key, here, f"`{word}` has no value", "write the values that apply")
        else:
            found[fact[1]] = texts
    return found


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
_FIELDS: Key[tuple[str, ...]] = Key(name="fields", read=_fields, default=())
_MIN: Key[Bound] = Key(name="min", read=_bound, default=None)
_MAX: Key[Bound] = Key(name="max", read=_bound, default=None)
_TARGET: Key[dict[str, Fraction]] = Key(
    name="target", read=table_of(percentage, "{job: 70, others: 20, formal: 10}"), default={}
)
_TOLERANCE: Key[Fraction | None] = Key(name="tolerance", read=percentage, default=None)
_WHEN: Key[dict[str, frozenset[str]]] = Key(name="when", read=_when, default={})
_EXCUSED_BY = Key(name="excused_by", read=choice_of(*Kind), default="")
_EACH: Key[Each | None] = Key(name="each", read=read_each, default=None)
_OVER: Key[Over | None] = Key(name="over", read=read_over, default=None)
_ANY_OF: Key[tuple[str, ...]] = Key(name="any_of", read=list_of(_route), default=())

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
    """Report bounds of the wrong sort, and those that nothing can reach."""
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
        elif measure in PERCENTAGES and isinstance(bound, Fraction) and bound > WHOLE:
            message = f'"{node.text}" is more than the whole, which is 100 per cent'
            rules.refuse(node, here, message, "write 100 or less")
    least, most = values[_MIN], values[_MAX]
    if isinstance(least, Fraction) and isinstance(most, Fraction) and least > most:
        texts = [rules.text(values.nodes[key.name], key.name) for key in (_MIN, _MAX)]
        message = f"`min` is {texts[0]} and `max` is {texts[1]}, so nothing can be met"
        rules.refuse(values.nodes[_MAX.name], f"{name}.max", message, "look at the two again")


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
