"""Try each reader, or those named, for some seconds: `python -m tests.fuzzing SECONDS [READER]...`.

atheris finds inputs by what code they reach. What makes a reader fail is printed, to become a case of its
tests.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.fuzzing.readers import READERS, Reader

LONGEST = 2048
"""Bytes of an input."""
REPEATED = 16 * 1024
"""Bytes to which what was found is repeated, and then to four times as many."""
AT_MOST = 2.0
"""Processor seconds for the former; the latter may take so much longer:"""
LONGER = 9
"""With the square of the size it would be sixteen times."""
SAMPLES = 50


def main(seconds: int, names: Sequence[str]) -> int:
    """Try readers one after the other; return how many failed."""
    failed = 0
    for name in names or READERS:
        with tempfile.TemporaryDirectory() as folder:
            tried, faults = _watched(name, READERS[name], seconds, Path(folder))
        failed += bool(faults)
        _say(f"{name:12} {tried:>9,} inputs {seconds:>5} s  {'FAILED' if faults else 'well'}")
        for fault in faults:
            _say(fault)
    return failed


def _watched(name: str, reader: Reader, seconds: int, folder: Path) -> tuple[int, list[str]]:
    """Return how many inputs were tried in a process of its own, and what came of it."""
    found = folder / "found"
    found.mkdir()
    for number, seed in enumerate(reader.seeds()):
        (found / f"seed-{number}").write_bytes(seed[:LONGEST])
    wishes = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=0"]
    wishes += ["-print_final_stats=1", f"-artifact_prefix={folder}/", str(found)]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzzing.watched", name, *wishes],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    tried = re.search(r"number_of_executed_units: (\d+)", ran.stderr)
    faults = [f"{path.read_bytes()!r}" for path in folder.iterdir() if path.is_file()]
    faults += [f"{ran.stdout[-3000:]}{ran.stderr[-1000:]}"] if ran.returncode else []
    return int(tried[1]) if tried else 0, [*faults, *_slow(reader.attempt, found)]


def _slow(attempt: Callable[[bytes], None], found: Path) -> Iterator[str]:
    """Yield what takes too long when it is repeated."""
    paths = sorted(found.iterdir())
    for path in paths[:: max(1, len(paths) // SAMPLES)]:
        data = path.read_bytes() or b" "
        short, long = (_lasted(attempt, data * (n * REPEATED // len(data))) for n in (1, 4))
        if short > AT_MOST or long > max(AT_MOST, LONGER * short):
            yield f"{short:.2f} and {long:.2f} s for {data!r}, repeated"


def _lasted(attempt: Callable[[bytes], None], data: bytes) -> float:
    """Return how long an input takes, in processor seconds."""
    began = time.process_time()
    attempt(data)
    return time.process_time() - began


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if find_spec("atheris") is None:
        _say(
            "The readers are not tried: that takes atheris, by `pip install -e '.[fuzz]'` on Linux."
        )
        sys.exit()
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
