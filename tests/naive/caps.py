"""What caps leave of amounts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from tests.naive.days import cycle_of
from tests.naive.entries import NOTHING, Data, Rules, day_of, matches

Parts = list[tuple[Data, Fraction]]


@dataclass(frozen=True, kw_only=True)
class Span:
    """The days that are counted, and what the scheme requires of the cycle they lie in."""

    start: date
    end: date
    required: Fraction | None
    """The minimum of the total requirement."""
    claimed: Fraction
    """What all activities of these days claim, before caps."""
    cycle: date
    """The first day of the cycle, from which its years are counted."""

    def holds(self, entry: Data) -> bool:
        """Whether an entry counts in these days."""
        return self.start <= day_of(entry) < self.end


def clipped(rules: Rules, found: Parts, unit: str, span: Span) -> Parts:
    """Amounts after the caps: entry by entry in order of their days, the first cap first."""
    room: dict[Hashable, Fraction] = {}
    kept: Parts = []
    for _, group in groupby(found, key=lambda part: part[0]["id"]):
        pieces = list(group)
        touched = []
        for cap in rules.scheme.get("caps", []):
            most = _most(cap, span)
            if cap.get("unit", rules.unit) != unit or most is None:
                continue
            hit = [matches(rules, piece, cap.get("where")) for piece, _ in pieces]
            purse = (cap["id"], _purse(cap, pieces[0][0], span))
            wanted = sum((amount for (_, amount), h in zip(pieces, hit, strict=True) if h), NOTHING)
            left = min(wanted, room.setdefault(purse, most))
            part = left / wanted if wanted else Fraction(1)
            pieces = [
                (piece, amount * part if h else amount)
                for (piece, amount), h in zip(pieces, hit, strict=True)
            ]
            touched.append((purse, hit))
        for purse, hit in touched:
            room[purse] -= sum((a for (_, a), h in zip(pieces, hit, strict=True) if h), NOTHING)
        kept += pieces
    return kept


def _most(cap: Data, span: Span) -> Fraction | None:
    """The amount a cap leaves; None when it depends on a minimum that is not there."""
    if "max" in cap:
        return Fraction(str(cap["max"]))
    share = Fraction(str(cap["max_share"]).rstrip("% ")) / 100
    if cap.get("of", "required") == "claimed":
        return share * span.claimed
    return None if span.required is None else share * span.required


def _purse(cap: Data, entry: Data, span: Span) -> Hashable:
    """Entries with the same purse share the amount of a cap."""
    if cap.get("per", "period") == "entry":
        return str(entry["id"])
    if cap.get("per", "period") == "year":
        return cycle_of(day_of(entry), span.cycle, "P1Y")
    return "all"
