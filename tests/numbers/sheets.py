"""What each page should show: one rule for each sort of page."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from tests.numbers import drawings, parts
from tests.numbers.demands import Span
from tests.numbers.documents import HIDDEN
from tests.numbers.markup import Element, days, figures, shown
from tests.numbers.reading import Record, hours_of, words_in
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle, Share, Year, total
from tests.numbers.requirements import requirements, taxonomies

READ = "2026-11-21"
"""The day on which the rules were read, as each source says."""
LATEST = 8
"""How many of the last entries the overview shows."""
TYPES = 9
"""How many types a chart of hours tells apart."""


def explain(page: Reckoning) -> None:
    """Hold a page against the rule for its sort."""
    folder, *rest = page.path.split("/")
    if page.path in SINGLE:
        SINGLE[page.path](page)
    elif folder == "years":
        year(page, next(one for one in page.book.recount.years if one.label == rest[0]))
    elif folder == "schemes":
        count = next(one for one in page.book.recount.counts if one.body.id == rest[0])
        cycles = {one.label: one for one in count.cycles}
        if len(rest) == 2:
            scheme(page, count)
        else:
            cycle(page, count, cycles[rest[1]])
    elif folder in {"types", "tags", "providers"}:
        alike(page, folder)
    elif folder == "categories":
        term(page, next(c for c in page.book.recount.counts if c.body.id == rest[0]), rest[1])
    else:
        entry(page, next(one for one in page.book.records if one.page == page.path))


# --- Overview and years ---------------------------------------------------------------------------


def home(page: Reckoning) -> None:
    """The overview."""
    book = page.book
    for place in page.main.all("dl", "registrations"):
        page.words(place)
    cards = page.main.all("article", "card")
    for card, count in zip(cards, book.recount.counts, strict=True):
        current = count.cycles[-1]
        page.figures(card.all("p", "aside")[0], days(current.span.start, current.span.last))
        parts.standing(page, card, count, current)
        parts.missing(page, card, current)
        charts(page, card, count, current, only="progress")
    parts.years(page, page.main)
    ones = [one for one in book.records if one.kind != "goal"]
    done = [one for one in reversed(ones) if not one.planned and one.day <= book.recount.today]
    listed(page, "cpd-latest", done[:LATEST], hours=True)
    listed(page, "cpd-highlighted", [one for one in done if one.highlight], hours=True)
    listed(page, "cpd-planned", [one for one in ones if one.planned])
    goals(page)


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
    parts.years(page, page.main)


def year(page: Reckoning, one: Year) -> None:
    """The dashboard of a year."""
    book = page.book
    page.words(page.main.one("h1"), [one.label])
    page.figures(page.main.one("div", "title-line").one("p"), days(one.span.start, one.span.last))
    tiles(page, one)
    met = [(c, cycle) for c in book.recount.counts for cycle in c.cycles if meets(one, cycle)]
    whole = [pair for pair in met if pair[1].span == one.span]
    for number, (count, cycle) in enumerate(whole, start=1):
        place = section(page, f"cpd-scheme-{number}")
        parts.standing(page, place, count, cycle)
        parts.missing(page, place, cycle)
        charts(page, place, count, cycle)
    hours(page, one)
    if len(met) > len(whole):
        parts.cycles(page, section(page, "cpd-cycles"), [pair for pair in met if pair not in whole])
    columns: dict[str, Iterable[Share]] = {"hours": one.hours, **one.credited}
    place = section(page, "cpd-activities")
    if one.hours:
        parts.entries(page, place, columns)
        page.figures(place.one("caption"), [one.label])
    else:
        page.figures(place, [one.label])
    counted = {record.id for record, _ in one.hours}
    rest = [r for r in book.records if r.day in one.span and r.id not in counted]
    listed(page, "cpd-others", [r for r in reversed(rest) if not r.planned])
    listed(page, "cpd-planned", [r for r in rest if r.planned])


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
    """A part in per cent, whole and rounded down, and in words."""
    return [f"{100 * some // of}%", str(some), str(of)] if of else []


def hours(page: Reckoning, one: Year) -> None:
    """The charts of a year's hours."""
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
    if len(types) > TYPES:
        rest = types[TYPES - 1 :]
        others = (f"{len(rest)} other types", sum((a for _, a in rest), Fraction()))
        types = [*types[: TYPES - 1], others]
    drawings.by_term(page, found[1], label, span, types)


def type_label(name: str) -> str:
    """A type as pages call it."""
    known = {"e-learning": "E-learning", "work-based": "Work-based learning", HIDDEN: "Not shown"}
    own = {"journal-club": "Journal club", "exercise": "Emergency exercise"}
    return (known | own).get(name, name.replace("-", " ").capitalize())


# --- Schemes and cycles ---------------------------------------------------------------------------


def scheme(page: Reckoning, count: Count) -> None:
    """A body: its rules, which are texts, and its cycles."""
    rules = page.site.rules[count.body.id]
    texts = words_in(rules.values())
    page.words(page.main.all("p", "aside")[0], [f"Edition: {rules['edition']}"])
    now = section(page, "cpd-now")
    page.figures(now.one("h2"), [count.cycles[-1].label])
    parts.standing(page, now, count, count.cycles[-1])
    parts.missing(page, now, count.cycles[-1])
    newest = list(reversed(count.cycles))
    parts.cycles(page, section(page, "cpd-cycles"), [(count, one) for one in newest])
    asked = section(page, "cpd-rules")
    for rule in asked.one("ul", "rules").all("li"):
        text = rule.all("span")[1]
        page.words(rule, [rule.text])
        said = "".join(one for one in text.below if isinstance(one, str)).strip()
        page.check(rule, holds=said in texts, otherwise=f'"{said}" is no text of the rules')
    for sentence in asked.all("p"):
        page.figures(sentence, [str(count.body.years)])
    for sentence in section(page, "cpd-outside").all("li"):
        page.words(sentence, texts)
    for source in section(page, "cpd-sources").all("li"):
        for place in [*source.all("p"), *source.all("a")]:
            page.words(place, texts)
        page.figures(source.all("span", "aside")[0], [READ])


def cycle(page: Reckoning, count: Count, one: Cycle) -> None:
    """One cycle: requirements, categories and entries."""
    body = count.body
    page.words(page.main.one("h1"), [f"{body.id.upper()} {one.label}"])
    page.figures(page.main.one("div", "title-line").one("p"), days(one.span.start, one.span.last))
    parts.standing(page, page.main, count, one)
    for key in ("claimed", "credited"):
        tile = page.main.one("strong", data_total=key)
        page.amount(tile, total(one.shares), shown(total(one.shares)))
    charts(page, page.main, count, one)
    requirements(page, count, one)
    taxonomies(page, count, one)
    place = section(page, "cpd-entries")
    if one.shares:
        parts.entries(page, place, {body.id: one.shares})
        page.figures(place.one("caption"), [one.label])


def charts(
    page: Reckoning, place: Element, count: Count, one: Cycle, only: str = ""
) -> None:
    """The charts of a cycle: each there when there is something to draw."""
    body = count.body
    named = page.book.named(one.terms["category"])
    rows = [(label, total(named.get(term, ()))) for term, label in body.categories.items()]
    more = [(label, total(named.get(term, ()))) for term, label in REST.items()]
    guide = [demand.guide for demand in body.demands if demand.guide]
    sorted_ = [*rows, *[row for row in more if row[1] and row[0] == "Not shown"]]
    expected: dict[str, Callable[[Element], None]] = {}
    if one.target:
        expected["progress"] = lambda chart: drawings.progress(page, chart, one)
    if guide and any(amount for _, amount in sorted_):
        percents = list(guide[0].values())
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


REST: Mapping[str, str] = {"": "No category", HIDDEN: "Not shown"}


# --- Lists ----------------------------------------------------------------------------------------


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
        place = section(page, f"cpd-year-{one.label}")
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
            group(page, section(page, f"cpd-year-{key}"), inside, {})


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
        parts.dated(page, row, one)
        amounts = [shares[one.id]] if one.id in shares else []
        parts.cells(page, row, {"hours": amounts}, [])


def alike(page: Reckoning, folder: str) -> None:
    """The entries of one type, tag or provider."""
    book = page.book
    having = {
        "types": lambda one: [one.type],
        "tags": lambda one: one.tags,
        "providers": lambda one: [one.provider],
    }[folder]
    name = page.main.one("h1").text
    known = {type_label(one.type): one.type for one in book.records}
    key = known[name] if folder == "types" else name
    page.words(page.main.one("h1"), [name])
    shares = [
        (one, one.hours or Fraction()) for one in book.recount.activities if key in having(one)
    ]
    whole = [one for one in book.records if key in having(one)]
    counted = {one.id for one, _ in shares}
    summed(page, "hours", shares)
    if book.seen(shares):
        parts.entries(page, page.main.one("table"), {"hours": shares})
    listed(page, "cpd-others", [one for one in reversed(whole) if one.id not in counted])


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
    shown_ = [(one, shares) for one, shares in by_cycle if page.book.seen(shares)]
    unseen = [share for one, shares in by_cycle if (one, shares) not in shown_ for share in shares]
    tables = page.main.all("table", "entries")
    wanted = len(shown_) + bool(unseen)
    page.check(page.main, holds=len(tables) == wanted, otherwise=f"{len(tables)} cycles")
    for place, (one, shares) in zip(tables, shown_, strict=False):
        page.figures(place.one("caption"), [one.label])
        parts.entries(page, place, {count.body.id: shares})
    if unseen:
        parts.entries(page, tables[-1], {count.body.id: unseen})


# --- One entry ------------------------------------------------------------------------------------


def entry(page: Reckoning, one: Record) -> None:
    """One entry: what its author writes is text; what it counts for is counted."""
    for place in (page.main.one("h1"), page.main.one("div", "entry-text")):
        page.words(place)
    parts.dated(page, page.main.one("header", "entry-head"), one)
    for fact in page.main.all("dl", "facts"):
        for line in fact.all("div"):
            stated(page, line, one)
    shown_ = page.main.all("section", aria_labelledby="cpd-competencies")
    for texts in (*page.main.all("ul", "evidence"), *shown_):
        page.words(texts)
    granted(page, one)
    leading = [
        other for other in reversed(page.book.records) if one.kind == "goal" and one.name in other.goals
    ]
    listed(page, "cpd-towards", leading)


def stated(page: Reckoning, line: Element, one: Record) -> None:
    """One fact: an amount of time as in the file, or the author's words."""
    label, value = line.one("dt").text, line.all("dd")[0]
    amounts = {"Hours": "hours", "Participatory hours": "participatory_hours"}
    if label in amounts:
        amount = hours_of(one.given[amounts[label]])
        page.amount(value, amount, shown(amount))
    else:
        page.words(line)


def granted(page: Reckoning, one: Record) -> None:
    """What an entry counts for under each body, and why it does not."""
    for count in page.book.recount.counts:
        found = page.main.all("strong", data_column=count.body.id)
        amount, cycle = count.granted.get(one.id), count.cycle_of(one.id)
        page.check(
            page.main,
            holds=len(found) == (amount is not None),
            otherwise=f"counts {len(found)} times under {count.body.id}",
        )
        if amount is None or cycle is None or not found:
            continue
        page.amount(found[0], amount, shown(amount))
        value = found[0].above
        assert value is not None
        assert value.above is not None
        page.figures(value, [shown(amount), cycle.label])
        for said in value.above.all("dd", "aside"):
            page.figures(said, parts.because(count.body, one))
    firsts = {f"{count.cycles[0].span.start}" for count in page.book.recount.counts}
    known = firsts | {str(one.day), str(page.book.recount.today)}
    for line in page.main.all("dd", "aside"):
        if line.text.startswith("not counted:"):
            page.words(line, [line.text])
            strange = [f for f in figures(line.text) if f not in known]
            page.check(line, holds=not strange, otherwise=f"gives {strange} as a reason")


def section(page: Reckoning, name: str) -> Element:
    """The part of a page under a heading."""
    return page.main.one("section", aria_labelledby=name)


def listed(
    page: Reckoning, name: str, expected: list[Record], *, hours: bool = False
) -> None:
    """A list under a heading, which is not there when nothing is to be listed."""
    found = page.main.all("section", aria_labelledby=name)
    page.check(page.main, holds=bool(found) == bool(expected), otherwise=f"has {name} or lacks it")
    for place in found:
        parts.listed(page, place, expected, hours=hours)


def lost(page: Reckoning) -> None:
    """The page for unknown addresses, which is called 404 by its file alone."""
    page.check(page.main, holds=not figures(page.main.text), otherwise="has figures")


SINGLE: Mapping[str, Callable[[Reckoning], None]] = {
    "index.html": home,
    "years/index.html": all_years,
    "entries/index.html": every,
    "404.html": lost,
}
