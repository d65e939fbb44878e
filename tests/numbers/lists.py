"""What the lists of entries should show: all, and those that have something in common."""

from collections.abc import Mapping
from fractions import Fraction

from tests.numbers import charts, tables
from tests.numbers.markup import Element, shown
from tests.numbers.reading import Record
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Share, total


def every(page: Reckoning) -> None:
    """All entries, by year."""
    book = page.book
    unseen = [
        one
        for one in book.recount.journal.records
        if not (one.draft or one.planned or book.sees(one))
    ]
    head = page.main.one("div", "title-line").one("p")
    page.figures(head, [str(len(book.records)), *([str(len(unseen))] if unseen else [])])
    for one in book.recount.years:
        hidden = len(book.unseen(one.hours))
        inside = [record for record in book.records if record.day in one.span]
        if not inside and not hidden:
            continue
        place = tables.section(page, f"cpd-year-{one.label}")
        group(page, place, inside, {record.id: amount for record, amount in one.hours})
        sum_ = place.one(data_total="hours")
        page.amount(sum_, total(one.hours), shown(total(one.hours)))
        assert sum_.above is not None
        page.figures(sum_.above, [shown(total(one.hours)), *([str(hidden)] if hidden else [])])
        for name in [*place.all("caption"), place.one("h2")]:
            page.words(name, [one.label])
    first, last = book.recount.years[0].span.start, book.recount.years[-1].span.end
    for key, inside in (
        ("still", [record for record in book.records if record.day >= last]),
        ("earlier", [record for record in book.records if record.day < first]),
    ):
        if inside:
            group(page, tables.section(page, f"cpd-year-{key}"), inside, {})


def group(
    page: Reckoning, place: Element, inside: list[Record], shares: Mapping[str, Fraction]
) -> None:
    """The entries of a year, newest first, with the hours of those that count."""
    rows = [row for body in place.all("tbody") for row in body.all("tr")]
    page.check(
        place,
        holds=[row.given["data-id"] for row in rows] == [one.id for one in reversed(inside)],
        otherwise=f"lists {len(rows)} entries, counted {len(inside)}",
    )
    for row, one in zip(rows, reversed(inside), strict=False):
        tables.dated(page, row, one)
        amounts = [shares[one.id]] if one.id in shares else []
        tables.cells(page, row, {"hours": amounts}, [])


def alike(page: Reckoning, folder: str) -> None:
    """The entries of one type, tag or provider."""
    book = page.book
    name = page.main.one("h1").text
    known = {charts.type_label(one.type): one.type for one in book.records}
    key = known[name] if folder == "types" else name
    page.words(page.main.one("h1"), [name])
    shares = [
        (one, one.hours or Fraction())
        for one in book.recount.activities
        if key in names_of(folder, one)
    ]
    whole = [one for one in book.records if key in names_of(folder, one)]
    counted = {one.id for one, _ in shares}
    summed(page, "hours", shares)
    if book.seen(shares):
        tables.entries(page, page.main.one("table"), {"hours": shares})
    tables.listed_under(
        page, "cpd-others", [one for one in reversed(whole) if one.id not in counted]
    )


def names_of(folder: str, one: Record) -> tuple[str, ...]:
    """What an entry is listed under."""
    return {"types": (one.type,), "tags": one.tags, "providers": (one.provider,)}[folder]


def summed(page: Reckoning, key: str, shares: list[Share]) -> None:
    """The head line of a list: the amount, how many entries, and how many are not shown."""
    head, hidden = page.main.one("p", "figure"), len(page.book.unseen(shares))
    page.amount(head.one("strong", data_total=key), total(shares), shown(total(shares)))
    told = [shown(total(shares)), str(len(shares)), *([str(hidden)] if hidden else [])]
    page.figures(head, told)


def term(page: Reckoning, count: Count, id_: str) -> None:
    """The entries of one category, by cycle."""
    by_cycle = [(one, one.terms["category"].get(id_, ())) for one in reversed(count.cycles)]
    page.words(page.main.one("h1"), [count.body.categories[id_]])
    summed(page, count.body.id, [share for _, shares in by_cycle for share in shares])
    held = [(one, shares) for one, shares in by_cycle if page.book.seen(shares)]
    unseen = [share for one, shares in by_cycle if (one, shares) not in held for share in shares]
    places = page.main.all("table", "entries")
    wanted = len(held) + bool(unseen)
    page.check(page.main, holds=len(places) == wanted, otherwise=f"{len(places)} cycles")
    for place, (one, shares) in zip(places, held, strict=False):
        page.figures(place.one("caption"), [one.label])
        tables.entries(page, place, {count.body.id: shares})
    if unseen:
        tables.entries(page, places[-1], {count.body.id: unseen})
