"""What `.cpdsite/shares.yaml` says."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.formats import SHARES, UPGRADE
from cpdsite.model.journal import Source
from cpdsite.model.share import Selection, Share
from cpdsite.parse.documents import has_errors, open_document
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.keys import Key, Rules, list_of, read_keys

_ADDRESS = re.compile(r"[0-9a-f]{32}")
_KEY_SIZE = 32
_SALT_SIZE = 16


def decode_shares(source: Source) -> tuple[tuple[Share, ...], list[Diagnostic]]:
    """Return the shares in the order of the file; none when any of it is wrong."""
    rules, table = open_document(source)
    if table and _is_newer(rules, table):
        return (), rules.found
    values = read_keys(rules, table, "", (_FORMAT, _SHARES)) if table else None
    return ((), rules.found) if values is None or has_errors(rules) else (values[_SHARES], [])


def _is_newer(rules: Rules, table: Table) -> bool:
    """Tell whether a newer cpdsite wrote the file, and report that alone: all else may mean otherwise."""
    node = next((value for key, value in table.pairs if key.text == _FORMAT.name), None)
    told = node.text.strip() if isinstance(node, Text) else ""
    if node is None or not told.isdecimal() or int(told[:9]) <= SHARES:
        return False
    message = f"this file has format {told[:9]}, and this cpdsite knows up to {SHARES}"
    rules.refuse(node, _FORMAT.name, message, UPGRADE)
    return True


def _format(rules: Rules, node: Node, name: str) -> int:
    """Return the format; the first files did not state it."""
    return int(rules.choice(node, name, (str(SHARES),)) or SHARES)


def _share(rules: Rules, node: Node, name: str) -> Share | None:
    """Return one share; None when any of it is wrong."""
    before = len(rules.found)
    values = read_keys(rules, node, name, KEYS)
    added = values[_ADDED]
    if len(rules.found) > before or added is None:
        return None
    return Share(
        name=values[_NAME],
        address=values[_AT],
        key=values[_KEY],
        salt=values[_SALT],
        added=added,
        expires=values[_EXPIRES],
        selection=Selection(
            scheme=values[_SCHEME],
            cycle=values[_CYCLE],
            tags=values[_TAGS],
            highlights=bool(values[_HIGHLIGHTS]),
            entries=values[_ENTRIES],
        ),
    )


def _address(rules: Rules, node: Node, name: str) -> str:
    """Return the name of a folder as it was made."""
    text = rules.text(node, name)
    if not _ADDRESS.fullmatch(text):
        _refuse(rules, node, name, "an address")
    return text


def _bytes(rules: Rules, node: Node, name: str) -> bytes:
    """Return a key or a salt."""
    size = _KEY_SIZE if name.endswith("key") else _SALT_SIZE
    text = rules.text(node, name)
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        data = b""
    if len(data) != size:
        _refuse(rules, node, name, f"{size} bytes")
    return data


def _refuse(rules: Rules, node: Node, name: str, what: str) -> None:
    """Report what cpdsite did not write; the text itself is a secret and is not repeated."""
    remedy = "put the file back as it was, or revoke the share and add it anew"
    rules.refuse(node, name, f"this is not {what} that cpdsite made", remedy)


_NAME = Key(name="name", read=Rules.text, default="", needed=True)
_AT = Key(name="address", read=_address, default="", needed=True)
_KEY = Key(name="key", read=_bytes, default=b"", needed=True)
_SALT = Key(name="salt", read=_bytes, default=b"")
_ADDED = Key(name="added", read=Rules.day, default=None, needed=True)
_EXPIRES = Key(name="expires", read=Rules.day, default=None)
_SCHEME = Key(name="scheme", read=Rules.text, default="")
_CYCLE = Key(name="cycle", read=Rules.text, default="")
_TAGS: Key[tuple[str, ...]] = Key(name="tags", read=Rules.texts, default=())
_HIGHLIGHTS = Key(name="highlights", read=Rules.flag, default=None)
_ENTRIES: Key[tuple[str, ...]] = Key(name="entries", read=Rules.texts, default=())
KEYS = (
    _NAME,
    _AT,
    _KEY,
    _SALT,
    _ADDED,
    _EXPIRES,
    _SCHEME,
    _CYCLE,
    _TAGS,
    _HIGHLIGHTS,
    _ENTRIES,
)
"""What is kept of a share."""
_FORMAT = Key(name="format", read=_format, default=SHARES)
_SHARES: Key[tuple[Share, ...]] = Key(name="shares", read=list_of(_share), default=())
