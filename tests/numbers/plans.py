"""What the plan and the page of a goal should show: only of entries that are seen."""

from datetime import date
from fractions import Fraction

from tests.numbers import tables
from tests.numbers.markup import Element, shown
from tests.numbers.reading import Record
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Share, total


def plan(page: Reckoning) -> None:
    """Every goal under its state, with what its entries come to; every review."""
    goals = [one for one in page.book.records if one.kind == "goal"]
    page.figures(page.main.one("div", "title-line").one("p"), [str(len(goals))])
    rows = [row for place in page.main.all("table", "plan") for row in place.all("tr")[1:]]
    order = sorted(goals, key=lambda one: (state(page, one), due(one), one.id))
    page.check(
        page.main,
        holds=[row.given["data-id"] for row in rows] == [one.id for one in order],
        otherwise=f"lists {len(rows)} goals, counted {len(order)}, or in another order",
    )
    for line, one in zip(rows, order, strict=False):
        row(page, line, one)
    reviews = [one for one in page.book.records if one.kind == "review"]
    tables.listed_under(page, "cpd-reviews", reviews[::-1])


def row(page: Reckoning, line: Element, one: Record) -> None:
    """One goal: its days, and its entries in numbers."""
    for said in line.one("th").all("p"):
        page.words(said)
    days = line.all("td", "when")
    for place, name in zip(days, ("due", "done"), strict=True):
        page.figures(place, [one.given[name]] if name in one.given else [])
    heaps = linked(page, one)
    amounts = {
        "done": Fraction(len(done(page, one))),
        "hours": total(done(page, one)),
        "planned": Fraction(len(heaps["planned"])),
    }
    if any(other.kind == "review" for other in page.book.records):
        amounts["reviews"] = Fraction(len(heaps["reviews"]))
    for name, amount in amounts.items():
        page.amount(line.one("td", data_column=name), amount, shown(amount))


def goal(page: Reckoning, one: Record) -> None:
    """What was done, planned and said about one goal, and the goals it goes on from and into."""
    if done(page, one):
        place = tables.section(page, "cpd-done")
        tables.entries(page, place, {"hours": done(page, one)})
    for name, heap in linked(page, one).items():
        tables.listed_under(page, f"cpd-{name}", heap[::-1])
    for place in page.main.all("section", aria_labelledby="cpd-chain"):
        for step in place.all("li"):
            other = known(page, step, one)
            day = other.given.get("done") or other.given.get("due")
            page.figures(step.one("p"), [day] if day else [])


def known(page: Reckoning, step: Element, one: Record) -> Record:
    """The goal of one step: what its link leads to, else the page's own."""
    links = [page.target(link) for link in step.all("a")]
    return next((other for other in page.book.records if other.page in links), one)


def done(page: Reckoning, one: Record) -> list[Share]:
    """The activities towards a goal that count, with their hours."""
    seen = {record.id for record in page.book.records}
    return [
        (other, other.hours or Fraction())
        for other in page.book.recount.activities
        if one.name in other.goals and other.id in seen
    ]


def linked(page: Reckoning, one: Record) -> dict[str, list[Record]]:
    """The other entries that name a goal."""
    counted = {other.id for other, _ in done(page, one)}
    heaps: dict[str, list[Record]] = {"planned": [], "reviews": [], "others": []}
    for other in page.book.records:
        if one.name in other.goals and other.id not in counted:
            sort = "reviews" if other.kind == "review" else "others"
            heaps["planned" if other.planned else sort].append(other)
    return heaps


def state(page: Reckoning, one: Record) -> int:
    """Open goals stand first, those carried forward next, those reached last."""
    if "done" in one.given:
        return 2
    carried = {other.given.get("continues") for other in page.book.records if other.kind == "goal"}
    return int(one.name in carried)


def due(one: Record) -> date:
    """When a goal is due; at the end of days without a date."""
    return date.fromisoformat(one.given["due"]) if one.given.get("due") else date.max
