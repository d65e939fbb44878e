"""A framework file to a framework: codes with labels, one or two levels deep."""

from __future__ import annotations

from typing import Any

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.framework import Competency, Framework
from cpdsite.model.journal import Source as File
from cpdsite.model.scheme import Source
from cpdsite.parse.documents import check_stem, has_errors, open_document, read_source
from cpdsite.parse.front_matter import Node, Table
from cpdsite.parse.keys import Key, Rules, list_of, read_id, read_keys, table_of


def decode_framework(source: File) -> tuple[Framework | None, list[Diagnostic]]:
    """Return a framework; None, and every fault, when it cannot be relied on as it stands."""
    rules, table = open_document(source)
    if table is None:
        return None, rules.found
    values = read_keys(rules, table, "", _KEYS)
    if _FRAMEWORK.name in values:
        check_stem(rules, values.nodes[_FRAMEWORK.name], _FRAMEWORK.name, values[_FRAMEWORK])
    competencies = {found.code: found for found in values[_COMPETENCIES]}
    if has_errors(rules):
        return None, rules.found
    framework = Framework(
        id=values[_FRAMEWORK],
        title=values[_TITLE],
        body=values[_BODY],
        path="" if source.bundled else source.path,
        sources=values[_SOURCES],
        competencies=competencies,
    )
    return framework, rules.found


def _competencies(rules: Rules, node: Node, name: str) -> tuple[Competency, ...]:
    """Read codes with labels; a code with parts holds a label and more codes."""
    table = rules.table(node, name, "write `competencies: {A: Knowledge and understanding}`")
    found: dict[str, Competency] = {}
    for code, (key, value) in rules.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{code}"
        for competency in _with_parts(rules, value, here, code):
            if competency.code in found:
                message = f"the code `{competency.code}` stands twice"
                rules.refuse(key, here, message, "give each competency a code of its own")
            found.setdefault(competency.code, competency)
    return tuple(found.values())


def _with_parts(rules: Rules, node: Node, name: str, code: str) -> tuple[Competency, ...]:
    """Return a competency and those below it."""
    if not isinstance(node, Table):
        return (Competency(code=code, label=rules.text(node, name) or code),)
    values = read_keys(rules, node, name, (_LABEL, _PARTS))
    parts = (
        Competency(code=part, label=label or part, parent=code)
        for part, label in values[_PARTS].items()
    )
    return (Competency(code=code, label=values[_LABEL]), *parts)


_FRAMEWORK = Key(name="framework", read=read_id, default="", needed=True)
_TITLE = Key(name="title", read=Rules.text, default="", needed=True)
_BODY = Key(name="body", read=Rules.text, default="")
_SOURCES: Key[tuple[Source, ...]] = Key(name="sources", read=list_of(read_source), default=())
_COMPETENCIES: Key[tuple[Competency, ...]] = Key(
    name="competencies", read=_competencies, default=(), needed=True
)
_LABEL = Key(name="label", read=Rules.text, default="", needed=True)
_PARTS: Key[dict[str, str]] = Key(
    name="parts", read=table_of(Rules.text, "parts: {A1: ...}"), default={}
)
_KEYS: tuple[Key[Any], ...] = (_FRAMEWORK, _TITLE, _BODY, _SOURCES, _COMPETENCIES)
