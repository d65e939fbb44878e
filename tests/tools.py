"""What several tests share: programs of the machine, a built site, a web server, a page."""

import mimetypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-30"
"""The day on which the example journal is counted."""

MEASURED = {name: text for name, text in os.environ.items() if name.startswith("COVERAGE_PROCESS")}
"""What a process of its own must know for `make coverage` to see what it does."""

PROGRAMS = {
    "bash": ("bash",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "git": ("git",),
    "java": ("java",),
    "jq": ("jq",),
    "npm": ("npm",),
    "pdfdetach": ("pdfdetach",),
    "pdfinfo": ("pdfinfo",),
    "pdftohtml": ("pdftohtml",),
    "pdftotext": ("pdftotext",),
    "sed": ("sed",),
    "sha256sum": ("sha256sum",),
    "tmux": ("tmux",),
    "unshare": ("unshare",),
    "vim": ("vim",),
}
"""What tests may require, and the names it goes by."""

CURES = {
    "bash": "install bash",
    "chromium": "install Chromium or Google Chrome (on Debian: apt-get install chromium)",
    "git": "install git (on Debian: apt-get install git)",
    "java": "install Java 17 or newer (on Debian: apt-get install default-jre-headless)",
    "jq": "install jq (on Debian: apt-get install jq)",
    "npm": "install Node.js with npm (on Debian: apt-get install npm)",
    **dict.fromkeys(
        ("pdfdetach", "pdfinfo", "pdftohtml", "pdftotext"),
        "install Poppler (on Debian: apt-get install poppler-utils)",
    ),
    "sed": "install sed",
    "sha256sum": "install GNU coreutils",
    "tmux": "install tmux",
    "unshare": "install util-linux",
    "vim": "install vim",
}


# --- Programs of the machine ----------------------------------------------------------------------


def require(tool: str) -> str:
    """The path of a program. Without it the test is skipped; under CI=true it fails."""
    found = next(filter(None, map(shutil.which, PROGRAMS[tool])), None)
    return found or lack(f"{tool} is not on this machine: {CURES[tool]}")


def require_html_checker() -> list[str]:
    """The command that starts the Nu HTML checker, which needs Java."""
    jar = ROOT / "tools/node_modules/vnu-jar/build/dist/vnu.jar"
    java = require("java")
    if not jar.is_file():
        require("npm")
        lack("the Nu HTML checker is not installed: run `make test` or `make check`")
    return [java, "-jar", str(jar)]


def require_axe() -> str:
    """The script of axe-core, which looks for what bars people from a page."""
    script = ROOT / "tools/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        require("npm")
        lack("axe-core is not installed: run `make test` or `make check`")
    return script.read_text(encoding="utf-8")


def lack(sentence: str) -> NoReturn:
    """Skip the test with a sentence that says what is missing; under CI=true fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


# --- A built site ---------------------------------------------------------------------------------


def build_example(output: Path, *options: str) -> Path:
    """The example journal, built into a folder as a person would build it."""
    command = [sys.executable, "-m", "cpdsite", "-C", str(ROOT), "build", "--today", TODAY]
    ran = subprocess.run(
        [*command, "--output", str(output), *options], capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        pytest.fail(f"cpdsite build ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return output


@contextmanager
def serve(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on loopback as GitHub Pages would; gives its address, prefix included.

    Files are looked up at each request, so a site may be built after its address is known.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, folder, prefix)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


class Handler(BaseHTTPRequestHandler):
    """Answers with a file of the folder, or with its 404.html and status 404."""

    def __init__(self, folder: Path, prefix: str, *connection: object) -> None:
        """Answer one request."""
        self.folder, self.prefix = folder, prefix
        super().__init__(*connection)  # type: ignore[arg-type]  # socketserver gives these three

    def do_GET(self) -> None:
        """Answer a request for a page."""
        file = self.file_asked_for()
        found = file.is_file()
        body = (file if found else self.folder / "404.html").read_bytes()
        kind = mimetypes.guess_type(file.name)[0] if found else "text/html"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def file_asked_for(self) -> Path:
        """The file of an address, which need not exist; an address ending in "/" is a folder."""
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self.prefix):
            return self.folder / "outside the prefix"
        file = self.folder / path.removeprefix(self.prefix)
        return file / "index.html" if path.endswith("/") else file

    def log_message(self, *_: object) -> None:
        """Keep the tests' output quiet."""


# --- A page, taken apart --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a page names."""

    tag: str
    line: int
    address: str
    loaded: bool
    """Whether the browser asks for it on opening the page, without a click."""

    def __str__(self) -> str:
        """For a message."""
        return f"line {self.line}: <{self.tag}> {self.address}"


class Page(HTMLParser):
    """What the tests ask of a page; filled by reading its HTML."""

    def __init__(self, html: str) -> None:
        """Read a whole page."""
        super().__init__()
        self.lang = ""
        self.title = ""
        self.base = ""
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.links: list[Link] = []
        self.texts: list[tuple[int, str]] = []
        """Each piece of text and each attribute's value, with its line; scripts and styles not."""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    @property
    def external_requests(self) -> list[Link]:
        """What the browser would ask another host for on opening the page."""
        return [link for link in self.links if link.loaded and leaves_site(link.address)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says of the page."""
        given = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self.texts += [(line, value) for value in given.values()]
        self.ids += [given["id"]] if "id" in given else []
        self.links += [
            Link(tag=tag, line=line, address=address, loaded=is_loaded(tag, given))
            for address in addresses(given)
            if tag != "base"
        ]
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "base":
            self.base = given.get("href", "")
        elif tag == "h1":
            self.headings.append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of SVG that closes itself."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those inside it whose end may be left out."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Note a piece of text."""
        if self._open[-1:] in (["script"], ["style"]):
            return
        self.texts.append((self.getpos()[0], data))
        if "h1" in self._open:
            self.headings[-1] += data
        if self._open[-1:] == ["title"] and "svg" not in self._open:
            self.title += data


VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
NOT_LOADED = frozenset(("alternate", "author", "canonical", "help", "license", "next", "prev"))
"""Relations of a <link> that a browser only notes."""


def addresses(given: dict[str, str]) -> list[str]:
    """The addresses among the attributes of an element."""
    found = [given[name] for name in ("href", "xlink:href", "src", "poster") if name in given]
    return found + [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]


def is_loaded(tag: str, given: dict[str, str]) -> bool:
    """Whether an element's addresses are asked for on opening the page."""
    if tag == "link":
        return not NOT_LOADED.issuperset(given.get("rel", "").lower().split())
    return tag not in ("a", "area")


def leaves_site(address: str) -> bool:
    """Whether an address names a host or a scheme of its own; data: carries its own content."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")
