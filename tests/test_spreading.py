"""Work in several processes: nothing but its speed can be told from work in one."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from benchmarks.journals import write_journal
from tests.commands import process, tree
from tests.tools import TODAY

CASES = {
    "results stand in the order of their items": (
        """
        def work(some):
            return [(item, os.getpid()) for item in some]
        found = spread(work, range(1001), 10)
        assert [item for item, _ in found] == [*range(1001)]
        assert len({process for _, process in found}) == 3
        """,
        "",
    ),
    "few items are not worth a process": (
        "assert spread(lambda some: [os.getpid() for _ in some], range(19), 10) == [os.getpid()] * 19",
        "",
    ),
    "what is raised elsewhere is raised as by one process": (
        """
        def work(some):
            for item in some:
                if item in {4, 6}:  # of two shares; the first of them counts
                    raise LookupError(item)
                yield item
        spread(work, range(30), 10)
        """,
        "LookupError: 4",
    ),
    "a process that is killed is told": (
        """
        first = os.getpid()
        def work(some):
            if os.getpid() != first:
                os.kill(os.getpid(), signal.SIGKILL)
            return some
        spread(work, range(30), 10)
        """,
        "SurroundingsFault: a process that did part of the work was ended from outside",
    ),
    "Ctrl-C in the first process ends the others": (
        """
        first = os.getpid()
        def work(some):
            if os.getpid() == first:
                raise KeyboardInterrupt
            time.sleep(60)
        spread(work, range(30), 10)
        """,
        "KeyboardInterrupt",
    ),
    "where no process is to be had one does all, and no pipe stays open": (
        """
        def refused():
            raise BlockingIOError
        before, os.fork = os.listdir("/proc/self/fd"), refused
        made = spread(lambda some: [os.getpid() for _ in some], range(30), 10)
        assert made == [os.getpid()] * 30
        assert os.listdir("/proc/self/fd") == before
        """,
        "",
    ),
    "Ctrl-C in another process that has only begun never makes a second first one of it": (
        """
        import cpdsite.spreading
        def begun(first):
            raise KeyboardInterrupt
        cpdsite.spreading._end_with = begun
        made = spread(lambda some: [os.getpid() for _ in some], range(30), 10)
        assert made == [os.getpid()] * 30
        """,
        "",
    ),
}
"""What is done in a process of its own, and how the last line of its complaint begins."""

BEFORE = """\
import os, signal, time, threading
from cpdsite.spreading import PROCESSES, spread
PROCESSES.set(3)
try:
"""
AFTER = """\
finally:
    try:
        os.waitpid(-1, os.WNOHANG)
        print("a process is left", flush=True)
    except ChildProcessError:
        pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does all")
@pytest.mark.parametrize("case", CASES)
def test_spreading(case: str) -> None:
    code, complaint = CASES[case]
    indented = "".join(f"    {line}\n" for line in dedent(code).splitlines())
    command = [sys.executable, "-c", f"{BEFORE}{indented}{AFTER}"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    last = ran.stderr.strip().rpartition("\n")[2].removeprefix("cpdsite.files.faults.")
    assert last.startswith(complaint) if complaint else not last, ran.stderr
    assert ran.stdout == ""


def test_two_processes_write_the_bytes_of_one(tmp_path: Path) -> None:
    write_journal(tmp_path, 300)
    for jobs in ("1", "2"):
        options = ("--jobs", jobs, "--no-cache", "--output", f"site{jobs}")
        ran = process("-C", tmp_path, "build", "--today", TODAY, *options)
        assert (ran.code, ran.err) == (0, "")
    assert tree(tmp_path / "site1") == tree(tmp_path / "site2")
