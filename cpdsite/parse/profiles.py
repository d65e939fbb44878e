"""What `profiles/NAME.yaml` says of a log."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Source
from cpdsite.model.profile import BODY, KEEP, LEAVE_OUT, Order, Profile, Unit
from cpdsite.model.slug import slug
from cpdsite.parse.body import plain
from cpdsite.parse.documents import has_errors, open_document
from cpdsite.parse.fields import FIELD_BY_NAME
from cpdsite.parse.front_matter import Node
from cpdsite.parse.keys import Key, Rules, choice_of, read_keys, table_of
from cpdsite.parse.names import did_you_mean

CODE = "settings-invalid"
"""The code of every fault in a profile."""

_DOTTED = re.compile(r"claims\.[a-z0-9-]+\.[a-z0-9_-]+|competencies\.[a-z0-9-]+")
_NO_COLUMN = frozenset(("claims", "source", "period", "competencies", "kind"))
"""Fields that no single text fills."""


def decode_profile(source: Source) -> tuple[Profile | None, list[Diagnostic]]:
    """Return a profile; None when any of it is wrong."""
    rules, table = open_document(source)
    values = read_keys(rules, table, "", KEYS) if table else None
    if values is None or has_errors(rules):
        return None, [replace(fault, code=CODE) for fault in rules.found]
    return Profile(
        name=source.path,
        columns={plain(name): target for name, target in values[_COLUMNS].items()},
        kind=Kind(values[_KIND]) if values[_KIND] else None,
        dates=Order(values[_DATES]) if values[_DATES] else None,
        numbers=Unit(values[_NUMBERS]) if values[_NUMBERS] else None,
        types={slug(name): meant for name, meant in values[_TYPES].items()},
        type=values[_TYPE],
        encoding=values[_ENCODING],
        delimiter=values[_DELIMITER],
        heading=values[_HEADING],
    ), []


def targets() -> Collection[str]:
    """Return what a column may become, but for claims and competences, which name a scheme or framework."""
    return {*FIELD_BY_NAME, BODY, KEEP, LEAVE_OUT} - _NO_COLUMN


def _target(rules: Rules, node: Node, name: str) -> str | None:
    """Return what a column becomes; None when it is nothing that there is."""
    text = rules.text(node, name)
    if text in targets() or _DOTTED.fullmatch(text):
        return text
    some = "write a field such as `title`, `claims.gcs.points`, `body`, `keep` or `leave-out`"
    remedy = did_you_mean(text, targets(), some)
    rules.refuse(node, name, f'a column cannot become "{text}"', remedy)
    return None


def _text(rules: Rules, node: Node, name: str) -> str | None:
    """Return a text; None when it is empty."""
    return rules.text(node, name) or None


def _delimiter(rules: Rules, node: Node, name: str) -> str:
    """Return one character, or the tab that is written as its name."""
    text = rules.text(node, name)
    if text == "tab":
        return "\t"
    if len(text) != 1 or text in '"\n':
        rules.refuse(node, name, f'"{text}" is not one character', 'write ",", ";", "|" or tab')
    return text


def _row(rules: Rules, node: Node, name: str) -> int:
    """Return the number of a row."""
    text = rules.text(node, name)
    if re.fullmatch(r"[1-9][0-9]{0,5}", text):
        return int(text)
    rules.refuse(node, name, f'"{text}" is not the number of a row', "write 1 for the first row")
    return 0


_COLUMNS: Key[dict[str, str]] = Key(
    name="columns", read=table_of(_target, "columns: {Activity: title}"), default={}
)
_KIND = Key(name="kind", read=choice_of(*Kind), default="")
_DATES = Key(name="dates", read=choice_of(*Order), default="")
_NUMBERS = Key(name="numbers", read=choice_of(*Unit), default="")
_TYPES: Key[dict[str, str]] = Key(
    name="types", read=table_of(_text, "types: {Study day: course}"), default={}
)
_TYPE = Key(name="type", read=Rules.text, default="")
_ENCODING = Key(name="encoding", read=Rules.text, default="")
_DELIMITER = Key(name="delimiter", read=_delimiter, default="")
_HEADING = Key(name="heading", read=_row, default=0)
KEYS = (
    _COLUMNS,
    _KIND,
    _DATES,
    _NUMBERS,
    _TYPES,
    _TYPE,
    _ENCODING,
    _DELIMITER,
    _HEADING,
)
"""What a profile may say."""
