"""The head of a request: read strictly, and refused unless it comes from the owner's own browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, parse_headers
from io import BytesIO
from ipaddress import ip_address
from urllib.parse import unquote

_FROM_OURSELVES = frozenset({"none", "same-origin"})
"""An address that was typed or opened from a program, and our own pages."""
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?")
_LINE = re.compile(r"([A-Z]+) (/[!-~]*) HTTP/1\.[01]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")


class Refused(Exception):  # noqa: N818 (no error: an answer that is no page)
    """A request that is not answered with a page; a sentence says why."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        """Take the status and a sentence for who typed the address."""
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for."""

    path: str
    """Decoded, and without the `/` at its front; no part of it is empty, `.` or `..`."""
    head: bool = False
    """Whether only the head of the answer is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What this server may be called in an address."""

    given: str = "127.0.0.1"
    """The host it was told to serve at."""

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine reach the server."""
        return self.given == "localhost" or _is_loopback(self.given)

    def hold(self, host: str) -> bool:
        """Tell whether a Host header names this server.

        A page elsewhere can make its own name lead to this machine, but never a number; so
        numbers are safe where others may ask.
        """
        found = _HOST.fullmatch(host.lower())
        if not found:
            return False
        name = found[1].strip("[]")
        if name == "localhost" or _is_loopback(name):
            return True
        return not self.loopback and (name == self.given.lower() or _is_number(name))


def read_request(head: bytes, names: Names) -> Request:
    """Return what the head of a request asks for; raises Refused."""
    line, _, rest = head.partition(b"\r\n")
    headers = _headers(rest)
    _check_sender(headers, names)
    found = _LINE.fullmatch(line.decode("latin-1"))
    if not found:
        raise Refused(HTTPStatus.BAD_REQUEST, "This is not a request for a page.")
    method, target = found.groups()
    if method not in {"GET", "HEAD"}:
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "Pages can only be read here.")
    return Request(path=_path(target), head=method == "HEAD")


def _headers(text: bytes) -> HTTPMessage:
    try:
        found = parse_headers(BytesIO(text))
    except HTTPException as fault:
        status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        raise Refused(status, "The request has too many headers.") from fault
    if found.defects:
        # What stands behind a line that is no header would not be seen, and might tell who asks.
        raise Refused(HTTPStatus.BAD_REQUEST, "The request has a line that is no header.")
    return found


def _check_sender(headers: HTTPMessage, names: Names) -> None:
    """Refuse a request under a foreign name, and one that a page of another site makes."""
    hosts = headers.get_all("Host", [])
    if len(hosts) != 1:
        raise Refused(HTTPStatus.BAD_REQUEST, "A request names one host.")
    if not names.hold(hosts[0]):
        sentence = "This server answers under its own address only, the one in the terminal."
        raise Refused(HTTPStatus.MISDIRECTED_REQUEST, sentence)
    own = f"http://{hosts[0].lower()}"
    foreign = any(site not in _FROM_OURSELVES for site in headers.get_all("Sec-Fetch-Site", []))
    if foreign or any(origin.lower() != own for origin in headers.get_all("Origin", [])):
        sentence = "Another site led here. Type the address into the browser to open this page."
        raise Refused(HTTPStatus.FORBIDDEN, sentence)


def _path(target: str) -> str:
    """Return the path of a request's target, decoded once."""
    coded = re.split("[?#]", target, maxsplit=1)[0]
    try:
        path = unquote(coded, errors="strict").removeprefix("/")
    except UnicodeDecodeError as fault:
        raise Refused(HTTPStatus.BAD_REQUEST, "The address is not UTF-8.") from fault
    parts = path.removesuffix("/").split("/") if path else []
    if _UNSAFE.search(path) or not {"", ".", ".."}.isdisjoint(parts):
        raise Refused(HTTPStatus.BAD_REQUEST, "This is no address of a page.")
    return path


def _is_loopback(name: str) -> bool:
    return _is_number(name) and ip_address(name).is_loopback


def _is_number(name: str) -> bool:
    """Tell whether a host is named by its IP address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
