"""One rule for each sort of page."""

from collections.abc import Callable, Mapping

from tests.numbers import competences
from tests.numbers.lists import alike, every, term
from tests.numbers.markup import figures
from tests.numbers.overview import all_years, home, year
from tests.numbers.plans import plan
from tests.numbers.proofs import proofs
from tests.numbers.reckoning import Reckoning
from tests.numbers.review import review
from tests.numbers.schemes import cycle, scheme
from tests.numbers.single import entry


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
    elif folder == "competencies" and len(rest) == 2:
        competences.framework(page, rest[0])
    elif folder == "competencies":
        competences.code(page, rest[0], rest[1])
    else:
        entry(page, next(one for one in page.book.records if one.page == page.path))


def lost(page: Reckoning) -> None:
    """The page for unknown addresses, which is called 404 by its file alone."""
    page.check(page.main, holds=not figures(page.main.text), otherwise="has figures")


def search(page: Reckoning) -> None:
    """The search, which says through how many entries it looks."""
    page.figures(page.main.one("label"), [str(len(page.book.records))])


SINGLE: Mapping[str, Callable[[Reckoning], None]] = {
    "index.html": home,
    "years/index.html": all_years,
    "entries/index.html": every,
    "review/index.html": review,
    "plan/index.html": plan,
    "competencies/index.html": competences.every,
    "evidence/index.html": proofs,
    "404.html": lost,
    "search/index.html": search,
}
