"""What is wrong in a file of a theme."""

from __future__ import annotations

from cpdsite.model.diagnostic import Diagnostic, Place, Severity, Span
from cpdsite.model.journal import Source


def theme_fault(
    source: Source, span: Span, name: str, message: str, remedy: str = ""
) -> Diagnostic:
    """Return an error; without a remedy the bundled theme's file of that name shows how it is done."""
    file = source.path.rpartition("/")[2]
    return Diagnostic(
        code="settings-invalid",
        severity=Severity.ERROR,
        place=Place(path=source.path, field=name, span=span),
        message=message,
        help=remedy or f"write it as in the bundled theme's {file}",
    )
