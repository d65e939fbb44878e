"""What tables and lists of entries should show."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from tests.numbers.bodies import Body
from tests.numbers.markup import Element, days, shown
from tests.numbers.reading import Record, hours_of
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Share, Year, claim, total

YES_NO = {Fraction(1): "yes", Fraction(0): "no"}
"""How a share is put where only that it counts matters."""


def section(page: Reckoning, name: str) -> Element:
    """The part of a page under a heading."""
    return page.main.one("section", aria_labelledby=name)


def because(body: Body, one: Record) -> list[str]:
    """The figures in the words that say how a credit came about."""
    hours = claim(body, one, "hours")
    if claim(body, one, "points") or (hours and body.unit == "hours"):
        return []
    if claim(body, one, "tier"):
        return [claim(body, one, "tier")]
    spent = hours_of(hours) if hours else one.hours
    return [] if spent is None else [shown(spent), *(["1"] if body.unit != "hours" else [])]


def entries(
    page: Reckoning,
    place: Element,
    columns: Mapping[str, Iterable[Share]],
    notes: Mapping[str, list[str]] | None = None,
    *,
    newest: bool = True,
) -> None:
    """A table of entries, newest or oldest first: a row for each seen, one for the others, totals.

    The first column gives the rows; `notes` are the figures beside its amounts, by entry.
    """
    sums = {name: list(shares) for name, shares in columns.items()}
    first = next(iter(sums.values()))
    seen = page.book.seen(first)
    rows = place.one("tbody").all("tr")
    listed = [row for row in rows if "data-hidden" not in row.given]
    order = sorted((one for one, _ in seen), key=lambda one: (one.day, one.id), reverse=newest)
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


def listed_under(
    page: Reckoning, name: str, expected: list[Record], *, hours: bool = False
) -> None:
    """A list under a heading, which is not there when nothing is to be listed."""
    found = page.main.all("section", aria_labelledby=name)
    page.check(page.main, holds=bool(found) == bool(expected), otherwise=f"has {name} or lacks it")
    for place in found:
        listed(page, place, expected, hours=hours)


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
        page.figures(line.one("span", "aside"), [shown(one.hours or Fraction())] if told else [])


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
