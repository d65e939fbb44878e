"""Findings with the author's own line, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.render.reporters.printable import columns, counted, plural, printable

COLORS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;34"}
)
BOLD = "1"
DIM = "2"

WIDTH = 96
"""The longest part of a line that is shown, in characters."""
BEFORE = 32
"""How much of a longer line is shown before the fault."""


def report(findings: Iterable[Finding], *, color: bool = False) -> str:
    """Each finding with its line and remedy, then how many there are; "" for none."""
    every = list(findings)
    if not every:
        return ""
    files = len({finding.path for finding in every})
    blocks = [block(finding, color=color) for finding in every]
    return "\n".join([*blocks, f"{counted(every)} in {files} {plural(files, 'file')}\n"])


def block(finding: Finding, *, color: bool) -> str:
    """One finding: where and what, the line with a mark below the fault, the remedy."""
    tone = COLORS[finding.severity] if color else ""
    bold, dim = (BOLD, DIM) if color else ("", "")
    where = f"{printable(finding.path)}:{finding.line}:{finding.column}:"
    what = f"{finding.severity}[{finding.code}]"
    lines = [f"{painted(where, bold)} {painted(what, tone)} {printable(finding.message)}"]
    if finding.text.strip():
        text, indent, marks = excerpt(finding)
        gutter = f"  {finding.line} | "
        empty = " " * (len(gutter) - 2) + "| "
        lines.append(f"{painted(gutter, dim)}{text}")
        lines.append(f"{painted(empty, dim)}{indent}{painted(marks, tone)}")
    if finding.help:
        lines.append(f"  {painted('help:', bold)} {printable(finding.help)}")
    return "\n".join([*lines, ""])


def excerpt(finding: Finding) -> tuple[str, str, str]:
    """The line as it is shown, the blanks before the mark, and the mark."""
    text, start = printable(finding.text), finding.column - 1
    if len(text) > WIDTH:
        first = max(0, min(start - BEFORE, len(text) - WIDTH))
        cut = text[first : first + WIDTH].rstrip()
        ends = "…" if first + WIDTH < len(text) else ""
        text, start = f"{'…' if first else ''}{cut}", start - first + bool(first)
        marked = text[start : start + finding.width]
        text += ends
    else:
        marked = text[start : start + finding.width]
    return text.rstrip(), blank(text[:start]), "^" * max(1, columns(marked))


def blank(text: str) -> str:
    """Blanks as wide as a text; its tabs stay tabs."""
    return "".join(letter if letter == "\t" else " " * columns(letter) for letter in text)


def painted(text: str, sgr: str) -> str:
    """Text in a colour, by the number of its ANSI sequence; plain when that is empty."""
    return f"\x1b[{sgr}m{text}\x1b[0m" if sgr else text
