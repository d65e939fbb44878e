"""The search in Chromium: under a domain's root, under a prefix, and from a folder on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.seeing import MUST, RUN_AXE
from tests.browser.test_pages import visit
from tests.commands import at, entry, folder
from tests.indexes import read_index
from tests.tools import require_axe, serve

FIELD = "#cpd-words"


@pytest.fixture(params=["/", "/repo/", "disk"], ids=["root", "prefix", "disk"])
def address(request: pytest.FixtureRequest, example_public_site: Path) -> Iterator[str]:
    """Where the example site stands, ending in "/"."""
    if request.param == "disk":
        yield f"{example_public_site.as_uri()}/"
        return
    with serve(example_public_site, prefix=request.param) as url:
        yield url


@contextmanager
def searching(browser: Browser, address: str, query: str = "") -> Iterator[Page]:
    """The search page; nothing may go wrong in it."""
    with visit(browser, address) as (tab, faults):
        tab.goto(f"{address}search/index.html{query}", wait_until="networkidle")
        yield tab
        assert faults == []


def test_the_search_finds_an_entry_and_leads_to_it(browser: Browser, address: str) -> None:
    with searching(browser, address) as tab:
        tab.get_by_label("Words to look for").fill("crisis communic")
        expect(tab.get_by_role("status")).to_contain_text("found")
        first = tab.locator("#cpd-results li").first
        assert first.locator("a mark").all_text_contents()
        title = first.locator("a").text_content()
        first.locator("a").click()
        tab.wait_for_url(f"{address}entries/**")
        assert title
        assert title in (tab.locator("h1").text_content() or "")


def test_the_search_obeys_the_keyboard(browser: Browser, address: str) -> None:
    with searching(browser, address) as tab:
        tab.locator(FIELD).focus()
        tab.keyboard.type("training")
        expect(tab.locator("#cpd-results a").first).to_be_visible()
        tab.keyboard.press("ArrowDown")
        expect(tab.locator("#cpd-results a").first).to_be_focused()
        tab.keyboard.press("ArrowDown")
        expect(tab.locator("#cpd-results a").nth(1)).to_be_focused()
        tab.keyboard.press("Escape")
        expect(tab.locator(FIELD)).to_be_focused()
        tab.keyboard.press("Tab")
        expect(tab.locator("#cpd-results a").first).to_be_focused()
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"{address}entries/**")


def test_results_bar_nobody(browser: Browser, example_public_site: Path) -> None:
    with searching(browser, f"{example_public_site.as_uri()}/", "?q=training") as tab:
        expect(tab.locator("#cpd-results a").first).to_be_visible()
        tab.evaluate(require_axe())
        assert tab.evaluate(RUN_AXE, [MUST, []]) == []


def test_every_text_is_read_as_it_was_written(browser: Browser, example_public_site: Path) -> None:
    """Each entry is found by the last words of its text, and by its title."""
    script = (example_public_site / "assets/js/search-index.js").read_bytes()
    _, entries = read_index(script)
    with searching(browser, f"{example_public_site.as_uri()}/") as tab:
        for entry in entries[::7]:
            asked = f"{entry.title} {' '.join(entry.text.split()[-3:])}"
            tab.locator(FIELD).fill(asked)
            expect(tab.locator("#cpd-results a", has_text=entry.title).first).to_be_visible()
            status = tab.get_by_role("status").text_content() or ""
            assert status.endswith(("entry found", "entries found")), asked


def test_a_title_comes_before_a_tag_and_a_tag_before_text(browser: Browser, tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        {
            "journal/a.md": entry("Plain", day="2025-01-03") + "A zebra, a <b>zebra</b> herd.\n",
            "journal/b.md": entry("Tagged", day="2025-01-02", tags="[Zebras]"),
            "journal/c.md": entry("The Zébra", day="2025-01-01"),
            "journal/d.md": entry("Other", day="2025-01-04"),
        },
    )
    assert at(root, "build").code == 0
    with searching(browser, f"{(root / '_site').as_uri()}/", "?q=ZEBRA") as tab:
        links = tab.locator("#cpd-results a")
        assert links.all_text_contents() == ["The Zébra", "Tagged", "Plain"]
        text = tab.locator("#cpd-results li").nth(2).locator("p").last
        assert text.text_content() == "A zebra, a <b>zebra</b> herd."
        assert text.locator("mark").all_text_contents() == ["zebra,", "<b>zebra</b>"]
        tab.locator(FIELD).fill("zebra nowhere")
        expect(tab.get_by_role("status")).to_have_text("No entries found")
        tab.locator(FIELD).fill("  ")
        expect(tab.get_by_role("status")).to_have_text("")


def test_without_scripts_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{address}search/index.html")
        assert not tab.locator(FIELD).is_visible()
        assert tab.get_by_text("The search needs scripts").is_visible()
        tab.get_by_role("main").get_by_role("link", name="All entries").click()
        tab.wait_for_url(f"{address}entries/index.html")


def test_the_search_fits_a_narrow_screen(browser: Browser, example_public_site: Path) -> None:
    address = f"{example_public_site.as_uri()}/"
    with visit(browser, address, width=320) as (tab, _):
        tab.goto(f"{address}search/index.html?q=the", wait_until="networkidle")
        assert tab.locator("#cpd-results li").count() > 5
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
