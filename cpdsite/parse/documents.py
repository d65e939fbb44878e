"""What files of rules have in common: one YAML mapping, an id that is the file's name, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from cpdsite.model.diagnostic import Severity, Span
from cpdsite.model.journal import Source as File
from cpdsite.model.scheme import Source
from cpdsite.parse.events import read_quickly
from cpdsite.parse.front_matter import Node, Table, decode_text
from cpdsite.parse.keys import Key, Rules, choice_of, read_keys
from cpdsite.parse.links import is_web

CODE = "scheme-invalid"
"""The code of every fault in a scheme or a framework."""
TOKEN_LIMIT = 20_000

_BETWEEN = re.compile(r"^---[ \t]*(?:#.*)?\n", re.MULTILINE)


def open_document(file: File) -> tuple[Rules, Table | None]:
    """Return the file's one mapping, and where its faults are gathered; None when there is none."""
    rules, tables = open_documents(file)
    for extra in tables[1:]:
        remedy = "keep one, and give the other a file of its own"
        rules.fault(CODE, "", extra.span, "a second document begins here", remedy)
    return rules, tables[0] if tables else None


def open_documents(file: File) -> tuple[Rules, list[Table]]:
    """Return the file's mappings, each after a line `---`, and where its faults are gathered."""
    rules = Rules(file.path, CODE)
    tables: list[Table] = []
    empty = Span(1, 1)
    text, found = decode_text(file.data, file.path)
    for line, part in _parts(text or ""):
        node, faults = read_quickly(part, file.path, line, tokens=TOKEN_LIMIT)
        found += faults
        if isinstance(node, Table):
            tables.append(node)
        elif node is not None and node.span.line <= (text or "").count("\n") + 1:
            empty = node.span  # of a last line `---` without an end, YAML says the line after it
    rules.found += [replace(fault, code=CODE) for fault in found]
    if not found and not tables:
        remedy = "write one `name: value` on each line"
        rules.fault(CODE, "", empty, "the file holds no rules", remedy)
    return rules, tables


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the documents of a file, each with the line on which it begins."""
    line = 1
    for part in _BETWEEN.split(text):
        yield line, part
        line += part.count("\n") + 1


def has_errors(rules: Rules) -> bool:
    """Tell whether a fault was found; a comment behind a value is none here."""
    rules.found[:] = [found for found in rules.found if found.code != "text-after-hash"]
    return any(found.severity is Severity.ERROR for found in rules.found)


def check_stem(rules: Rules, node: Node, name: str, identity: str) -> None:
    """Report an id that is not the stem of its file: the two are found by one another."""
    stem = PurePosixPath(rules.path).stem
    if identity and identity != stem:
        message = f'the id "{identity}" differs from the name of the file'
        rules.refuse(node, name, message, f"write `{name}: {stem}`, or rename the file")


def read_source(rules: Rules, node: Node, name: str) -> Source | None:
    """Return where a rule was read."""
    values = read_keys(rules, node, name, (_TITLE, _URL, _READ, _STATUS, _NOTE))
    url = values[_URL]
    if url and not is_web(url):
        remedy = "write it in full, such as https://www.example.org/cpd"
        rules.refuse(values.nodes["url"], f"{name}.url", f'"{url}" is not a web address', remedy)
    return Source(
        title=values[_TITLE],
        url=url,
        read=values[_READ],
        status=values[_STATUS],
        note=values[_NOTE],
    )


_TITLE = Key(name="title", read=Rules.text, default="", needed=True)
_URL = Key(name="url", read=Rules.text, default="")
_READ = Key(name="read", read=Rules.day, default=None)
_STATUS = Key(
    name="status", read=choice_of("own", "second-hand", "assumed"), default="assumed", needed=True
)
_NOTE = Key(name="note", read=Rules.text, default="")
