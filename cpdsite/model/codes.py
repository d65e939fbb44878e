"""Every code that a diagnostic may have, and how much it weighs by default."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cpdsite.model.diagnostic import Severity

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        "front-matter-missing": Severity.ERROR,
        "front-matter-unclosed": Severity.ERROR,
        "front-matter-format": Severity.ERROR,
        "yaml-syntax": Severity.ERROR,
        "yaml-unsafe": Severity.ERROR,
        "encoding": Severity.ERROR,
        "file-too-large": Severity.ERROR,
        "unknown-field": Severity.ERROR,
        "duplicate-field": Severity.ERROR,
        "missing-field": Severity.ERROR,
        "wrong-type": Severity.ERROR,
        "bad-date": Severity.ERROR,
        "bad-amount": Severity.ERROR,
        "unknown-type": Severity.ERROR,
        "unknown-kind": Severity.ERROR,
        "unknown-scheme": Severity.ERROR,
        "unknown-term": Severity.ERROR,
        "unknown-competency": Severity.ERROR,
        "unknown-goal": Severity.ERROR,
        "end-before-date": Severity.ERROR,
        "evidence-missing": Severity.ERROR,
        "evidence-unsafe": Severity.ERROR,
        "evidence-type": Severity.ERROR,
        "internal-link": Severity.ERROR,
        "permalink-clash": Severity.ERROR,
        "settings-invalid": Severity.ERROR,
        "scheme-invalid": Severity.ERROR,
        "private-data": Severity.ERROR,
        "future-date": Severity.WARNING,
        "placeholder-text": Severity.WARNING,
        "possible-duplicate": Severity.WARNING,
        "no-amount": Severity.WARNING,
        "no-reflection": Severity.WARNING,
        "no-evidence": Severity.WARNING,
        "claim-exceeds-hours": Severity.WARNING,
        "date-in-file-name": Severity.WARNING,
        "not-a-file": Severity.WARNING,
        "long-gap": Severity.WARNING,
        "text-after-hash": Severity.WARNING,
        "broken-link": Severity.WARNING,
        "remote-image": Severity.WARNING,
        "personal-data": Severity.WARNING,
        "unexpected-spelling": Severity.WARNING,
    }
)
"""By code, in the order of the reference page."""
