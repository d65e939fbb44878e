"""The folders of a theme: the user's own, its parent's, the bundled ones; and what lies in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cpdsite.files.faults import SettingFault, UsageFault, disk_faults
from cpdsite.files.reading import bundled, phrase, read_file, shown
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Source
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.themes import Declaration, decode_theme

DEFAULT = "default"
FOLDER = "themes"
BUNDLED = f"cpdsite/{FOLDER}"
"""How messages name the folder of the bundled themes."""
DECLARATION = "theme.yaml"
WORDS = "words.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One folder of a theme, the user's or a bundled one."""

    folder: str
    """With links resolved."""
    shown: str
    """How messages name it, such as `themes/mine`."""
    declared: Declaration | None
    """None when it has no `theme.yaml`."""


def layers_of(root: Path, name: str) -> list[Layer]:
    """Return the folders to look a file up in, the first wins; the bundled theme is the last."""
    found: list[Layer] = []
    chain: list[str] = []
    while DEFAULT not in chain:
        if name in chain:
            message = f"the themes {' and '.join(chain)} inherit from each other"
            raise UsageFault(message, f"write `inherits: {DEFAULT}` in one of them")
        layers = _named(root, name)
        if not layers:
            raise unknown_theme(root, name)
        found += layers
        chain.append(name)
        declared = next((layer.declared for layer in layers if layer.declared), Declaration())
        name = declared.inherits
    return found


def _named(root: Path, name: str) -> list[Layer]:
    """Return the user's folder of a theme and the bundled one, where they exist."""
    if name not in theme_names(root):
        return []
    own, given = root / FOLDER / name, bundled(FOLDER) / name
    folders = [(own, f"{FOLDER}/{name}")] if own.is_dir() else []
    if given.is_dir() and not (folders and own.samefile(given)):
        folders.append((given, f"{BUNDLED}/{name}"))
    return [
        Layer(folder=os.path.realpath(folder), shown=path, declared=_declared(folder, path))
        for folder, path in folders
    ]


def theme_names(root: Path) -> list[str]:
    """Return the themes that can be chosen."""
    folders = (root / FOLDER, bundled(FOLDER))
    return sorted(
        {
            entry.name
            for folder in folders
            if folder.is_dir()
            for entry in folder.iterdir()
            if entry.is_dir() and not entry.name.startswith((".", "_"))
        }
    )


def unknown_theme(root: Path, name: str) -> SettingFault:
    """Return the fault of settings that name a theme there is not."""
    known = theme_names(root)
    remedy = did_you_mean(name, known, f"there is {listed(known)}; yours stand in {FOLDER}/")
    return SettingFault("theme.name", f'there is no theme "{name}"', remedy)


def _declared(folder: Path, path: str) -> Declaration | None:
    """Return what a theme says of itself; None when it says nothing."""
    source = source_in(str(folder), path, DECLARATION)
    declared, diagnostics = decode_theme(source) if source else (None, [])
    refuse(diagnostics)
    return declared


def source_in(folder: str, path: str, name: str) -> Source | None:
    """Return a file that a theme may have; None when it has not."""
    file = f"{folder}/{name}"
    if not os.path.lexists(file):
        return None
    data = _bytes(file, f"{path}/{name}", os.path.realpath(folder))
    return Source(path=f"{path}/{name}", data=data)


def refuse(diagnostics: list[Diagnostic]) -> None:
    """Stop with what is wrong in a file of a theme."""
    if diagnostics:
        raise UsageFault("\n".join(map(_sentence, diagnostics)), diagnostics[0].help)


def _sentence(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    where = f":{place.span.line}:{place.span.column}" if place.span else ""
    return f"{place.path}{where}: {diagnostic.message}"


def files_in(layer: Layer, part: str) -> dict[str, tuple[str, bytes]]:
    """Return the files below one folder of a layer, by path: how messages name them, their bytes.

    Names that begin with a dot are passed over.
    """
    with disk_faults(f"{layer.shown}/{part} cannot be read"):
        return {
            path: (f"{layer.shown}/{part}/{path}", data)
            for path, data in _walk(layer, part, f"{layer.folder}/{part}")
        }


def _walk(layer: Layer, part: str, folder: str) -> Iterator[tuple[str, bytes]]:
    top = f"{layer.folder}/{part}"
    if not Path(folder).is_dir():
        return
    for entry in sorted(Path(folder).iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(layer, part, str(entry))
            continue
        path = shown(entry.relative_to(top).as_posix())
        yield path, _bytes(str(entry), f"{layer.shown}/{part}/{path}", layer.folder)


def _bytes(file: str, path: str, top: str) -> bytes:
    """Return a file of a theme; refuse what is none, and a link out of the theme."""
    real = os.path.realpath(file)
    if not Path(real).is_relative_to(top):
        message = f"{path} is a link out of the theme"
        raise UsageFault(message, "put a copy of the file in its place")
    with disk_faults(f"{path} cannot be read"):
        mode = Path(real).stat().st_mode
        if not stat.S_ISREG(mode):
            message = f"{path} is {phrase(mode)}, not a file"
            raise UsageFault(message, "put a file in its place, or nothing")
        return read_file(real)
