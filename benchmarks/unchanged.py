"""How long a build takes when nothing was changed.

.venv/bin/python -m benchmarks.unchanged 100 1000 [--runs 7]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.answers import Answer
from benchmarks.asking import ask
from benchmarks.generators import CPDSITE, HUGO, Field
from benchmarks.measuring import in_turn, seconds

TARGETS = {100: 0.6, 1000: 0.2, 10_000: 0.05}


def unchanged(field: Field, runs: int) -> Iterator[Answer]:
    """Build again, in turn with Hugo."""
    works = {one.name: partial(seconds, one.command(field.root_of(one))) for one in (CPDSITE, HUGO)}
    spent = in_turn(works, runs)
    yield Answer(
        question="nothing changed",
        entries=len(field.entries),
        unit="s",
        ours=spent[CPDSITE.name],
        beside=HUGO.name,
        theirs=spent[HUGO.name],
        target=TARGETS.get(len(field.entries)),
    )


if __name__ == "__main__":
    ask(unchanged, (100, 1000))
