"""How long a writer waits, from a save to the page anew in Chromium.

    .venv/bin/python -m benchmarks.reload 100 3000 [--runs 7]

An entry of a made journal is saved several times by putting a new file in its place. The page
counts as loaded anew when its heading, which changes at each save, can be read. The time for which the
watcher waits whether more is saved is not counted; the build's own part stands in a row of its own.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.answers import HEAD, Answer, row
from benchmarks.asking import arguments
from benchmarks.journals import write_journal
from cpdsite.serve.changes import QUIET
from tests.conftest import QUIET_BROWSER
from tests.serve.previews import previewing

SIZES = (100, 3000)
TARGETS = {100: 150, 3000: 300}
"""Milliseconds."""
PATIENCE = 300_000
"""Milliseconds."""


def main() -> None:
    """Print the answers for the sizes of the command line."""
    wanted = arguments(SIZES)
    print(HEAD, end="")
    for size in wanted.sizes:
        for answer in reload(size, wanted.runs):
            print(row(answer), end="", flush=True)


def reload(size: int, runs: int) -> Iterator[Answer]:
    """Save an entry of a made journal again and again while its page is open."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_journal(Path(folder), size)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*QUIET_BROWSER]
        )
        with previewing(Path(folder), patience=PATIENCE / 1000) as preview:
            file = max(path for path in preview.root.glob("journal/2025/2025*.md"))
            tab = browser.new_page()
            tab.goto(f"{preview.address}entries/{file.stem}/", timeout=PATIENCE)
            tab.wait_for_timeout(500)
            waits = [_wait(file, f"Saved {number}", tab) for number in range(runs)]
            builds = [found.seconds * 1000 for found in preview.attempts[1:]]
        browser.close()
    for question, spent, target in (
        ("save to reload", waits, TARGETS.get(size)),
        ("of it the build", builds, None),
    ):
        yield Answer(question=question, entries=size, unit="ms", ours=spent, target=target)


def _wait(file: Path, title: str, tab: Page) -> float:
    """Save an entry under another title; return the milliseconds until the page shows it.

    Without the time in which the watcher waits for more.
    """
    lines = file.read_text(encoding="utf-8").split("\n")
    lines = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    new = file.with_name(f".{file.name}.tmp")
    start = time.perf_counter()
    new.write_text("\n".join(lines), encoding="utf-8")
    new.replace(file)
    tab.locator("h1", has_text=title).wait_for(timeout=PATIENCE)
    return (time.perf_counter() - start - QUIET) * 1000


if __name__ == "__main__":
    main()
