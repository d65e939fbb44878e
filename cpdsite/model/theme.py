"""A theme as it was found: its templates' text and its assets' bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = Mapping[str, Mapping[str, str]]
"""Texts by id and plural form; what is not counted has the form `other` alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Templates and assets, with the user's single files already laid over the theme's own."""

    name: str
    version: str
    options: Mapping[str, str] = field(default_factory=dict)
    """The theme's defaults under the user's choices."""
    templates: Mapping[str, str]
    """Text by name, such as `entry.html` or `partials/header.html`."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """By template name: the file it came from, for messages."""
    assets: Mapping[str, bytes] = field(default_factory=dict)
    """By path below `assets/`."""
    words: Words = field(default_factory=dict)
    """What pages say, with the user's words in place of the theme's own."""
