"""Every kind of page, of the example and of journals at the edges, held to what all must keep."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.kinds import KINDS_OF, kind_of, page_of
from tests.browser.seeing import Seen, see
from tests.browser.test_pages import visit

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


def test_a_long_list_leads_through_its_pages(
    browser: Browser, site_of: Callable[[str], Path]
) -> None:
    address = f"{site_of('many').as_uri()}/"
    with visit(browser, address) as (tab, faults):
        tab.goto(f"{address}tags/safety/index.html")
        ways = tab.get_by_role("navigation", name="Pages of this list")
        first = ways.locator("[aria-current=page]").text_content()
        assert tab.title().startswith("safety ·")
        ways.get_by_role("link").first.click()
        expect(tab.get_by_role("heading", level=1)).to_contain_text("safety, 2016 to 2021")
        assert ways.locator("[aria-current=page]").text_content() != first
        rows = tab.locator("main tbody tr").count()
        told = tab.get_by_text("looks through all of them").text_content() or ""
        before, after, whole = (int(one) for one in re.findall(r"\d+", told))
        assert (after - before + 1, after) == (rows, whole)
        tab.get_by_label("Show only entries with these words").fill("shadowing 2018")
        expect(tab.locator(".ask [role=status]")).to_contain_text(f" of {rows} entries")
        tab.emulate_media(media="print")
        assert not ways.is_visible()
        expect(tab.get_by_text("looks through all of them")).to_be_visible()
        tab.emulate_media(media="screen")
        tab.get_by_role("navigation", name="before and after").get_by_role("link").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("safety")
        assert faults == []
