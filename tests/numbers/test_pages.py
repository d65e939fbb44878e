"""Every figure on every page is reproduced from the entries listed under it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cpdsite import counting
from cpdsite.files.evidence import digests
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Audience
from cpdsite.render.pages import render
from cpdsite.stages import Request
from tests.numbers.competences import codes_of, naming, used
from tests.numbers.documents import Book
from tests.numbers.markup import Element
from tests.numbers.pieces import put_together
from tests.numbers.product import bodies_of, body_of, faults_of, pages_in
from tests.numbers.reckoning import Reckoning, Site
from tests.numbers.recount import Recount
from tests.numbers.sheets import explain
from tests.tools import ROOT, TODAY, build_example

SAMPLES = (
    "index.html",
    "years/2024/index.html",
    "schemes/gcs/2026-27/index.html",
    "schemes/hcpc/2021-2023/index.html",
    "schemes/icpem/index.html",
    "entries/index.html",
    "review/index.html",
    "entries/2024-05-09-crisis-masterclass/index.html",
    "competencies/index.html",
    "competencies/nhs-ksf/communication/index.html",
    "evidence/index.html",
    "plan/index.html",
    "plan/lead-a-crisis-cell/index.html",
    "categories/gcs/others/index.html",
    "tags/mri/index.html",
)
"""A page of each sort."""
FEW = 24
"""How many figures of a sample are changed."""


def test_every_figure_of_the_owners_pages_is_explained(
    own_pages: dict[str, Element], counted: Recount
) -> None:
    assert len(own_pages) > 200
    assert [*faults_of(Site(Book(recount=counted)), own_pages)] == []


def test_every_figure_of_the_public_pages_is_explained(
    public_pages: dict[str, Element], counted: Recount
) -> None:
    site = Site(Book(recount=counted, audience="public"))
    assert [*faults_of(site, public_pages)] == []


def test_every_figure_of_a_reviewers_pages_is_explained(
    tmp_path_factory: pytest.TempPathFactory, counted: Recount
) -> None:
    built = build_example(tmp_path_factory.mktemp("reviewer") / "site", "--audience", "reviewer")
    site = Site(Book(recount=counted, audience="reviewer"))
    assert [*faults_of(site, pages_in(built))] == []


@pytest.mark.parametrize("audience", ["owner", "public"])
def test_lists_on_several_pages_are_the_lists(audience: str, counted: Recount) -> None:
    pages = example_in_pieces(audience, longest=5)
    whole, faults = put_together(pages, counted.years[-1].label)
    cut = {path for path in pages if path.endswith("/2/index.html")}
    assert {path.split("/")[0] for path in cut} == {
        *("entries", "evidence", "tags", "types", "providers", "categories", "competencies")
    }
    assert faults == []
    assert [*faults_of(Site(Book(recount=counted, audience=audience)), whole)] == []


def example_in_pieces(audience: str, longest: int) -> dict[str, Element]:
    """The pages of the example with short lists."""
    today = date.fromisoformat(TODAY)
    checked = counting.check(ROOT, today)
    shown = counting.count(checked, Request(today=today, audience=Audience(audience)))
    assert shown is not None
    held = {one.path for entry in shown.entries for one in entry.evidence if one.path}
    known = digests(ROOT, sorted(held - shown.withheld))
    theme = read_theme(ROOT, shown.settings.theme, shown.settings.theme_options)
    return bodies_of(render(shown, theme, known, longest)[0])


@pytest.mark.parametrize("audience", ["owner", "public"])
def test_each_number_has_its_page(
    audience: str,
    own_pages: dict[str, Element],
    public_pages: dict[str, Element],
    counted: Recount,
) -> None:
    built = own_pages if audience == "owner" else public_pages
    book = Book(recount=counted, audience=audience)
    assert sorted(built) == sorted(set(addresses(book)))


@pytest.mark.parametrize("path", SAMPLES)
def test_a_wrong_digit_is_noticed(path: str, example_site: Path, counted: Recount) -> None:
    site = Site(Book(recount=counted))
    body = body_of((example_site / path).read_text(encoding="utf-8"))
    page = Reckoning(site, path, body)
    explain(page)
    places = [place for place in digits(body) if not page.free.intersection(place[0].upwards())]
    assert places
    for element, number, text in places[:: len(places) // FEW + 1]:
        wrong = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text, count=1)
        element.below[number] = wrong
        assert noticed(site, path, body), f"{wrong.strip()!r} instead of {text.strip()!r}"
        element.below[number] = text


def digits(body: Element) -> Iterator[tuple[Element, int, str]]:
    """Every text with a digit: its element, its place there, and itself."""
    for element in body.everything():
        for number, text in enumerate(element.below):
            if isinstance(text, str) and re.search(r"\d", text):
                yield element, number, text


def noticed(site: Site, path: str, body: Element) -> bool:
    """Whether the rules see that something is wrong with a page."""
    try:
        return any(faults_of(site, {path: body}))
    except (AssertionError, KeyError, LookupError, StopIteration, ValueError, RuntimeError):
        return True


def addresses(book: Book) -> Iterator[str]:
    """The pages that a site should have."""
    yield from ("index.html", "years/index.html", "entries/index.html", "review/index.html")
    yield from ("search/index.html", "404.html")
    yield from ("plan/index.html" for one in book.records if one.kind == "goal")
    yield from ("evidence/index.html" for one in book.records if book.evidence(one))
    for id_ in used(book):
        yield from ("competencies/index.html", f"competencies/{id_}/index.html")
        for code in codes_of(id_):
            if naming(book.records, f"{id_}/{code}"):
                yield f"competencies/{id_}/{code.lower()}/index.html"
    for year in book.recount.years:
        yield f"years/{year.label}/index.html"
    for one in book.records:
        yield one.page
        yield from (f"tags/{slug(tag)}/index.html" for tag in one.tags)
        yield from (f"types/{slug(type_)}/index.html" for type_ in [one.type] if type_)
        yield from (f"providers/{slug(name)}/index.html" for name in [one.provider] if name)
    for count in book.recount.counts:
        id_ = count.body.id
        yield f"schemes/{id_}/index.html"
        for cycle in count.cycles:
            yield f"schemes/{id_}/{cycle.label}/index.html"
            for term, shares in cycle.terms["category"].items():
                if book.seen(shares):
                    yield f"categories/{id_}/{term}/index.html"


def slug(text: str) -> str:
    """A name as part of an address."""
    return re.sub(r"\W+", "-", text.lower()).strip("-")
