"""One file that a command was asked to write: never over another, never among the journal's sources."""

from __future__ import annotations

import os
from pathlib import Path

from cpdsite.files.creating import create_file
from cpdsite.files.editing import replace_whole
from cpdsite.files.faults import UsageFault, disk_faults
from cpdsite.files.manifest import MANIFEST
from cpdsite.files.names import SETTINGS

_SOURCES = ("journal", "schemes", "frameworks", "themes", ".cpdsite", ".git")
_REMEDY = "choose another name or folder"


def write_export(root: Path, target: Path, data: bytes, *, replace: bool) -> None:
    """Write a file whole or not at all.

    Raises SurroundingsFault for what the disk refuses, UsageFault as `refuse_unsafe_target` does.
    """
    refuse_unsafe_target(root, target, replace=replace)
    with disk_faults(f"{target} cannot be written"):
        if replace and target.exists():
            replace_whole(str(target), data)
            return
        try:
            create_file(target.parent, target.name, data)
        except FileExistsError:
            raise _there_already(target) from None


def refuse_unsafe_target(root: Path, target: Path, *, replace: bool) -> None:
    """Raise UsageFault where a file must not be written, before it is made; nothing is touched.

    Not over a file that is there (unless it may be replaced), nor among those of the journal, nor
    inside a site, which others may read.
    """
    with disk_faults(f"{target} cannot be written"):
        _refuse(root, target)
        there = os.path.lexists(target)
    if there and not replace:
        raise _there_already(target)
    if there and not target.is_file():
        message = f"{target} is no ordinary file"
        raise UsageFault(message, _REMEDY)


def _there_already(target: Path) -> UsageFault:
    message = f"{target} is there already"
    return UsageFault(message, "choose another name, or add --replace")


def _refuse(root: Path, target: Path) -> None:
    """Refuse a place where nothing of ours may stand."""
    why = _unsafe(Path(os.path.realpath(root)), Path(os.path.realpath(target)))
    if why:
        message = f"{target} cannot be written: {why}"
        raise UsageFault(message, _REMEDY)
    if target.is_dir():
        message = f"{target} is a folder"
        raise UsageFault(message, "name a file in it")
    if not target.parent.is_dir():
        message = f"there is no folder {target.parent}"
        raise UsageFault(message, "make it first, or choose another")


def _unsafe(root: Path, target: Path) -> str:
    """Say why nothing must be written there; "" when it may."""
    if target == root / SETTINGS:
        return "the settings stand there"
    if any(target.is_relative_to(root / name) for name in _SOURCES):
        return "it would lie among the journal's own files"
    if any((folder / MANIFEST).is_file() for folder in target.parents):
        return "it would lie in a built site, which others may read"
    return ""
