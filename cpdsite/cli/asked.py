"""What a build is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cpdsite.files.receipts import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a build is to make of the folder."""

    today: date
    audience: str
    drafts: bool
    keep_going: bool
    output: str | None
    base_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a build has to say for itself."""

    placed: Placed
    """Where the site stands."""
    line: tuple[str, str]
    """What there is, before and after the name of the folder."""
    reasons: str
    """Why pages were made, in lines."""
    lasting: bool = True
    """Whether the next build says the same if nothing changes."""
