"""What is said of where a cycle stands."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.numbers.held import Asked
from tests.numbers.lacking import lacks, unmet
from tests.numbers.markup import Element, days, shown
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle, total

VERDICTS: Mapping[str, str] = {
    "met": "met",
    "open": "open|not yet met.*|.* so far",
    "at-risk": "behind pace.*",
    "short": "short|short by .*|longer than allowed|not met",
    "guide": ".*below the guide|outside the guide",
    "not-applicable": "does not apply",
    "excused": "explained",
}
"""How each verdict may be worded."""


def standing(page: Reckoning, place: Element, count: Count, cycle: Cycle) -> None:
    """The figure that stands out, and the line below it."""
    head, state = place.one("p", "figure"), place.one("p", "state")
    amount, target = total(cycle.shares), cycle.target
    entries = Fraction(len(cycle.shares))
    least = target.least if target else None
    recorded = [shown(amount, least), *([shown(least)] if least else [])]
    plain = count.body.informative
    page.amount(head.one("strong"), entries if plain else amount)
    page.figures(head, [shown(entries)] if plain else recorded)
    verdict(page, state, target)
    hidden = len(page.book.unseen(cycle.shares))
    page.figures(
        state,
        [
            *lacking(page, target),
            *(recorded if plain else [shown(entries)]),
            *([str(hidden)] if hidden else []),
            *left(page, cycle),
        ],
    )


def lacking(page: Reckoning, asked: Asked | None) -> list[str]:
    """The figure in a verdict."""
    if asked is None or not page.book.judged or not asked.missing:
        return []
    return [max(shown(asked.missing), "0.01") if asked.missing < 1 else shown(asked.missing)]


def left(page: Reckoning, cycle: Cycle) -> list[str]:
    """How many days are left; nothing when none is."""
    number = (cycle.span.last - page.book.recount.today).days
    return [str(number)] if number > 0 and not cycle.closed else []


def verdict(page: Reckoning, place: Element, asked: Asked | None) -> None:
    """What is said of a requirement: in public only that it is met."""
    found = place.all("span", "verdict")
    status = asked.status if asked is not None else ""
    if asked is not None and status == "short" and asked.demand.level != "must":
        status = "guide"
    if not page.book.judged and status != "met":
        status = ""
    names = [style for one in found for style in one.classes if style != "verdict"]
    wanted = [f"verdict-{status}"] if status else []
    page.check(place, holds=names == wanted, otherwise=f"says {names}, counted {wanted}")
    for one in found:
        page.check(
            one,
            holds=bool(re.fullmatch(VERDICTS.get(status, ""), one.text)),
            otherwise=f'"{one.text}" does not say "{status}"',
        )


def missing(page: Reckoning, place: Element, count: Count, cycle: Cycle) -> None:
    """How many requirements are met, and those that are not."""
    found = place.all("details", "missing")
    if not page.book.judged:
        page.check(place, holds=not found, otherwise="tells the public what is missing")
        return
    there = met(cycle) or unmet(cycle)
    page.check(place, holds=bool(found) == bool(there), otherwise="lacks what is met")
    if not found:
        return
    page.figures(found[0].one("summary"), met(cycle))
    lacks(page, found[0], (count, cycle))


def met(cycle: Cycle) -> list[str]:
    """How many are met of how many, for what must and what should be."""
    found = []
    for level in ("must", "should"):
        some = [
            one
            for one in cycle.asked
            if one.demand.level == level and one.status != "not-applicable"
        ]
        fine = sum(one.status in {"met", "excused"} for one in some)
        found += [str(fine), str(len(some))] if some else []
    return found


def cycles(page: Reckoning, place: Element, expected: Sequence[tuple[Count, Cycle]]) -> None:
    """Cycles as a table."""
    rows = place.one("table", "cycles").one("tbody").all("tr")
    page.check(place, holds=len(rows) == len(expected), otherwise=f"{len(rows)} cycles")
    for row, (count, cycle) in zip(rows, expected, strict=True):
        name, dates, state, entries, recorded = (
            one for one in row.below if isinstance(one, Element)
        )
        target = cycle.target
        least = target.least if target else None
        page.words(name, [f"{count.body.id.upper()} {cycle.label}"])
        page.figures(dates, days(cycle.span.start, cycle.span.last))
        verdict(page, state, target)
        summed = met(cycle) if target is None and page.book.judged else []
        page.figures(state, [*left(page, cycle), *lacking(page, target), *summed])
        page.figures(entries, [str(len(cycle.shares))])
        bounds = [shown(least)] if least else []
        page.figures(recorded, [shown(total(cycle.shares), least), *bounds])
