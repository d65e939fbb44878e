"""A new share's address, key and passphrase: the one place where chance has a say."""

from __future__ import annotations

import secrets

ADDRESS = 16
KEY = 32
SALT = 16
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another when it is read aloud or copied by hand: no i, l, o, 0, 1."""
_GROUPS = 5
_GROUP = 4


def new_address() -> str:
    """Return the name of a folder that cannot be guessed: 128 bits."""
    return secrets.token_hex(ADDRESS)


def new_key() -> bytes:
    """Return a key for a link."""
    return secrets.token_bytes(KEY)


def new_salt() -> bytes:
    """Return what makes equal passphrases unequal keys."""
    return secrets.token_bytes(SALT)


def new_passphrase() -> str:
    """Return 20 letters and digits in groups: 99 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
