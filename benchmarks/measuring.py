"""Whole processes, measured in turn: A B A B, as a machine is faster at one moment than at another."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

PAUSE = 0.02
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


def alike(caches: Path) -> None:
    """Let measured processes find what a user's do: Python's bytecode, and caches in a folder of the run."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["XDG_CACHE_HOME"] = str(caches)


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
    peaks: dict[str, int] = {}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        strangers = set(_processes()) - {str(process.pid)}
        while process.poll() is None:
            for name in set(_processes()) - strangers:
                if _session(name) == process.pid:
                    peaks[name] = _peak(name) or peaks.get(name, 0)
                else:
                    strangers.add(name)
            time.sleep(PAUSE)
    if process.returncode:
        message = f"{' '.join(command)}: exit {process.returncode}"
        raise SystemExit(message)
    return sum(peaks.values()) / 1024


def _processes() -> Iterator[str]:
    """Return the number of each process of the machine."""
    return (one.name for one in Path("/proc").iterdir() if one.name.isdecimal())


def _session(process: str) -> int:
    """Return the session of a process; 0 for one that has ended."""
    try:
        return int(_text(process, "stat").rpartition(")")[2].split()[_SESSION])
    except (OSError, ValueError, IndexError):
        return 0


def _peak(process: str) -> int:
    """Return the most memory that a process had, in KiB; 0 for one that has ended."""
    try:
        lines = _text(process, "status").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(_PEAK)), 0)


def _text(process: str, name: str) -> str:
    """Return what the system tells of a process."""
    return Path("/proc", process, name).read_text(encoding="utf-8")
