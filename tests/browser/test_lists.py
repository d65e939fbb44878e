"""Lists of entries in Chromium: filtered and sorted with scripts, complete and in order without."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import visit
from tests.commands import at, entry, folder
from tests.tools import serve

LABEL = "Show only entries with these words"
TITLES = "main tr[data-id]:visible th a"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four entries of one tag, and one that only its owner may see."""
    root = folder(
        tmp_path_factory.mktemp("lists"),
        {
            "journal/a.md": entry("Walnut", day="2025-03-01", hours="2.5", tags="[tree]"),
            "journal/b.md": entry("Ash", day="2025-02-01", hours="10", tags="[tree]"),
            "journal/c.md": entry("Élder", day="2025-01-01", hours="20m", tags="[tree]"),
            "journal/d.md": entry("Birch", day="2024-01-01", hours="1", tags="[tree]"),
            "journal/e.md": entry("Yew", day="2025-04-01", tags="[tree]", visibility="private"),
        },
    )
    assert at(root, "build").code == 0
    return root / "_site"


def titles(tab: Page) -> list[str]:
    """The entries that are seen, from above."""
    return tab.locator(TITLES).all_text_contents()


@pytest.mark.parametrize("prefix", ["/repo/", "disk"])
def test_a_list_is_sorted_by_its_headings(browser: Browser, site: Path, prefix: str) -> None:
    if prefix == "disk":
        sorted_by_headings(browser, f"{site.as_uri()}/")
        return
    with serve(site, prefix=prefix) as address:
        sorted_by_headings(browser, address)


def sorted_by_headings(browser: Browser, address: str) -> None:
    with visit(browser, address) as (tab, faults):
        tab.goto(f"{address}tags/tree/index.html", wait_until="networkidle")
        hours = tab.get_by_role("button", name="Hours")
        hours.click()
        assert titles(tab) == ["Ash", "Walnut", "Birch", "Élder"]
        assert tab.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
        hours.press("Enter")
        assert titles(tab) == ["Élder", "Birch", "Walnut", "Ash"]
        assert tab.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
        tab.get_by_role("button", name="Entry").press("Space")
        assert titles(tab) == ["Ash", "Birch", "Élder", "Walnut"]
        tab.get_by_role("button", name="Date").click()
        assert titles(tab) == ["Birch", "Élder", "Ash", "Walnut"]
        assert tab.locator("tbody tr").last.text_content() is not None
        assert "1 not shown" in (tab.locator("tbody tr").last.text_content() or "")
        assert tab.locator("th[aria-sort]").count() == 1
        assert faults == []


def test_a_list_is_filtered(browser: Browser, site: Path) -> None:
    address = f"{site.as_uri()}/"
    with visit(browser, address) as (tab, faults):
        tab.goto(f"{address}entries/index.html", wait_until="networkidle")
        field = tab.get_by_label(LABEL)
        field.fill("elder")
        assert titles(tab) == ["Élder"]
        expect(tab.get_by_role("status")).to_have_text("1 of 4 entries")
        expect(tab.get_by_role("heading", name="2024")).to_be_hidden()
        field.press("Escape")
        assert titles(tab) == ["Walnut", "Ash", "Élder", "Birch"]
        expect(tab.get_by_role("status")).to_have_text("")
        expect(tab.get_by_role("heading", name="2024")).to_be_visible()
        tab.goto(f"{address}tags/tree/index.html", wait_until="networkidle")
        tab.get_by_label(LABEL).fill("2025 course")
        assert len(titles(tab)) == 3
        assert not tab.locator("tfoot").is_visible()
        assert not tab.locator(".hidden-row").is_visible()
        tab.get_by_label(LABEL).fill("")
        assert tab.locator("tfoot").is_visible()
        assert faults == []


def test_a_list_fits_a_narrow_screen(browser: Browser, site: Path) -> None:
    address = f"{site.as_uri()}/"
    with visit(browser, address, width=320) as (tab, faults):
        tab.goto(f"{address}tags/tree/index.html", wait_until="networkidle")
        tab.get_by_label(LABEL).fill("ash")
        assert titles(tab) == ["Ash"]
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
        tab.get_by_label(LABEL).press("Tab")
        assert tab.evaluate("document.activeElement.textContent") == "Ash"
        assert faults == []


def test_without_scripts_a_list_is_complete(browser: Browser, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{site.as_uri()}/entries/index.html")
        assert titles(tab) == ["Walnut", "Ash", "Élder", "Birch"]
        assert tab.locator("main button:visible, main input:visible").count() == 0
