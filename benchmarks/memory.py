"""How much memory a cold build takes, all its processes together.

    .venv/bin/python -m benchmarks.memory 100 1000 [--runs 7]

In runs of its own, as looking costs time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.answers import Answer
from benchmarks.asking import ask
from benchmarks.generators import CPDSITE, HUGO, Field, Generator
from benchmarks.measuring import in_turn, megabytes

TARGETS = {100: 0.6, 1000: 0.5, 10_000: 0.25}


def memory(field: Field, runs: int) -> Iterator[Answer]:
    """Build from nothing, in turn with Hugo."""
    peaks = in_turn({one.name: partial(_peak, field, one) for one in (CPDSITE, HUGO)}, runs)
    yield Answer(
        question="peak memory of a cold build",
        entries=len(field.entries),
        unit="MB",
        ours=peaks[CPDSITE.name],
        beside=HUGO.name,
        theirs=peaks[HUGO.name],
        target=TARGETS.get(len(field.entries)),
    )


def _peak(field: Field, generator: Generator) -> float:
    """Return the memory of a build that finds nothing."""
    field.make_cold(generator)
    return megabytes(generator.command(field.root_of(generator)))


if __name__ == "__main__":
    ask(memory, (100, 1000))
