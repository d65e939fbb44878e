"""Journals by chance, drawn close to where rules begin to matter."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tests.naive.chances import LEAP_DAYS, Chances
from tests.naive.days import DAY
from tests.naive.drawing import Drawing
from tests.naive.entries import Data
from tests.naive.members import borders, member
from tests.naive.recount import recount

SIZES = (0, 1, 2, 4, 8, 12, 16, 24, 32)


def generate(schemes: dict[str, list[Data]], name: str, seed: int) -> Data:
    """A journal that counts under one scheme, now and then under another one too.

    It has the as-of day, the start of the year, the facts of each membership, the entries.
    """
    chances = Chances(f"{name} {seed}")
    names = [name]
    if chances.happens(0.2):
        names.insert(chances.number_from(0, 1), chances.choice(sorted(set(schemes) - {name})))
    year_start = chances.choice(["01-01", "01-01", "04-01", "09-15", "02-28"])
    members = {one: member(chances, schemes[one][0], year_start) for one in names}
    journal: Data = {
        "year_start": year_start,
        "members": members,
        "borders": list(borders(schemes[name][0], members[name], year_start)),
    }
    journal["as_of"] = _last_day(chances, journal)
    drawing = Drawing(chances, schemes, journal)
    journal["entries"] = [drawing.entry(number) for number in range(chances.choice(SIZES))]
    if chances.happens(0.4):
        journal["entries"] += _topped_up(chances, schemes[name], name, journal)
    return journal


def _last_day(chances: Chances, journal: Data) -> date:
    """The as-of day: at a border, or any."""
    near: list[date] = [day for day in journal["borders"] if day.year >= 2021]
    thirds = [start + (end - start) / 3 for start, end in pairwise(near)]
    if thirds and chances.happens(0.1):
        day = chances.choice(thirds) - chances.choice([0, 1, 2]) * DAY
    elif near and chances.happens(0.4):
        day = chances.choice(near) - chances.choice([0, 1, 2, -1]) * DAY
    else:
        day = chances.choice([*LEAP_DAYS, chances.day(2022, 2027), chances.day(2025, 2028)])
    facts = journal["members"].values()
    latest: date = max([day, *(fact["certified"] for fact in facts if "certified" in fact)])
    return latest


def _topped_up(chances: Chances, scheme: list[Data], name: str, journal: Data) -> list[Data]:
    """An activity that brings a requirement up to its minimum, or to a hair below it."""
    day = {"as_of": journal["as_of"], "year_start": journal["year_start"], "first": False}
    cycle = chances.choice(recount(scheme, journal["members"][name], journal["entries"], day)[-2:])
    short = [rule for rule in cycle["requirements"] if rule.get("measure") == "sum"]
    short = [rule for rule in short if rule["shortfall"]]
    if not short:
        return []
    lacking: Fraction = chances.choice(short)["shortfall"]
    least = Fraction(math.ceil(lacking * 100), 100)
    claim = {"points": max(Fraction(0), least - Fraction(chances.choice([0, 0, 1]), 100))}
    start = cycle["start"]
    return [
        {
            "id": f"{start}-top",
            "title": "What was missing",
            "date": start,
            "kind": "activity",
            "type": "course",
            "verifiable": True,
            "claims": {name: claim},
        }
    ]
