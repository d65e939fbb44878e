"""A command in a terminal of its own, as a person has it: with keys to press."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.serve.previews import PATIENCE
from tests.tools import MEASURED

OWN_TERMINAL = """
import fcntl, os, signal, sys, termios
os.setsid()
signal.signal(signal.SIGINT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "cpdsite", *sys.argv[1:]])
"""
"""Makes standard input the terminal whose Ctrl-C reaches the command, even if those tests run deaf to it."""


@dataclass(kw_only=True)
class Terminal:
    """A command that runs."""

    process: "subprocess.Popen[bytes]"
    screen: int
    seen: str = ""
    """All that it has written so far, without colours."""

    def wait_for(self, pattern: str) -> "re.Match[str]":
        """Read until something is written; what was written before it is forgotten."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.seen)):
            assert time.monotonic() < end, self.seen
            self._read()
        self.seen = self.seen[found.end() :]
        return found

    def press(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.screen, keys)

    def end(self) -> int:
        """The code with which the command ends by itself."""
        code = self.process.wait(PATIENCE)
        self._read()
        return code

    def _read(self) -> None:
        if select.select([self.screen], [], [], 0.1)[0]:
            try:
                text = os.read(self.screen, 65536).decode()
            except OSError:
                return  # Linux says so when the other end is closed.
            self.seen += re.sub(r"\x1b\[[\d;]*m|\r", "", text)


@contextmanager
def terminal(*arguments: object, env: Mapping[str, str]) -> Iterator[Terminal]:
    """Run cpdsite in a terminal; it is ended when it has not ended by itself with the block."""
    screen, inside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", OWN_TERMINAL, *map(str, arguments)],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            **MEASURED,
            **env,
        },
        cwd=Path(__file__).parents[2],
    )
    os.close(inside)
    try:
        yield Terminal(process=process, screen=screen)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        os.close(screen)
