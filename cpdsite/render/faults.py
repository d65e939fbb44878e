"""A theme that fails, known without the library that fills its templates."""

from __future__ import annotations


class ThemeFault(Exception):  # noqa: N818 - a fault of the user's theme, not of cpdsite
    """A theme that cannot be used."""

    def __init__(self, template: str, line: int, message: str) -> None:
        """Name the file, the line (0: the file as a whole) and what is wrong, in one line."""
        super().__init__(f"{template}:{line}: {message}" if line else f"{template}: {message}")
        self.template = template
        self.line = line
        self.message = message
