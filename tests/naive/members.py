"""What a member tells the settings about a membership, by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.naive.chances import Chances
from tests.naive.days import anchor_of, cycles_between, period_of
from tests.naive.entries import Data

AREAS = ["civil", "structural", "water"]


def member(chances: Chances, scheme: Data, year_start: str) -> Data:
    """The facts of which a scheme may ask, and some that may always be told."""
    asked = _asked(scheme)
    facts: Data = {
        name: chances.choice([*sorted(values), "Student"])
        for name, values in asked.items()
        if values
    }
    facts |= _days(chances, scheme, asked)
    if "areas" in asked:
        facts["areas"] = chances.sample(AREAS, chances.number_from(1, 2))
    if "target" in asked and chances.happens(0.7):
        facts["target"] = chances.number()
    if scheme.get("variants") and chances.happens(0.6):
        facts["variant"] = chances.choice(sorted(scheme["variants"]))
    if chances.happens(0.2):
        facts["adjust"] = [_change(chances) for _ in range(chances.number_from(1, 2))]
    if scheme.get("carry") and chances.happens(0.3):
        starts = list(borders(scheme, facts, year_start))
        facts["carry_in"] = {chances.choice(starts): chances.number()}
    return facts


def borders(scheme: Data, facts: Data, year_start: str) -> Iterator[date]:
    """The days on which cycles begin; none for a rolling period."""
    period = period_of(scheme, facts)
    if "start" in period:
        anchor = anchor_of(period, facts, year_start)
        first, last = date(2018, 1, 1), date(2028, 1, 1)
        for start, _ in cycles_between(first, last, anchor, period["length"]):
            yield start


def topics(scheme: Data) -> list[str]:
    """The topics that filters of a scheme name."""
    return [
        topic
        for key, value in _walk(scheme)
        if key == "topic"
        for topic in (value if isinstance(value, list) else [value])
        if isinstance(topic, str)
    ]


def _days(chances: Chances, scheme: Data, asked: dict[str, set[str]]) -> Data:
    """The days on which a membership and its cycles began."""
    facts: Data = {}
    anchors = [date(2024, 2, 29), date(2023, 12, 31), chances.day(2018, 2027)]
    if "renewal" in asked and (not isinstance(scheme["period"], list) or chances.happens(0.5)):
        facts["renewal"] = chances.choice(anchors)
    if "certified" in asked:
        facts["certified"] = chances.choice([date(2020, 2, 29), chances.day(2017, 2022)])
    if chances.happens(0.3):
        facts["joined"] = chances.day(2019, 2026)
    return facts


def _change(chances: Chances) -> Data:
    """An adjustment of what is asked."""
    start = chances.day(2021, 2026)
    factor = chances.choice([Fraction(1, 2), Fraction(3, 4), Fraction(1, 5)])
    end = start + timedelta(days=90)
    return {"factor": factor, "reason": "leave", "from": start, "to": end}


def _asked(scheme: Data) -> dict[str, set[str]]:
    """The member's facts that a scheme names, with the values it looks for."""
    found: dict[str, set[str]] = {}
    for key, value in _walk(scheme):
        if isinstance(value, str) and value.startswith("member."):
            found.setdefault(value.removeprefix("member."), set())
        if key.startswith("member."):
            wishes = value if isinstance(value, list) else [value]
            found.setdefault(key.removeprefix("member."), set()).update(map(str, wishes))
    return found


def _walk(node: object) -> Iterator[tuple[str, object]]:
    """Every key of a tree with its value, and every item of a list under an empty key."""
    pairs = node.items() if isinstance(node, dict) else [("", one) for one in _items(node)]
    for key, value in pairs:
        yield str(key), value
        yield from _walk(value)


def _items(node: object) -> list[object]:
    """The items of a list; none of anything else."""
    return node if isinstance(node, list) else []
