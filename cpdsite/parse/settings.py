"""`cpdsite.yaml` to settings: every key optional, every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Severity
from cpdsite.model.entry import Kind, Visibility
from cpdsite.model.journal import Source
from cpdsite.model.settings import COMMON_TYPES, ActivityType, Author, Membership, Settings
from cpdsite.parse import front_matter
from cpdsite.parse.front_matter import Items, Node, Text
from cpdsite.parse.links import is_web
from cpdsite.parse.memberships import read_memberships
from cpdsite.parse.mending import read_on
from cpdsite.parse.own_words import (
    Changes,
    read_field_names,
    read_reflection,
    read_texts,
    read_types,
)
from cpdsite.parse.reading import Reading, is_empty, shown
from cpdsite.parse.scalars import day

CODE = "settings-invalid"

_TOKEN_LIMIT = 20_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MEGABYTE = 1024 * 1024


def decode_settings(
    source: Source | None, known_schemes: Iterable[str]
) -> tuple[Settings, list[Diagnostic]]:
    """Return the settings, with the default wherever a key is absent or wrong, and all faults."""
    known = frozenset(known_schemes)
    if source is None:
        return _complete(Settings()), []
    node: Node | None = None
    text, found = front_matter.decode_text(source.data, source.path)
    if text is not None:
        node, found = read_on(text, source.path, tokens=_TOKEN_LIMIT)
    if node is None:
        return _complete(_guarded(Settings(), found)), _as_settings(found)
    reading = Reading(source.path, CODE, _as_settings(found))
    table = reading.table(node, "", "write one `name: value` on each line")
    settings = Settings()
    for name, (key, value) in reading.fields_of(table).items() if table else ():
        if name == "schemes":
            settings = replace(settings, memberships=read_memberships(reading, value, known))
        elif name not in _KEYS:
            reading.unknown(key, name, SETTINGS, "setting")
        elif not is_empty(value):
            settings = replace(settings, **_KEYS[name](reading, value, name))
    return _complete(_guarded(settings, reading.found)), reading.found


def _guarded(settings: Settings, found: Collection[Diagnostic]) -> Settings:
    """Keep everything to the owner while a setting is at fault: a slip must never publish more."""
    if not found:
        return settings
    return replace(
        settings,
        visibility=dict.fromkeys(Kind, Visibility.PRIVATE),
        assessment_visibility=Visibility.PRIVATE,
        reflection_visibility=Visibility.PRIVATE,
    )


def _as_settings(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Give the faults of reading the code of the file they are in."""
    return [replace(diagnostic, code=CODE) for diagnostic in found]


def _complete(settings: Settings) -> Settings:
    """Fill in what every part of the product may rely on."""
    default = dict.fromkeys(Kind, Visibility.REVIEWER)
    default |= {Kind.ACTIVITY: Visibility.PUBLIC, Kind.GOAL: Visibility.PUBLIC}
    common = {name: ActivityType(id=name, label=label) for name, label in COMMON_TYPES.items()}
    return replace(
        settings,
        memberships=settings.memberships or (Membership(scheme="points", key="schemes.0"),),
        visibility=default | dict(settings.visibility),
        types=common | dict(settings.types),
    )


def _text(attribute: str) -> Callable[[Reading, Node, str], Changes]:
    """Make the reader of a setting that is one text."""

    def read(reading: Reading, node: Node, name: str) -> Changes:
        found = reading.text(node, name)
        return {attribute: found} if found else {}

    return read


def _author(reading: Reading, node: Node, name: str) -> Changes:
    """Read whose portfolio it is."""
    table = reading.table(node, name, "write `author: {name: ..., role: ...}`")
    registrations: dict[str, str] = {}
    texts: dict[str, str] = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        if key == "registrations":
            registrations = read_texts(reading, value, f"{name}.{key}", None)
        elif key in {"name", "role", "email"}:
            texts[key] = reading.text(value, f"{name}.{key}")
        else:
            known = {"name", "role", "email", "registrations"}
            reading.unknown_part(word, f"{name}.{key}", known, "an author")
    return {"author": Author(**texts, registrations=registrations)}


def _base_url(reading: Reading, node: Node, name: str) -> Changes:
    """Read the address of the published site."""
    text = reading.text(node, name)
    if text and not is_web(text):
        message = f'"{shown(text)}" is not a web address'
        remedy = "write it in full, such as https://example.github.io/cpd/"
        reading.fault(CODE, name, node.span, message, remedy)
        return {}
    return {"base_url": text.rstrip("/") + "/"} if text else {}


def _language(reading: Reading, node: Node, name: str) -> Changes:
    """Read the language of the portfolio."""
    text = reading.text(node, name)
    if text and not _LANGUAGE.fullmatch(text):
        message = f'"{shown(text)}" is not a language tag'
        reading.fault(CODE, name, node.span, message, "write a tag such as en-GB or cy")
        return {}
    return {"language": text} if text else {}


def _year_start(reading: Reading, node: Node, name: str) -> Changes:
    """Read the day on which years begin; every year must have it."""
    text = reading.text(node, name)
    first = day(f"2001-{text}")
    if first is None and text:
        message = f'"{shown(text)}" is not a day of every year'
        remedy = 'write month and day in quotes, such as "04-01" for 1 April'
        reading.fault(CODE, name, node.span, message, remedy)
    return {"year_start": (first.month, first.day)} if first else {}


def _visibility(reading: Reading, node: Node, name: str) -> Changes:
    """Read who may see entries: one word for all kinds, or one by kind."""
    if isinstance(node, Text):
        word = reading.choice(node, name, Visibility)
        return {"visibility": dict.fromkeys(Kind, Visibility(word))} if word else {}
    table = reading.table(node, name, "write `public`, or `{activity: public}`")
    found: dict[Kind, Visibility] = {}
    for key, (text, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        if key not in set(Kind):
            reading.unknown(text, f"{name}.{key}", Kind, "kind of entry")
            continue
        said = reading.choice(value, f"{name}.{key}", Visibility)
        if said:
            found[Kind(key)] = Visibility(said)
    return {"visibility": found}


def _theme(reading: Reading, node: Node, name: str) -> Changes:
    """Read the theme: its name, or its name with options."""
    if isinstance(node, Text):
        return {"theme": reading.text(node, name)}
    table = reading.table(node, name, "write `theme: {name: default}`")
    changes: Changes = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        if key == "name":
            changes["theme"] = reading.text(value, f"{name}.{key}") or "default"
        elif key == "options":
            changes["theme_options"] = read_texts(reading, value, f"{name}.{key}", None)
        else:
            reading.unknown(word, f"{name}.{key}", {"name", "options"}, "setting")
    return changes


def _privacy(reading: Reading, node: Node, name: str) -> Changes:
    """Read who may see assessments and reflections, and which texts are no secret."""
    table = reading.table(node, name, "write `privacy: {reflection: reviewer}`")
    attributes = {"assessment": "assessment_visibility", "reflection": "reflection_visibility"}
    changes: Changes = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{key}"
        if key in attributes:
            said = reading.choice(value, here, Visibility)
            changes |= {attributes[key]: Visibility(said)} if said else {}
        elif key == "allow":
            changes["allowed_texts"] = _allowed(reading, value, here)
        else:
            reading.unknown(word, here, {*attributes, "allow"}, "setting")
    return changes


def _allowed(reading: Reading, node: Node, name: str) -> dict[str, str]:
    """Read the texts that privacy checks let pass, each with a reason."""
    items = node.items if isinstance(node, Items) else (node,)
    found: dict[str, str] = {}
    for number, item in enumerate(items):
        here = f"{name}.{number}"
        faults = len(reading.found)
        parts = read_texts(reading, item, here, {"text", "reason"})
        if parts.get("text") and parts.get("reason"):
            found[parts["text"]] = parts["reason"]
        elif len(reading.found) == faults:
            remedy = "write `{text: sam@example.org, reason: my own address}`"
            reading.fault(CODE, here, item.span, "a text and the reason are needed", remedy)
    return found


def _evidence_limit(reading: Reading, node: Node, name: str) -> Changes:
    """Read the largest evidence file, in megabytes."""
    found = reading.number(node, name)
    return {} if found is None else {"evidence_limit": int(found * _MEGABYTE)}


def _publish(reading: Reading, node: Node, name: str) -> Changes:
    """Read where the site is published."""
    return {"publish": read_texts(reading, node, name, {"remote", "branch"})}


def _severities(reading: Reading, node: Node, name: str) -> Changes:
    """Read the severities that the member chose; an error stays an error."""
    table = reading.table(node, name, "write `checks: {no-evidence: note}`")
    found: dict[str, Severity] = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items() if table else ():
        here = f"{name}.{key}"
        said = reading.choice(value, here, Severity)
        if key not in SEVERITIES:
            reading.unknown(word, here, SEVERITIES, "check")
        elif SEVERITIES[key] is Severity.ERROR and said != Severity.ERROR:
            message = f"`{key}` is an error: an entry that has it cannot be counted"
            reading.fault(CODE, here, value.span, message, "mend the entry; delete this line")
        elif said:
            found[key] = Severity(said)
    return {"severities": found}


_KEYS: Mapping[str, Callable[[Reading, Node, str], Changes]] = {
    "title": _text("title"),
    "author": _author,
    "base_url": _base_url,
    "language": _language,
    "year_start": _year_start,
    "visibility": _visibility,
    "reflection": read_reflection,
    "types": read_types,
    "fields": read_field_names,
    "theme": _theme,
    "output": _text("output"),
    "privacy": _privacy,
    "publish": _publish,
    "evidence_limit": _evidence_limit,
    "checks": _severities,
}
"""The readers of every setting but `schemes`, which needs to know the schemes there are."""
SETTINGS = frozenset(("schemes", *_KEYS))
"""The name of every setting."""
