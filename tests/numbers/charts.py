"""Which charts a page should have, and the numbers that go into them."""

from collections.abc import Callable, Mapping

from tests.numbers import drawings
from tests.numbers.documents import HIDDEN
from tests.numbers.markup import Element
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle, Year, total

REST: Mapping[str, str] = {"": "No category", HIDDEN: "Not shown"}


def of_cycle(page: Reckoning, place: Element, count: Count, one: Cycle, only: str = "") -> None:
    """The charts of a cycle: each there when there is something to draw."""
    body = count.body
    named = page.book.named(one.terms["category"])
    told = [t for t in body.categories if t in named or HIDDEN not in named]
    rows = [(body.categories[term], total(named.get(term, ()))) for term in told]
    more = [(label, total(named.get(term, ()))) for term, label in REST.items()]
    guide = [demand.guide for demand in body.demands if demand.guide]
    sorted_ = [*rows, *[row for row in more if row[1] and row[0] == "Not shown"]]
    expected: dict[str, Callable[[Element], None]] = {}
    if one.target:
        expected["progress"] = lambda chart: drawings.progress(page, chart, one)
    if guide and any(amount for _, amount in sorted_):
        percents = list(guide[0].values()) if HIDDEN not in named else []
        expected["mix"] = lambda chart: drawings.mix(page, chart, one, sorted_, percents)
    if one.target and not page.book.unseen(one.shares):
        expected["running"] = lambda chart: drawings.running(page, chart, one)
    if total(one.shares):
        every = [*rows, *[row for row in more if row[1]]]
        expected["categories"] = lambda chart: drawings.by_term(
            page, chart, one.label, one.span, every
        )
    for name, drawn in expected.items():
        if only in {"", name}:
            drawn(place.one("figure", id=f"chart-cpd-{name}-{body.id}"))
    found = [one for one in place.all("figure") if one.given["id"].endswith(f"-{body.id}")]
    wanted = len(expected) if not only else int(only in expected)
    page.check(
        place, holds=len(found) == wanted, otherwise=f"{len(found)} charts, not {[*expected]}"
    )


def of_year(page: Reckoning, one: Year) -> None:
    """The charts of a year's hours, and its days of activity."""
    days = page.main.all("figure", "chart-calendar")
    shares = page.book.seen(one.hours)
    page.check(page.main, holds=len(days) == bool(shares), otherwise=f"{len(days)} calendars")
    for chart in days:
        drawings.calendar(page, chart, one.label, one.span, shares)
    found = page.main.all("figure", "chart-bars") + page.main.all(id="chart-cpd-types")
    page.check(
        page.main,
        holds=len(found) == (2 if total(one.hours) else 0),
        otherwise="lacks the charts of its hours, or has too many",
    )
    if not found:
        return
    label, span = one.label, one.span
    rows = []
    for number in range(1, 13):
        month = f"{label}-{number:02}"
        rows.append((month, total(one.by_month.get(month, ()))))
    drawings.months(page, found[0], label, span, rows)
    sums = [(type_label(n), total(s)) for n, s in page.book.named(one.by_type).items()]
    types = sorted((row for row in sums if row[1]), key=lambda row: -row[1])
    drawings.by_term(page, found[1], label, span, types)


def type_label(name: str) -> str:
    """A type as pages call it."""
    known = {"e-learning": "E-learning", "work-based": "Work-based learning", HIDDEN: "Not shown"}
    own = {"journal-club": "Journal club", "exercise": "Emergency exercise"}
    return (known | own).get(name, name.replace("-", " ").capitalize())
