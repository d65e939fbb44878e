"""Many readers at once, slow ones, and what they get while a site is being made."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from cpdsite.serve import server
from tests.commands import entry, folder
from tests.serve.previews import PATIENCE, Preview, open_stream, previewing

TALK = "journal/talk.md"
PAGE = "/entries/2025-06-12-talk/"
KEPT = "/entries/2025-06-12-kept/"
PROOF = "/evidence/2025-06-12-kept/proof.pdf"
SOON = 5.0
"""Seconds in which a machine with other work still answers; who is held up waits for longer."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A served folder with a private entry and its evidence of 8 MB, and one to be changed."""
    root = folder(
        tmp_path_factory.mktemp("served"),
        {
            TALK: entry(),
            "journal/kept.md": entry("Kept", visibility="private", evidence="[proof.pdf]"),
            "journal/proof.pdf": b"%PDF-" + bytes(8_000_000),
        },
    )
    with previewing(root) as served:
        yield served


def answered_soon(preview: Preview) -> bool:
    """Tell whether a page comes as fast as if nobody else were there."""
    start = time.monotonic()
    status, page = preview.get(PAGE)
    return (status, "</html>" in page, time.monotonic() - start < SOON) == (200, True, True)


def read_until(stream: socket.socket, text: bytes) -> bytes:
    """What comes on a connection, up to a text."""
    stream.settimeout(PATIENCE)
    read = b""
    while text not in read and (piece := stream.recv(65536)):
        read += piece
    return read


# --- Many and slow readers ------------------------------------------------------------------------


def test_200_streams_hear_of_a_change_and_hold_nobody_up(preview: Preview) -> None:
    threads = threading.active_count()
    with ExitStack() as held:
        streams = [held.enter_context(open_stream(preview.port)) for _ in range(200)]
        for stream in streams:
            read_until(stream, b"}\n\n")
        assert threading.active_count() == threads
        assert answered_soon(preview)
        told = preview.told_of({TALK: entry("Heard")})
        version = f'"version": {told["version"]}'.encode()
        assert all(version in read_until(stream, b"}\n\n") for stream in streams)


def test_more_streams_than_there_can_be_are_told_so(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "STREAMS", 3)
    with ExitStack() as held:
        streams = [held.enter_context(open_stream(preview.port)) for _ in range(6)]
        heads = [read_until(stream, b"\r\n\r\n").split(b"\r\n")[0] for stream in streams]
    assert b"HTTP/1.1 503 Service Unavailable" in heads
    assert answered_soon(preview)


def test_who_asks_slowly_or_does_not_read_holds_nobody_up(preview: Preview) -> None:
    threads = threading.active_count()
    with ExitStack() as held:
        for number in range(150):
            slow = held.enter_context(socket.create_connection(("127.0.0.1", preview.port)))
            asked = f"GET {PROOF} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
            slow.sendall((asked if number % 3 else f"{asked}\r\n").encode())
        assert answered_soon(preview)
        assert threading.active_count() == threads


def test_one_connection_too_many_closes_the_one_that_asks_for_nothing(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "CONNECTIONS", 20)
    with ExitStack() as held:
        idle = [
            held.enter_context(socket.create_connection(("127.0.0.1", preview.port)))
            for _ in range(40)
        ]
        assert answered_soon(preview)
        assert read_until(idle[0], b"x") == b""


def test_who_asks_for_too_long_is_cut_off(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.2)
    with socket.create_connection(("127.0.0.1", preview.port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        assert read_until(slow, b"x") == b""
    with socket.create_connection(("127.0.0.1", preview.port)) as long:
        long.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * server.HEAD_BYTES * 2)
        assert b" 431 " in read_until(long, b"\r\n")


# --- While a site is being made -------------------------------------------------------------------


def test_a_request_waits_for_what_was_saved_before_it(preview: Preview) -> None:
    def save_and_ask() -> None:
        folder(preview.root, {TALK: entry("Waited for")})
        time.sleep(0.05)  # the disk needs a moment to tell of it
        assert "<h1>Waited for</h1>" in preview.get(PAGE)[1]

    preview.told_after(save_and_ask)


def test_no_reader_ever_sees_a_part_of_a_site(preview: Preview) -> None:
    ended = threading.Event()

    def ask() -> list[tuple[int, bool]]:
        seen = []
        while not ended.is_set():
            status, page = preview.get(PAGE)
            seen.append((status, page.endswith("</script>\n") and "</html>" in page))
        return seen

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        for number in range(4):
            preview.told_of({TALK: entry(f"Talk {number}")})
        ended.set()
        assert {answer for one in asking for answer in one.result()} == {(200, True)}


def test_until_the_first_site_there_is_a_page_with_what_is_in_the_way(tmp_path: Path) -> None:
    root = folder(tmp_path, {TALK: entry(hours="six")})
    with previewing(root) as preview:
        status, page = preview.get(PAGE)
        assert status == 503
        assert "journal/talk.md:5:8:" in page
        assert "-/reload.js" in page
        preview.told_of({TALK: entry()})
        assert preview.get(PAGE)[0] == 200
    assert [path.name for path in root.iterdir()] == ["journal"]


# --- Addresses and files --------------------------------------------------------------------------


def head(preview: Preview, path: str) -> str:
    """The head of an answer."""
    with socket.create_connection(("127.0.0.1", preview.port)) as connection:
        lines = [f"HEAD {path} HTTP/1.1", f"Host: 127.0.0.1:{preview.port}", "", ""]
        connection.sendall("\r\n".join(lines).encode())
        answer = read_until(connection, b"nothing comes after the head").decode()
    found, _, body = answer.partition("\r\n\r\n")
    assert " 400 " in found or not body
    return found


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (PAGE, "HTTP/1.1 200 OK"),
        (PAGE, "Content-Type: text/html; charset=utf-8"),
        (PAGE, "Cache-Control: no-store"),
        (PAGE, "X-Content-Type-Options: nosniff"),
        (PAGE, "Cross-Origin-Resource-Policy: same-origin"),
        (PAGE.rstrip("/"), "HTTP/1.1 302 Found"),
        (PAGE.rstrip("/"), "Location: ./2025-06-12-talk/"),
        ("/assets/css/site.css", "Content-Type: text/css; charset=utf-8"),
        ("/-/worker.js", "Content-Type: text/javascript; charset=utf-8"),
        ("/data/portfolio.json", "Content-Type: application/json; charset=utf-8"),
        (PROOF, "Content-Type: application/pdf"),
        (PROOF, "Content-Length: 8000005"),
        (KEPT, "HTTP/1.1 200 OK"),
        ("/assets/", "HTTP/1.1 404 Not Found"),
        ("/evidence/2025-06-12-kept/", "HTTP/1.1 404 Not Found"),
        ("/journal/talk.md", "HTTP/1.1 404 Not Found"),
        ("/cpdsite.yaml", "HTTP/1.1 404 Not Found"),
        ("/%252e%252e/%252e%252e/etc/passwd", "HTTP/1.1 404 Not Found"),
        ("/%2e%2e/etc/passwd", "HTTP/1.1 400 Bad Request"),
        ("/../etc/passwd", "HTTP/1.1 400 Bad Request"),
    ],
)
def test_what_an_address_gives(preview: Preview, path: str, line: str) -> None:
    assert line in head(preview, path).split("\r\n")
