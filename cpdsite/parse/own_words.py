"""The member's own words in the settings: types of activity, names of fields, headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cpdsite.model.entry import REFLECTION
from cpdsite.model.settings import COMMON_TYPES, ActivityType
from cpdsite.model.slug import slug
from cpdsite.parse.body import REFLECTION_MODELS, plain
from cpdsite.parse.fields import FIELD_BY_NAME, FIELDS
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import Reading, is_empty, listed, shown

RESERVED = "hidden"
"""The name under which data files sum up what is not shown; no type may have it."""

Changes = dict[str, Any]
"""Fields of Settings by name, read from one key of the file."""


def read_types(reading: Reading, node: Node, name: str) -> Changes:
    """Read the member's own activity types."""
    table = reading.table(node, name, "write `types: {ward-round: {like: work-based}}`")
    found: dict[str, ActivityType] = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        identity = slug(key)
        parts = read_texts(reading, value, f"{name}.{key}", {"label", "like"})
        like = parts.get("like") or "other"
        if identity in COMMON_TYPES or identity in found or identity == RESERVED:
            message = f"the name `{key}` is already taken"
            reading.fault("", f"{name}.{key}", word.span, message, "choose another")
        elif like not in COMMON_TYPES:
            message = f'"{shown(like)}" is not one of the common types'
            remedy = did_you_mean(like, COMMON_TYPES, f"write one of {listed(COMMON_TYPES)}")
            span = _part(value, "like").span
            reading.fault("", f"{name}.{key}.like", span, message, remedy)
        else:
            found[identity] = ActivityType(id=identity, label=parts.get("label") or key, like=like)
    return {"types": found}


def _part(node: Node, name: str) -> Node:
    """Return the first value of a name in a mapping; the node itself where there is none."""
    pairs = node.pairs if isinstance(node, Table) else ()
    return next((value for key, value in pairs if key.text == name), node)


def read_field_names(reading: Reading, node: Node, name: str) -> Changes:
    """Read the journal's own field names."""
    table = reading.table(node, name, "write `fields: {learning_hours: hours}`")
    found: dict[str, str] = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{key}"
        known = reading.choice(value, here, [field.name for field in FIELDS])
        if key in FIELD_BY_NAME:
            message = f"`{key}` is a field of its own and cannot stand for another"
            reading.fault("", here, word.span, message, "delete it here")
        elif known:
            found[key] = known
    return {"field_names": found}


def read_reflection(reading: Reading, node: Node, name: str) -> Changes:
    """Read the reflection model and the member's own headings."""
    table = reading.table(node, name, "write `reflection: {model: simple}`")
    changes: Changes = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{key}"
        if key == "model":
            model = reading.choice(value, here, REFLECTION_MODELS)
            changes |= {"reflection_model": model} if model else {}
        elif key == "headings":
            changes["reflection_headings"] = _headings(reading, value, here)
        else:
            reading.unknown(word, here, {"model", "headings"}, "setting")
    return changes


def _headings(reading: Reading, node: Node, name: str) -> dict[str, tuple[str, ...]]:
    """Read the headings that stand for reflection fields."""
    table = reading.table(node, name, "write `headings: {learned: [Key messages]}`")
    found: dict[str, tuple[str, ...]] = {}
    taken: dict[str, str] = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{key}"
        if key not in REFLECTION:
            reading.unknown(word, here, REFLECTION, "reflection field")
            continue
        found[key] = reading.texts(value, here)
        for text in found[key]:
            other = taken.setdefault(plain(text), key)
            if other != key or not plain(text):
                message = f'the heading "{shown(text)}" cannot stand for `{key}`'
                why = f"it stands for `{other}` already" if other != key else "it has no letters"
                reading.fault("", here, value.span, message, f"delete it: {why}")
    return found


def read_texts(
    reading: Reading, node: Node, name: str, known: Iterable[str] | None
) -> dict[str, str]:
    """Return a mapping of texts; only the known names where there are any."""
    table = reading.table(node, name, "write `name: text` pairs")
    found: dict[str, str] = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        if known is not None and key not in known:
            reading.unknown(word, f"{name}.{key}", known, "setting")
        elif not is_empty(value):
            found[key] = reading.text(value, f"{name}.{key}")
        elif isinstance(value, Text) and re.match(r"#\S", value.dropped):
            lost = value.dropped.split()[0]
            message = f'"{shown(lost)}" is taken for a note, and no value is left'
            reading.fault("", f"{name}.{key}", value.span, message, f'quote it: "{lost}"')
    return found
