"""A body's list of competences, as it is read from its framework file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cpdsite.model.scheme import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One code of a framework."""

    code: str
    label: str
    parent: str = ""
    """The code above it; "" at the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A body's list of competences."""

    id: str
    title: str
    body: str
    path: str = ""
    """The user's file it was read from; "" for a bundled one."""
    sources: tuple[Source, ...] = ()
    competencies: Mapping[str, Competency]
    """By code, in the framework's order."""
