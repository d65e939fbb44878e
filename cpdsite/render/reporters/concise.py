"""Findings one a line, for logs and editors."""

from __future__ import annotations

from collections.abc import Iterable

from cpdsite.model.diagnostic import Finding
from cpdsite.render.reporters.printable import concise_line


def report(findings: Iterable[Finding]) -> str:
    """`path:line:column: severity[code] message` for each finding; "" for none."""
    return "".join(f"{concise_line(finding)}\n" for finding in findings)
