"""A preview that runs in this process, and an ear for what it tells the open pages."""

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from cpdsite.serve.attempts import Attempt
from cpdsite.serve.listening import listening
from cpdsite.serve.requests import Names
from cpdsite.serve.session import Wishes, run
from tests.commands import folder
from tests.tools import TODAY

PATIENCE = 30.0
"""Seconds after which nothing more is expected of a slow machine."""
QUIET = 0.25
"""Seconds without news after which no more will come."""


@dataclass(kw_only=True)
class Preview:
    """A folder that is served."""

    root: Path
    port: int
    news: "Queue[dict[str, object]]"
    """What open pages are told."""
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str = "/", headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Status and text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def told_after(self, change: Callable[[], object]) -> list[dict[str, object]]:
        """Do something; return all that open pages are told until it is quiet, at least one."""
        assert self.news.empty(), "nobody touched the folder, and there was news"
        change()
        told = [self.news.get(timeout=PATIENCE)]
        while True:
            try:
                told.append(self.news.get(timeout=QUIET))
            except Empty:
                return told

    def told_of(self, files: Mapping[str, str | bytes]) -> dict[str, object]:
        """Write files of the folder, in place; return what open pages are told first."""
        assert self.news.empty(), "nobody touched the folder, and there was news"
        folder(self.root, files)
        return self.news.get(timeout=PATIENCE)


@contextmanager
def previewing(
    root: Path, *, port: int = 0, poll: bool = False, patience: float = PATIENCE
) -> Iterator[Preview]:
    """Serve a folder, on the day of the example, until the block ends."""
    ended = Event()

    def clock() -> date:
        if ended.is_set():
            raise KeyboardInterrupt
        return date.fromisoformat(TODAY)

    with listening("127.0.0.1", port) as sockets:
        preview = Preview(root=root, port=sockets[0].getsockname()[1], news=Queue())
        wishes = Wishes(root=root, clock=clock, poll=poll)

        def serve() -> None:
            with suppress(KeyboardInterrupt):
                run(wishes, Names(), sockets, lambda found, _: preview.attempts.append(found))

        thread = Thread(target=serve)
        thread.start()
        try:
            with listening_to(preview, patience):
                yield preview
        finally:
            ended.set()
            thread.join()


@contextmanager
def listening_to(preview: Preview, patience: float) -> Iterator[None]:
    """Keep what open pages are told, from the first site on."""
    stream = open_stream(preview.port)
    ear = Thread(target=_hear, args=(stream, preview.news))
    ear.start()
    try:
        while not any(map(preview.news.get(timeout=patience).get, ("version", "faults"))):
            pass
        yield
    finally:
        stream.shutdown(socket.SHUT_RDWR)
        ear.join()
        stream.close()


def open_stream(port: int) -> socket.socket:
    """A connection on which events are asked for."""
    stream = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    stream.sendall(f"GET /-/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    stream.settimeout(None)
    return stream


def _hear(stream: socket.socket, news: "Queue[dict[str, object]]") -> None:
    """Put each event of a stream into a queue."""
    with stream.makefile("rb") as lines:
        for line in lines:
            if line.startswith(b"data: "):
                news.put(json.loads(line.removeprefix(b"data: ")))
