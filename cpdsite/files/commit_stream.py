"""A commit in the language of `git fast-import`: files as they are, nobody's name, no time of day."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from cpdsite.files.evidence import CHUNK, open_evidence
from cpdsite.files.git import NEUTRAL
from cpdsite.files.pages_branch import MADE
from cpdsite.model.page import Copy, Page

_MESSAGE = b"Publish the portfolio\n"


def commit_stream(
    root: Path,
    pages: Iterable[Page],
    copies: Iterable[Copy],
    kept: Mapping[str, str],
    day: date,
) -> Iterator[bytes]:
    """Yield a commit of pages, of the user's files, and of files that the host already has.

    `kept` has git's names of those by path. The same files of the same day are the same commit.
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    when = max(0, int(noon.timestamp()))
    yield f"commit {MADE}\ncommitter cpdsite <{NEUTRAL}> {when} +0000\n".encode()
    yield from _data(_MESSAGE)
    for page in pages:
        yield from _file(page.path, page.content)
    for copy in copies:
        yield from _file(copy.path, _bytes(root, copy.source))
    for path, name in kept.items():
        yield b"M 100644 %s %s\n" % (name.encode(), _quoted(path))
    yield b"done\n"


def _file(path: str, content: bytes) -> Iterator[bytes]:
    yield b"M 100644 inline %s\n" % _quoted(path)
    yield from _data(content)


def _data(content: bytes) -> Iterator[bytes]:
    yield b"data %d\n" % len(content)
    yield content
    yield b"\n"


def _quoted(path: str) -> bytes:
    """Return a path in quotation marks, in which nothing but the end has a meaning."""
    escapes = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r"}
    return b'"%s"' % "".join(escapes.get(letter, letter) for letter in path).encode()


def _bytes(root: Path, source: str) -> bytes:
    """Return the bytes of a file of the journal; raises SurroundingsFault."""
    descriptor = open_evidence(root, source)
    with os.fdopen(descriptor, "rb", buffering=CHUNK) as file:
        return file.read()
