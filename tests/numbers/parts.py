"""What the parts that many pages share should show."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tests.numbers.bodies import Body
from tests.numbers.demands import Asked
from tests.numbers.markup import Element, days, shown
from tests.numbers.reading import Record, hours_of
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle, Share, Year, claim, total

VERDICTS: Mapping[str, str] = {
    "met": "met",
    "open": "not yet met.*|.* so far",
    "at-risk": "behind pace.*",
    "short": "short by .*|longer than allowed|not met",
    "guide": ".*below the guide|outside the guide",
    "not-applicable": "does not apply",
    "excused": "explained",
}
"""How each verdict may be worded."""
YES_NO = {Fraction(1): "yes", Fraction(0): "no"}
"""How a share is put where only that it counts matters."""


def because(body: Body, one: Record) -> list[str]:
    """The figures in the words that say how a credit came about."""
    hours = claim(body, one, "hours")
    if claim(body, one, "points") or (hours and body.unit == "hours"):
        return []
    if claim(body, one, "tier"):
        return [claim(body, one, "tier")]
    spent = hours_of(hours) if hours else one.hours
    return [] if spent is None else [shown(spent), "1"]


# --- Where a cycle stands -------------------------------------------------------------------------


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
    if asked is None or not page.book.whole or not asked.missing:
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
    if not page.book.whole and status != "met":
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


def missing(page: Reckoning, place: Element, cycle: Cycle) -> None:
    """How many requirements are met, and those that are not."""
    found = place.all("details", "missing")
    if not page.book.whole:
        page.check(place, holds=not found, otherwise="tells the public what is missing")
        return
    page.figures(found[0].one("summary"), met(cycle))
    wanted = [
        one
        for one in cycle.asked
        if one.status in {"short", "open", "at-risk"} and one.demand.level != "info"
    ]
    lines = found[0].all("li")
    page.check(
        found[0],
        holds=len(lines) == len(wanted),
        otherwise=f"lists {len(lines)} as missing, counted {[one.demand.id for one in wanted]}",
    )
    for line, one in zip(lines, wanted, strict=False):
        href = line.one("a").given["href"]
        page.check(
            line, holds=href.endswith(f"-{one.demand.id}"), otherwise=f"is not {one.demand.id}"
        )
        verdict(page, line, one)
        for said in line.all("span", "verdict"):
            page.figures(said, lacking(page, one))


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
        summed = met(cycle) if target is None and page.book.whole else []
        page.figures(state, [*left(page, cycle), *lacking(page, target), *summed])
        page.figures(entries, [str(len(cycle.shares))])
        bounds = [shown(least)] if least else []
        page.figures(recorded, [shown(total(cycle.shares), least), *bounds])


# --- Tables and lists of entries ------------------------------------------------------------------


def entries(
    page: Reckoning,
    place: Element,
    columns: Mapping[str, Iterable[Share]],
    notes: Mapping[str, list[str]] | None = None,
) -> None:
    """A table of entries: a row for each that is seen, one for the others, and the totals.

    The first column gives the rows; `notes` are the figures beside its amounts, by entry.
    """
    sums = {name: list(shares) for name, shares in columns.items()}
    first = next(iter(sums.values()))
    seen = page.book.seen(first)
    rows = place.one("tbody").all("tr")
    listed = [row for row in rows if "data-hidden" not in row.given]
    order = sorted((one for one, _ in seen), key=lambda one: (one.day, one.id), reverse=True)
    page.check(
        place,
        holds=[row.given.get("data-id") for row in listed] == [one.id for one in order],
        otherwise=f"lists {len(listed)} entries, counted {len(order)}, or in another order",
    )
    for row, one in zip(listed, order, strict=False):
        told = {name: [a for other, a in some if other is one] for name, some in sums.items()}
        dated(page, row, one)
        cells(page, row, told, (notes or {}).get(one.id, []))
    unseen(page, place, sums)
    for name, shares in sums.items():
        for cell in place.all(data_total=name):
            page.amount(cell, total(shares), shown(total(shares)))


def dated(page: Reckoning, row: Element, one: Record) -> None:
    """The day or days of an entry."""
    place = row.one("time")
    page.check(
        place,
        holds=place.given["datetime"] == str(one.day),
        otherwise=f"stands under {place.given['datetime']}, counted {one.day}",
    )
    page.figures(place, days(one.first, one.day))


def cells(
    page: Reckoning, row: Element, told: Mapping[str, list[Fraction]], notes: list[str]
) -> None:
    """The amounts of one row, and the figures beside them."""
    for name, amounts in told.items():
        found = row.all(data_column=name)
        if not amounts:
            page.check(row, holds=not found, otherwise=f"has an amount under {name}")
        for cell in found:
            amount = sum(amounts, Fraction())
            page.amount(cell, amount)
            said = cell.one("span", "amount").text
            page.figures(cell, [*([] if said == YES_NO.get(amount) else [shown(amount)]), *notes])
    marked = {cell.given["data-column"] for cell in row.all() if "data-column" in cell.given}
    wanted = {name for name, amounts in told.items() if amounts}
    page.check(row, holds=marked == wanted, otherwise=f"has {marked}, counted {wanted}")


def unseen(page: Reckoning, place: Element, sums: Mapping[str, list[Share]]) -> None:
    """The row of what is not shown: how many, and what that comes to."""
    number = max(len(page.book.unseen(shares)) for shares in sums.values())
    rows = [row for row in place.all("tr") if "data-hidden" in row.given]
    page.check(place, holds=len(rows) == bool(number), otherwise=f"{number} are not shown")
    for row in rows:
        page.words(row, [row.text])
        page.figures(row.one("th"), [str(number)])
        page.check(row, holds=row.given["data-hidden"] == str(number), otherwise="marks another")
        for name, shares in sums.items():
            rest = total(page.book.unseen(shares))
            page.amount(row.one(data_column=name), rest)
            page.figures(row.one(data_column=name), [shown(rest)])


def listed(
    page: Reckoning, place: Element, expected: Iterable[Record], *, hours: bool = False
) -> None:
    """Entries as a list; `hours` follow where they count."""
    lines = place.one("ul", "entry-list").all("li")
    wanted = list(expected)
    links = [page.target(line.all("a")[0]) for line in lines]
    page.check(
        place, holds=links == [one.page for one in wanted], otherwise=f"lists {links} instead"
    )
    counted = {one.id for one in page.book.recount.activities}
    for line, one in zip(lines, wanted, strict=False):
        dated(page, line, one)
        told = hours and one.id in counted and one.hours
        page.figures(
            line.one("span", "aside"), [shown(one.hours or Fraction())] if told else []
        )


def years(page: Reckoning, place: Element) -> None:
    """The years side by side, newest first."""
    rows = place.one("table", "years").one("tbody").all("tr")
    expected: list[Year] = list(reversed(page.book.recount.years))
    page.check(
        place,
        holds=[row.given["data-year"] for row in rows] == [one.label for one in expected],
        otherwise=f"has {len(rows)} years, counted {len(expected)}",
    )
    for row, one in zip(rows, expected, strict=False):
        page.words(row.one("th"), [one.label])
        hidden = len(page.book.unseen(one.hours))
        hours, number = row.one(data_total="hours"), row.one(data_total="entries")
        page.amount(hours, total(one.hours), shown(total(one.hours)))
        page.amount(number, Fraction(len(one.hours)))
        page.figures(number, [str(len(one.hours)), *([str(hidden)] if hidden else [])])
        for name, shares in one.credited.items():
            page.amount(row.one(data_total=name), total(shares), shown(total(shares)))
