"""What a change did to a cold build: whole processes of two trees of cpdsite, in turn.

    .venv/bin/python -m benchmarks.before ../tree/before 100 1000

Ratios are those of runs that stood beside each other, this tree's to the other's; medians of them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.journals import write_journal

ROUNDS = 7
HERE = Path(__file__).parents[1]
TODAY = "2026-11-30"
_CACHES = ".caches"


def main() -> None:
    """Print a table: a row for each size."""
    before, sizes = Path(sys.argv[1]).resolve(), [int(size) for size in sys.argv[2:]] or [100, 1000]
    print("| entries | processor time | wall clock | wall clock, `--jobs 1` |")
    print("|---:|---:|---:|---:|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_journal(Path(folder), size)
            rounds = [_round(folder, before, nth) for nth in range(ROUNDS + 1)][1:]
        cells = (statistics.median(ratios) for ratios in zip(*rounds, strict=True))
        print(f"| {size:,} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |")


def _round(folder: str, before: Path, nth: int) -> tuple[float, float, float]:
    """Build three ways, in an order that turns each time, and return the ratios."""
    ways = [(before, ()), (HERE, ()), (HERE, ("--jobs", "1"))]
    order = ways if nth % 2 else ways[::-1]
    taken = {way: _taken(folder, *way) for way in order}
    (old, old_wall), (new, new_wall), (_, alone) = (taken[way] for way in ways)
    return new / old, new_wall / old_wall, alone / old_wall


def _taken(folder: str, tree: Path, options: tuple[str, ...]) -> tuple[float, float]:
    """Return the seconds of processors and of the wall that a build takes where there was none."""
    for made in ("_site", ".cpdsite"):
        shutil.rmtree(Path(folder, made), ignore_errors=True)
    command = [sys.executable, "-m", "cpdsite", "-C", folder, "build", "--today", TODAY, *options]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": ""}
    # Templates are compiled in the round that is not counted, by each tree for itself.
    environment["XDG_CACHE_HOME"] = str(Path(folder, _CACHES, tree.relative_to("/")))
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(status)
    return used.ru_utime + used.ru_stime, wall


if __name__ == "__main__":
    main()
