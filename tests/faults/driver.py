"""A program that runs commands of cpdsite, each in a process of its own that a fault can strike.

It reads one order a line and answers in one line, both JSON. Everything is imported before, so that a
command takes no longer than its work; and what a struck command leaves running becomes its child.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import importlib
import io
import json
import os
import pkgutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from typing import IO, Any, NoReturn, cast

import cpdsite
from cpdsite.cli.main import main

_SUBREAPER = 36
_CAPABILITIES = 0x20080522
"""For Linux."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = ("os.mkdir", "os.rename", "os.link", "os.symlink")
_TIDIES = ("os.chmod", "os.remove", "os.rmdir")
"""What Python announces before it is done; no full disk refuses the latter."""
_PATIENCE = 10.0
"""Seconds for which what a struck command left running is waited for."""


class Steps:
    """Every call of a process that changes the disk, in order; at one of them a fault strikes."""

    def __init__(self, last: int, fault: str, reads: str = "") -> None:
        """Take which step is the last (0: none), and `kill` or the name of an error.

        With a folder, the steps are those at which a file below it is opened to be read.
        """
        self.seen: list[str] = []
        self.last, self.fault, self.reads = last, fault, reads
        self.here = os.getpid()
        self._real_open, self._real_write, self._real_fsync = io.open, os.write, os.fsync

    def watch(self) -> None:
        """Be told of every such call from now on."""
        sys.addaudithook(self._heard)
        for module, name in ((os, "write"), (os, "fsync"), (io, "open"), (builtins, "open")):
            setattr(module, name, getattr(self, f"_{name}"))

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if self.reads:
            if event == "open" and str(given[0]).startswith(self.reads) and not given[2] & _WRITES:
                self._step(event)
            return
        opens = event == "open" and isinstance(given[2], int) and given[2] & _WRITES
        swaps = event == "ctypes.dlsym" and given[1] == "renameat2"
        if opens and given[0] == os.devnull:
            return
        if opens or swaps or event in _CHANGES or (event in _TIDIES and self.fault == "kill"):
            self._step(event)

    def _write(self, descriptor: int, data: bytes) -> int:
        self._change("write")
        return self._real_write(descriptor, data)

    def _fsync(self, descriptor: int) -> None:
        self._change("fsync")
        self._real_fsync(descriptor)

    def _open(self, file: int | str, mode: str = "r", *more: object, **named: object) -> IO[Any]:
        if mode == "wb":
            return io.BufferedWriter(_File(file, self))
        real: Callable[..., IO[Any]] = self._real_open
        return real(file, mode, *more, **named)

    def _step(self, what: str) -> None:
        if os.getpid() != self.here:
            return
        self.seen.append(f"{what} {_place()}")
        if len(self.seen) == self.last:
            if self.fault == "kill":
                os.kill(self.here, signal.SIGKILL)
            code = getattr(errno, self.fault)
            raise OSError(code, os.strerror(code))

    def wrote(self) -> None:
        """Count one write of a file object."""
        self._change("write")

    def _change(self, what: str) -> None:
        if not self.reads:
            self._step(what)


class _File(io.FileIO):
    """A file each of whose writes is a step."""

    def __init__(self, file: int | str, steps: Steps) -> None:
        super().__init__(file, "wb")
        self._steps = steps

    def write(self, data: object) -> int:
        self._steps.wrote()
        return super().write(cast("bytes", data))


def _place() -> str:
    """Return the line of cpdsite that is being run."""
    frame = sys._getframe()  # noqa: SLF001 (the cheapest way to know who called)
    while frame := frame.f_back:  # type: ignore[assignment]  # None ends it
        name = frame.f_code.co_filename
        if "/cpdsite/" in name and "/tests/" not in name:
            return f"{name.rpartition('/')[2]}:{frame.f_lineno}"
    return "?"


# --- One command ---------------------------------------------------------------------------------


def serve() -> None:
    """Answer orders until there are no more."""
    library = ctypes.CDLL(None)
    library.prctl(_SUBREAPER, 1, 0, 0, 0)
    for module in pkgutil.walk_packages(cpdsite.__path__, "cpdsite."):
        if module.name != "cpdsite.__main__":
            importlib.import_module(module.name)
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(_obeyed(json.loads(line)))}\n")
        sys.stdout.flush()


def _obeyed(order: dict[str, Any]) -> dict[str, Any]:
    """Run a command, struck as the order says; return how it ended and what it left."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
        begun = time.monotonic()
        process = os.fork()
        if not process:
            _run(order, out.fileno(), told)
        ended = _struck(process, order.get("seconds"))
        lasted = time.monotonic() - begun
        left = _orphans()
        out.seek(0)
        told.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(ended),
            "said": out.read().decode(),
            "steps": json.loads(told.read() or b"[]"),
            "lasted": lasted,
            "orphaned": left,
        }


def _run(order: dict[str, Any], out: int, told: IO[bytes]) -> NoReturn:
    """Be the command."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.environ.update(order.get("env", {}))
    if order.get("humbly"):
        _drop_capabilities()
    steps = Steps(order.get("last", 0), order.get("fault", "kill"), order.get("reads", ""))
    steps.watch()
    code: object = 99
    try:
        main(order["arguments"])
    except SystemExit as end:
        code = end.code
    steps.here = 0
    told.write(json.dumps(steps.seen).encode())
    told.flush()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 98)


def _drop_capabilities() -> None:
    """Be bound by permissions even as root."""
    library = ctypes.CDLL(None, use_errno=True)
    head, none = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    if library.capset(head, none):
        raise OSError(ctypes.get_errno(), "capset")


def _struck(process: int, seconds: float | None) -> int:
    """Wait for a process, and kill it after so many seconds; return its status."""
    if seconds is not None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    return os.waitpid(process, 0)[1]


def _orphans() -> float:
    """Return for how many seconds other processes lived on."""
    begun = time.monotonic()
    while time.monotonic() < begun + _PATIENCE:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.002)
        except ChildProcessError:
            return time.monotonic() - begun
    return _PATIENCE


if __name__ == "__main__":
    serve()
