"""How long a build takes that finds nothing it made before.

    .venv/bin/python -m benchmarks.cold 100 1000 [--runs 7]

Each contestant in turn; what it made of the journal is deleted before, and that is not counted. Last in
turn comes a first build on a machine: cpdsite, and no template compiled before.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.answers import Answer
from benchmarks.asking import ask
from benchmarks.generators import CPDSITE, EVERYBODY, HUGO, Field, Generator
from benchmarks.measuring import in_turn, seconds

AGAINST_HUGO = {100: 1.4, 1000: 1.1, 10_000: 1.0}
AGAINST_PYTHON = 0.6
FIRST = "first build on a machine"


def cold(field: Field, runs: int) -> Iterator[Answer]:
    """Build, everybody in turn."""
    works = {generator.name: partial(cold_build, field, generator) for generator in EVERYBODY}
    spent = in_turn({**works, FIRST: partial(_first_build, field)}, runs)
    size = len(field.entries)
    for other in EVERYBODY[1:]:
        yield Answer(
            question="cold build",
            entries=size,
            unit="s",
            ours=spent[CPDSITE.name],
            beside=other.name,
            theirs=spent[other.name],
            target=AGAINST_HUGO.get(size) if other is HUGO else AGAINST_PYTHON,
        )
    yield Answer(
        question=FIRST,
        entries=size,
        unit="s",
        ours=spent[FIRST],
        beside="cold build",
        theirs=spent[CPDSITE.name],
    )


def cold_build(field: Field, generator: Generator) -> float:
    """Return the seconds of a build that finds nothing."""
    field.make_cold(generator)
    return seconds(generator.command(field.root_of(generator)))


def _first_build(field: Field) -> float:
    """Return the seconds of one that finds no compiled templates either; it leaves them for the next."""
    field.make_first(CPDSITE)
    return seconds(CPDSITE.command(field.root_of(CPDSITE)))


if __name__ == "__main__":
    ask(cold, (100, 1000))
