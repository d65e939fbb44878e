"""Requirements that are asked of each term, or in each of several windows."""

from __future__ import annotations

from cpdsite.model.period import Duration
from cpdsite.model.scheme import Each, Over, Rhythm
from cpdsite.parse.filters import check_term
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.keys import FACT, Key, Rules, read_keys, span_of_time, taxonomy

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


_EACH: Key[Duration | None] = Key(name="each", read=span_of_time, default=None)
_ROLLING: Key[Duration | None] = Key(name="rolling", read=span_of_time, default=None)
_EVERY: Key[Duration | None] = Key(name="every", read=span_of_time, default=None)
_STEP: Key[Duration | None] = Key(name="step", read=span_of_time, default=None)
_CROSS: Key[bool | None] = Key(name="cross_cycle", read=Rules.flag, default=False)
_KEYS = (_EACH, _ROLLING, _EVERY, _STEP, _CROSS)
