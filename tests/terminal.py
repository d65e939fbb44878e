"""A person at a terminal, who answers each question when it stands there."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Sequence

from tests.tools import ROOT

PATIENCE = 20
"""Seconds after which nothing more is going to be said."""


def typed(answers: Sequence[str], *words: str) -> str:
    """What somebody sees who runs cpdsite with these words and types these answers."""
    command = [sys.executable, "-m", "cpdsite", *words]
    main, terminal = pty.openpty()
    env = {**os.environ, "TERM": "dumb", "PYTHONPATH": str(ROOT), "INPUTRC": "/dev/null"}
    running = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=env)
    os.close(terminal)
    seen, waiting = "", [*answers]
    while select.select([main], [], [], PATIENCE)[0]:
        try:
            seen += os.read(main, 1024).decode()
        except OSError:  # so Linux says that the other end is closed
            break
        if waiting and _asks(seen):
            os.write(main, waiting.pop(0).encode())
            seen += "\n"
    os.close(main)  # whoever still waits for an answer is told that none comes
    assert running.wait(timeout=PATIENCE) == 0, seen
    return seen


def _asks(seen: str) -> bool:
    """Tell whether a question is complete, as `Date (Enter: today): ` may come in two parts."""
    return seen.endswith(("): ", "]: ", "Title: "))
