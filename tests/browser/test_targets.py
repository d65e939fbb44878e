"""What one may press is large enough and legible; what one writes fits a narrow screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.seeing import MUST, NARROW, OPEN_ALL, RUN_AXE, too_wide
from tests.browser.test_pages import visit
from tests.commands import at, entry, folder
from tests.tools import require_axe

SETTINGS = """\
schemes: [gcs, {id: hcpc, renewal: 2025-01-01}, {id: icpem, grade: Member}]
theme: {options: {accent: "#767676"}}
"""
TABLE = """
| theatre area | aprons found there | in the register | checked within a year |
|---|---:|---:|---:|
| Cardiac laboratory | 22 | 22 | 22 |
"""
ENTRY = "entries/2025-06-01-a/index.html"
LEAST = 24
"""So far apart are the middles of what one may press, in pixels (WCAG 2.2, 2.5.8)."""
STEPS = """() => [...document.querySelectorAll(".granted div")].map(one => {
  const middle = link => link.getBoundingClientRect().top + link.getBoundingClientRect().height / 2;
  const [first, second] = one.querySelectorAll("a");
  return middle(second) - middle(first);
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One entry that counts for three bodies, in a grey of a contrast of 4.54, with a wide table."""
    text = entry("Walnut", day="2025-06-01", hours="2.5", type="project")
    files = {"cpdsite.yaml": SETTINGS, "journal/a.md": text + TABLE}
    root = folder(tmp_path_factory.mktemp("targets"), files)
    assert at(root, "build", "--audience", "owner").code == 0
    return root / "_site"


@pytest.mark.parametrize(
    "page",
    [ENTRY, "schemes/gcs/2025-26/index.html#cpd-requirement-total"],
    ids=["entry", "requirement that is led to"],
)
def test_the_palest_accent_that_is_allowed_is_legible(
    browser: Browser, site: Path, page: str
) -> None:
    with visit(browser, f"{site.as_uri()}/") as (tab, faults):
        tab.goto(f"{site.as_uri()}/{page}")
        assert tab.locator(":target").count() == page.count("#")
        tab.evaluate(OPEN_ALL)
        tab.evaluate(require_axe())
        assert tab.evaluate(RUN_AXE, [MUST, []]) == []
        assert faults == []


def test_links_below_each_other_are_apart(browser: Browser, site: Path) -> None:
    with visit(browser, f"{site.as_uri()}/") as (tab, _):
        tab.goto(f"{site.as_uri()}/{ENTRY}")
        steps = tab.evaluate(STEPS)
        assert len(steps) == 3
        assert [step for step in steps if step < LEAST] == []


def test_a_wide_table_of_an_entry_scrolls_by_itself(browser: Browser, site: Path) -> None:
    with visit(browser, f"{site.as_uri()}/", NARROW) as (tab, _):
        tab.goto(f"{site.as_uri()}/{ENTRY}")
        assert tab.locator(".body table").bounding_box() is not None
        assert too_wide(tab) == []
