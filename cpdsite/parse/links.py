"""Where the relative links of a journal lead."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|edu|eu|uk)(?:/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A spot in the user's folder that a link names."""

    path: str
    """Relative to the folder, in NFC; begins with `../` when it leads out; "" for the entry itself."""
    fragment: str = ""
    """Percent-decoded, without `#`."""


def target(entry_path: str, href: str) -> Target | None:
    """Return where a relative link in an entry leads; None for an address with a scheme or a root."""
    if _SCHEME.match(href) or href.startswith(("/", "\\")):
        return None
    link, _, fragment = href.partition("#")
    link = link.partition("?")[0]
    path = ""
    if link:
        joined = posixpath.join(posixpath.dirname(entry_path), unquote(link))
        path = unicodedata.normalize("NFC", posixpath.normpath(joined))
    return Target(path=path, fragment=unicodedata.normalize("NFC", unquote(fragment)))


@lru_cache(maxsize=100_000)
def is_web(address: str) -> bool:
    """Tell whether an address can be opened in a browser by anyone: http or https with a host."""
    # `\S` lets control characters through, which no address holds.
    web = re.fullmatch(r"https?://[^\s/?#]+\S*", address, re.IGNORECASE)
    return web is not None and address.isprintable() and _has_host(address)


def _has_host(address: str) -> bool:
    """Tell whether the part between `//` and the path can be one: not `[::1` and not a port of 99999."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def begins_with_host(address: str) -> bool:
    """Tell whether what should be a path begins like an address of the web: `www.nhs.uk/cert`."""
    return _HOST.match(address) is not None


def evidence_path(entry_path: str, file: str) -> str:
    """Return the file that an entry names as evidence, relative to the folder; "" when the name is unsafe.

    A leading `/` means the top of the journal; a way out of it, a backslash, a colon or NUL is unsafe.
    """
    if re.search(r"[\\:\0]", file):
        return ""
    base = "journal" if file.startswith("/") else posixpath.dirname(entry_path)
    path = unicodedata.normalize("NFC", posixpath.normpath(posixpath.join(base, file.lstrip("/"))))
    return path if path.startswith("journal/") else ""
