"""How long a writer waits: from a save to the page anew in Chromium.

    .venv/bin/python -m benchmarks.reload example 100 3000

For each journal (the example of this repository, or a made one of so many entries) an entry is
saved several times by putting a new file in its place; the medians are shown in milliseconds. The
page counts as loaded anew when its heading, which changes at each save, can be read.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.journals import write_journal
from tests.conftest import QUIET_BROWSER
from tests.serve.previews import Preview, previewing

RUNS = {"example": 7}
FEWER_RUNS = 3
"""Of journals that take long."""
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300_000
"""Milliseconds."""


def main() -> None:
    """Print a line for each journal."""
    print("| journal | entries | build | save to reload | of it not the build |")  # noqa: T201
    print("|---|---:|---:|---:|---:|")  # noqa: T201
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*QUIET_BROWSER]
        )
        for name in sys.argv[1:] or ["example", "3000"]:
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                _fill(root, name)
                with previewing(root, patience=PATIENCE / 1000) as preview:
                    print(_line(name, preview, browser.new_page()), flush=True)  # noqa: T201
        browser.close()


def _fill(root: Path, name: str) -> None:
    """Put a journal into a folder."""
    if name == "example":
        shutil.copytree(ROOT / "journal", root / "journal")
        shutil.copy(ROOT / "cpdsite.yaml", root)
    else:
        write_journal(root, int(name))


def _line(name: str, preview: Preview, tab: Page) -> str:
    """Measure one journal."""
    file = max(path for path in preview.root.glob("journal/2025/2025*.md"))
    tab.goto(f"{preview.address}entries/{file.stem}/", timeout=PATIENCE)
    tab.wait_for_timeout(500)
    waits = [_wait(file, f"Saved {number}", tab) for number in range(RUNS.get(name, FEWER_RUNS))]
    builds = [found.seconds * 1000 for found in preview.attempts[1:]]
    made = preview.attempts[-1].made
    entries = len(made.portfolio.entries) if made else 0
    build, wait = statistics.median(builds), statistics.median(waits)
    return f"| {name} | {entries:,} | {build:,.0f} | {wait:,.0f} | {wait - build:,.0f} |"


def _wait(file: Path, title: str, tab: Page) -> float:
    """Save an entry under another title; return the milliseconds until the page shows it."""
    lines = file.read_text(encoding="utf-8").split("\n")
    lines = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    new = file.with_name(f".{file.name}.tmp")
    start = time.perf_counter()
    new.write_text("\n".join(lines), encoding="utf-8")
    new.replace(file)
    tab.locator("h1", has_text=title).wait_for(timeout=PATIENCE)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
