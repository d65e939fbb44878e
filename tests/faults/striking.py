"""Commands run and struck: what is asked of the driver, and what it answers."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools import ROOT, TODAY

KILL = "kill"
ERROR = "ENOSPC"
"""What the disk answers most often; under it stand for the others:"""
ERRORS = (ERROR, "EROFS", "EIO")
MANY = bool(os.environ.get("CPDSITE_FUZZ"))
"""Whether every step is struck and many moments, as `make fuzz` does."""
SEED = 20261130
TRIED: Counter[object] = Counter()
"""How often each fault struck, in this process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What came of a command."""

    code: int
    """As the shell knows it; minus the signal that ended it."""
    said: str
    steps: list[str] = field(default_factory=list)
    """What it did to the disk, with the line of cpdsite that did it; none when it was killed."""
    lasted: float
    """In seconds."""
    orphaned: float
    """For how many seconds something that it had started lived on without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """The process that runs commands."""

    process: subprocess.Popen[str]
    temporary: Path
    """Where its commands put what they need for a moment."""

    def left(self) -> list[str]:
        """What stands there."""
        return sorted(path.name for path in self.temporary.iterdir())

    def __call__(self, root: Path, *words: object, **how: object) -> Struck:
        """Run a command on a folder; a fault may strike.

        How: at which step (`last`, from 1) which `fault` (KILL or the name of an error) comes, or after
        how many `seconds` a kill; below which folder each file that is opened to be read is a step, and
        nothing else (`reads`); with more in its `env`; bound by permissions even as root (`humbly`).
        """
        if "last" in how or "seconds" in how:
            TRIED[how.get("fault", KILL)] += 1
        order = {"arguments": ["-C", str(root), *map(str, words)], **how}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        return Struck(**json.loads(self.process.stdout.readline()))


@contextmanager
def driver(scratch: Path) -> Iterator[Driver]:
    """Start one, whose commands keep what they keep for a user, and for a moment, in a folder."""
    for name in ("home", "temporary"):
        (scratch / name).mkdir()
    own = {"HOME": str(scratch / "home"), "TMPDIR": str(scratch / "temporary")}
    environment = {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.driver"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Driver(process=process, temporary=scratch / "temporary")
        assert process.stdin
        process.stdin.close()


def chosen(steps: Sequence[str]) -> list[int]:
    """Return at which steps to strike, from 1: the first of each line, and the last; or every one."""
    if MANY:
        return list(range(1, len(steps) + 1))
    first = {step: n for n, step in reversed([*enumerate(steps, 1)])}
    return sorted({*first.values(), len(steps)})


def faults_at(steps: Sequence[int], sort: str) -> Iterator[tuple[int, str]]:
    """Yield steps with the fault that strikes there: a kill, or each error in turn, or every one."""
    for number, step in enumerate(steps):
        if sort == KILL:
            yield step, KILL
        else:
            yield from ((step, error) for error in (ERRORS if MANY else [ERRORS[number % 3]]))


def moments(count: int, lasts: float) -> list[float]:
    """Return moments spread over a time, the same at each run of the tests."""
    chance = random.Random(SEED)  # noqa: S311 (moments, not secrets)
    return [lasts * (part + chance.random()) / count for part in range(count)]


def build(*more: object) -> list[object]:
    """The command that builds, on the day of the example."""
    return ["build", "--today", TODAY, *more]
