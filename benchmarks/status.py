"""How long `cpdsite status` takes when the journal has been read before.

.venv/bin/python -m benchmarks.status 1000 [--runs 7]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.answers import Answer
from benchmarks.asking import ask
from benchmarks.generators import CPDSITE, Field, cpdsite
from benchmarks.measuring import in_turn, seconds

TARGETS = {100: 250, 1000: 250}
"""Milliseconds."""


def status(field: Field, runs: int) -> Iterator[Answer]:
    """Ask where one stands; the first time, which fills the cache, is not counted."""
    command = cpdsite(field.root_of(CPDSITE), "status")
    spent = in_turn({"status": partial(seconds, command)}, runs)["status"]
    yield Answer(
        question="status, again",
        entries=len(field.entries),
        unit="ms",
        ours=[one * 1000 for one in spent],
        target=TARGETS.get(len(field.entries)),
    )


if __name__ == "__main__":
    ask(status, (1000,))
