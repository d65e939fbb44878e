"""Shares as `.cpdsite/shares.yaml` keeps them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable

from cpdsite.exchange.yaml_text import Value, yaml_text
from cpdsite.model.formats import SHARES
from cpdsite.model.share import Share

HEAD = """\
# The keys of your private links. Whoever has this file can open all of them: never publish it.
# `cpdsite share add`, `list` and `revoke` keep it; CPDSITE_SHARES may hold the same text instead.
"""


def shares_yaml(shares: Iterable[Share]) -> bytes:
    """Return the file; read back it is the same shares."""
    told = [_told(share) for share in shares]
    listed = yaml_text({"shares": told}) if told else "shares: []\n"
    return f"{HEAD}format: {SHARES}\n{listed}".encode()


def _told(share: Share) -> dict[str, Value]:
    """Return one share by the names of its parts; what is empty is left out."""
    chosen = share.selection
    every: dict[str, Value] = {
        "name": share.name,
        "address": share.address,
        "key": _text(share.key),
        "salt": _text(share.salt),
        "added": share.added,
        "expires": share.expires or "",
        "scheme": chosen.scheme,
        "cycle": chosen.cycle,
        "tags": chosen.tags,
        "highlights": chosen.highlights or "",
        "entries": chosen.entries,
    }
    return {name: value for name, value in every.items() if value}


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
