"""Where the processor time of a cold build goes, stage by stage, in one process.

    .venv/bin/python -m benchmarks.stages 100 1000

Each size is built several times in a process of its own; the medians are shown, by stage.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from benchmarks.journals import write_journal

RUNS = 5
TODAY = date(2026, 11, 30)
T = TypeVar("T")


def main() -> None:
    """Print a table of milliseconds: a column for each size."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(_one(Path(sys.argv[2]))))
        return
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1000]
    columns = [_medians(size) for size in sizes]
    print("| stage | " + " | ".join(f"{size:,} entries" for size in sizes) + " |")
    print("|---|" + "---:|" * len(sizes))
    for stage in columns[0]:
        cells = " | ".join(f"{column[stage] * 1000:,.0f}" for column in columns)
        print(f"| {stage} | {cells} |")


def _medians(size: int) -> dict[str, float]:
    """Return the median seconds of each stage over some runs."""
    with tempfile.TemporaryDirectory() as folder:
        write_journal(Path(folder), size)
        command = [sys.executable, "-m", "benchmarks.stages", "--one", folder]
        runs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            answer = subprocess.run(command, check=True, capture_output=True)
            whole = time.perf_counter() - start
            runs.append({**json.loads(answer.stdout), "whole process": whole})
    return {stage: statistics.median(run[stage] for run in runs) for stage in runs[0]}


def _one(root: Path) -> dict[str, float]:
    """Build once, taking the time of each stage of the recipe."""
    spent: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        spent[stage] = time.process_time() - start
        return result

    start = time.process_time()
    from cpdsite import build, checks  # the import is one of the stages
    from cpdsite.assess.assessment import assess
    from cpdsite.assess.audience import portfolio
    from cpdsite.checks.quiet import decode_and_listen
    from cpdsite.files.output import staging
    from cpdsite.files.sources import read_folder
    from cpdsite.files.themes import read_theme
    from cpdsite.model.assessment import Audience
    from cpdsite.parse import body_html  # noqa: F401 (likewise)
    from cpdsite.parse.journal import decode
    from cpdsite.render.pages import render

    spent["import"] = time.process_time() - start
    folder = timed("read the folder", lambda: read_folder(root))
    journal, found = timed(
        "decode and look for private data", lambda: decode(folder, decode_and_listen)
    )
    found += timed("check", lambda: checks.run(journal, TODAY))
    assessment = timed("assess", lambda: assess(journal, TODAY))
    shown = timed(
        "decide what is shown",
        lambda: portfolio(journal, assessment, audience=Audience.PUBLIC, drafts=False),
    )
    settings = shown.settings
    theme = read_theme(root, settings.theme, settings.theme_options)
    pages, copies = timed("render pages", lambda: render(shown, theme))
    data = timed("data files", lambda: build.data(shown))

    def write() -> None:
        with staging(root, "_site") as stage:
            for page in (*pages, *data):
                stage.files.add(page.path, page.content)
            stage.copy(copies)
            stage.place()

    timed("write and swap", write)
    return spent


if __name__ == "__main__":
    main()
