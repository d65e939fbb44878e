"""Clients that are no browser: bytes that are no request, connections without end, ways out of the site."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from cpdsite.serve import sending, server
from tests.commands import entry, folder
from tests.faults.striking import MANY
from tests.serve.previews import PATIENCE, Preview, open_stream, previewing
from tests.tools import ROOT, TODAY

PAGE = "/entries/2025-06-12-talk/"
PROOF = "/evidence/2025-06-12-talk/proof.pdf"
EVIDENCE = b"%PDF-1.4 " + bytes(8_000_000)
SECRET = b"a secret of the machine"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A served folder with an entry and its evidence, below a folder with a secret."""
    above = tmp_path_factory.mktemp("above")
    (above / "secret.txt").write_bytes(SECRET)
    with previewing(record(above / "cpd")) as served:
        yield served


def record(root: Path) -> Path:
    """An entry with evidence."""
    files: dict[str, str | bytes] = {
        "journal/talk/index.md": entry(evidence="[proof.pdf]"),
        "journal/talk/proof.pdf": EVIDENCE,
    }
    return folder(root, files)


def told(port: int, *pieces: bytes, end: bool = True) -> bytes:
    """All that comes back for some bytes, sent piece by piece; `end`: nothing more will be sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        with suppress(OSError):
            for piece in pieces:
                connection.sendall(piece)
            if end:
                connection.shutdown(socket.SHUT_WR)
        return rest_of(connection)


def rest_of(connection: socket.socket) -> bytes:
    """What comes until the connection ends, in whatever way."""
    connection.settimeout(PATIENCE)
    read = []
    with suppress(ConnectionError):
        while piece := connection.recv(1 << 20):
            read.append(piece)
    return b"".join(read)


def asking(port: int, target: str = PAGE, *headers: str, method: str = "GET") -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers, "", ""]
    return "\r\n".join(lines).encode()


def status(answer: bytes) -> str:
    """The status of an answer, "" for none."""
    found = re.match(rb"HTTP/1\.1 (\d+) ", answer)
    return found[1].decode() if found else ""


def until(holds: Callable[[], bool]) -> bool:
    """Wait until something holds; tell whether it did."""
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


# --- Bytes that are no request --------------------------------------------------------------------

OWN = b"Host: 127.0.0.1\r\n"


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (b"", ""),
        (b"\r\n\r\n", "400"),
        (b"\0" * 100 + b"\r\n\r\n", "400"),
        (b"\xff\xfe\r\n\r\n", "400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), ""),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400"),
        (b"GET /\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\n" + OWN.replace(b"\r", b"") + b"\n", ""),
        (b"GET / HTTP/1.1\r\n" + OWN, ""),
        (b"GET / HTTP/1.1\r\n" + OWN + b"\r\n", "200"),
        (b"GET / HTTP/1.1\r\n no name\r\n" + OWN + b"\r\n", "400"),
        (b"GET / HTTP/1.1\r\n" + OWN + b"no colon\r\nSec-Fetch-Site: cross-site\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n evil.example\r\n\r\n", "421"),
        (b"GET / HTTP/9.9\r\n" + OWN + b"\r\n", "400"),
        (b"G\0T / HTTP/1.1\r\n" + OWN + b"\r\n", "400"),
        (b"A" * 10_000 + b" / HTTP/1.1\r\n" + OWN + b"\r\n", "405"),
        (b"GET /" + b"a" * 15_000 + b" HTTP/1.1\r\n" + OWN + b"\r\n", "404"),
        (b"GET /" + b"a" * 17_000 + b" HTTP/1.1\r\n" + OWN + b"\r\n", "431"),
        (b"GET /" + b"a/" * 7_000 + b" HTTP/1.1\r\n" + OWN + b"\r\n", "404"),
        (b"GET /?" + b"%" * 15_000 + b" HTTP/1.1\r\n" + OWN + b"\r\n", "200"),
        (b"GET / HTTP/1.1\r\n" + OWN + b"A: b\r\n" * 500 + b"\r\n", "431"),
        (b"GET / HTTP/1.1\r\n" + OWN + b"A: " + b"b" * 20_000_000 + b"\r\n\r\n", "431"),
        (b"POST / HTTP/1.1\r\n" + OWN + b"Content-Length: 4\r\n\r\nabcd", "405"),
        (b"POST / HTTP/1.1\r\n" + OWN + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "405"),
        (b"GET / HTTP/1.1\r\n" + OWN + b"Content-Length: 99999999999\r\n\r\n", "200"),
        (b"GET / HTTP/1.1\r\n" + OWN + b"Expect: 100-continue\r\nUpgrade: h2c\r\n\r\n", "200"),
    ],
    ids=lambda given: repr(given[:40]) if isinstance(given, bytes) else given,
)
def test_whatever_is_sent_gets_one_answer_or_none(
    preview: Preview, sent: bytes, answered: str
) -> None:
    got = told(preview.port, sent)
    # Who still sends what nobody wants may lose the answer with the connection.
    assert status(got) in ({answered, ""} if len(sent) > 1_000_000 else {answered})
    assert preview.get(PAGE)[0] == 200


def test_a_second_request_on_one_connection_is_not_read(preview: Preview) -> None:
    got = told(preview.port, asking(preview.port) * 3, end=False)
    assert got.count(b"HTTP/1.1 ") == 1
    assert b"Connection: close\r\n" in got


def test_who_asks_for_a_part_gets_the_whole(preview: Preview) -> None:
    got = told(preview.port, asking(preview.port, PROOF, "Range: bytes=5-9", "If-Range: x"))
    head, _, body = got.partition(b"\r\n\r\n")
    assert (status(head), body) == ("200", EVIDENCE)
    assert b"accept-ranges" not in head.lower()


# --- Connections that take their time -------------------------------------------------------------


def test_a_request_byte_by_byte_is_answered(preview: Preview) -> None:
    asked = asking(preview.port)
    got = told(preview.port, *(asked[n : n + 1] for n in range(len(asked))), end=False)
    assert status(got) == "200"


def test_who_goes_on_sending_a_head_is_cut_off_in_time(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.3)
    address = ("127.0.0.1", preview.port)
    with socket.create_connection(address, timeout=PATIENCE) as slow, suppress(ConnectionError):
        begun = time.monotonic()
        slow.sendall(b"GET / HTTP/1.1\r\n")
        while time.monotonic() < begun + PATIENCE:
            slow.sendall(b"A: b\r\n")
            time.sleep(0.02)
        pytest.fail("it is still listened to")


def test_who_reads_nothing_is_cut_off_in_time(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    with ExitStack() as held:
        lazy = [held.enter_context(socket.socket()) for _ in range(20)]
        for one in lazy:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect(("127.0.0.1", preview.port))
            one.sendall(asking(preview.port, PROOF))
        assert preview.get(PAGE)[0] == 200
        time.sleep(0.6)
        assert all(len(rest_of(one)) < len(EVIDENCE) for one in lazy)


def test_who_ends_a_connection_before_the_answer_holds_nothing(preview: Preview) -> None:
    before = open_files()
    for _ in range(100):
        with socket.create_connection(("127.0.0.1", preview.port)) as hasty:
            hasty.sendall(asking(preview.port, PROOF))
    assert until(lambda: open_files() <= before)


def test_200_streams_that_closed_are_forgotten(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "STREAMS", 210)
    before = open_files()
    for _ in range(3):
        with ExitStack() as held:
            streams = [held.enter_context(open_stream(preview.port)) for _ in range(200)]
            assert {status(stream.recv(4096)) for stream in streams} == {"200"}
            assert preview.get(PAGE)[0] == 200
        assert until(lambda: open_files() <= before)


def open_files() -> int:
    """How many files and sockets this process, which is the server too, holds open."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the system does not tell")
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 (names only)


# --- Ways out of the site -------------------------------------------------------------------------

DOTS = (".", "%2e", "%2E", "%252e", "%c0%ae", "%e0%80%ae", "%u002e", "%ef%bc%8e", "%00.", ".;")
SLASHES = (
    "/",
    "//",
    "%2f",
    "%5c",
    "\\",
    "%252f",
    "%255c",
    "%c0%af",
    "%ef%bc%8f",
    "/./",
    ";/",
    "%00/",
)
OTHERS = (
    *("/C:/Windows/win.ini", "/C:%5CWindows", "/c%3a/x", "//etc/passwd", "///etc/passwd"),
    *("/%2fetc/passwd", "/etc/passwd", "/etc/passwd%00.html", "/file:///etc/passwd"),
    *("//127.0.0.1/secret.txt", "/%5c%5chost%5cshare", "/~root/.ssh/id_rsa", "/proc/self/environ"),
    *("/.cpdsite/shares.yaml", "/.git/config", "/cpdsite.yaml", "/journal/talk/index.md"),
    *("/journal/talk/proof.pdf", "/-/../cpdsite.yaml", "/-/%2e%2e/x", "/-/"),
    *("/entries/CON", "/index.html::$DATA", "/index.html.", "/index.html%20", "/INDEX.HTML"),
)


@pytest.mark.parametrize("slash", SLASHES)
def test_no_way_of_writing_dots_and_slashes_leads_out(preview: Preview, slash: str) -> None:
    for dot, start in itertools.product(DOTS, ("/", "/evidence/2025-06-12-talk/", "/-/")):
        for end in ("secret.txt", "etc/passwd"):
            target = start + (dot * 2 + slash) * 6 + end
            refused(told(preview.port, asking(preview.port, target)), target)


def test_nothing_but_the_site_has_an_address(preview: Preview) -> None:
    for target in OTHERS:
        refused(told(preview.port, asking(preview.port, target)), target)


def refused(got: bytes, target: str) -> None:
    """Demand that an address gives nothing."""
    assert status(got) in {"400", "404"}, (target, got[:200])
    assert SECRET not in got
    assert b"root:" not in got
    assert b"title: Talk" not in got


def _link(proof: Path) -> None:
    proof.unlink()
    proof.symlink_to(proof.parents[3] / "secret.txt")


def _folder_link(proof: Path) -> None:
    elsewhere = folder(proof.parents[3] / "elsewhere", {"proof.pdf": SECRET})
    shutil.rmtree(proof.parent)
    proof.parent.symlink_to(elsewhere)


def _pipe(proof: Path) -> None:
    proof.unlink()
    os.mkfifo(proof)


@pytest.mark.parametrize("change", [_link, _folder_link, _pipe, Path.unlink])
def test_what_takes_the_place_of_evidence_is_not_followed(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    (tmp_path / "secret.txt").write_bytes(SECRET)
    with previewing(record(tmp_path / "cpd")) as preview:
        assert status(told(preview.port, asking(preview.port, PROOF))) == "200"
        change(preview.root / "journal/talk/proof.pdf")
        refused(told(preview.port, asking(preview.port, PROOF)), PROOF)


# --- A very large file ----------------------------------------------------------------------------

LARGE = 1 << (30 if MANY else 28)
"""Bytes: a gigabyte in `make fuzz`, a quarter of it otherwise."""
MOST = 32 * 1024
"""Kilobytes by which the server may grow while it is sent."""


@pytest.mark.skipif(sys.platform != "linux", reason="it reads what Linux tells of a process")
def test_a_very_large_file_is_sent_in_bounded_memory(tmp_path: Path) -> None:
    root = folder(record(tmp_path), {"cpdsite.yaml": "evidence_limit: 2000\n"})
    with (root / "journal/talk/proof.pdf").open("r+b") as proof:
        proof.truncate(LARGE)  # a hole: it takes no room on the disk
    command = [sys.executable, "-u", "-m", "cpdsite", "-C", str(root), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--today", TODAY], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout
        line = next(line for line in served.stdout if "http://" in line)
        port = int(re.findall(r":(\d+)/", line)[0])
        told(port, asking(port))
        before = memory(served.pid)
        assert sum(sizes(port)) > LARGE
        grown = memory(served.pid) - before
        served.terminate()
    assert grown < MOST, f"{grown} kB"


def sizes(port: int) -> Iterator[int]:
    """The size of each piece of an answer."""
    room = bytearray(1 << 20)
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(asking(port, PROOF))
        while size := connection.recv_into(room):
            yield size


def memory(process: int) -> int:
    """The most memory that a process ever had, in kilobytes."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", text)[0])
