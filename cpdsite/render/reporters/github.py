"""Findings as annotations of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.render.reporters.printable import concise_line, plural, printable

COMMANDS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
)
SHOWN = 10
"""How many annotations of one severity GitHub shows for a step; it drops the others."""


def report(findings: Iterable[Finding]) -> str:
    """Workflow commands for the first ten of each severity, then the others as plain lines."""
    every = list(findings)
    return "".join(
        f"{line}\n"
        for severity in Severity
        for line in lines_for([f for f in every if f.severity is severity], severity)
    )


def lines_for(findings: list[Finding], severity: Severity) -> list[str]:
    """The lines for findings of one severity."""
    annotations = [annotation(finding) for finding in findings[:SHOWN]]
    rest = findings[SHOWN:]
    more = f"{len(rest)} more {plural(len(rest), severity)}, not shown beside the files:"
    return annotations + ([more, *map(concise_line, rest)] if rest else [])


def annotation(finding: Finding) -> str:
    """The workflow command for one finding."""
    properties = {
        "file": finding.path,
        "line": f"{finding.line}",
        "col": f"{finding.column}",
        "endColumn": f"{finding.column + finding.width}",
        "title": finding.code,
    }
    said = ",".join(f"{name}={in_property(value)}" for name, value in properties.items())
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    return f"::{COMMANDS[finding.severity]} {said}::{in_message(text)}"


def in_message(text: str) -> str:
    """Text as a command may carry it behind its second `::`."""
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def in_property(text: str) -> str:
    """Text as a command may carry it in a property."""
    return in_message(text).replace(":", "%3A").replace(",", "%2C")
