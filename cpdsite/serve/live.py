"""What a page gets on its way to the browser, and never on the disk: the script that reloads it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from importlib.resources import files

FOLDER = "-"
"""No page of a site stands there."""
EVENTS = f"{FOLDER}/events"
SCRIPTS = {
    f"{FOLDER}/{name}": files("cpdsite.serve").joinpath(name).read_bytes()
    for name in ("reload.js", "worker.js")
}
"""By address."""
_META = re.compile(rb"<meta\b[^>]*\bcontent-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"""\bcontent\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_INSTEAD = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<h1>{title}</h1>
<p>{sentence}</p>
{below}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is on show, by number: a page that is older is to be loaded anew."""

    run: str
    """Differs each time the server is started."""
    version: int = 0
    """Grows with each site that is shown; 0 while there was none."""
    nonce: str = ""
    """By which a page's policy lets our script pass and no other."""

    def event(self, faults: str) -> bytes:
        """The message to the open pages."""
        state = {"run": self.run, "version": self.version, "faults": faults}
        return f"retry: 1000\ndata: {json.dumps(state)}\n\n".encode()


def with_script(page: bytes, path: str, moment: Moment) -> bytes:
    """A page of the site, at an address, with the script that reloads it."""
    up = "../" * path.count("/")
    tag = (
        f'<script src="{up}{FOLDER}/reload.js" nonce="{moment.nonce}"'
        f' data-run="{moment.run}" data-version="{moment.version}"></script>\n'
    )
    return _META.sub(lambda found: _let_pass(found[0], moment.nonce), page) + tag.encode()


def nothing_yet(faults: str) -> bytes:
    """The page that is shown as long as there is no site; faults as the terminal shows them."""
    sentence = "The page appears once the faults are mended."
    below = f"<noscript><pre>{html.escape(faults)}</pre></noscript>"
    return _INSTEAD.format(title="Nothing to show yet", sentence=sentence, below=below).encode()


def not_made(shows: str, faults: str) -> bytes:
    """The page that is shown in place of one that cannot be made, though the site could be begun."""
    sentence = f"It would show {html.escape(shows)}. The other pages of the site are there."
    below = f"<pre>{html.escape(faults)}</pre>"
    return _INSTEAD.format(
        title="This page cannot be made", sentence=sentence, below=below
    ).encode()


def _let_pass(meta: bytes, nonce: str) -> bytes:
    """A policy in a page's head, with our script and what it asks for allowed."""

    def amended(found: re.Match[bytes]) -> bytes:
        policy = html.unescape(found[1][1:-1].decode())
        return f'content="{html.escape(_policy(policy, nonce))}"'.encode()

    return _CONTENT.sub(amended, meta)


def _policy(policy: str, nonce: str) -> str:
    """A content security policy in which our script, its worker and its events are allowed."""
    directives = {
        name.lower(): sources
        for name, *sources in map(str.split, filter(str.strip, policy.split(";")))
    }
    default = directives.get("default-src", [])
    additions = {"script-src": f"'nonce-{nonce}'", "worker-src": "'self'", "connect-src": "'self'"}
    for name, source in additions.items():
        if name in directives or default:
            sources = directives.get(name, default)
            directives[name] = [*(one for one in sources if one != "'none'"), source]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
