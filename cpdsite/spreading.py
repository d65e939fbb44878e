"""Work spread over processes: the same results in the same order, sooner.

A process is forked, so it knows all that this one knows and only its results travel. That is safe on
Linux, and while no other thread runs; elsewhere one process does everything. A pool of the standard
library takes 25 ms to import and leaves its workers waiting for ever when it is killed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from typing import TypeVar

from cpdsite.files.faults import SurroundingsFault

PROCESSES: ContextVar[int] = ContextVar("PROCESSES", default=0)
"""Over how many processes work may be spread, 0: as many as can run at once. It changes no result."""

_DEATH_SIGNAL = 1
"""For Linux."""
_FAILED = 1
"""The exit code of a process whose work raised an exception."""

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[Sequence[T]], Iterable[R]], items: Sequence[T], least: int) -> list[R]:
    """Return what work makes of items, one result for each; `least` so many are worth a process.

    What the work raises is raised as by one process, which also does it all where no other is to be
    had. Raises SurroundingsFault when a process is killed.
    """
    count = min(PROCESSES.get() or _at_once(), len(items) // least)
    if count <= 1 or threading.active_count() > 1:
        return list(work(items))
    # Every so-manieth: what takes long stands together.
    shares = [items[first::count] for first in range(count)]
    results: list[list[R]] = []
    with contextlib.suppress(OSError), _elsewhere(work, shares[1:]) as others:
        try:
            results = [list(work(shares[0])), *(_taken(others, one) for one in [*others])]
        except SurroundingsFault:
            raise
        except Exception:  # noqa: BLE001 (done once more below, in order, it is raised as it would be)
            results = []
    if not results:
        return list(work(items))
    return [results[nth % count][nth // count] for nth in range(len(items))]


def _at_once() -> int:
    """Return how many processes can run at once; 1 where a process cannot safely be forked."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


@contextlib.contextmanager
def _elsewhere(
    work: Callable[[Sequence[T]], Iterable[R]], shares: Sequence[Sequence[T]]
) -> Iterator[dict[int, int]]:
    """Give the processes that do shares of the work, and where each is heard; end them in any case."""
    living: dict[int, int] = {}
    try:
        for share in shares:
            reader, writer = os.pipe()
            first = os.getpid()
            try:
                process = os.fork()
            except OSError:
                os.close(reader)
                os.close(writer)
                raise
            if not process:
                _do(work, share, writer, first)
            os.close(writer)
            living[process] = reader
        yield living
    finally:
        for process, reader in living.items():
            os.close(reader)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _end_with(first: int) -> None:
    """Let this process be ended when the first one is, however that happens."""
    import ctypes  # some milliseconds, which most commands can do without

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != first:
        os._exit(_FAILED)


def _do(
    work: Callable[[Sequence[T]], Iterable[R]], share: Sequence[T], writer: int, first: int
) -> None:
    """Do a share of the work, tell what came of it, and end this process at once.

    Whatever happens, it does not go on as a second first one, which would clear up under that one.
    """
    try:
        # Ctrl-C reaches every process; the first one ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _end_with(first)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(list(work(share)), pipe, pickle.HIGHEST_PROTOCOL)
    except BaseException:  # noqa: BLE001 (whatever it is, the first process meets it again)
        os._exit(_FAILED)
    os._exit(0)


def _taken(living: dict[int, int], process: int) -> list[R]:
    """Return the results of another process, when it has all."""
    with os.fdopen(os.dup(living[process]), "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(process, 0)
    os.close(living.pop(process))
    if status == 0:
        results: list[R] = pickle.loads(data)  # noqa: S301 (of a process of our own, by a pipe of ours)
        return results
    if os.WIFEXITED(status):
        message = "the work raised an exception there"
        raise ChildProcessError(message)
    message = "a process that did part of the work was ended from outside"
    raise SurroundingsFault(
        message, "is there memory enough? `--jobs 1` does without such processes"
    )
