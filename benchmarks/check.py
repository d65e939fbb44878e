"""How long `cpdsite check` takes, beside a cold build of the same journal.

    .venv/bin/python -m benchmarks.check 1000 [--runs 7]

Neither finds anything of an earlier run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.answers import Answer
from benchmarks.asking import ask
from benchmarks.cold import cold_build
from benchmarks.generators import CPDSITE, Field, cpdsite
from benchmarks.measuring import in_turn, seconds

TARGET = 0.7


def check(field: Field, runs: int) -> Iterator[Answer]:
    """Check and build, in turn."""
    works = {"check": partial(_check, field), "build": partial(cold_build, field, CPDSITE)}
    spent = in_turn(works, runs)
    yield Answer(
        question="check",
        entries=len(field.entries),
        unit="s",
        ours=spent["check"],
        beside="cold build",
        theirs=spent["build"],
        target=TARGET,
    )


def _check(field: Field) -> float:
    """Return the seconds of a check that finds nothing."""
    field.make_cold(CPDSITE)
    return seconds(cpdsite(field.root_of(CPDSITE), "check"))


if __name__ == "__main__":
    ask(check, (1000,))
