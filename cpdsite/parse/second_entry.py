"""A second entry below the first: one file holds one entry, and the other would not be counted."""

from __future__ import annotations

import re

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place, Span
from cpdsite.parse.front_matter import Cut

CODE = "front-matter-format"

_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})(?P<told>.*)")
_NEEDED = frozenset(("title", "date"))
"""The fields that make a block between two lines of `---` an entry; prose has hardly both."""


def second_entry(cut: Cut, path: str) -> list[Diagnostic]:
    """Report front matter in a body, outside of code; the first alone."""
    if not all(f"{name}:" in cut.body for name in _NEEDED):
        return []
    opened, names, fence = 0, set[str](), ""
    for number, line in enumerate(cut.body.split("\n"), start=cut.body_line):
        inside, fence = fence, _fence(line, fence)
        if fence != inside:
            opened = 0
        elif line.rstrip() == "---" and not fence:
            if opened and names >= _NEEDED:
                return [_fault(path, opened)]
            opened, names = number, set()
        elif not line.strip() and number == opened + 1:
            opened = 0  # a rule, with a paragraph below it
        elif opened:
            names.add(line.partition(":")[0])
    return []


def _fence(line: str, inside: str) -> str:
    """Return the marks around the code that a line is in or begins; "" outside of any."""
    found = _FENCE.fullmatch(line)
    if found is None:
        return inside
    marks = found["marks"]
    if not inside:
        return "" if marks[0] == "`" and "`" in found["told"] else marks
    return "" if marks.startswith(inside) and not found["told"].strip() else inside


def _fault(path: str, line: int) -> Diagnostic:
    """Return what is said of the line that opens it."""
    return Diagnostic(
        code=CODE,
        severity=SEVERITIES[CODE],
        place=Place(path=path, span=Span(line, 1, 3)),
        message="a second entry begins here, and a file holds one",
        help="move it into a file of its own, which cpdsite then counts",
    )
