"""The outputs of a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cpdsite.model.assessment import Audience

KEY = 32
"""Bytes of a page's key: the first half is the theme's, the second the page's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site that is made here."""

    path: str
    """Relative to the site, such as `years/2025/index.html`."""
    content: bytes
    key: bytes = field(default=b"", compare=False)
    """What decided its bytes: two pages with one key are alike; b"" when that is not known."""
    origin: bytes = field(default=b"", compare=False)
    """What decided its key: of one that has the same, the key is the same; b"" when not known."""
    kept: bool = field(default=False, compare=False)
    """Whether it was taken from the former site."""


Remembered = Callable[[str, bytes], bytes | None]
"""By path and key: the bytes of a page that was made before; None when it is not known."""

Known = Callable[[str, bytes], bytes]
"""By path and origin: the key of a page that was made before; b"" when it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is noted of a page that stands somewhere: all but its bytes."""

    path: str
    key: bytes
    origin: bytes
    digest: str
    """Of its bytes; "" where it has no key."""
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One file of the site that is copied, name and bytes unchanged."""

    path: str
    """Relative to the site."""
    source: str
    """Where its bytes are: relative to the folder (evidence) or to the theme (an asset)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What tells whether a file is still the one that was shown."""

    size: int
    """In bytes."""
    sha256: str
    """64 hexadecimal digits, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """For whom a site was made, and as of which day."""

    audience: Audience
    as_of: date
    drafts: bool
    base_url: str
    """The address it was made for; "" for none."""
