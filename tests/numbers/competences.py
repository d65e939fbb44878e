"""What the pages of competences should show: whole numbers, of what some seen entry names."""

from collections.abc import Iterable
from fractions import Fraction

from tests.numbers import tables
from tests.numbers.documents import Book
from tests.numbers.markup import Element, shown
from tests.numbers.reading import Record, items, table, texts_of, tree
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Share, total
from tests.tools import ROOT

COLUMNS = 6
"""So many years stand by themselves."""


def every(page: Reckoning) -> None:
    """All frameworks."""
    frameworks = used(page.book)
    places = page.main.all("section")
    page.check(page.main, holds=len(places) == len(frameworks), otherwise="other frameworks")
    for place, id_ in zip(places, frameworks, strict=False):
        page.words(place.one("h2"))
        coverage(page, place, id_)


def framework(page: Reckoning, id_: str) -> None:
    """One framework."""
    page.words(page.main.one("h1"))
    coverage(page, page.main, id_)


def coverage(page: Reckoning, place: Element, id_: str) -> None:
    """Codes against years."""
    codes = codes_of(id_)
    known = {code: naming(page.book.records, f"{id_}/{code}") for code in codes}
    listed = [code for code, some in known.items() if some or page.book.judged]
    rows = [row for body in place.all("tbody") for row in body.all("tr")]
    wanted = listed if any(known.values()) else []
    page.check(
        place,
        holds=[row.given["data-id"] for row in rows] == [f"{id_}/{code}" for code in wanted],
        otherwise=f"lists {len(rows)} codes, counted {len(wanted)}",
    )
    labels = [one.label for one in page.book.recount.years[::-1][:COLUMNS]]
    for head in place.all("thead"):
        for cell, label in zip(head.all("th")[2:], labels, strict=False):
            page.figures(cell, [label])
    for row, code in zip(rows, wanted, strict=False):
        page.words(row.one("th"))
        spread(page, row, f"{id_}/{code}")
    lacking = [code for code in listed if not counted(page.book, f"{id_}/{code}")]
    told = place.all("p", "lacking")
    page.check(
        place, holds=bool(told) == bool(lacking and page.book.judged), otherwise="lacks otherwise"
    )
    for said in told:
        page.words(said)
        names = said.text.partition(": ")[2].removesuffix(".").split("; ")
        page.check(said, holds=len(names) == len(lacking), otherwise=f"names others than {lacking}")


def spread(page: Reckoning, row: Element, name: str) -> None:
    """One code in all years, in each, and in the earlier ones."""
    shares = counted(page.book, name)
    years = page.book.recount.years
    columns = {"all": shares}
    for one in years[-COLUMNS:]:
        columns[one.label] = [share for share in shares if share[0].day in one.span]
    earlier = years[-COLUMNS:][0].span.start
    columns["earlier"] = [share for share in shares if share[0].day < earlier]
    for column, some in columns.items():
        cells = row.all("td", data_column=column)
        page.check(row, holds=len(cells) == bool(some), otherwise=f"has or lacks {column}")
        for cell in cells:
            hours = [shown(total(some))] if total(some) else []
            page.amount(cell, Fraction(len(some)))
            page.figures(cell, [str(len(some)), *hours])


def code(page: Reckoning, id_: str, slug: str) -> None:
    """The entries of one code."""
    name = next(f"{id_}/{one}" for one in codes_of(id_) if one.lower() == slug)
    shares = counted(page.book, name)
    page.words(page.main.one("h1"))
    if shares:
        tables.entries(page, page.main.all("table")[0], {"hours": shares})
    done = {one.id for one, _ in shares}
    rest = [one for one in naming(page.book.records, name) if one.id not in done]
    tables.listed_under(page, "cpd-others", rest[::-1])


def used(book: Book) -> list[str]:
    """The frameworks that a seen entry names; for who may see gaps, those of the bodies too."""
    found = {name.split("/")[0] for one in book.records for name in one.competencies}
    if book.judged:
        found |= {name for count in book.recount.counts for name in listed_by(count.body.id)}
    return sorted(found)


def listed_by(scheme: str) -> Iterable[str]:
    """The frameworks that a body's file lists."""
    text = (ROOT / "cpdsite/schemes" / f"{scheme}.yaml").read_text(encoding="utf-8")
    return [one for one in items(table(tree(text)).get("frameworks", "")) if isinstance(one, str)]


def codes_of(id_: str) -> list[str]:
    """The codes of a framework without parts, in order."""
    text = (ROOT / "cpdsite/frameworks" / f"{id_}.yaml").read_text(encoding="utf-8")
    return list(texts_of(table(tree(text))["competencies"]))


def naming(records: Iterable[Record], name: str) -> list[Record]:
    """The entries that name a competency."""
    return [one for one in records if name in one.competencies]


def counted(book: Book, name: str) -> list[Share]:
    """The activities that name a competency and count, with their hours; none of a secret one."""
    if not naming(book.records, name):
        return []
    return [(one, one.hours or Fraction()) for one in naming(book.recount.activities, name)]
