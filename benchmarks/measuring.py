"""Whole processes, measured in turn: A B A B, as a machine is faster at one moment than at another."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

PAUSE = 0.01
"""Seconds between two looks at the memory of processes."""
_SESSION, _SHARE = 3, "Pss:"


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
    """Return the most memory that a command's processes had at once, as often as it was looked.

    What they share is counted once, in parts. Linux only.
    """
    peak = 0
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        strangers = set(_processes()) - {str(process.pid)}
        while process.poll() is None:
            own = [name for name in _processes() if name not in strangers]
            sessions = {name: _session(name) for name in own}
            strangers |= {name for name in own if sessions[name] != process.pid}
            peak = max(peak, sum(_share(name) for name in own if sessions[name] == process.pid))
            time.sleep(PAUSE)
    if process.returncode:
        message = f"{' '.join(command)}: exit {process.returncode}"
        raise SystemExit(message)
    return peak / 1024


def _processes() -> Iterator[str]:
    """Return the number of each process of the machine."""
    return (one.name for one in Path("/proc").iterdir() if one.name.isdecimal())


def _session(process: str) -> int:
    """Return the session of a process; 0 for one that has ended."""
    try:
        return int(_text(process, "stat").rpartition(")")[2].split()[_SESSION])
    except (OSError, ValueError, IndexError):
        return 0


def _share(process: str) -> int:
    """Return the memory that a process has, its part of what it shares with others, in KiB."""
    try:
        lines = _text(process, "smaps_rollup").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(_SHARE)), 0)


def _text(process: str, name: str) -> str:
    """Return what the system tells of a process."""
    return Path("/proc", process, name).read_text(encoding="utf-8")
