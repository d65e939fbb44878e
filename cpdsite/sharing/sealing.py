"""The format of a share: files in, locked files with opaque names out.

The same files under the same key are the same bytes, so that a build which changes nothing changes
no byte. No pair of key and nonce serves two contents: the content key comes from all contents, and
each nonce from what it is used for.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec

from cpdsite.model.page import Page
from cpdsite.model.share import Share

FORMAT = "cpdsite-share/1"
ROUNDS = 600_000
"""Of PBKDF2, as OWASP asks for with SHA-256."""
OPENING = "open.json"
"""The one file of a share that can be read without its key."""
SUFFIX = ".bin"
_BETWEEN = re.compile(r"[^a-z0-9]")
_NONCE = 12
_NAME = 16
_SMALLEST = 4096
"""Bytes to which small files are padded."""
_STEPS = 8
"""So many sizes there are for large files between one power of two and the next."""


def key_of(passphrase: str, salt: bytes, rounds: int = ROUNDS) -> bytes:
    """Return the share's key that a passphrase comes to; case, blanks and hyphens do not matter."""
    typed = _BETWEEN.sub("", passphrase.lower())
    return hashlib.pbkdf2_hmac("sha256", typed.encode(), salt, rounds)


def sealed(share: Share, files: Iterable[Page], start: str) -> Iterator[Page]:
    """Yield the locked files, and what opens them, with paths relative to the share's folder.

    `start` is the path of the page that is shown first.
    """
    clear = {file.path: file.content for file in files}
    content = content_key(share.key, clear)
    yield Page(path=OPENING, content=_opening(share, content, start))
    for path in sorted(clear):
        name = name_of(content, path)
        yield Page(path=name, content=_locked(content, name, path, clear[path]))


def content_key(key: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return the key of a share's files: another for any other files, and for any other share."""
    whole = hashlib.sha256()
    for path in sorted(files):
        name = path.encode()
        whole.update(len(name).to_bytes(4) + name + hashlib.sha256(files[path]).digest())
    return _derived(key, "content", whole.digest())


def name_of(content: bytes, path: str) -> str:
    """Return the name under which a file is kept: nothing of its path can be told from it."""
    return _derived(content, "name", path.encode())[:_NAME].hex() + SUFFIX


def padded_size(size: int) -> int:
    """Return what a file of so many bytes is padded to: whole 4 KiB, then eighths of a power of two."""
    largest = 1 << max(size, 1).bit_length() - 1
    step = max(_SMALLEST, largest // _STEPS)
    return max(1, -(-size // step)) * step


def _opening(share: Share, content: bytes, start: str) -> bytes:
    """Return the file that says how a share is opened, with the content key locked in it."""
    expires = share.expires.isoformat() if share.expires else ""
    inside = json.dumps({"key": _text(content), "start": start}).encode()
    known = f"{FORMAT}\n{expires}".encode()
    nonce = _derived(share.key, "opening", known + b"\n" + inside)[:_NONCE]
    told = {
        "format": FORMAT,
        "expires": expires,
        "salt": _text(share.salt),
        "rounds": ROUNDS if share.salt else 0,
        "locked": _text(nonce + _encrypted(share.key, nonce, inside, known)),
    }
    return json.dumps(told, indent=1).encode() + b"\n"


def _locked(content: bytes, name: str, path: str, data: bytes) -> bytes:
    """Return one locked file: its nonce, and its path, size and bytes in cipher."""
    head = json.dumps({"path": path, "size": len(data)}).encode()
    inside = len(head).to_bytes(4) + head + data
    nonce = _derived(content, "nonce", name.encode())[:_NONCE]
    known = f"{FORMAT}\n{name}".encode()
    padded = inside.ljust(padded_size(len(inside)), b"\0")
    return nonce + _encrypted(_derived(content, "files", b""), nonce, padded, known)


def _derived(key: bytes, use: str, given: bytes) -> bytes:
    """Return 32 bytes for one use of a key."""
    return hmac.digest(key, f"{FORMAT}\n{use}\n".encode() + given, "sha256")


def is_possible() -> bool:
    """Tell whether the library that encrypts is installed: nothing is sealed without it."""
    return find_spec("cryptography") is not None


def _encrypted(key: bytes, nonce: bytes, data: bytes, known: bytes) -> bytes:
    """Return AES-256-GCM's cipher text with its tag; `known` must be known to open it."""
    # Only a share needs cryptography, and an installation without it is complete.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(nonce, data, known)


def _text(data: bytes) -> str:
    """Return bytes as text that fits into an address."""
    return urlsafe_b64encode(data).decode().rstrip("=")
