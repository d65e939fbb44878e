"""How long a build takes after one entry was changed.

    .venv/bin/python -m benchmarks.changed 100 1000 [--runs 7]

Before each run a sentence is added to the body of another entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from benchmarks.answers import Answer
from benchmarks.asking import ask
from benchmarks.generators import CPDSITE, HUGO, Field, Generator
from benchmarks.measuring import in_turn, seconds

TARGETS = {100: 0.7, 1000: 0.25, 10_000: 0.08}
STEP = 37
"""From one entry to the next: not neighbours."""


def changed(field: Field, runs: int) -> Iterator[Answer]:
    """Change and build, in turn with Hugo."""
    spent = in_turn({one.name: _build(field, one) for one in (CPDSITE, HUGO)}, runs)
    yield Answer(
        question="one entry changed",
        entries=len(field.entries),
        unit="s",
        ours=spent[CPDSITE.name],
        beside=HUGO.name,
        theirs=spent[HUGO.name],
        target=TARGETS.get(len(field.entries)),
    )


def _build(field: Field, generator: Generator) -> Callable[[], float]:
    """Return a build that finds another entry changed each time."""
    numbers = count(start=1, step=STEP)

    def build() -> float:
        field.change(generator, next(numbers))
        return seconds(generator.command(field.root_of(generator)))

    return build


if __name__ == "__main__":
    ask(changed, (100, 1000))
