"""Where cpdsite and the naive computation differ."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

from tests.naive.chances import drawn_from
from tests.naive.entries import Data, real_day
from tests.naive.product import figures
from tests.naive.recount import recount
from tests.naive.schemes import SCHEMES
from tests.naive.writing import entry_texts, settings_text

CLOSE = Fraction(3, 2_000_000)
"""JSON is rounded to six places, and what is short is never shown as met."""
OF_A_CYCLE = (
    "start",
    "end",
    "state",
    "entries",
    "claimed",
    "credited",
    "carried_in",
    "carried_out",
)
OF_A_REQUIREMENT = ("status", "value", "shortfall", "min", "max")


def differences(journal: Data) -> list[str]:
    """Every figure on which the two do not agree, of every scheme of a journal."""
    texts = entry_texts(journal, drawn_from(""))
    got = figures(settings_text(journal), texts, journal["as_of"])
    found: list[str] = []
    for number, (name, member) in enumerate(journal["members"].items()):
        day = {key: journal[key] for key in ("as_of", "year_start")} | {"first": number == 0}
        expected = recount(SCHEMES[name], member, journal["entries"], day)
        cycles = got["schemes"][number]["cycles"]
        found += [f"{name} {line}" for line in _of_scheme(expected, cycles)]
        found += [f"{name} {line}" for line in _of_years(expected, name, got["years"])]
    return found


def smallest(journal: Data) -> Data:
    """A journal that still differs, without the entries, fields and facts that do not matter."""
    for path in _paths(journal):
        less = _without(journal, path)
        if _differs(less):
            return smallest(less)
    return journal


def _differs(journal: Data) -> bool:
    """Whether a journal can be read and the two computations differ."""
    try:
        return bool(differences(journal))
    except (AssertionError, KeyError):
        return False


def _paths(journal: Data) -> Iterator[tuple[Any, ...]]:
    """Everything that could be left out of a journal."""
    for name in journal["members"]:
        yield ("members", name)
        yield from (("members", name, fact) for fact in journal["members"][name])
    for number, entry in enumerate(journal["entries"]):
        yield ("entries", number)
        for field in set(entry) - {"id", "title", "date", "kind", "type", "like"}:
            yield ("entries", number, field)
        for scheme, claim in entry.get("claims", {}).items():
            yield from (("entries", number, "claims", scheme, word) for word in claim)


def _without(journal: Data, path: tuple[Any, ...]) -> Data:
    """A journal without one of its parts."""
    less = deepcopy(journal)
    node = less
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return less


def _of_scheme(expected: list[Data], got: list[Data]) -> Iterator[str]:
    """The differences of a scheme's cycles."""
    labels = [cycle["label"] for cycle in got]
    if [cycle["label"] for cycle in expected] != labels:
        yield f"cycles: expected {[cycle['label'] for cycle in expected]}, got {labels}"
        return
    for want, have in zip(expected, got, strict=True):
        for key in OF_A_CYCLE:
            yield from _compare(f"{want['label']} {key}", want[key], have[key])
        for taxonomy in want["by_term"].keys() | have["by_term"].keys():
            mine, other = (cycle["by_term"].get(taxonomy, {}) for cycle in (want, have))
            for term in mine.keys() | other.keys():
                place = f"{want['label']} by {taxonomy} {term or '-'}"
                yield from _compare(place, mine.get(term, Fraction(0)), other.get(term, 0))
        yield from _of_requirements(want, have)


def _of_years(cycles: list[Data], name: str, years: list[Data]) -> Iterator[str]:
    """The differences of what the years of the dashboards are credited with."""
    credited = [credit for cycle in cycles for credit in cycle["credits"]]
    for year in years:
        start, end = (date.fromisoformat(year[key]) for key in ("start", "end"))
        mine = [amount for entry, amount in credited if start <= real_day(entry) < end]
        total = sum(mine, Fraction(0))
        yield from _compare(f"year {year['label']} credited", total, year["credited"].get(name, 0))


def _of_requirements(want: Data, have: Data) -> Iterator[str]:
    """The differences of a cycle's requirements."""
    ids = [outcome["id"] for outcome in have["requirements"]]
    expected = [outcome["id"] for outcome in want["requirements"]]
    if expected != ids:
        yield f"{want['label']} requirements: expected {expected}, got {ids}"
        return
    for mine, other in zip(want["requirements"], have["requirements"], strict=True):
        place = f"{want['label']} {mine['id']}"
        for key in OF_A_REQUIREMENT:
            if key in mine and key in other:
                yield from _compare(f"{place} {key}", mine[key], other[key])
        if "entries" in mine:
            yield from _compare(
                f"{place} entries", sorted(mine["entries"]), sorted(other["entries"])
            )
        parts, others = mine.get("parts", []), other.get("parts", [])
        yield from _compare(f"{place} parts", len(parts), len(others))
        for number, (part, have_part) in enumerate(zip(parts, others, strict=False)):
            for key, value in have_part.items():
                yield from _compare(f"{place} part {number} {key}", part.get(key), value)


def _compare(place: str, mine: object, other: object) -> Iterator[str]:
    """A line when two figures are not the same."""
    if isinstance(mine, date):
        mine = mine.isoformat()
    if isinstance(mine, dict) and isinstance(other, dict):
        for key in mine.keys() | other.keys():
            yield from _compare(f"{place} {key}", mine.get(key), other.get(key))
    elif isinstance(mine, int | Fraction) and isinstance(other, int | float):
        if abs(Fraction(mine) - Fraction(other)) > CLOSE:
            yield f"{place}: expected {mine} ({float(mine):.6f}), got {other}"
    elif mine != other:
        yield f"{place}: expected {mine}, got {other}"
