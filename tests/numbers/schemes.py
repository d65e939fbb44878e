"""What the page of a body and those of its cycles should show."""

from fractions import Fraction

from tests.numbers import charts, standings, tables
from tests.numbers.held import Asked
from tests.numbers.lacking import lacks
from tests.numbers.markup import days, figures, shown
from tests.numbers.reading import words_in
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle, total
from tests.numbers.requirements import requirements, taxonomies

READ = "2026-11-21"
"""The day on which the rules were read, as each source says."""


def scheme(page: Reckoning, count: Count) -> None:
    """A body: its rules, which are texts, and its cycles."""
    rules = page.site.rules[count.body.id]
    texts = words_in(rules.values())
    page.words(page.main.all("p", "aside")[0], [f"Edition: {rules['edition']}"])
    now = tables.section(page, "cpd-now")
    page.figures(now.one("h2"), [count.cycles[-1].label])
    standings.standing(page, now, count, count.cycles[-1])
    standings.missing(page, now, count, count.cycles[-1])
    newest = list(reversed(count.cycles))
    standings.cycles(page, tables.section(page, "cpd-cycles"), [(count, one) for one in newest])
    compared(page, count)
    asked = tables.section(page, "cpd-rules")
    for rule in asked.one("ul", "rules").all("li"):
        text = rule.all("span")[1]
        page.words(rule, [rule.text])
        said = "".join(one for one in text.below if isinstance(one, str)).strip()
        page.check(rule, holds=said in texts, otherwise=f'"{said}" is no text of the rules')
    for sentence in asked.all("p"):
        page.figures(sentence, [str(count.body.years)])
    for sentence in tables.section(page, "cpd-outside").all("li"):
        page.words(sentence, texts)
    for source in tables.section(page, "cpd-sources").all("li"):
        for place in [*source.all("p"), *source.all("a")]:
            page.words(place, texts)
        page.figures(source.all("span", "aside")[0], [READ])


def compared(page: Reckoning, count: Count) -> None:
    """The results of all cycles side by side, newest first."""
    place = tables.section(page, "cpd-compared")
    heads = [head.text for head in place.one("thead").all("th")[1:]]
    newest = count.cycles[::-1]
    page.check(place, holds=heads == [one.label for one in newest], otherwise=f"has {heads}")
    for number, row in enumerate(place.one("tbody").all("tr")):
        demand = count.body.demands[number]
        page.words(
            row.one("th"), [f"{page.site.rule(count.body.id, demand.id)} {LEVELS[demand.level]}"]
        )
        for cell, one in zip(row.all("td"), newest, strict=True):
            asked = one.asked[number]
            page.figures(cell, in_short(page, one, asked))
            standings.verdict(page, cell, asked if asked.value is not None else None)
            if isinstance(asked.value, Fraction):
                page.amount(cell, asked.value)


LEVELS = {"must": "Required", "should": "Recommended", "info": "For information"}


def in_short(page: Reckoning, one: Cycle, asked: Asked) -> list[str]:
    """A result in few figures."""
    value = asked.value
    if isinstance(value, dict):
        terms = one.terms["category"]
        seen = {t: v for t, v in value.items() if not v or page.book.seen(terms[t])}
        if len(seen) < len(value):  # one is hidden: the empty ones would name it
            seen = {t: v for t, v in seen.items() if t in terms}
        return [str(int(share + Fraction(1, 2))) for share in seen.values()]
    if value is None:
        return []
    unit = "%" if asked.measure == "complete" else ""
    asked_for = asked.least is not None and (asked.measure == "sum" or value < asked.least)
    beside = [shown(asked.least)] if asked.least is not None and asked_for and not unit else []
    return [shown(value, asked.least) + unit, *beside]


def cycle(page: Reckoning, count: Count, one: Cycle) -> None:
    """One cycle: requirements, categories and entries."""
    body = count.body
    page.words(page.main.one("h1"), [f"{body.id.upper()} {one.label}"])
    page.figures(page.main.one("div", "title-line").one("p"), days(one.span.start, one.span.last))
    standings.standing(page, page.main, count, one)
    edition = str(page.site.rules[body.id]["edition"])
    page.figures(page.main.one("p", "terms-of-time"), figures(edition))
    lacks(page, page.main, (count, one), others=True)
    for key in ("claimed", "credited"):
        tile = page.main.one("strong", data_total=key)
        page.amount(tile, total(one.shares), shown(total(one.shares)))
    charts.of_cycle(page, page.main, count, one)
    requirements(page, count, one)
    taxonomies(page, count, one)
    place = tables.section(page, "cpd-entries")
    if one.shares:
        tables.entries(page, place, {body.id: one.shares})
        page.figures(place.one("caption"), [one.label])
