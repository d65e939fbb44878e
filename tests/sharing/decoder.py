"""A second decoder, written after docs/sharing.md alone; it shares no line with cpdsite."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TAG = b"cpdsite-share/1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is inside a share."""

    start: str
    files: Mapping[str, bytes]
    names: Mapping[str, str]
    """By path: the file that it is locked in."""


def opened(folder: Mapping[str, bytes], secret: str) -> Opened:
    """What is in a share's folder, given by name, for a link's key or a passphrase.

    Raises cryptography's InvalidTag for a wrong secret and for a byte that was changed, ValueError
    for a file that stands in another's place.
    """
    told = json.loads(folder["open.json"])
    key = _bytes(secret)
    if told["salt"]:
        letters = re.sub("[^a-z0-9]", "", secret.lower()).encode()
        key = hashlib.pbkdf2_hmac("sha256", letters, _bytes(told["salt"]), told["rounds"])
    inside = json.loads(_unlocked(key, _bytes(told["locked"]), TAG + told["expires"].encode()))
    content = _bytes(inside["key"])
    files, names = {}, {}
    for name in folder:
        if name.endswith(".bin"):
            path, files_content = _file(content, name, folder[name])
            files[path], names[path] = files_content, name
    return Opened(start=inside["start"], files=files, names=names)


def _file(content: bytes, name: str, locked: bytes) -> tuple[str, bytes]:
    """Path and bytes of one file."""
    if locked[:12] != _derived(content, "nonce", name)[:12]:
        message = f"another file stands in the place of {name}"
        raise ValueError(message)
    inside = _unlocked(_derived(content, "files", ""), locked, TAG + name.encode())
    end = 4 + int.from_bytes(inside[:4])
    head = json.loads(inside[4:end])
    if _derived(content, "name", head["path"])[:16].hex() + ".bin" != name:
        message = f"{name} is not the name of {head['path']}"
        raise ValueError(message)
    return head["path"], inside[end : end + head["size"]]


def _derived(key: bytes, use: str, given: str) -> bytes:
    return hmac.digest(key, TAG + f"{use}\n{given}".encode(), "sha256")


def _unlocked(key: bytes, locked: bytes, known: bytes) -> bytes:
    return AESGCM(key).decrypt(locked[:12], locked[12:], known)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
