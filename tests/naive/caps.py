"""What caps leave of amounts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.naive.days import shift
from tests.naive.entries import NOTHING, Data, Rules, day_of, matches


@dataclass(frozen=True, kw_only=True)
class Span:
    """The days that are counted, and what the scheme requires of the cycle they lie in."""

    start: date
    end: date
    required: Fraction | None
    """The minimum of the total requirement."""

    def holds(self, entry: Data) -> bool:
        """Whether an entry counts in these days."""
        return self.start <= day_of(entry) < self.end


def clipped(
    rules: Rules, found: list[tuple[Data, Fraction]], unit: str, span: Span
) -> list[tuple[Data, Fraction]]:
    """Amounts in order of their days, after the caps, one cap after the other."""
    amounts = [amount for _, amount in found]
    claimed = sum(amounts, NOTHING)
    for cap in rules.scheme.get("caps", []):
        if cap.get("unit", rules.unit) != unit:
            continue
        most = _most(cap, claimed, span)
        if most is None:
            continue
        room: dict[Hashable, Fraction] = {}
        for number, (entry, _) in enumerate(found):
            if matches(rules, entry, cap.get("where")):
                purse = _purse(cap, entry, span)
                left = room.get(purse, most)
                amounts[number] = min(amounts[number], left)
                room[purse] = left - amounts[number]
    return [(entry, amount) for (entry, _), amount in zip(found, amounts, strict=True)]


def _most(cap: Data, claimed: Fraction, span: Span) -> Fraction | None:
    """The amount a cap leaves; None when it depends on a minimum that is not there."""
    if "max" in cap:
        return Fraction(str(cap["max"]))
    share = Fraction(str(cap["max_share"]).rstrip("% ")) / 100
    if cap.get("of", "required") == "claimed":
        return share * claimed
    return None if span.required is None else share * span.required


def _purse(cap: Data, entry: Data, span: Span) -> Hashable:
    """Entries with the same purse share the amount of a cap."""
    if cap.get("per", "period") == "entry":
        return str(entry["id"])
    if cap.get("per", "period") == "year":
        year = 0
        while shift(span.start, "P1Y", year + 1) <= day_of(entry):
            year += 1
        return year
    return "all"
