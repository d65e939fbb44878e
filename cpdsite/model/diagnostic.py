"""What a check finds: a diagnostic, which names its place and leaves the line to whoever prints it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERROR = "error"
    """The entry cannot be counted correctly, or something would be published that must not be."""
    WARNING = "warning"
    """A reviewer would ask."""
    NOTE = "note"
    """Worth knowing, nothing to mend."""

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some characters of one line of a file."""

    line: int
    """1 for the first line of the file."""
    column: int
    """1 for the first character of the line."""
    width: int = 1
    """How many characters; at least 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spot in a user's file, by name: the file, and the field or (once found) the characters."""

    path: str
    """Relative to the folder, with `/`."""
    field: str = ""
    """A field by its path, such as `claims.gcs.points` or `evidence.1.file`; "" for the file as a whole."""
    on_key: bool = False
    """Whether the field's name is meant, not its value."""
    span: Span | None = None
    """The characters, when the finder had them at hand; else they are looked up by the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding, in the words of the author."""

    code: str
    """Kebab-case name of the fault; never changes its meaning."""
    severity: Severity
    place: Place
    message: str
    """What was found, quoting the author's text; one line, no full stop."""
    help: str
    """What to write instead; one line, no full stop."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """A diagnostic with its line found: all that a reporter needs."""

    path: str
    line: int
    column: int
    code: str
    message: str
    help: str
    severity: Severity
    field: str
    """"" when the finding concerns no field."""
    width: int
    text: str
    """The whole line of the file, without its end; "" when it cannot be shown."""
