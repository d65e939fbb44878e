"""Every kind of page with scripts switched off: the same words and the same links."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS_OF, page_of

HELP = {"Show only entries with these words"}
"""Words of what only scripts can do."""
READ = """() => [
  document.body.innerText.split("\\n").map(line => line.trim()).filter(Boolean),
  [...document.links].map(link => link.getAttribute("href")),
]"""


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """A tab that runs scripts, and one that does not."""
    with browser.new_context() as usual, browser.new_context(java_script_enabled=False) as without:
        yield usual.new_page(), without.new_page()


@pytest.mark.parametrize("kind", sorted(KINDS_OF["example"] - {"search"}))
def test_nothing_is_missing(tabs: tuple[Page, Page], example_site: Path, kind: str) -> None:
    address = (example_site / page_of(example_site, kind)).as_uri()
    (usual_words, usual_links), (words, links) = (read(tab, address) for tab in tabs)
    assert [line for line in usual_words if line not in HELP] == words
    assert usual_links == links


def read(tab: Page, address: str) -> tuple[list[str], list[str]]:
    """What a page says, line by line, and where its links lead."""
    tab.goto(address)
    words, links = tab.evaluate(READ)
    return words, links
