"""What files of rules have in common: one YAML mapping, an id that is the file's name, sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from cpdsite.model.diagnostic import Severity, Span
from cpdsite.model.journal import Source as File
from cpdsite.model.scheme import Source
from cpdsite.parse import front_matter
from cpdsite.parse.front_matter import Node, Table
from cpdsite.parse.keys import Key, Rules, choice_of, read_keys
from cpdsite.parse.links import is_web

CODE = "scheme-invalid"
"""The code of every fault in a scheme or a framework."""
TOKEN_LIMIT = 20_000


def open_document(file: File) -> tuple[Rules, Table | None]:
    """Return the file's one mapping, and where its faults are gathered; None when there is none."""
    rules = Rules(file.path, CODE)
    text, found = front_matter.decode_text(file.data, file.path)
    node: Node | None = None
    if text is not None:
        node, found = front_matter.read_yaml(text, file.path, tokens=TOKEN_LIMIT)
    for fault in found:
        one = replace(fault, code=CODE)
        several = replace(one, message=_SEVERAL, help="keep the edition that is in force")
        rules.found.append(several if "another document" in fault.message else one)
    if not found and not isinstance(node, Table):
        span = node.span if node else Span(1, 1)
        remedy = "write one `name: value` on each line"
        rules.fault(CODE, "", span, "the file holds no rules", remedy)
    return rules, node if isinstance(node, Table) else None


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


_SEVERAL = "several editions in one file are not supported by this version of cpdsite"

_TITLE = Key(name="title", read=Rules.text, default="", needed=True)
_URL = Key(name="url", read=Rules.text, default="")
_READ = Key(name="read", read=Rules.day, default=None)
_STATUS = Key(
    name="status", read=choice_of("own", "second-hand", "assumed"), default="assumed", needed=True
)
_NOTE = Key(name="note", read=Rules.text, default="")
