"""The server: one thread for every connection there is, so that no slow reader holds up another."""

from __future__ import annotations

import asyncio
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from cpdsite.serve.answers import BUSY, STREAM, TOO_LONG, Shown, answer, refusal
from cpdsite.serve.live import EVENTS, SCRIPTS
from cpdsite.serve.requests import Names, Refused, Request, read_request
from cpdsite.serve.sending import PIECE, push, send

CONNECTIONS = 512
"""Open at the same time; for one more, the one that has waited longest without asking is closed."""
STREAMS = 256
"""Of them, streams of events."""
HEAD_BYTES = 16 * 1024
"""The longest request."""
HEAD_SECONDS = 10.0
"""For a whole request."""
PULSE_SECONDS = 20.0
"""After which a stream shows that it is still there."""


class Server:
    """Shows what it is given; a request waits until every change before it is on show."""

    def __init__(self, root: Path, names: Names, noted: Callable[[], int], shown: Shown) -> None:
        """Take the folder, our names, and what tells how many changes there were so far."""
        self._root = root
        self._names = names
        self._noted = noted
        self.shown = shown
        self._told = b""
        """The last event that open pages heard of."""
        self._done = -1
        """The last change that is on show."""
        self._more = asyncio.Event()
        """Set for a moment when there is more on show."""
        self._open: dict[StreamWriter, bool] = {}
        """Whether each has sent its request, the oldest first."""
        self._streams: set[StreamWriter] = set()
        self._loop = asyncio.new_event_loop()

    # --- For the thread that builds ---------------------------------------------------------------

    @contextmanager
    def serving(self, sockets: Iterable[socket.socket]) -> Iterator[None]:
        """Answer requests while the block lasts; after it no thread and no connection is left."""
        thread = Thread(target=self._run, args=(tuple(sockets),), name="server", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()

    def show(self, shown: Shown, done: int, *, tell: bool) -> None:
        """Show what holds every change up to one; `tell`: the open pages hear of it now."""
        self._loop.call_soon_threadsafe(self._show, shown, done, shown.event if tell else None)

    # --- In the server's own thread ---------------------------------------------------------------

    def _run(self, sockets: Iterable[socket.socket]) -> None:
        """Serve until stopped, then close every connection."""
        run = self._loop.run_until_complete
        try:
            for one in sockets:
                run(asyncio.start_server(self._connected, sock=one, limit=HEAD_BYTES))
            self._loop.run_forever()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    run(task)
        finally:
            self._loop.close()

    def _show(self, shown: Shown, done: int, event: bytes | None) -> None:
        self.shown, self._done = shown, done
        self._more.set()
        self._more.clear()
        if event and event != self._told:
            self._told = event
            for writer in tuple(self._streams):
                push(writer, event)

    async def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one request, or none when it does not come in time."""
        with suppress(OSError, EOFError, asyncio.CancelledError), self._room(writer) as asked:
            try:
                async with asyncio.timeout(HEAD_SECONDS):
                    head = await reader.readuntil(b"\r\n\r\n")
                asked()
                await self._answer(read_request(head, self._names), reader, writer)
            except asyncio.LimitOverrunError:
                await send(writer, TOO_LONG, self._root)
            except Refused as refused:
                await send(writer, refusal(refused), self._root)
        writer.transport.abort()

    @contextmanager
    def _room(self, writer: StreamWriter) -> Iterator[Callable[[], None]]:
        """Count a connection while it is open; yields what to call when it has asked.

        Where there are too many, raises ConnectionError unless another one can be closed.
        """
        if len(self._open) >= CONNECTIONS:
            oldest = next((other for other, asked in self._open.items() if not asked), None)
            if not oldest:
                raise ConnectionRefusedError
            oldest.transport.abort()
            del self._open[oldest]
        self._open[writer] = False
        try:
            yield lambda: self._open.update({writer: True})
        finally:
            self._open.pop(writer, None)

    async def _answer(self, request: Request, reader: StreamReader, writer: StreamWriter) -> None:
        """Send what a request gets, once what was changed before it is on show."""
        if request.path == EVENTS:
            await self._stream(reader, writer)
            return
        wanted = self._noted()
        while self._done < wanted and request.path not in SCRIPTS:
            await self._more.wait()
        await send(writer, answer(request, self.shown), self._root, head=request.head)

    async def _stream(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Send events until the reader goes."""
        if len(self._streams) >= STREAMS:
            await send(writer, BUSY, self._root)
            return
        writer.write(STREAM.head(None))
        writer.write(self.shown.event)
        self._streams.add(writer)
        try:
            while not writer.is_closing():
                with suppress(TimeoutError):
                    async with asyncio.timeout(PULSE_SECONDS):
                        if not await reader.read(PIECE):
                            return
                    continue
                push(writer, b":\n\n")
        finally:
            self._streams.discard(writer)
