"""What a theme says of itself in `theme.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Source
from cpdsite.parse.events import read_quickly
from cpdsite.parse.front_matter import Node, Table, Text, decode_text
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import is_empty, listed
from cpdsite.parse.theme_faults import theme_fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A theme's `theme.yaml`."""

    version: str = ""
    inherits: str = "default"
    """The theme that has whatever this one has not."""
    options: Mapping[str, str] = field(default_factory=dict)
    """By name, each with its default."""


_TEXTS = ("name", "version", "description", "author", "license", "inherits")
_NAMES = (*_TEXTS, "options")


def decode_theme(source: Source) -> tuple[Declaration | None, list[Diagnostic]]:
    """Return what a `theme.yaml` says; an empty one says nothing; None when any of it is wrong."""
    text, diagnostics = decode_text(source.data, source.path)
    node, faults = read_quickly(text or "", source.path)
    diagnostics += faults
    if node is not None and not isinstance(node, Table) and not is_empty(node):
        diagnostics.append(
            theme_fault(source, node.span, "", "a theme is written as `name: value` lines")
        )
    pairs = node.pairs if isinstance(node, Table) else ()
    diagnostics += _faults_of_pairs(source, pairs, _NAMES)
    values = {key.text: value for key, value in pairs}
    options = values.pop("options", None)
    diagnostics += _faults_of_options(source, options)
    diagnostics += [
        theme_fault(source, value.span, name, f"`{name}` must be one text")
        for name, value in values.items()
        if name in _TEXTS and not isinstance(value, Text)
    ]
    if diagnostics:
        return None, diagnostics
    texts = {name: value.text for name, value in values.items() if isinstance(value, Text)}
    declared = Declaration(
        version=texts.get("version", ""),
        inherits=texts.get("inherits") or "default",
        options=_options(options),
    )
    return declared, []


def _faults_of_pairs(
    source: Source, pairs: tuple[tuple[Text, Node], ...], known: tuple[str, ...] = ()
) -> list[Diagnostic]:
    """Report a name that stands twice or, where there are known ones, is none of them."""
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for key, _ in pairs:
        if known and key.text not in known:
            remedy = did_you_mean(key.text, known, f"a theme has {listed(known)}")
            message = f"`{key.text}` is not known in a theme"
            found.append(theme_fault(source, key.span, key.text, message, remedy))
        elif key.text in seen:
            found.append(theme_fault(source, key.span, key.text, f"`{key.text}` stands twice"))
        seen.add(key.text)
    return found


def _faults_of_options(source: Source, node: Node | None) -> list[Diagnostic]:
    """Report options that are not names with one text each."""
    if node is None or (isinstance(node, Text) and not node.text):
        return []
    if not isinstance(node, Table):
        return [theme_fault(source, node.span, "options", "options are `name: default` lines")]
    return _faults_of_pairs(source, node.pairs) + [
        theme_fault(
            source, value.span, f"options.{key.text}", "an option has one text as its default"
        )
        for key, value in node.pairs
        if not isinstance(value, Text)
    ]


def _options(node: Node | None) -> dict[str, str]:
    """Return the options by name, each with its default."""
    pairs = node.pairs if isinstance(node, Table) else ()
    return {key.text: value.text for key, value in pairs if isinstance(value, Text)}
