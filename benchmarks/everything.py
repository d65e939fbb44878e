"""Ask every question and rewrite the table of the README: `make bench`.

    .venv/bin/python -m benchmarks.everything 100 1000 [--runs 7]

How long a writer waits is asked for 100 and 3,000 entries, whatever the sizes.
"""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import reload
from benchmarks.answers import Answer, put, row, table
from benchmarks.asking import arguments
from benchmarks.changed import changed
from benchmarks.check import check
from benchmarks.cold import cold
from benchmarks.generators import EVERYBODY, HERE, Field, field
from benchmarks.memory import memory
from benchmarks.status import status
from benchmarks.unchanged import unchanged

README = HERE / "README.md"
QUESTIONS = (cold, changed, unchanged, memory, check, status)
SMALL = (100, 1000)


def main() -> None:
    """Print each answer as it is found, then put all of them in their place."""
    wanted = arguments(SMALL)
    surroundings = _surroundings(wanted.runs)
    found: list[Answer] = []
    pages: list[str] = []
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory() as folder:
            everybody = field(Path(folder), size, EVERYBODY)
            found += _told(a for question in QUESTIONS for a in question(everybody, wanted.runs))
            pages.append(_pages(everybody))
    for size in reload.SIZES:
        found += _told(reload.reload(size, wanted.runs))
    measured = "\n\n".join([surroundings, "\n".join(pages), table(found)])
    README.write_text(put(README.read_text(encoding="utf-8"), measured), encoding="utf-8")


def _told(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Print answers on their way."""
    for answer in answers:
        print(row(answer), end="", flush=True)
        yield answer


def _pages(everybody: Field) -> str:
    """Return how many pages each made."""
    counts = {one.name: everybody.pages(one) for one in EVERYBODY}
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items())
    return f"- Pages of {len(everybody.entries):,} entries: {told}."


def _surroundings(runs: int) -> str:
    """Return when, with what and on what it was measured."""
    git = ("git", "-C", str(HERE), "describe", "--always", "--dirty", "--tags")
    commit = subprocess.run(git, check=False, capture_output=True, text=True).stdout.strip()
    lines = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    others = [line.replace("==", " ") for line in lines if not line.startswith("#")]
    load = os.getloadavg()[0]
    return (
        f"Measured on {datetime.now(tz=UTC):%Y-%m-%d}: cpdsite {commit or 'of no commit'}, Python"
        f" {platform.python_version()}; {', '.join(others)}; {os.cpu_count()} processors"
        f" ({_processor()}), {platform.system()}, load {load:.1f} before; {runs} runs each."
    )


def _processor() -> str:
    """Return what the machine calls its processor."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
