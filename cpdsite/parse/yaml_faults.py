"""What PyYAML finds wrong, in the words of somebody who has never heard of YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from cpdsite.model.diagnostic import Span
from cpdsite.model.pattern import pattern

_NO_BREAK = pattern("^[^:]*:?[\u00a0\u202f\u2007\u200b\u2060\u3000]")
_NO_BREAK_BEHIND = pattern(r"\s*(?:- +)?[\w-]+:[\u00a0\u202f\u2007\u200b\u2060\u3000]")
_COLON_WITHOUT_SPACE = pattern(r"\s*(?:- +)?[\w-]+:[^\s:/]")
_FIELD = pattern(r"\s*(?:- +)?[\w-]+:(?:[ \t]|$)")
_OPENING_MARK = pattern(r"\s*(?:- +)*(?:[\w-]+: +)?(?P<mark>[\"'])")
_ESCAPES = ("escape", "hexdecimal")
_OPENED = ("quoted scalar", "flow", "simple key", "alias", "anchor", "block scalar")
"""Contexts whose beginning says more than the spot where the scanner gave up."""
_BEGINNINGS = ("start any token", "alphabetic", "not allowed", "node content", "comment or line")

_Meanings = tuple[tuple[bool, str, str], ...]
"""Whether it is this, what is wrong, what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """The line that says something about a fault, and PyYAML's words for it."""

    problem: str
    context: str
    written: str
    column: int
    above: list[str]

    @property
    def before(self) -> str:
        """What stands in front of the fault on its line."""
        return self.written[: self.column].rstrip()


def explain(fault: yaml.MarkedYAMLError, text: str, first_line: int) -> tuple[Span, str, str]:
    """Return the place of a fault, at the line that says something, what is wrong and the remedy."""
    lines = text.split("\n")
    problem, context = fault.problem or "", fault.context or ""
    opened = any(word in context for word in _OPENED) and not _has(problem, _ESCAPES)
    mark = (fault.context_mark if opened else None) or fault.problem_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    column = mark.column if mark else 0
    if not lines[number].strip():
        # The scanner stops behind the fault: go back to the last line that is not blank.
        number = next((n for n in range(number, -1, -1) if lines[n].strip()), number)
        column = 0
    swallowing = _swallowing(lines, number) if "mapping values" in problem else None
    unclosed = _unclosed(lines, number, column) if "expected key" in problem else None
    if swallowing is not None:
        number, column = swallowing, 0
    if unclosed is not None:
        (number, column), context = unclosed, "quoted scalar"
    written = lines[number].rstrip()
    column = min(column, max(len(written) - 1, 0))
    trouble = _Trouble(
        problem=problem, context=context, written=written, column=column, above=lines[:number]
    )
    span = Span(first_line + number, column + 1, max(len(written) - column, 1))
    return (span, *_in_words(trouble))


def _swallowing(lines: list[str], number: int) -> int | None:
    """Return the line whose colon lacks its space, so that it swallowed the ones below it.

    None when the line that PyYAML marks is at fault itself.
    """
    if lines[number].count(": ") > 1:
        return None
    for above in range(number - 1, -1, -1):
        if _COLON_WITHOUT_SPACE.match(lines[above]) or _NO_BREAK_BEHIND.match(lines[above]):
            return above
        if _FIELD.match(lines[above]):
            return None
    return None


def _unclosed(lines: list[str], number: int, column: int) -> tuple[int, int] | None:
    """Return the line and index of a quotation mark that was closed only by an opening one.

    None when the mark in front of a fault closes what stands on the same line.
    """
    opening = _OPENING_MARK.match(lines[number])
    if opening is None or opening.end() != column:
        return None
    mark = opening["mark"]
    for above in range(number - 1, -1, -1):
        earlier = _OPENING_MARK.match(lines[above])
        if earlier and earlier["mark"] == mark and lines[above].count(mark) % 2:
            return above, earlier.end() - 1
    return None


def _in_words(trouble: _Trouble) -> tuple[str, str]:
    """Say what a fault means, and what to write instead."""
    meanings = (*_of_line(trouble), *_of_marks(trouble), *_of_problem(trouble))
    unknown = ("the text cannot be read from here on", _quoted(trouble.written))
    return next(((what, mend) for holds, what, mend in meanings if holds), unknown)


def _of_line(trouble: _Trouble) -> _Meanings:
    """Return what can be told from the line itself and those above it."""
    written, problem = trouble.written, trouble.problem
    indent = written[: len(written) - len(written.lstrip())]
    ended = "document start" in problem and any(line.rstrip() == "..." for line in trouble.above)
    return (
        ("](" in written, "a Markdown link is not a value here", "give the address alone"),
        ("\t" in indent, "the line is indented with a tab", "indent with spaces"),
        (
            _NO_BREAK.match(written) is not None,
            "an invisible no-break space stands where a plain space belongs",
            "delete it and type a space",
        ),
        (ended, "a line of `...` above ends what can be read", "delete it, or write `---`"),
        (
            "another document" in problem,
            "a line that begins with `---` begins another document",
            "delete it, or write nothing behind the `---`",
        ),
    )


def _of_marks(trouble: _Trouble) -> _Meanings:
    """Return what is wrong about quotation marks, brackets and braces."""
    behind = "expected key" in trouble.problem and trouble.before[-1:]
    return (
        (
            _has(trouble.problem, _ESCAPES),
            "a backslash between double quotation marks is taken for the sign of another letter",
            "use single quotation marks, or write the backslash twice",
        ),
        (
            "quoted scalar" in trouble.context,
            "the quotation mark opened here is never closed",
            "close it; inside the text write it twice",
        ),
        (
            behind in {'"', "'"},
            "text stands behind the closing quotation mark",
            "quote the whole text; inside it write the mark twice, or use the other one",
        ),
        (behind in {"]", "}"}, "text stands behind the closing bracket", _quoted(trouble.written)),
        (
            "flow sequence" in trouble.context,
            "the list opened by `[` is not closed",
            "close it with `]`, or quote the text",
        ),
        (
            "flow mapping" in trouble.context,
            "what `{` opens is not closed",
            "close it with `}`, or quote the text",
        ),
    )


def _of_problem(trouble: _Trouble) -> _Meanings:
    """Return what PyYAML's own words mean."""
    problem, written = trouble.problem, trouble.written
    quote = _quoted(written)
    indented = "mapping values" in problem or ("expected key" in problem and not trouble.before)
    return (
        (
            "mapping values" in problem and written.count(": ") > 1,
            "the value holds a colon and a space, which begin a new field",
            quote,
        ),
        (
            "expected key" in problem and written.startswith("- "),
            "an item of a list stands where a field is expected",
            "indent it below the name of its field",
        ),
        (
            _has(problem, _BEGINNINGS) and "mapping values" not in problem,
            "a value may not begin with this character",
            quote,
        ),
        (
            _has(problem, ("expected ':'", "mapping values"))
            and _COLON_WITHOUT_SPACE.match(written) is not None,
            "a space is missing after the colon",
            f"write {re.sub(':', ': ', written.strip(), count=1)}",
        ),
        (
            indented and written.startswith(" "),
            "the line is indented as if it belonged to the one above",
            "begin it at the margin",
        ),
        ("expected ':'" in problem, "the line has no colon and space", "write `name: value`"),
    )


def _has(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether one of some words stands in a text."""
    return any(word in text for word in words)


def _quoted(written: str) -> str:
    """Return the remedy that quotes the value of a line."""
    name, colon, value = written.partition(": ")
    if colon and not set(value) & {'"', "\\"}:
        return f'quote the value: {name.strip()}: "{value.strip()}"'
    return "quote the value: name: 'text'"
