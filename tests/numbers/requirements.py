"""What the requirements and categories of a cycle should show."""

from fractions import Fraction

from tests.numbers import lacking, standings, tables
from tests.numbers.documents import HIDDEN
from tests.numbers.held import Asked
from tests.numbers.markup import Element, percent, shown
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle, total


def requirements(page: Reckoning, count: Count, one: Cycle) -> None:
    """Each requirement with its value and the entries behind it."""
    for aside in page.main.one("section", aria_labelledby="cpd-requirements").all("p", "aside")[:1]:
        assert aside.above is not None
        if aside.above.tag == "section":
            page.figures(aside, standings.met(one))
    found = page.main.all("article", "requirement")
    page.check(page.main, holds=len(found) == len(one.asked), otherwise=f"{len(found)} asked")
    for place, asked in zip(found, one.asked, strict=False):
        rule = page.site.rule(count.body.id, asked.demand.id)
        page.words(place.one("h3"), [rule])
        result(page, place, one, asked)
        if not asked.shares:
            continue
        page.figures(place.one("summary"), [str(len(asked.shares))])
        page.words(place.one("caption"), [f"Entries behind: {rule}"])
        grants = asked.measure == "sum" and page.book.judged
        notes = {r.id: tables.because(count.body, r) for r, _ in asked.shares} if grants else {}
        tables.entries(page, place.one("table"), {asked.demand.id: asked.shares}, notes)


def result(page: Reckoning, place: Element, one: Cycle, asked: Asked) -> None:
    """The value, what is asked, the verdict and the note."""
    line = place.one("p", "result")
    bold, value = line.all("strong"), asked.value
    unit = "%" if asked.measure == "complete" else ""
    if isinstance(value, Fraction):
        page.amount(bold[0], value)
        page.figures(bold[0], [shown(value, asked.least) + unit])
    for aside in line.all("span", "aside"):
        page.figures(aside, wanted(page, asked, unit))
    standings.verdict(page, line, asked)
    for said in line.all("span", "verdict"):
        page.figures(said, standings.lacking(page, asked))
    if isinstance(value, dict):
        mix(page, place, one, asked)
    notes = [p for p in place.all("p", "aside") if "result" not in p.classes]
    for note in notes:
        told = (
            lacking.pace(page, asked, one) if "needed" in note.classes else noted(page, one, asked)
        )
        page.figures(note, told)
    page.check(
        place, holds=page.book.judged or not notes, otherwise="tells the public more than the value"
    )


def wanted(page: Reckoning, asked: Asked, unit: str) -> list[str]:
    """The figures in what is asked."""
    if asked.measure == "gap":
        return ["3"]
    if asked.demand.guide:
        return [*map(str, asked.demand.guide.values()), "10"]
    if asked.status == "not-applicable" and not page.book.judged:
        return []
    return [shown(bound) + unit for bound in (asked.least, asked.most) if bound is not None]


def noted(page: Reckoning, one: Cycle, asked: Asked) -> list[str]:
    """The figures in the note under a value; others read of the absences that they may open."""
    found = []
    for start, end in asked.stretches if page.book.whole else ():
        found += [str((end - start).days), str(start), str(end)]
    for away in asked.excuses if not page.book.whole else ():
        found += [str(away.first), str(away.until)] if page.book.sees(away) else []
    if asked.measure == "complete" and asked.value is not None:
        found = [str(sum(amount for _, amount in asked.shares)), str(len(asked.shares))]
    if asked.measure == "mix":
        found = [str(len(one.terms["category"][""]))] if "" in one.terms["category"] else []
    return found


def mix(page: Reckoning, place: Element, one: Cycle, asked: Asked) -> None:
    """Each category's part; those that only hidden entries have are one."""
    expected = [
        [percent(value), *([f"{guide}%"] if guide is not None else [])]
        for value, guide in parts_of_mix(page, one, asked)
    ]
    lines = place.one("ul", "mix").all("li")
    page.check(place, holds=len(lines) == len(expected), otherwise=f"{len(lines)} parts")
    for line, told in zip(lines, expected, strict=False):
        page.figures(line, told)


def parts_of_mix(page: Reckoning, one: Cycle, asked: Asked) -> list[tuple[Fraction, int | None]]:
    """The parts of a mix as the audience may see them, each with its guide."""
    assert isinstance(asked.value, dict)
    guide, secret = asked.demand.guide or {}, Fraction()
    hidden = [
        t for t, v in asked.value.items() if v and not page.book.seen(one.terms["category"][t])
    ]
    secret = sum((asked.value[term] for term in hidden), secret)
    expected: list[tuple[Fraction, int | None]] = []
    for term, value in asked.value.items():
        if term not in hidden and (not hidden or term in one.terms["category"]):
            expected.append((value, guide[term]))
    return [*expected, *([(secret, None)] if secret else [])]


def taxonomies(page: Reckoning, count: Count, one: Cycle) -> None:
    """What is credited by category and by tier."""
    for name, terms in one.terms.items():
        places = page.main.all("section", aria_labelledby=f"cpd-taxonomy-{name}")
        there = any(terms) and bool(page.book.named(terms))
        page.check(page.main, holds=len(places) == there, otherwise=f"{len(places)} by {name}")
        for place in places:
            rows(page, place, count, one, name)


def rows(page: Reckoning, place: Element, count: Count, one: Cycle, name: str) -> None:
    """One row for each term: entries, amount and part of what is sorted."""
    named = page.book.named(one.terms[name])
    labels = {
        "category": {**count.body.categories, "": "Not sorted"},
        "tier": {**{str(n): f"{n} points" for n in count.body.tiers}, "": "Not sorted"},
    }[name]
    labels = {**labels, HIDDEN: "Not shown"}
    every = name == "category" and HIDDEN not in named
    kept = [t for t in labels if t in named or (every and t in count.body.categories)]
    whole = sum((total(shares) for term, shares in named.items() if term), Fraction())
    found = place.all("table", "terms")[0].one("tbody").all("tr")
    page.check(
        place,
        holds=[row.given["data-term"] for row in found] == kept,
        otherwise=f"has {[row.given['data-term'] for row in found]}, counted {kept}",
    )
    for row, term in zip(found, kept, strict=False):
        shares = named.get(term, [])
        label, entries, amount, part = (cell for cell in row.below if isinstance(cell, Element))
        page.words(label, [labels[term]])
        page.figures(entries, [str(len(shares))])
        page.amount(amount, total(shares), shown(total(shares)))
        page.figures(part, [percent(100 * total(shares) / whole)] if term and whole else [])
