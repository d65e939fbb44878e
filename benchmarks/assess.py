"""How long it takes to hold six schemes against many entries, and where the time goes.

    .venv/bin/python -m benchmarks.assess 10000

The best of several runs is shown, over all schemes and for each by itself; then the functions in
which a run spends most of its time.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from cpdsite.assess.assessment import assess
from cpdsite.model.entry import Claim, Entry, Evidence, Kind
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.journal import decode
from tests.assess.journals import bundled

RUNS = 5
SHOWN = 12
TODAY = date(2026, 11, 30)
FIRST = date(2016, 12, 1)
SETTINGS = """\
schemes:
  - gcs
  - {id: hcpc, renewal: 2015-10-01}
  - {id: icpem, grade: Member}
  - {id: nmc, renewal: 2015-04-01}
  - {id: pmi-pmp, certified: 2014-06-01}
  - acca
"""


def main() -> None:
    """Print the figures for each size that is asked for."""
    gc.disable()  # as the command line does
    for size in [int(word) for word in sys.argv[1:]] or [1000, 10_000]:
        journal = made(size)
        print(f"{size:,} entries, six schemes: {_best(lambda: assess(journal, TODAY)):.3f} s")  # noqa: B023 (called at once)
        for member in journal.settings.memberships:
            alone = replace(journal, settings=replace(journal.settings, memberships=(member,)))
            seconds = _best(lambda: assess(alone, TODAY))  # noqa: B023 (called at once)
            print(f"  {member.scheme}: {seconds:.3f} s")
        _profile(journal)


def made(size: int, seed: int = 1) -> Journal:
    """A journal of so many activities over ten years, as a build would have decoded it."""
    folder = Folder(
        settings=Source(path="cpdsite.yaml", data=SETTINGS.encode()),
        schemes=bundled("schemes"),
    )
    journal, _ = decode(folder)
    chance = random.Random(seed)  # noqa: S311 (a sample, not a secret)
    return replace(journal, entries=tuple(_entry(chance, n, size) for n in range(size)))


def _entry(chance: random.Random, number: int, size: int) -> Entry:
    """Return one entry with what entries usually have."""
    day = FIRST + timedelta(days=number * 3640 // size)
    claims = {"gcs": Claim(terms={"category": ("formal",)})} if number % 3 == 0 else {}
    return Entry(
        path=f"journal/{day}-{number}.md",
        id=f"{day}-{number:05}",
        kind=Kind.ACTIVITY if number % 20 else Kind.FEEDBACK,
        title=f"Entry {number}",
        date=day,
        type=chance.choice(list(COMMON_TYPES)),
        hours=Fraction(chance.choice((2, 3, 5, 12)), 2),
        claims=claims,
        flags={"verifiable": True} if number % 2 else {},
        tags=("imaging", "safety"),
        reflection={"learned": "Much.", "applied": "Often."} if number % 4 else {},
        evidence=(Evidence(field="evidence.0", url="https://example.org/badge"),),
    )


def _best(work: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds."""
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def _profile(journal: Journal) -> None:
    """Print the functions that take most time by themselves."""
    profile = cProfile.Profile()
    profile.runcall(assess, journal, TODAY)
    stats = pstats.Stats(profile)
    stats.sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
