"""A person at a terminal, who reads, and answers each question when it stands there."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence

from tests.tools import ROOT

PATIENCE = 20
"""Seconds after which nothing more is going to be said."""


def on_terminal(
    *arguments: object, env: Mapping[str, str] | None = None, columns: int = 80
) -> tuple[int, str]:
    """Run a command on a terminal; its exit code, and what is seen."""
    main, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, columns))
    known = {name: text for name, text in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}}
    running = subprocess.Popen(
        [sys.executable, "-m", "cpdsite", *map(str, arguments)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**known, "TERM": "xterm-256color", **(env or {})},
    )
    os.close(terminal)
    seen = b""
    while chunk := _read(main):
        seen += chunk
    os.close(main)
    return running.wait(timeout=PATIENCE), seen.decode().replace("\r\n", "\n")


def typed(answers: Sequence[str], *words: str) -> str:
    """What somebody sees who runs cpdsite with these words and types these answers."""
    command = [sys.executable, "-m", "cpdsite", *words]
    main, terminal = pty.openpty()
    env = {**os.environ, "TERM": "dumb", "PYTHONPATH": str(ROOT), "INPUTRC": "/dev/null"}
    running = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=env)
    os.close(terminal)
    seen, waiting = "", [*answers]
    while select.select([main], [], [], PATIENCE)[0]:
        if not (chunk := _read(main)):
            break
        seen += chunk.decode()
        if waiting and _asks(seen):
            os.write(main, waiting.pop(0).encode())
            seen += "\n"
    os.close(main)  # whoever still waits for an answer is told that none comes
    assert running.wait(timeout=PATIENCE) == 0, seen
    return seen


def _read(terminal: int) -> bytes:
    """What is new on the terminal; nothing once the command has ended."""
    try:
        return os.read(terminal, 1024)
    except OSError:  # so Linux says that the other end is closed
        return b""


def _asks(seen: str) -> bool:
    """Tell whether a question is complete, as `Date (Enter: today): ` may come in two parts."""
    return seen.endswith(("): ", "]: ", "Title: "))
