"""An answer on its way: piece by piece, and given up when nobody takes the next one."""

from __future__ import annotations

import asyncio
import os
from asyncio import StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cpdsite.files.evidence import open_evidence
from cpdsite.files.faults import Fault
from cpdsite.serve.answers import UNREADABLE, Answer

PIECE = 64 * 1024
"""Bytes that are handed over at a time, and that may wait for a slow reader."""
SECONDS = 20.0
"""For each piece."""


async def send(writer: StreamWriter, found: Answer, root: Path, *, head: bool = False) -> None:
    """Send an answer, its body from the folder where it is a file of that, and close."""
    with _body(found, root) as (opened, length, pieces):
        writer.write(opened.head(length))
        for piece in () if head else pieces:
            writer.write(piece)
            async with asyncio.timeout(SECONDS):
                await writer.drain()
        writer.close()
        async with asyncio.timeout(SECONDS):
            await writer.wait_closed()


def push(writer: StreamWriter, event: bytes) -> None:
    """Send an event; who has not read the former ones is cut off, and will ask anew."""
    if writer.transport.get_write_buffer_size() > PIECE:
        writer.transport.abort()
    else:
        writer.write(event)


@contextmanager
def _body(found: Answer, root: Path) -> Iterator[tuple[Answer, int, Iterator[bytes | memoryview]]]:
    """An answer with the length and the pieces of its body."""
    try:
        descriptor = open_evidence(root, found.source) if found.source else None
    except Fault:
        found, descriptor = UNREADABLE, None
    if descriptor is None:
        whole = memoryview(found.body)
        cuts = range(0, len(whole), PIECE)
        yield found, len(whole), (whole[start : start + PIECE] for start in cuts)
        return
    try:
        length = os.fstat(descriptor).st_size
        yield found, length, _pieces(descriptor, length)
    finally:
        os.close(descriptor)


def _pieces(descriptor: int, length: int) -> Iterator[bytes]:
    """Yield so many bytes of a file; raises EOFError when it has become shorter."""
    while length:
        piece = os.read(descriptor, min(PIECE, length))
        if not piece:
            raise EOFError
        yield piece
        length -= len(piece)
