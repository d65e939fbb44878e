"""The public site: nothing hidden is named, nothing missing is told, totals are whole."""

import html
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.numbers.documents import Book
from tests.numbers.markup import Element
from tests.numbers.reading import Record
from tests.numbers.recount import Recount

TEXTS = {".html", ".json", ".csv", ".xml", ".txt", ".css", ".js"}
JUDGING = (
    "short by",
    "behind pace",
    "not yet met",
    "below the guide",
    "to go",
    "outside the guide",
)
"""What is said of something that is not met."""
OF_SHOWN = ("reflection", "evidence", "categories")
"""What a year says of the entries that are shown, and says so."""


@pytest.fixture(scope="module")
def book(counted: Recount) -> Book:
    """The numbers as everybody sees them."""
    return Book(recount=counted, audience="public")


@pytest.fixture(scope="module")
def texts(example_public_site: Path) -> dict[str, str]:
    """Every text of the site, by path."""
    files = (path for path in sorted(example_public_site.rglob("*")) if path.suffix in TEXTS)
    return {
        path.relative_to(example_public_site).as_posix(): html.unescape(
            path.read_text(encoding="utf-8-sig")
        )
        for path in files
    }


def test_ids_and_titles_of_hidden_entries_appear_nowhere(
    book: Book, texts: dict[str, str], example_public_site: Path
) -> None:
    hidden = [one for one in book.recount.journal.records if one.draft or not book.sees(one)]
    titles = {one.title for one in book.records}
    secret = {one.id for one in hidden} | {one.title for one in hidden} - titles
    assert len(secret) > 20
    paths = [str(path.relative_to(example_public_site)) for path in example_public_site.rglob("*")]
    assert found_in({**texts, **{path: path for path in paths}}, secret) == []


def test_names_that_only_hidden_entries_carry_appear_nowhere(
    book: Book, texts: dict[str, str]
) -> None:
    shown = set(names(book.records))
    hidden = set(names(book.recount.journal.records)) - shown
    addresses = {f"{folder}/{name}/" for folder, name in hidden}
    quoted = {f'"{name}"' for _, name in hidden}
    assert found_in(texts, addresses | quoted) == []


def test_statuses_are_met_or_absent_and_shortfalls_absent(texts: dict[str, str]) -> None:
    numbers = json.loads(texts["data/portfolio.json"])
    requirements = [
        one
        for scheme in numbers["schemes"]
        for cycle in scheme["cycles"]
        for one in cycle["requirements"]
    ]
    assert {one["status"] for one in requirements} == {"met", None}
    assert {one["shortfall"] for one in requirements} == {None}


def test_pages_do_not_tell_what_is_missing(public_pages: dict[str, Element]) -> None:
    for path, body in public_pages.items():
        verdicts = [one.text for one in body.all("span", "verdict")]
        goals = {"open", "reached", "carried forward"}
        assert {*verdicts} <= {"met"} | goals, path
        words = body.text
        for told in [s for s in body.everything() if "entry-text" in s.classes]:
            words = words.replace(told.text, "")
        assert [phrase for phrase in JUDGING if phrase in words] == [], path


def test_totals_at_the_head_of_a_page_are_the_owners(
    own_pages: dict[str, Element], public_pages: dict[str, Element]
) -> None:
    heads = {path: heads_of(body) for path, body in public_pages.items()}
    assert heads == {path: heads_of(own_pages[path]) for path in heads}
    assert sum(map(len, heads.values())) > 100


def heads_of(body: Element) -> list[tuple[str, str]]:
    """The totals of a page outside its tables, but for those that are of shown entries alone."""
    return [
        (one.given["data-total"], one.given["data-value"])
        for one in body.everything()
        if one.given.get("data-total", OF_SHOWN[0]) not in OF_SHOWN
        and not any(above.tag == "tfoot" for above in one.upwards())
    ]


def names(records: tuple[Record, ...]) -> Iterator[tuple[str, str]]:
    """What entries are found by."""
    for one in records:
        yield from (("tags", tag) for tag in one.tags)
        if one.type:
            yield "types", one.type
        if one.provider:
            yield "providers", one.provider


def found_in(texts: dict[str, str], secret: set[str]) -> list[tuple[str, str]]:
    """Where a text stands that should not."""
    return [(path, one) for path, text in texts.items() for one in secret if one in text]
