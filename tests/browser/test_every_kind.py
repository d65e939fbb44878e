"""Every kind of page, of the example and of journals at the edges, held to what all must keep."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import KINDS_OF, kind_of, page_of
from tests.browser.seeing import Seen, see

DATED = {"home", "year", "years", "cycle", "plan", "goal"}
"""What half a leap year has of its own to show."""
PAGES = [
    (journal, kind)
    for journal, kinds in KINDS_OF.items()
    for kind in sorted(kinds & DATED if journal == "half" else kinds)
]
WALKED = ("example", "empty", "one")
"""Journals whose pages are short enough to be walked through; the example's in all colours too."""


@pytest.fixture(scope="session", params=PAGES, ids=" ".join)
def seen(request: pytest.FixtureRequest, browser: Browser, site_of: Callable[[str], Path]) -> Seen:
    """A page, looked at once for all tests."""
    journal, kind = request.param
    site = site_of(journal)
    walked, colours = journal in WALKED, journal == "example"
    return see(browser, site, page_of(site, kind), walked=walked, colours=colours)


def test_it_asks_nobody_and_complains_of_nothing(seen: Seen) -> None:
    assert seen.faults == []


def test_nobody_is_barred(seen: Seen) -> None:
    assert seen.barriers == []


def test_it_is_legible_in_the_dark_and_in_forced_colours(seen: Seen) -> None:
    assert seen.faint == []


def test_the_keyboard_reaches_everything_and_shows_where_it_is(seen: Seen) -> None:
    assert seen.missed == []
    assert seen.unseen == []


def test_it_fits_a_narrow_screen_with_everything_opened(seen: Seen) -> None:
    assert seen.overflowing == []
    assert seen.broken == []


def test_the_labels_of_charts_are_apart_and_legible(seen: Seen) -> None:
    assert seen.crowded == []


@pytest.mark.parametrize("journal", KINDS_OF)
def test_no_page_is_of_a_kind_that_is_not_looked_at(
    journal: str, site_of: Callable[[str], Path]
) -> None:
    site = site_of(journal)
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    assert [path for path in pages if kind_of(path) is None] == []
    assert {kind_of(path) for path in pages} == KINDS_OF[journal]
