"""What the reviewer's page should show: the current cycles, and what was done in them."""

from fractions import Fraction

from tests.numbers import standings, tables
from tests.numbers.held import Asked
from tests.numbers.markup import Element, days, percent, shown
from tests.numbers.reading import Record
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle
from tests.numbers.requirements import noted, parts_of_mix, wanted
from tests.numbers.single import stated


def review(page: Reckoning) -> None:
    """The cover, each body, the highlighted entries and the evidence."""
    page.words(page.main.one("h1"))
    for place in page.main.all("dl", "registrations"):
        page.words(place)
    page.figures(page.main.one("p", "as-of"), [str(page.book.recount.today)])
    rows = page.main.one("table", "bodies").one("tbody").all("tr")
    parts = [one for one in page.main.all("section") if "data-scheme" in one.given]
    for row, part, count in zip(rows, parts, page.book.recount.counts, strict=True):
        cover(page, row, count)
        body(page, part, count, count.cycles[-1])
    within = [one for one in page.book.records if belongs(page, one)]
    highlighted(page, [one for one in within if one.highlight])
    evidence(page, [one for one in within if page.book.evidence(one)])


def belongs(page: Reckoning, one: Record) -> bool:
    """Whether an entry lies in a current cycle and is done."""
    current = [count.cycles[-1] for count in page.book.recount.counts]
    return one in page.book.recount.done and any(one.counted_on in c.span for c in current)


def cover(page: Reckoning, row: Element, count: Count) -> None:
    """One line of the cover: the cycle, its state and the edition of its rules."""
    now = count.cycles[-1]
    _, cycle, state, edition = (one for one in row.below if isinstance(one, Element))
    page.figures(cycle.one("span"), days(now.span.start, now.span.last))
    page.figures(state, standings.left(page, now))
    rules = str(page.site.rules[count.body.id]["edition"])
    page.words(edition, [rules])


def body(page: Reckoning, place: Element, count: Count, now: Cycle) -> None:
    """One body: where it stands, what it asks, and what was done."""
    page.figures(place.one("h2"), [now.label])
    standings.standing(page, place, count, now)
    for asked in place.all("table", "asked"):
        page.figures(asked.one("caption"), [now.label])
        rows = asked.one("tbody").all("tr")
        for row, one in zip(rows, now.asked, strict=True):
            requirement(page, row, count, now, one)
    if now.shares:
        done = place.one("table", "entries")
        page.figures(done.one("caption"), [now.label])
        tables.entries(page, done, {count.body.id: now.shares}, newest=False)


def requirement(page: Reckoning, row: Element, count: Count, now: Cycle, one: Asked) -> None:
    """One requirement: its words, what is asked, the value and what is said of it."""
    text, asked, value, status = (cell for cell in row.below if isinstance(cell, Element))
    page.words(text.one("a"), [page.site.rule(count.body.id, one.demand.id)])
    unit = "%" if one.measure == "complete" else ""
    page.figures(asked, wanted(page, one, unit))
    if isinstance(one.value, Fraction):
        page.amount(value, one.value)
        page.figures(value, [shown(one.value, one.least) + unit])
    elif one.value:
        told = [[percent(part)] for part, _ in parts_of_mix(page, now, one)]
        lines = value.all("span", "share")
        page.check(value, holds=len(lines) == len(told), otherwise=f"{len(lines)} parts")
        for line, figure in zip(lines, told, strict=False):
            page.figures(line, figure)
    standings.verdict(page, status, one)
    for said in status.all("span", "verdict"):
        page.figures(said, standings.lacking(page, one))
    for note in status.all("span", "term"):
        page.figures(note, noted(page, now, one))
        page.check(note, holds=page.book.judged, otherwise="tells the public more than the value")


def highlighted(page: Reckoning, expected: list[Record]) -> None:
    """The highlighted entries, oldest first: their facts are counted, their texts are texts."""
    found = page.main.all("article", "whole")
    page.check(
        page.main,
        holds=[one.given["data-id"] for one in found] == [one.id for one in expected],
        otherwise=f"shows {len(found)} in full, counted {len(expected)}",
    )
    for place, one in zip(found, expected, strict=False):
        page.words(place.one("header").one("h3"), [one.title])
        tables.dated(page, place.one("header"), one)
        for fact in place.all("dl", "facts"):
            for line in fact.all("div"):
                stated(page, line, one)
        page.words(place.one("div", "entry-text"))


def evidence(page: Reckoning, expected: list[Record]) -> None:
    """The evidence by entry, oldest first."""
    rows = [
        row for place in page.main.all("table", "evidence") for row in place.one("tbody").all("tr")
    ]
    page.check(
        page.main,
        holds=[row.given["data-id"] for row in rows] == [one.id for one in expected],
        otherwise=f"proves {len(rows)} entries, counted {len(expected)}",
    )
    for row, one in zip(rows, expected, strict=False):
        tables.dated(page, row, one)
        page.words(row.one("th"), [one.title])
        page.check(
            row,
            holds=len(row.all("li")) == page.book.evidence(one),
            otherwise=f"has {len(row.all('li'))} pieces",
        )
        page.words(row.one("td", "proofs"))
