"""What the charts should show: words, data table and, by the scale of the drawing, its shapes."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tests.numbers.held import Span
from tests.numbers.markup import MONTHS, Element, figures, percent, shown, whole_percent
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Cycle, Share, total

WIDTH = 560
NEAR = Fraction(2, 100)
"""Places in a drawing are rounded to a hundredth."""

BARS = 12
"""So many bars are told apart below one another."""
NAMELESS = ("No category", "Not shown")
"""Rows that are no category or type: nobody has most in them."""

Rows = Sequence[tuple[str, Fraction]]


def frame(page: Reckoning, chart: Element, label: str, told: Sequence[str]) -> None:
    """The words around a drawing: they name what it is of, and tell the finding."""
    for place in (chart.one("figcaption"), chart.one("summary"), chart.one("caption")):
        page.figures(place, [label])
    page.figures(chart.all("title")[0], [label])
    page.figures(chart.one("desc"), told)


def data(page: Reckoning, chart: Element, expected: Sequence[Sequence[str]]) -> None:
    """The data table: names as text, then the figures."""
    rows = chart.one("tbody").all("tr")
    found = [[cell.text for cell in row.below if isinstance(cell, Element)] for row in rows]
    read = [[day_of(row[0]), *row[1:]] for row in found]
    page.words(chart.one("tbody"), [chart.one("tbody").text])
    page.check(
        chart,
        holds=read == [list(row) for row in expected],
        otherwise=f"has the data {read}, counted {expected}",
    )


def day_of(name: str) -> str:
    """A day or month as `figures` reads it; any other name as it is."""
    found = figures(name)
    return found[0] if found and "-" in found[0] else name


def labels(page: Reckoning, chart: Element, allowed: set[str]) -> None:
    """Each figure in the drawing is one that the data give."""
    for text in chart.one("svg", role="img").all("text"):
        page.words(text, [text.text])
        strange = [one for one in figures(text.text) if one not in allowed]
        page.check(text, holds=not strange, otherwise=f"draws {strange}, counted {allowed}")
    for key in [*chart.all("ul", "legend")]:
        page.words(key, [key.text])
        strange = [one for one in figures(key.text) if one not in allowed]
        page.check(key, holds=not strange, otherwise=f"names {strange}")


def named(page: Reckoning, chart: Element, expected: dict[str, str]) -> None:
    """A figure in the drawing that has a name is the one of that name."""
    for text in chart.one("svg", role="img").all("text"):
        name, _, figure = text.text.partition(" ")
        if name in expected:
            page.check(text, holds=figure == expected[name], otherwise=f"is not {expected[name]}")


def at(shape: Element, name: str) -> Fraction:
    """A place of a shape."""
    return Fraction(shape.given[name])


def near(page: Reckoning, chart: Element, found: Fraction, wanted: Fraction) -> None:
    """A place is where it should be."""
    holds = abs(found - wanted) <= NEAR
    page.check(chart, holds=holds, otherwise=f"draws at {float(found)}, not {float(wanted)}")


def as_of(page: Reckoning, span: Span) -> date:
    """The day up to which a chart counts."""
    return min(page.book.recount.today, span.last)


def pace(cycle: Cycle, least: Fraction, day: date) -> Fraction:
    """Where a steady pace would be at the close of a day."""
    return least * ((day - cycle.span.start).days + 1) / cycle.span.days


def progress(page: Reckoning, chart: Element, cycle: Cycle) -> None:
    """An amount against its target."""
    asked = cycle.target
    assert asked is not None
    assert asked.least is not None
    amount, least, day = total(cycle.shares), asked.least, as_of(page, cycle.span)
    steady = pace(cycle, least, day) if page.book.judged and not cycle.closed else None
    paced = [] if steady is None else [shown(steady)]
    frame(page, chart, cycle.label, [shown(amount, least), shown(least), str(day), *paced])
    rows = [["Recorded", shown(amount, least)], ["Target", shown(least)]]
    data(page, chart, [*rows, *([["Steady pace", *paced]] if paced else [])])
    labels(page, chart, {shown(amount, least), shown(least), *paced})
    named(page, chart, {"Target": shown(least), "Pace": "".join(paced)})
    mark = at(chart.one("line", "mark"), "x1")
    for bar in chart.all("rect", "s1"):
        near(page, chart, at(bar, "width"), amount * mark / least)
    if steady is not None:
        near(page, chart, at(chart.one("line", "pace"), "x1"), steady * mark / least)


def mix(page: Reckoning, chart: Element, cycle: Cycle, rows: Rows, guide: Sequence[int]) -> None:
    """Each category's part, with the guide beside it."""
    whole, day = sum((amount for _, amount in rows), Fraction()), as_of(page, cycle.span)
    parts = [100 * amount / whole for _, amount in rows]
    guides = list(map(Fraction, guide)) if len(rows) == len(guide) else []
    short = [*guides, *([None] * len(rows))]
    percents = [whole_percent(part, short[nth]) for nth, part in enumerate(parts)]
    if any("." in text for text in percents):
        percents = [f"{shown(part, short[nth])}%" for nth, part in enumerate(parts)]
    marks = [shown(one) for one in guides]
    frame(page, chart, cycle.label, [*percents, shown(whole), str(day), *marks])
    data(
        page,
        chart,
        [
            [
                name,
                shown(amount),
                f"{shown(part, short[nth])}%",
                *(f"{one}%" for one in marks[nth:][:1]),
            ]
            for nth, ((name, amount), part) in enumerate(zip(rows, parts, strict=True))
        ],
    )
    labels(page, chart, {*percents, *marks})
    edge = Fraction()
    for nth, (_, amount) in enumerate(rows, start=1):
        for bar in chart.one("svg", role="img").all("rect", f"s{nth}"):
            near(page, chart, at(bar, "x"), WIDTH * edge / whole)
        edge += amount


def by_term(page: Reckoning, chart: Element, label: str, span: Span, rows: Rows) -> None:
    """A bar for each name, or for the largest of many and the others together."""
    whole = sum((amount for _, amount in rows), Fraction())
    named = [row for row in rows if row[0] not in NAMELESS and row[1]]
    name, largest = max(named, key=lambda row: row[1], default=("", Fraction()))
    told = [*figures(name), shown(largest)] if named else []
    frame(page, chart, label, [*told, shown(whole), str(as_of(page, span))])
    table = [[name, shown(amount), percent(100 * amount / whole)] for name, amount in rows]
    data(page, chart, table)
    rows = fewer(rows)
    most = max(amount for _, amount in rows)
    drawn = chart.one("svg", role="img")
    for place, (_, amount) in zip(drawn.all("text", "val"), rows, strict=True):
        page.figures(place, [shown(amount)])
    for place in drawn.all("text", "name"):
        page.words(place, [name for name, _ in rows])
    bars = [at(bar, "width") for bar in drawn.all("rect", "s1")]
    for width, amount in zip(bars, [amount for _, amount in rows if amount], strict=True):
        near(page, chart, width, max(WIDTH * amount / most, Fraction(1)))


def fewer(rows: Rows) -> Rows:
    """The largest of many, and the others together."""
    if len(rows) <= BARS:
        return rows
    order = sorted(range(len(rows)), key=lambda nth: -rows[nth][1])
    rest = [rows[nth][1] for nth in order[BARS - 1 :]]
    largest = [rows[nth] for nth in sorted(order[: BARS - 1])]
    return [*largest, (f"{len(rest)} others", sum(rest, Fraction()))]


def months(page: Reckoning, chart: Element, label: str, span: Span, rows: Rows) -> None:
    """A bar for each month, standing on a scale."""
    whole = sum((amount for _, amount in rows), Fraction())
    name, most = max(rows, key=lambda row: row[1])
    frame(page, chart, label, [name, shown(most), shown(whole), str(as_of(page, span))])
    data(page, chart, [[month, shown(amount)] for month, amount in rows])
    scale = scale_of(page, chart)
    labels(page, chart, {shown(amount) for _, amount in rows} | {shown(one) for one in scale})
    bars = chart.one("svg", role="img").all("rect", "s1")
    drawn = list(zip(bars, [amount for _, amount in rows if amount], strict=True))
    for bar, amount in drawn:
        near(page, chart, at(bar, "y"), min(scaled(scale, amount), scaled(scale, Fraction()) - 1))
    for text in chart.all("text", "val"):
        x = at(text, "x")
        over = [shown(a) for b, a in drawn if at(b, "x") <= x <= at(b, "x") + at(b, "width")]
        page.check(text, holds=over == [text.text], otherwise=f"stands over a bar of {over}")


def calendar(
    page: Reckoning, chart: Element, label: str, span: Span, shares: Sequence[Share]
) -> None:
    """A square for each day: those of hidden entries are as empty as any other."""
    year = next(one for one in page.book.recount.years if one.label == label)
    hidden = len(page.book.unseen(year.hours))
    amounts: dict[date, Fraction] = {}
    for one, hours in shares:
        amounts[one.day] = amounts.get(one.day, Fraction()) + hours
    rows = sorted(amounts.items())
    most, hours = max(rows, key=lambda row: row[1])
    title = [label, *([str(hidden)] if hidden else [])]
    for place in (chart.one("figcaption"), chart.one("summary"), chart.one("caption")):
        page.figures(place, title)
    page.figures(chart.all("title")[0], title)
    told = [str(len(rows)), str(as_of(page, span)), str(most), shown(hours)]
    page.figures(chart.one("desc"), told)
    data(page, chart, [[str(day), shown(amount)] for day, amount in rows])
    page.figures(chart.one("ul", "legend"), ["1", "3", "6"])
    drawn = chart.one("svg", role="img")
    found = [len(drawn.all("rect", css)) for css in ("track", "c1", "c2", "c3", "c4")]
    steps = [sum(amount > bound for bound in (1, 3, 6)) for amount in amounts.values()]
    wanted = [span.days - len(rows), *(steps.count(step) for step in range(4))]
    page.check(chart, holds=found == wanted, otherwise=f"draws {found}, counted {wanted}")


def running(page: Reckoning, chart: Element, cycle: Cycle) -> None:
    """The total as it grows from day to day."""
    asked = cycle.target
    assert asked is not None
    assert asked.least is not None
    amount, least, day = total(cycle.shares), asked.least, as_of(page, cycle.span)
    paced = page.book.judged
    steady = [shown(pace(cycle, least, day))] if paced else []
    frame(page, chart, cycle.label, [shown(amount, least), shown(least), str(day), *steady])
    steps = [(min(one.counted_on, day), share) for one, share in cycle.shares]
    table = []
    for end in month_ends(cycle.span, day):
        so_far = sum((share for on, share in steps if on <= end), Fraction())
        at_pace = [shown(pace(cycle, least, end))] if paced else []
        table.append([str(end), shown(so_far, least), *at_pace])
    data(page, chart, table)
    scale = scale_of(page, chart)
    today = {f"{day.day} {MONTHS[day.month - 1]}"}
    labels(
        page, chart, {shown(amount, least), shown(least), *today} | {shown(one) for one in scale}
    )
    named(page, chart, {"Target": shown(least)})
    for text in chart.all("text", "val"):
        page.figures(text, [shown(amount, least)])
    drawn = [Fraction(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", chart.one("path").given["d"])]
    sums = [
        sum((s for on, s in steps if on <= one), Fraction())
        for one in sorted({d for d, _ in steps})
    ]
    levels = list(dict.fromkeys([Fraction(), *sums]))
    for found, wanted in zip(list(dict.fromkeys(drawn)), levels, strict=True):
        near(page, chart, found, scaled(scale, wanted))


def month_ends(span: Span, last: date) -> list[date]:
    """The last day of each month of a cycle, up to the last day that counts."""
    ends = []
    year, month = span.start.year, span.start.month
    while date(year, month, 1) <= last:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        ends.append(min(Span(span.start, date(year, month, 1)).last, last))
    return ends


def scale_of(page: Reckoning, chart: Element) -> dict[Fraction, Fraction]:
    """The figures at the side of a chart, each with its height; they are evenly spaced."""
    texts = [
        text
        for text in chart.one("svg", role="img").all("text", "lab")
        if text.given.get("text-anchor") == "end" and text.given.get("dy")
    ]
    scale = {Fraction(text.text.replace(",", "")): at(text, "y") for text in texts}
    page.check(chart, holds=len(scale) == len(texts), otherwise="has a figure twice at its side")
    for amount, place in scale.items():
        near(page, chart, place, scaled(scale, amount))
    return scale


def scaled(scale: dict[Fraction, Fraction], amount: Fraction) -> Fraction:
    """How far down an amount stands."""
    top = max(scale)
    return scale[Fraction()] + (scale[top] - scale[Fraction()]) * amount / top
