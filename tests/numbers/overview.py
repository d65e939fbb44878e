"""What the overview and the years should show."""

from collections.abc import Iterable
from fractions import Fraction

from tests.numbers import charts, standings, tables
from tests.numbers.held import Span
from tests.numbers.lacking import unruled
from tests.numbers.markup import days, shown, whole_percent
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle, Share, Year, total

LATEST = 8
"""How many of the last entries the overview shows."""


def home(page: Reckoning) -> None:
    """The overview."""
    book = page.book
    for place in page.main.all("dl", "registrations"):
        page.words(place)
    cards = page.main.all("article", "card")
    for card, count in zip(cards, book.recount.counts, strict=True):
        current = count.cycles[-1]
        page.figures(card.all("p", "aside")[0], days(current.span.start, current.span.last))
        standings.standing(page, card, count, current)
        standings.missing(page, card, count, current)
        charts.of_cycle(page, card, count, current, only="progress")
    pairs = [(count, count.cycles[-1]) for count in book.recount.counts]
    others(page, pairs, [cycle.span for _, cycle in pairs])
    tables.years(page, page.main)
    ones = [one for one in book.records if one.kind != "goal"]
    done = [one for one in reversed(ones) if not one.planned and one.day <= book.recount.today]
    tables.listed_under(page, "cpd-latest", done[:LATEST], hours=True)
    tables.listed_under(page, "cpd-highlighted", [one for one in done if one.highlight], hours=True)
    tables.listed_under(page, "cpd-planned", [one for one in ones if one.planned])
    goals(page)


def others(page: Reckoning, held: list[tuple[Count, Cycle]], spans: list[Span]) -> None:
    """What entries of some days miss though no rule of some cycles asks for it."""
    places = page.main.all("div", "missing")
    lines = [line for place in places for line in place.all("li", "lack")]
    unruled(page, page.main, lines, held, spans)


def goals(page: Reckoning) -> None:
    """Goals with the day on which they are due or were reached."""
    known = {one.page: one for one in page.book.records if one.kind == "goal"}
    lines = [line for place in page.main.all("ul", "goals") for line in place.all("li")]
    page.check(page.main, holds=len(lines) == len(known), otherwise=f"{len(lines)} goals")
    for line in lines:
        one = known[page.target(line.all("a")[0])]
        for said in line.all("p")[:-1]:
            page.words(said)
        day = one.given.get("done") or one.given.get("due")
        page.figures(line.all("p", "aside")[-1], [day] if day else [])


def all_years(page: Reckoning) -> None:
    """The years side by side."""
    tables.years(page, page.main)


def year(page: Reckoning, one: Year) -> None:
    """The dashboard of a year."""
    book = page.book
    page.words(page.main.one("h1"), [one.label])
    page.figures(page.main.one("div", "title-line").one("p"), days(one.span.start, one.span.last))
    tiles(page, one)
    met = [(c, cycle) for c in book.recount.counts for cycle in c.cycles if meets(one, cycle)]
    whole = [pair for pair in met if pair[1].span == one.span]
    for number, (count, cycle) in enumerate(whole, start=1):
        place = tables.section(page, f"cpd-scheme-{number}")
        standings.standing(page, place, count, cycle)
        standings.missing(page, place, count, cycle)
        charts.of_cycle(page, place, count, cycle)
    others(page, whole, [one.span])
    charts.of_year(page, one)
    beside(page, one)
    touched(page, one)
    if len(met) > len(whole):
        standings.cycles(
            page, tables.section(page, "cpd-cycles"), [pair for pair in met if pair not in whole]
        )
    columns: dict[str, Iterable[Share]] = {"hours": one.hours, **one.credited}
    place = tables.section(page, "cpd-activities")
    if one.hours:
        tables.entries(page, place, columns)
        page.figures(place.one("caption"), [one.label])
    else:
        page.figures(place, [one.label])
    counted = {record.id for record, _ in one.hours}
    rest = [r for r in book.records if r.day in one.span and r.id not in counted]
    tables.listed_under(page, "cpd-others", [r for r in reversed(rest) if not r.planned])
    tables.listed_under(page, "cpd-planned", [r for r in rest if r.planned])


def beside(page: Reckoning, one: Year) -> None:
    """A year beside the one before: totals, reflections of those seen, hours by type."""
    places = page.main.all("table", "beside")
    before = next((y for y in page.book.recount.years if y.span.end == one.span.start), None)
    there = before is not None and bool(one.hours or before.hours)
    page.check(page.main, holds=len(places) == there, otherwise=f"{len(places)} comparisons")
    if before is None or not places:
        return
    _, this, last, _ = places[0].one("thead").all("th")
    page.words(this, [one.label])
    page.words(last, [before.label])
    wanted = compared(page, one, before)
    rows = [row for row in places[0].all("tr") if "data-figure" in row.given]
    found = [row.given["data-figure"] for row in rows]
    page.check(places[0], holds={*found} == {*wanted}, otherwise=f"has {found}")
    page.check(places[0], holds=len(found) == len(wanted), otherwise="has one twice")
    for row in rows:
        now, then = wanted[row.given["data-figure"]]
        cells = row.all("td")
        page.amount(cells[0], now, shown(now))
        page.amount(cells[1], then, shown(then))
        sign = "-" if now < then else ""
        page.figures(cells[2], [f"{sign}{shown(abs(now - then))}"])


def compared(page: Reckoning, one: Year, before: Year) -> dict[str, tuple[Fraction, Fraction]]:
    """What the two years come to, by the name of the row."""
    found = {
        "hours": (total(one.hours), total(before.hours)),
        "entries": (Fraction(len(one.hours)), Fraction(len(before.hours))),
        "reflection": (reflected(page, one), reflected(page, before)),
    }
    now, then = page.book.named(one.by_type), page.book.named(before.by_type)
    for name in {*now, *then}:
        pair = total(now.get(name, ())), total(then.get(name, ()))
        if any(pair):
            found[f"type-{name}"] = pair
    return found


def reflected(page: Reckoning, one: Year) -> Fraction:
    """How many of the activities that are seen say something."""
    return Fraction(sum(bool(record.says) for record, _ in page.book.seen(one.hours)))


def touched(page: Reckoning, one: Year) -> None:
    """The goals that entries of the year name, each with how many of those are seen."""
    book = page.book
    within = [r for r in book.records if r in book.recount.done and r.day in one.span]
    wanted = {}
    for goal in [r for r in book.records if r.kind == "goal"]:
        leading = [r for r in within if goal.name in r.goals and r.kind != "goal"]
        if leading:
            wanted[goal.page] = len(leading)
    lines = [line for place in page.main.all("ul", "touched") for line in place.all("li")]
    found = [page.target(line.one("a")) for line in lines]
    page.check(page.main, holds=found == [*wanted], otherwise=f"touches {found}")
    for line in lines:
        number = wanted[page.target(line.one("a"))]
        page.figures(line.one("span", "aside"), [str(number)])


def meets(one: Year, cycle: Cycle) -> bool:
    """Whether a year and a cycle share a day."""
    return cycle.span.start < one.span.end and one.span.start < cycle.span.end


def tiles(page: Reckoning, one: Year) -> None:
    """Hours and activities of all; what is said of texts and evidence, of those that are seen."""
    seen = [record for record, _ in page.book.seen(one.hours)]
    hidden = len(one.hours) - len(seen)
    reflected = sum(bool(record.says) for record in seen)
    proved = sum(bool(page.book.evidence(record)) for record in seen)
    first = page.book.recount.counts[0]
    held = {r.id for r, _ in one.credited[first.body.id]}
    terms = {first.term("category", r.id) for r in seen if r.id in held} - {""}
    for key, amount, told in (
        ("hours", total(one.hours), [shown(total(one.hours))]),
        (
            "entries",
            Fraction(len(one.hours)),
            [str(len(one.hours)), *([str(hidden)] if hidden else [])],
        ),
        ("reflection", Fraction(reflected), covered(reflected, len(seen))),
        ("evidence", Fraction(proved), covered(proved, len(seen))),
        ("categories", Fraction(len(terms)), [str(len(terms)), str(len(first.body.categories))]),
    ):
        if seen or key in {"hours", "entries"}:
            figure = page.main.one("strong", data_total=key)
            page.amount(figure, amount)
            assert figure.above is not None
            page.figures(figure.above, told)


def covered(some: int, of: int) -> list[str]:
    """A part in per cent, 100 only where nothing is missing, and in words."""
    every = Fraction(100)
    return [whole_percent(every * some / of, every), str(some), str(of)] if of else []
