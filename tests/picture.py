"""`make picture`: the picture of the README, the dashboard of a year of the example journal."""

import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.commands import at
from tests.tools import ROOT, require

PAGE = "years/2026/index.html"
SIZE: ViewportSize = {"width": 1100, "height": 1150}


def take(picture: Path) -> None:
    """Keep what the owner of the example sees first of a year."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        assert at(ROOT, "build", "--audience", "owner", "--output", site).code == 0
        browser = playwright.chromium.launch(executable_path=require("chromium"))
        page = browser.new_page(viewport=SIZE)
        page.goto((site / PAGE).as_uri())
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(ROOT / "docs/dashboard.png")
