"""What comes by standard input: typed or pasted on a terminal, or from a file; a reviewer's answer in it."""

from __future__ import annotations

import sys

import click

from cpdsite.cli.asking import edits_lines, on_terminal
from cpdsite.files.faults import UsageFault
from cpdsite.model.journal import FILE_LIMIT
from cpdsite.parse.answers import NoAnswer, find_answer
from cpdsite.parse.front_matter import decode_text
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable

_END = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
_HINT = f"Paste or type the text; end it with Enter and {_END}."
_CUT_AT = 1_023
"""In bytes: a terminal without an editor for its lines drops what comes after so many, or after 4,095."""


def read_stdin() -> str:
    """Return the text from standard input, with a hint for who sits in front of it."""
    if not sys.stdin.isatty():
        return _decoded(sys.stdin.buffer.read(FILE_LIMIT + 1))
    if on_terminal() and edits_lines():
        return _decoded("\n".join(_typed()).encode(errors="surrogateescape"))
    click.echo(_HINT, err=True)
    data = sys.stdin.buffer.read(FILE_LIMIT + 1)
    if any(len(line) >= _CUT_AT for line in data.splitlines()):
        message = "a line is so long that the terminal may have cut it"
        raise UsageFault(message, "put the text in a file, and write `- < FILE`")
    return _decoded(data)


def answer_in(text: str, *, titled: bool) -> str:
    """Return a reviewer's answer as it was copied from the page; a text alone where it has a title."""
    found = find_answer(text)
    if isinstance(found, NoAnswer):
        raise UsageFault(printable(found.message), printable(found.help))
    if found is None and not titled:
        message = (
            "no answer stands in the text: no line --- with a line such as `title: ...` below it"
        )
        remedy = (
            "copy the whole text from the reviewer's page; a note of your own needs a title here"
        )
        raise UsageFault(message, remedy)
    if found is None:
        return text
    if found.before:
        above = words.count(found.before, "line")
        click.echo(f"cpdsite: {above} above the answer: left out", err=True)
    return found.text


def _typed() -> list[str]:
    """Return lines as an editor of lines takes them: a terminal by itself cuts long ones.

    The hint is its first prompt, as it is shown once nothing is cut any more.
    """
    lines: list[str] = []
    try:
        while True:
            lines.append(input("" if lines else f"{_HINT}\n"))
    except EOFError:
        return [*lines, ""]


def _decoded(data: bytes) -> str:
    text, found = decode_text(data, "standard input")
    if text is None:
        message = f"standard input: {found[0].message}"
        raise UsageFault(message, found[0].help)
    return text
