"""What grows with a journal, and whether it grows faster than the journal does.

    .venv/bin/python -m benchmarks.growth 1000 3000 10000

Processor time of one cold build of each size, the memory of another, what they write, the largest page.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from pathlib import Path
from shutil import rmtree

from benchmarks.generators import CPDSITE, cpdsite
from benchmarks.journals import write_journal
from benchmarks.measuring import alike, megabytes, seconds

SIZES = (1000, 3000, 10_000)
HEAD = """\
| entries | processor time | an entry | memory | site | an entry | pages | largest page | `/entries/` |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""
KB, MB = 1000, 1_000_000


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    print(HEAD, end="")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_journal(Path(folder), size)
            alike(Path(folder, ".caches"))
            print(_line(Path(folder), size), flush=True)


def _line(root: Path, size: int) -> str:
    """Build, and measure what came of it."""
    before = _processor_time()
    seconds(cpdsite(root, "build"))
    spent = _processor_time() - before
    rmtree(root / ".cpdsite", ignore_errors=True)
    memory = megabytes(cpdsite(root, "build"))
    files = [path for path in (root / CPDSITE.output).rglob("*") if path.is_file()]
    whole = sum(path.stat().st_size for path in files)
    pages = {path: path.stat().st_size for path in files if path.suffix == ".html"}
    largest = max(pages, key=lambda path: pages[path])
    name = largest.parent.relative_to(root / CPDSITE.output).as_posix()
    entries = pages[root / CPDSITE.output / "entries/index.html"]
    cells = (
        f"{size:,}",
        f"{spent:.1f} s",
        f"{spent / size * 1000:.1f} ms",
        f"{memory:,.0f} MB",
        f"{whole / MB:,.0f} MB",
        f"{whole / size / KB:.1f} KB",
        f"{len(pages):,}",
        f"{pages[largest] / KB:,.0f} KB (`/{name}/`)",
        f"{entries / KB:,.0f} KB",
    )
    return f"| {' | '.join(cells)} |"


def _processor_time() -> float:
    """Return the seconds that ended processes of this one have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
