"""Caps on what counts, and what may be carried into the next cycle."""

from __future__ import annotations

from fractions import Fraction

from cpdsite.model.period import Duration
from cpdsite.model.scheme import Cap, Carry, Filter, Per, Yardstick
from cpdsite.parse.filters import read_filter, read_filters
from cpdsite.parse.front_matter import Items, Node
from cpdsite.parse.keys import (
    Key,
    Rules,
    choice_of,
    percentage,
    read_id,
    read_keys,
    requirement,
    span_of_time,
    unit,
)


def read_caps(rules: Rules, node: Node, name: str) -> tuple[Cap, ...]:
    """Return the caps in their order; no two have one id."""
    found: dict[str, Cap] = {}
    for index, item in enumerate(node.items if isinstance(node, Items) else (node,)):
        here = f"{name}.{index}"
        cap = _cap(rules, item, here)
        if cap.id in found:
            message = f"two caps have the id `{cap.id}`"
            rules.refuse(item, here, message, "give each an id of its own")
        found[cap.id] = cap
    return tuple(found.values())


def _cap(rules: Rules, node: Node, name: str) -> Cap:
    values = read_keys(rules, node, name, _CAP_KEYS)
    given = [key for key in ("max", "max_share") if key in values]
    if len(given) != 1:
        message = "a cap needs one of `max` and `max_share`"
        rules.refuse(node, name, message, "add `max: 8`, or `max_share: 40%`")
    if "of" in values and "max_share" not in values:
        message = "`of` says what `max_share` is a share of, and `max_share` is missing"
        rules.refuse(values.nodes["of"], f"{name}.of", message, "delete it")
    return Cap(
        id=values[_ID],
        where=values[_WHERE],
        unit=values[_UNIT] or next(iter(rules.units), ""),
        max=values[_MAX],
        max_share=values[_MAX_SHARE],
        of=Yardstick(values[_OF] or Yardstick.REQUIRED),
        per=Per(values[_PER] or Per.PERIOD),
    )


def read_carry(rules: Rules, node: Node, name: str) -> Carry | None:
    """Return what may be carried into the next cycle."""
    values = read_keys(rules, node, name, _CARRY_KEYS)
    over = values[_OVER]
    if not over and "total" not in rules.asked:
        message = "`over` is missing, and there is no requirement `total`"
        rules.refuse(node, name, message, "add the `over` whose surplus is carried")
    return Carry(
        unit=values[_UNIT] or next(iter(rules.units), ""),
        max=values[_MOST] or Fraction(0),
        where=values[_WHERE],
        none_of=values[_NOT],
        earned_in_last=values[_EARNED],
        over=over or "total",
        condition=values[_IF],
        not_in_first_period=bool(values[_NOT_FIRST]),
    )


_ID = Key(name="id", read=read_id, default="", needed=True)
_WHERE = Key(name="where", read=read_filter, default=Filter())
_UNIT = Key(name="unit", read=unit, default="")
_MAX = Key(name="max", read=Rules.figure, default=None)
_MAX_SHARE: Key[Fraction | None] = Key(name="max_share", read=percentage, default=None)
_OF = Key(name="of", read=choice_of(*Yardstick), default="")
_PER = Key(name="per", read=choice_of(*Per), default="")
_CAP_KEYS = (_ID, _WHERE, _UNIT, _MAX, _MAX_SHARE, _OF, _PER)

_MOST = Key(name="max", read=Rules.figure, default=None, needed=True)
_NOT: Key[tuple[Filter, ...]] = Key(name="not", read=read_filters, default=())
_EARNED: Key[Duration | None] = Key(name="earned_in_last", read=span_of_time, default=None)
_OVER = Key(name="over", read=requirement, default="")
_IF = Key(name="if", read=requirement, default="")
_NOT_FIRST: Key[bool | None] = Key(name="not_in_first_period", read=Rules.flag, default=False)
_CARRY_KEYS = (_UNIT, _MOST, _WHERE, _NOT, _EARNED, _OVER, _IF, _NOT_FIRST)
