"""The preview in Chromium: a save changes the page, and a fault stands over it until it is mended."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_pages import visit
from tests.commands import entry, folder
from tests.serve.previews import Preview, previewing

TALK = "journal/2025/talk.md"
PAGE = "entries/2025-06-12-talk/index.html"
ALONE = "delete window.SharedWorker"
SLOW = 20_000
"""Milliseconds after which even a busy machine has made a small site."""


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A served folder with one entry."""
    with previewing(folder(tmp_path, {TALK: entry()})) as served:
        yield served


@contextmanager
def looking(
    browser: Browser, preview: Preview, script: str = ""
) -> Iterator[tuple[Page, list[str]]]:
    """A tab that shows the entry, and the addresses of the pages that it loads from then on."""
    with visit(browser, preview.address) as (tab, faults):
        tab.add_init_script(script)
        tab.goto(f"{preview.address}{PAGE}")
        tab.wait_for_timeout(300)  # until the page listens
        loaded: list[str] = []
        tab.on("load", lambda page: loaded.append(page.url))
        yield tab, loaded
        # A page that is left behind ends what it asked of our own script, and for its icon.
        left = tuple(f"no answer for {preview.address}{path}" for path in ("-/", "assets/img/icon"))
        assert [fault for fault in faults if not fault.startswith(left)] == []


def overlay(tab: Page) -> Locator:
    """What stands over the page while there are faults."""
    return tab.locator("cpdsite-faults")


@pytest.mark.parametrize("script", ["", ALONE], ids=["shared", "alone"])
def test_a_save_is_seen_in_the_browser(browser: Browser, preview: Preview, script: str) -> None:
    with looking(browser, preview, script) as (tab, loaded):
        for title in ("Once", "Twice"):
            preview.told_of({TALK: entry(title)})
            expect(tab.locator("h1")).to_have_text(title, timeout=SLOW)
        tab.wait_for_timeout(300)
        assert len(loaded) == 2


def test_a_fault_stands_over_the_page_and_goes_when_it_is_mended(
    browser: Browser, preview: Preview
) -> None:
    with looking(browser, preview) as (tab, _):
        preview.told_of({TALK: entry(hours="six")})
        expect(overlay(tab).locator("pre")).to_have_text(
            'journal/2025/talk.md:5:8: error[bad-amount] "six" is not an amount of time\n'
            "  5 | hours: six\n"
            "    |        ^^^\n"
            "  help: write 6, 1.5, 2h30 or 90m\n",
            timeout=SLOW,
        )
        expect(overlay(tab)).to_contain_text("below is the last good one")
        assert overlay(tab).bounding_box() is not None
        expect(tab.locator("h1")).to_have_text("Talk")
        red = overlay(tab).locator("span", has_text="error[bad-amount]")
        assert red.evaluate("one => getComputedStyle(one).color") == "rgb(255, 138, 128)"
        tab.reload()
        expect(overlay(tab)).to_be_visible(timeout=SLOW)
        tab.keyboard.press("Escape")
        expect(overlay(tab)).to_have_count(0)
        preview.told_of({TALK: entry(hours="seven")})
        expect(overlay(tab)).to_contain_text('"seven"', timeout=SLOW)
        preview.told_of({TALK: entry("Mended")})
        expect(tab.locator("h1")).to_have_text("Mended", timeout=SLOW)
        expect(overlay(tab)).to_have_count(0)


def test_the_page_comes_when_the_first_fault_is_mended(browser: Browser, tmp_path: Path) -> None:
    root = folder(tmp_path, {TALK: entry(hours="six")})
    with previewing(root) as preview, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{preview.address}{PAGE}")
        expect(overlay(tab)).to_contain_text("journal/2025/talk.md:5:8:", timeout=SLOW)
        preview.told_of({TALK: entry()})
        expect(tab.locator("h1")).to_have_text("Talk", timeout=SLOW)
        expect(overlay(tab)).to_have_count(0)


def test_what_an_author_writes_is_only_text_in_the_faults(
    browser: Browser, preview: Preview
) -> None:
    text = "<img src=x onerror=alert(1)>"
    with looking(browser, preview) as (tab, _):
        preview.told_of({TALK: entry(hours=f'"{text}"')})
        expect(overlay(tab)).to_contain_text(text, timeout=SLOW)
        assert overlay(tab).locator("img").count() == 0


def test_eight_open_pages_hold_up_no_ninth(browser: Browser, preview: Preview) -> None:
    with browser.new_context() as context:
        tabs = [context.new_page() for _ in range(8)]
        for tab in tabs:
            tab.goto(f"{preview.address}{PAGE}")
        start = time.monotonic()
        ninth = context.new_page()
        ninth.goto(preview.address)
        assert time.monotonic() - start < 5  # the browser alone takes a second on a busy machine
        preview.told_of({TALK: entry("For all")})
        for tab in tabs:
            expect(tab.locator("h1")).to_have_text("For all", timeout=SLOW)


def test_a_server_that_was_started_again_is_found(browser: Browser, tmp_path: Path) -> None:
    root = folder(tmp_path, {TALK: entry()})
    with browser.new_context() as context:
        tab = context.new_page()
        with previewing(root) as preview:
            tab.goto(f"{preview.address}{PAGE}")
            expect(tab.locator("h1")).to_have_text("Talk")
        folder(root, {TALK: entry("Meanwhile")})
        with previewing(root, port=preview.port):
            expect(tab.locator("h1")).to_have_text("Meanwhile", timeout=SLOW)
