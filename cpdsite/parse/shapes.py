"""Which keys a requirement takes, by what it measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cpdsite.model.scheme import Measure

PERCENTAGES = frozenset((Measure.COMPLETE, Measure.SHARE))
"""The measures whose bounds are per cent."""
ROUTES = frozenset(("id", "level", "text", "when", "any_of"))
"""The keys of a requirement that stands for several others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which keys a measure takes, beside those that all take."""

    may: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    """Keys without which it says nothing."""
    one_of: tuple[str, ...] = ()
    """Of these it needs one at least."""


SHAPES: Mapping[Measure, Shape] = {
    Measure.SUM: Shape(may=frozenset(("unit",)), one_of=("min", "max")),
    Measure.COUNT: Shape(one_of=("min", "max")),
    Measure.DISTINCT: Shape(must=frozenset(("taxonomy",)), one_of=("min", "max")),
    Measure.SHARE: Shape(
        may=frozenset(("unit",)), must=frozenset(("where",)), one_of=("min", "max")
    ),
    Measure.MIX: Shape(
        may=frozenset(("unit", "tolerance")), must=frozenset(("taxonomy", "target"))
    ),
    Measure.COMPLETE: Shape(may=frozenset(("min",)), must=frozenset(("fields",))),
    Measure.GAP: Shape(may=frozenset(("excused_by",)), must=frozenset(("max",))),
}
