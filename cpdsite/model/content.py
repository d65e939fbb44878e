"""What the bytes of a file tell that its name does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file says of people, beside what it shows: its properties."""

    people: tuple[str, ...] = ()
    """Its authors and who saved it last, each once, as they are written there."""
    located: bool = False
    """Whether it holds the position at which a picture was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file that was looked into."""

    kind: str
    """By its first bytes, such as `pdf` or `program`; "" for one that has no mark of its own."""
    told: Told
