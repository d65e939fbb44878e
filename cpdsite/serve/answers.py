"""What is answered to a request: a page of the site in memory, or one of the owner's own files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from mimetypes import MimeTypes
from pathlib import PurePosixPath
from urllib.parse import quote

from cpdsite.model.entry import Entry
from cpdsite.render.permalinks import of_entry
from cpdsite.serve.attempts import in_the_way
from cpdsite.serve.live import SCRIPTS, Moment, not_made, nothing_yet, with_script
from cpdsite.serve.requests import Refused, Request
from cpdsite.stages import Begun

_INDEX = "index.html"
_NOT_FOUND = "404.html"
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"
_KINDS = MimeTypes()
_MORE_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "js": "text/javascript",
    "xml": "application/xml",
}
"""What Python does not know everywhere."""
_AS_TEXT = frozenset({"application/xml", "application/json", "image/svg+xml"})
_ALWAYS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Connection", "close"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the browser is shown."""

    moment: Moment
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Pages, assets and data by address; empty as long as there is no site."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """The owner's files by address: where each stands in the folder."""
    entries: Sequence[Entry] = ()
    """Those that have a page."""
    faults: str = ""
    """Why this is not the newest; "" when it is."""

    @property
    def event(self) -> bytes:
        """The message of it to the open pages."""
        return self.moment.event(self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to be sent."""

    status: HTTPStatus = HTTPStatus.OK
    kind: str = _HTML
    body: bytes = b""
    source: str = ""
    """The file of the folder that is the body; "" where the body is given."""
    location: str = ""
    """Where the page stands that was asked for; "" when it is this one."""

    def head(self, length: int | None) -> bytes:
        """The lines above the body; a stream has no length."""
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}", f"Content-Type: {self.kind}"]
        lines += [f"{name}: {value}" for name, value in _ALWAYS]
        lines += [] if length is None else [f"Content-Length: {length}"]
        lines += [f"Location: {self.location}"] if self.location else []
        lines += ["Allow: GET, HEAD"] if self.status is HTTPStatus.METHOD_NOT_ALLOWED else []
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


STREAM = Answer(kind="text/event-stream")
"""Goes on for as long as a page is open."""
UNREADABLE = Answer(
    status=HTTPStatus.NOT_FOUND, kind=_TEXT, body=b"This file is gone, or may not be opened.\n"
)
TOO_LONG = Answer(
    status=HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    kind=_TEXT,
    body=b"The request is too long.\n",
)
BUSY = Answer(status=HTTPStatus.SERVICE_UNAVAILABLE, kind=_TEXT, body=b"Too many pages are open.\n")


def showing(made: Begun, moment: Moment) -> Shown:
    """A site that was made, ready to be asked for."""
    return Shown(
        moment=moment,
        files=made.files,
        copies={copy.path: copy.source for copy in made.copies},
        entries=made.portfolio.entries,
    )


def answer(request: Request, shown: Shown) -> Answer:
    """What a request gets; an address is only looked up, so it cannot lead out of the site."""
    path = request.path
    if path in SCRIPTS:
        return Answer(kind=_kind(path), body=SCRIPTS[path])
    if not shown.files:
        page = with_script(nothing_yet(shown.faults), path, shown.moment)
        return Answer(status=HTTPStatus.SERVICE_UNAVAILABLE, body=page)
    file = f"{path}{_INDEX}" if path.endswith("/") or not path else path
    if file in shown.copies:
        return Answer(kind=_kind(file), source=shown.copies[file])
    if file in shown.files:
        return _page(file, path, shown, HTTPStatus.OK)
    if f"{path}/{_INDEX}" in shown.files:
        return Answer(status=HTTPStatus.FOUND, kind=_TEXT, location=_folder(path))
    return _page(_NOT_FOUND, path, shown, HTTPStatus.NOT_FOUND)


def refusal(refused: Refused) -> Answer:
    """The answer to a request that is refused."""
    return Answer(status=refused.status, kind=_TEXT, body=f"{refused.sentence}\n".encode())


def _page(file: str, path: str, shown: Shown, status: HTTPStatus) -> Answer:
    """A file of the site, asked for under an address; pages are given the script."""
    kind = _kind(file)
    try:
        body = shown.files.get(file, b"There is no such page.\n")
    except Exception as raised:  # noqa: BLE001 (as when the site was begun: it is shown, and we go on)
        kind, status = _HTML, HTTPStatus.INTERNAL_SERVER_ERROR
        body = not_made(_shows(file, shown), in_the_way(raised))
    if kind == _HTML:
        body = with_script(body, path, shown.moment)
    return Answer(status=status, kind=kind, body=body)


def _shows(file: str, shown: Shown) -> str:
    """What a page is about: the file of an entry, else its own address."""
    paths = (entry.path for entry in shown.entries if of_entry(entry) == file)
    return next(paths, file)


def _folder(path: str) -> str:
    """The address of a folder as seen from the same address without a `/` at its end."""
    # In front of a name with a colon in it, `./` says that the name is no scheme.
    return f"./{quote(PurePosixPath(path).name)}/"


def _kind(file: str) -> str:
    """The type of a file's content, by its name."""
    ending = PurePosixPath(file).suffix[1:].lower()
    found = _MORE_KINDS.get(ending) or _KINDS.guess_type(f"x.{ending}")[0]
    kind = found or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _AS_TEXT else kind
