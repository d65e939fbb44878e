"""An author's text made safe for a terminal, and its width there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from cpdsite.model.diagnostic import Finding, Severity

_PICTURES = 0x2400
"""Where Unicode has a picture for each control character."""
_DELETE = 0x7F
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction of the text behind them."""


def printable(text: str) -> str:
    """The text with a visible sign for each character that could command a terminal."""
    return "".join(map(_sign, text))


def columns(text: str) -> int:
    """Columns that a printable text without tabs takes: wide characters two, marks none."""
    return sum(map(_columns_of, text))


def concise_line(finding: Finding) -> str:
    """A finding on one line: `path:line:column: severity[code] message`."""
    where = f"{printable(finding.path)}:{finding.line}:{finding.column}"
    return f"{where}: {finding.severity}[{finding.code}] {printable(finding.message)}"


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity, such as `2 errors and 1 warning`; "" for none."""
    severities = [finding.severity for finding in findings]
    numbers = ((severities.count(severity), severity) for severity in Severity)
    parts = [f"{number} {plural(number, severity)}" for number, severity in numbers if number]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)


def plural(number: int, word: str) -> str:
    """A word as its number asks."""
    return word if number == 1 else f"{word}s"


def _sign(letter: str) -> str:
    """What is shown for a character."""
    if letter in _TURNING or unicodedata.category(letter) in _UNSEEN - {"Cc"}:
        return "�"
    if letter == "\t" or unicodedata.category(letter) != "Cc":
        return letter
    if ord(letter) == _DELETE:
        return "␡"
    return chr(_PICTURES + ord(letter)) if ord(letter) < ord(" ") else "�"


def _columns_of(letter: str) -> int:
    """The columns of one character."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
