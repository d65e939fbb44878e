"""What the proof that a site leaks nothing costs beside making it.

    .venv/bin/python -m benchmarks.proof 1000

A third of the entries are private. Processor time of one process, in milliseconds; run it twice, as
nothing else of a machine's doings is taken out.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

from benchmarks.journals import write_journal
from cpdsite.build import make
from cpdsite.counting import check, count
from cpdsite.proving import prove
from cpdsite.stages import Request

TODAY = date(2026, 11, 30)
HIDDEN = 3
"""Each so many entries, one is private."""


def main() -> None:
    """Print the time of each part."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_journal(root, int(sys.argv[1]) if sys.argv[1:] else 1000)
        for path in sorted(root.glob("journal/*/*.md"))[::HIDDEN]:
            told = path.read_text(encoding="utf-8")
            path.write_text(
                told.replace("---\n", "---\nvisibility: private\n", 1), encoding="utf-8"
            )
        times = [time.process_time()]
        checked = check(root, TODAY)
        shown = count(checked, Request(today=TODAY))
        if shown is None:
            sys.exit("the made journal has errors")
        made = make(root, shown)
        times.append(time.process_time())
        prove(root, checked, made)
        times.append(time.process_time())
    making, proving = (1000 * (end - start) for start, end in pairwise(times))
    size = sum(len(file.content) for file in made.files) / 1e6
    print(f"making {making:,.0f}, proving {proving:,.0f}; {len(made.files)} files, {size:.1f} MB")


if __name__ == "__main__":
    main()
