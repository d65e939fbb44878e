"""How a question is asked from the command line: for some sizes, with some runs."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.answers import HEAD, Answer, row
from benchmarks.generators import EVERYBODY, Field, field

RUNS = 7
Question = Callable[[Field, int], Iterable[Answer]]
"""Given the contestants with their journals, and how many runs are counted."""


def ask(question: Question, sizes: Iterable[int]) -> None:
    """Print the answers for the sizes of the command line."""
    wanted = arguments(sizes)
    print(HEAD, end="")
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory() as folder:
            for answer in question(field(Path(folder), size, EVERYBODY), wanted.runs):
                print(row(answer), end="", flush=True)


def arguments(sizes: Iterable[int]) -> argparse.Namespace:
    """Return `sizes` and `runs`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[*sizes], help="numbers of entries")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"counted runs; {RUNS} unless said")
    return parser.parse_args()
