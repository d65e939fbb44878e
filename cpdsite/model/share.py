"""A private link: what is inside, and what opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which part of a portfolio is shown; what is left empty narrows nothing."""

    scheme: str = ""
    """A scheme's id: no other is shown, and the entries that it counts or asks for are chosen."""
    cycle: str = ""
    """A cycle of that scheme by its label: no other is shown."""
    tags: tuple[str, ...] = ()
    """The entries with one of them."""
    highlights: bool = False
    """The highlighted entries."""
    entries: tuple[str, ...] = ()
    """Entries by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One private link."""

    name: str
    """For whom; in no file of the site."""
    address: str
    """Its folder below `shared/`: letters, digits and hyphens that cannot be guessed."""
    key: bytes
    """32 bytes: what the link holds, or what the passphrase comes to."""
    salt: bytes = b""
    """16 bytes where a passphrase opens it, empty where a link does."""
    added: date
    expires: date | None = None
    """The last day on which it opens; None: it does not expire."""
    selection: Selection = Selection()

    def is_open(self, today: date) -> bool:
        """Tell whether it is not expired."""
        return self.expires is None or today <= self.expires
