"""What a page gets on its way to the browser, and the messages to it."""

import pytest

from cpdsite.serve.live import Moment, with_script

MOMENT = Moment(run="r", version=3, nonce="N")
TAG = b'<script src="-/reload.js" nonce="N" data-run="r" data-version="3"></script>\n'
ADDED = "script-src 'nonce-N'; worker-src 'self'; connect-src 'self'"


def policed(meta: str) -> str:
    """What becomes of an element in the head of a page."""
    page = with_script(f"<head>{meta}</head>\n".encode(), "", MOMENT).decode()
    return page.removeprefix("<head>").removesuffix(f"</head>\n{TAG.decode()}")


@pytest.mark.parametrize(
    ("policy", "amended"),
    [
        ("default-src 'none'", f"default-src 'none'; {ADDED}"),
        (
            "default-src 'none'; script-src 'self'; img-src 'self'",
            "default-src 'none'; script-src 'self' 'nonce-N'; img-src 'self'; "
            + ADDED.partition("; ")[2],
        ),
        ("img-src 'self'", "img-src 'self'"),
        ("script-src 'none';", "script-src 'nonce-N'"),
        (
            "DEFAULT-SRC a;;",
            "default-src a; script-src a 'nonce-N'; worker-src a 'self'; connect-src a 'self'",
        ),
    ],
)
def test_a_policy_lets_our_script_pass_and_nothing_else(policy: str, amended: str) -> None:
    coded = [text.replace("'", "&#x27;") for text in (policy, amended)]
    meta = '<meta http-equiv="Content-Security-Policy" content="{}">'
    assert policed(meta.format(coded[0])) == meta.format(coded[1])
    assert policed(meta.format(policy)) == meta.format(coded[1])
    other = (
        f"<META content='{policy.replace(chr(39), '&#39;')}' http-equiv=content-security-policy/>"
    )
    assert policed(other) == f'<META content="{coded[1]}" http-equiv=content-security-policy/>'


def test_other_parts_of_a_page_are_untouched() -> None:
    page = b'<meta name="x" content="default-src">\r\n<p>\xff content-security-policy</p>'
    assert with_script(page, "", MOMENT) == page + TAG


@pytest.mark.parametrize(("path", "up"), [("", ""), ("a", ""), ("a/b/", "../../"), ("a/b", "../")])
def test_the_script_is_found_from_every_address(path: str, up: str) -> None:
    assert with_script(b"", path, MOMENT) == TAG.replace(b'src="', f'src="{up}'.encode())
