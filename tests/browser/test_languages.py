"""What scripts say is in the words of the theme too."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.commands import at
from tests.tools import ROOT


def test_filter_and_search_speak_the_language_where_they_can(
    browser: Browser, tmp_path: Path
) -> None:
    ran = at(ROOT / "tests/themes/welsh", "build", "--output", tmp_path / "site")
    assert ran.code == 0
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto((tmp_path / "site/entries/index.html").as_uri())
        tab.locator("#cpd-filter").fill("cleifion")
        assert tab.locator("#cpd-ask [role=status]").inner_text() == "1 o 3 cofnod"
        tab.goto((tmp_path / "site/search/index.html").as_uri() + "?q=cleifion")
        assert tab.locator("#cpd-found").inner_text() == "1 entry found"
        tab.locator("#cpd-words").fill("nid yw yma")
        expect(tab.locator("#cpd-found")).to_have_text("No entries found")
