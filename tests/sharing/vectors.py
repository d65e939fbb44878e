"""Ten shares as they must be locked, byte for byte: tests/sharing/vectors.json.

CPDSITE_ACCEPT=1 writes them anew, which is a new format: links that were sent would open nothing.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cpdsite.model.page import Page
from cpdsite.model.share import Share
from cpdsite.sharing.sealing import key_of, sealed

FILE = Path(__file__).with_name("vectors.json")
START = "review/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """A share in clear, and as it is locked."""

    name: str
    secret: str
    """The link's key, or the passphrase."""
    salt: str
    expires: str
    files: Mapping[str, bytes]
    locked: Mapping[str, bytes]

    @property
    def share(self) -> Share:
        """What cpdsite keeps of it."""
        salt = _bytes(self.salt)
        return Share(
            name=self.name,
            address="0" * 32,
            key=key_of(self.secret, salt) if salt else _bytes(self.secret),
            salt=salt,
            added=date(2025, 1, 1),
            expires=date.fromisoformat(self.expires) if self.expires else None,
        )

    @property
    def made(self) -> dict[str, bytes]:
        """The folder that cpdsite makes of it."""
        clear = [Page(path=path, content=content) for path, content in self.files.items()]
        return {page.path: page.content for page in sealed(self.share, clear, START)}


def vectors() -> list[Vector]:
    """All of them."""
    return [
        Vector(
            name=told["name"],
            secret=told["secret"],
            salt=told["salt"],
            expires=told["expires"],
            files={path: _bytes(text) for path, text in told["files"].items()},
            locked={path: _bytes(text) for path, text in told["locked"].items()},
        )
        for told in json.loads(FILE.read_text(encoding="utf-8"))
    ]


def write(found: list[Vector]) -> None:
    """Keep what cpdsite makes of them now."""
    told = [
        {
            "name": one.name,
            "secret": one.secret,
            "salt": one.salt,
            "expires": one.expires,
            "files": {path: _text(content) for path, content in one.files.items()},
            "locked": {path: _text(content) for path, content in one.made.items()},
        }
        for one in found
    ]
    FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
