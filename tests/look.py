"""Pictures of the example's pages, for eyes: light, dark, narrow, and on paper.

`python -m tests.look FOLDER [PAGE]...` builds the example for its owner and writes `home-light.png`
and the like; paper becomes a PDF, and pictures of its sheets where pdftoppm is installed.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.conftest import QUIET_BROWSER
from tests.tools import build_example, require

PAGES = {
    "home": "index.html",
    "year": "years/2026/index.html",
    "cycle": "schemes/gcs/2026-27/index.html",
    "entry": "entries/2026-06-24-exercise-curlew/index.html",
    "review": "review/index.html",
    "search": "search/index.html",
    "scheme": "schemes/gcs/index.html",
    "entries": "entries/index.html",
    "years": "years/index.html",
    "plan": "plan/index.html",
    "evidence": "evidence/index.html",
    "competences": "competencies/index.html",
}
Screen = tuple[Literal["light", "dark"], int]
"""The colours asked for, and the width."""
SCREENS: dict[str, Screen] = {
    "light": ("light", 1200),
    "dark": ("dark", 1200),
    "narrow": ("light", 320),
}
WORDS = "crisis"
"""What is looked for on the search page."""


def main(folder: Path, names: list[str]) -> None:
    """Write the pictures of some pages, or of all."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made, sync_playwright() as playwright:
        site = build_example(Path(made) / "site", "--audience", "owner")
        browser = playwright.chromium.launch(
            executable_path=require("chromium"), args=[*QUIET_BROWSER]
        )
        for name in names or PAGES:
            look(browser, (site / PAGES[name]).as_uri(), folder / name)
    print(f"{len(list(folder.iterdir()))} pictures and PDFs are in {folder}")  # noqa: T201 - a script's answer


def look(browser: Browser, address: str, target: Path) -> None:
    """Write every picture of one page."""
    if "/search/" in address:
        address += f"?q={WORDS}"
    for name, (colours, width) in SCREENS.items():
        size = ViewportSize(width=width, height=800)
        with browser.new_context(viewport=size, color_scheme=colours) as context:
            tab = context.new_page()
            tab.goto(address, wait_until="networkidle")
            tab.screenshot(path=f"{target}-{name}.png", full_page=True)
            if name == "light":
                tab.pdf(path=f"{target}-print.pdf", prefer_css_page_size=True, format="A4")
    if shutil.which("pdftoppm"):
        command = ["pdftoppm", "-png", "-r", "60", f"{target}-print.pdf", f"{target}-print"]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
