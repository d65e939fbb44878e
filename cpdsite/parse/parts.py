"""What the keys of a requirement hold: bounds, fields, facts, terms, windows."""

from __future__ import annotations

from fractions import Fraction

from cpdsite.model.period import Duration, duration
from cpdsite.model.scheme import Each, MemberFact, Over, Rhythm
from cpdsite.parse.fields import FIELDS
from cpdsite.parse.filters import check_term
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.keys import FACT, Key, Rules, read_keys, requirement, span_of_time, taxonomy
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.scalars import figure

COMPLETABLE = frozenset(f.name for f in FIELDS) - {
    *("kind", "date", "status", "draft", "claims", "points", "category", "visibility", "highlight")
}
"""The fields that `complete` may ask for, beside the taxonomies of the scheme."""

Bound = Fraction | MemberFact | Duration | None
EXAMPLE = "write a taxonomy, or `{area: member.areas}`"


def read_each(rules: Rules, node: Node, name: str) -> Each | None:
    """Return the terms of which each must fulfil a requirement."""
    if isinstance(node, Text):
        found = taxonomy(rules, node, name)
        return Each(taxonomy=found) if found else None
    table = rules.table(node, name, EXAMPLE)
    if table is None:
        return None
    if len(table.pairs) != 1:
        rules.refuse(node, name, "`each` names one taxonomy", EXAMPLE)
        return None
    key, value = table.pairs[0]
    found = taxonomy(rules, key, name)
    fact = FACT.fullmatch(value.text) if isinstance(value, Text) else None
    if fact or not found:
        return Each(taxonomy=found, fact=fact[1]) if fact and found else None
    terms = rules.texts(value, f"{name}.{found}")
    for item in value.items if isinstance(value, Items) else (value,):
        if isinstance(item, Text):
            check_term(rules, item, f"{name}.{found}", found, item.text.strip())
    return Each(taxonomy=found, terms=terms)


def read_over(rules: Rules, node: Node, name: str) -> Over | None:
    """Return the windows in which a requirement must hold."""
    values = read_keys(rules, node, name, _KEYS)
    given = [key for key in (_EACH, _ROLLING, _EVERY) if key.name in values]
    if len(given) != 1:
        if isinstance(node, Table):
            remedy = "write `{each: P1Y}`, `{rolling: P3Y}` or `{every: P2Y, step: P1Y}`"
            rules.refuse(node, name, "`over` needs one of `each`, `rolling` and `every`", remedy)
        return None
    rhythm = Rhythm(given[0].name)
    for key in ("step", "cross_cycle"):
        if key in values and rhythm is not Rhythm.EVERY:
            message = f"`{key}` belongs to `every`, and this is `{rhythm}`"
            rules.refuse(values.nodes[key], f"{name}.{key}", message, "delete it")
    length = values[given[0]]
    if length is None:
        return None
    return Over(
        rhythm=rhythm,
        length=length,
        step=values[_STEP] or length,
        cross_cycle=bool(values[_CROSS]),
    )


def read_fields(rules: Rules, node: Node, name: str) -> tuple[str, ...]:
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


def read_bound(rules: Rules, node: Node, name: str) -> Bound:
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


def read_route(rules: Rules, node: Node, name: str) -> str | None:
    """Read the id of a requirement of which one must be met."""
    return requirement(rules, node, name) or None


def read_when(rules: Rules, node: Node, name: str) -> dict[str, frozenset[str]]:
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


_EACH: Key[Duration | None] = Key(name="each", read=span_of_time, default=None)
_ROLLING: Key[Duration | None] = Key(name="rolling", read=span_of_time, default=None)
_EVERY: Key[Duration | None] = Key(name="every", read=span_of_time, default=None)
_STEP: Key[Duration | None] = Key(name="step", read=span_of_time, default=None)
_CROSS: Key[bool | None] = Key(name="cross_cycle", read=Rules.flag, default=False)
_KEYS = (_EACH, _ROLLING, _EVERY, _STEP, _CROSS)
