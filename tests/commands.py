"""cpdsite run as a person runs it: in a process of its own, or in this one where that is as good."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from unittest.mock import patch

from cpdsite.cli.main import main
from tests.tools import MEASURED, TODAY

TALK = """\
    ---
    title: Talk on plain English
    date: 2025-06-12
    type: workshop
    hours: 2
    ---

    ## What I learned

    Short sentences.

    ## How I applied it

    In the next letter.
    """
"""An entry without a fault, indented as `folder` takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


def cpdsite(*arguments: object, env: Mapping[str, str] | None = None) -> Ran:
    """Run a command in this process, without a terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code: object = "did not end by itself"
    with patch.dict(os.environ, env or {}), redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int), code
    return Ran(code=code, out=written(out), err=written(err))


def at(root: Path, command: str, *options: object, today: str = TODAY) -> Ran:
    """Run a command on a folder, on the day of the example."""
    return cpdsite("-C", root, command, "--today", today, *options)


def process(*arguments: object, env: Mapping[str, str] | None = None) -> Ran:
    """Run a command in a process of its own, which knows only some of our environment."""
    ran = subprocess.run(
        [sys.executable, "-m", "cpdsite", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            **MEASURED,
            **(env or {}),
        },
    )
    out, err = ran.stdout.decode("utf-8", "replace"), ran.stderr.decode("utf-8", "replace")
    return Ran(code=ran.returncode, out=out, err=err)


def folder(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder; indented text is moved to the margin, bytes stay as they are."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else dedent(content).encode()
        file.write_bytes(data)
    return root


def entry(title: str = "Talk", day: str = "2025-06-12", **fields: str) -> str:
    """The text of an activity of one hour; more fields may be given, one of them as ""."""
    every = {"title": title, "date": day, "type": "course", "hours": "1", **fields}
    lines = [f"{name}: {value}" for name, value in every.items() if value]
    return "\n".join(["---", *lines, "---", ""])


def tree(root: Path) -> dict[str, str]:
    """A digest of each file below a folder, by path; a folder has ""."""
    paths = sorted(root.rglob("*"))
    return {path.relative_to(root).as_posix(): digest(path) for path in paths}


def digest(path: Path) -> str:
    """What tells one file from another; for a link where it leads."""
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def all_bytes(root: Path) -> Iterable[tuple[str, bytes]]:
    """The path and the bytes of each file below a folder."""
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()


def written(stream: io.TextIOWrapper) -> str:
    """All that was written to a stream."""
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
