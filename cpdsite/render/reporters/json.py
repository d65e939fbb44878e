"""Findings for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cpdsite.model.diagnostic import Finding

FIELDS = ("path", "line", "column", "severity", "code", "field", "message", "help")


def report(findings: Iterable[Finding]) -> str:
    """A JSON object, in ASCII so that no console can spoil it; an empty list when all is well."""
    diagnostics = [{name: getattr(finding, name) for name in FIELDS} for finding in findings]
    return json.dumps({"version": 1, "diagnostics": diagnostics}, indent=2) + "\n"
