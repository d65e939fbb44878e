"""Which requests are answered: those of the owner's own browser, for addresses inside the site."""

import pytest

from cpdsite.serve.requests import Names, Refused, read_request

HOST = "127.0.0.1:8000"
OWN = Names()
OPEN = Names(given="0.0.0.0")  # noqa: S104 (nothing is bound)


def asked(target: str = "/", *headers: str, host: str = HOST, names: Names = OWN) -> str:
    """The path that a request asks for, or the status with which it is refused."""
    line = target if " " in target else f"GET {target} HTTP/1.1"
    lines = [line, f"Host: {host}", *headers] if host else [line, *headers]
    try:
        return read_request("\r\n".join([*lines, "", ""]).encode("latin-1"), names).path
    except Refused as refused:
        return f"{refused.status.value}"


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", ""),
        ("/entries/", "entries/"),
        ("/entries/x", "entries/x"),
        ("/entries/?page=../..#x", "entries/"),
        ("/tags/caf%C3%A9/", "tags/café/"),
        ("/evidence/x/50%25%20done.pdf", "evidence/x/50% done.pdf"),
        ("/a..b/...", "a..b/..."),
        ("HEAD / HTTP/1.0", ""),
    ],
)
def test_an_address_is_decoded_once(target: str, path: str) -> None:
    assert asked(target) == path


@pytest.mark.parametrize(
    "target",
    [
        "/../etc/passwd",
        "/..",
        "/entries/../../x",
        "/%2e%2e/etc/passwd",
        "/%2E%2E%2Fetc%2Fpasswd",
        "/..%2f..%2fetc",
        "/.%2e/x",
        "/./x",
        "/x/.",
        "//etc/passwd",
        "/x//y",
        "/%2Fetc/passwd",
        "/..\\..\\x",
        "/%5c%5chost%5cshare",
        "/..%5c..%5cx",
        "/x%00.html",
        "/x%0d%0aSet-Cookie:%20a",
        "/%c0%ae%c0%ae/x",
        "/%e0%80%ae/x",
        "/caf%e9",
        "/café",
        "http://127.0.0.1:8000/",
        "http://evil.example/",
        "GET / HTTP/2.0",
        "GET  / HTTP/1.1",
        "GET /",
        "get / HTTP/1.1",
        "GET /a b HTTP/1.1",
        "OPTIONS * HTTP/1.1",
    ],
)
def test_an_address_that_leads_out_or_is_none_is_refused(target: str) -> None:
    assert asked(target) == "400"


def test_what_is_coded_twice_is_only_a_strange_name() -> None:
    assert asked("/%252e%252e/etc/passwd") == "%2e%2e/etc/passwd"
    assert asked("/%zz/%") == "%zz/%"


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"]
)
def test_nothing_can_be_sent(method: str) -> None:
    assert asked(f"{method} / HTTP/1.1") == "405"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8000",
        "localhost:8000",
        "LOCALHOST",
        "localhost:9",
        "127.8.8.8:8000",
        "[::1]:8000",
    ],
)
def test_the_machine_itself_may_ask_under_each_of_its_names(host: str) -> None:
    assert asked(host=host) == ""
    assert asked(host=host, names=OPEN) == ""


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("", "400"),
        ("evil.example:8000", "421"),
        ("127.0.0.1.evil.example:8000", "421"),
        ("localhost.evil.example", "421"),
        ("localhost.", "421"),
        ("evil@127.0.0.1:8000", "421"),
        ("127.0.0.1:8000, evil.example", "421"),
        ("127.0.0.1:8000/x", "421"),
        ("127.1", "421"),
        ("2130706433", "421"),
        ("0x7f.1", "421"),
        ("0.0.0.0:8000", "421"),
        ("192.168.1.7:8000", "421"),
        ("[::]:8000", "421"),
        ("[::1", "421"),
        ("[127.0.0.1]:x", "421"),
        ("[fe80::1%25eth0]:8000", "421"),
        ("[::1%251]:8000", "421"),
        ("[::ffff:192.168.1.7]:8000", "421"),
        ("localhost:8000:9", "421"),
        ("localhost:", "421"),
        ("localhost:-1", "421"),
        ("localhost@evil.example", "421"),
        ("localhost#evil.example", "421"),
        ("localhost\x00", "421"),
        ("localhost evil.example", "421"),
        ("*", "421"),
        ("..", "421"),
        ("_", "421"),
    ],
)
def test_a_request_under_a_foreign_name_is_refused(host: str, status: str) -> None:
    assert asked(host=host) == status


def test_two_hosts_are_refused() -> None:
    assert asked("/", "Host: evil.example") == "400"
    assert asked("/", f"Host: {HOST}") == "400"


def test_beyond_the_machine_numbers_and_the_given_name_may_be_asked_for() -> None:
    assert asked(host="192.168.1.7:8000", names=OPEN) == ""
    assert asked(host="evil.example:8000", names=OPEN) == "421"
    assert asked(host="Desk.local:8000", names=Names(given="desk.local")) == ""
    assert asked(host="desk.local.evil.example", names=Names(given="desk.local")) == "421"


@pytest.mark.parametrize(
    "header",
    [
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "sec-fetch-site: CROSS-SITE",
        "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: ",
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: ",
        "Origin: http://evil@127.0.0.1:8000",
        "Origin: http://127.0.0.1:8000/",
        "Origin: http://127.0.0.1:8000 https://evil.example",
        f"Origin: http://{HOST}\r\nOrigin: https://evil.example",
        f"Origin: http://{HOST}\r\nSec-Fetch-Site: same-site",
        "Origin: http://localhost:8000",
        "Origin: http://127.0.0.1:8001",
        "Origin: https://127.0.0.1:8000",
    ],
)
def test_a_page_of_another_site_gets_nothing(header: str) -> None:
    assert asked("/", header) == "403"


@pytest.mark.parametrize(
    "header",
    ["Sec-Fetch-Site: none", "Sec-Fetch-Site: same-origin", f"Origin: http://{HOST}"],
)
def test_an_own_page_and_a_typed_address_are_answered(header: str) -> None:
    assert asked("/", header) == ""


def test_too_many_headers_are_refused() -> None:
    assert asked("/", *(f"X-{n}: 1" for n in range(200))) == "431"
