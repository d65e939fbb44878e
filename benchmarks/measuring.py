"""Whole processes, measured in turn: A B A B, as a machine is faster at one moment than at another."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PAUSE = 0.01
"""Seconds between two looks at the memory of processes."""
_SESSION, _PEAK = 3, "VmHWM:"


def in_turn(works: Mapping[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Do each work so many times, one after the other; return its figures.

    A round before, which is not counted, fills the caches of the machine.
    """
    figures: dict[str, list[float]] = {name: [] for name in works}
    for number in range(runs + 1):
        for name, work in works.items():
            figure = work()
            if number:
                figures[name].append(figure)
    return figures


def seconds(command: Sequence[str]) -> float:
    """Return how long a command takes, from its start to its end; raises what it complains of."""
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    spent = time.perf_counter() - start
    if done.returncode:
        message = f"{' '.join(command)}:\n{done.stdout}{done.stderr}"
        raise SystemExit(message)
    return spent


def megabytes(command: Sequence[str]) -> float:
    """Return the most memory of each of a command's processes, added up.

    What processes share is counted for each, and their peaks as if at one moment: it is never less
    than what was used. Linux only.
    """
    peaks: dict[int, int] = {}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None:
            peaks |= _peaks(process.pid)
            time.sleep(PAUSE)
    if process.returncode:
        message = f"{' '.join(command)}: exit {process.returncode}"
        raise SystemExit(message)
    return sum(peaks.values()) / 1024


def _peaks(session: int) -> dict[int, int]:
    """Return the peak of each living process of a session, in KiB."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[_SESSION]) != session:
                continue
            lines = (folder / "status").read_text().splitlines()
        except (OSError, ValueError):  # it ended while it was looked at
            continue
        for line in lines:
            if line.startswith(_PEAK):
                found[int(folder.name)] = int(line.split()[1])
    return found
