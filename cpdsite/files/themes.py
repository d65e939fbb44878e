"""A theme, gathered file by file: the user's own files over those of its parent and the bundled."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cpdsite.files.faults import Fault, SettingFault, UsageFault, disk_fault
from cpdsite.files.reading import bundled, phrase, read_file, shown
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Source
from cpdsite.model.theme import Theme, Words
from cpdsite.parse.fields import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.themes import Declaration, decode_theme
from cpdsite.parse.words import decode_words

DEFAULT = "default"
FOLDER = "themes"
BUNDLED = f"cpdsite/{FOLDER}"
"""How messages name the folder of the bundled themes."""
DECLARATION = "theme.yaml"
WORDS = "words.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """One folder of a theme, the user's or a bundled one."""

    folder: str
    """With links resolved."""
    shown: str
    """How messages name it, such as `themes/mine`."""
    declared: Declaration | None
    """None when it has no `theme.yaml`."""


def read_theme(root: Path, name: str, options: Mapping[str, str]) -> Theme:
    """Return a theme with the user's files and options laid over its own.

    Raises UsageFault for a theme or option that does not exist, a fault in a `theme.yaml`, and
    whatever in a theme is no regular file or a link out of it.
    """
    layers = _layers(root, name)
    defaults = _defaults(layers)
    for fault in _unknown_options(name, options, defaults):
        raise fault
    templates: dict[str, tuple[str, bytes]] = {}
    assets: dict[str, tuple[str, bytes]] = {}
    words: Words = {}
    for layer in reversed(layers):
        templates |= _files(layer, "templates")
        assets |= _files(layer, "assets")
        words = {**words, **_words(layer, words)}
    _refuse_twins(assets)
    return Theme(
        name=name,
        version=next((layer.declared.version for layer in layers if layer.declared), ""),
        options=defaults | dict(options),
        templates={path: _text(*templates[path]) for path in sorted(templates)},
        origins={path: templates[path][0] for path in sorted(templates)},
        assets={path: assets[path][1] for path in sorted(assets)},
        words=words,
    )


def bundled_words() -> Words:
    """Return the words of the bundled theme, which are English."""
    folder = os.path.realpath(bundled(FOLDER) / DEFAULT)
    return _words(_Layer(folder=folder, shown=f"{BUNDLED}/{DEFAULT}", declared=None), {})


def theme_faults(root: Path, name: str, options: Mapping[str, str]) -> list[SettingFault]:
    """Return what is wrong with the settings of a theme; faults of the theme are not among it."""
    if name not in _names(root):
        return [_unknown(root, name)]
    try:
        defaults = _defaults(_layers(root, name))
    except Fault:
        return []
    return list(_unknown_options(name, options, defaults))


# --- Which folders -------------------------------------------------------------------------------


def _layers(root: Path, name: str) -> list[_Layer]:
    """Return the folders to look a file up in, the first wins; the bundled theme is the last."""
    found: list[_Layer] = []
    chain: list[str] = []
    while DEFAULT not in chain:
        if name in chain:
            message = f"the themes {' and '.join(chain)} inherit from each other"
            raise UsageFault(message, f"write `inherits: {DEFAULT}` in one of them")
        layers = _layers_named(root, name)
        if not layers:
            raise _unknown(root, name)
        found += layers
        chain.append(name)
        declared = next((layer.declared for layer in layers if layer.declared), Declaration())
        name = declared.inherits
    return found


def _layers_named(root: Path, name: str) -> list[_Layer]:
    """Return the user's folder of a theme and the bundled one, where they exist."""
    if name not in _names(root):
        return []
    own, given = root / FOLDER / name, bundled(FOLDER) / name
    folders = [(own, f"{FOLDER}/{name}")] if own.is_dir() else []
    if given.is_dir() and not (folders and own.samefile(given)):
        folders.append((given, f"{BUNDLED}/{name}"))
    return [
        _Layer(folder=os.path.realpath(folder), shown=path, declared=_declared(folder, path))
        for folder, path in folders
    ]


def _names(root: Path) -> list[str]:
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


def _defaults(layers: list[_Layer]) -> dict[str, str]:
    """Return the options of a theme, each with its default."""
    found: dict[str, str] = {}
    for layer in reversed(layers):
        found |= layer.declared.options if layer.declared else {}
    return found


def _unknown(root: Path, name: str) -> SettingFault:
    known = _names(root)
    remedy = did_you_mean(name, known, f"there is {listed(known)}; yours stand in {FOLDER}/")
    return SettingFault("theme.name", f'there is no theme "{name}"', remedy)


def _declared(folder: Path, path: str) -> Declaration | None:
    """Return what a theme says of itself; None when it says nothing."""
    source = _source(str(folder), path, DECLARATION)
    declared, diagnostics = decode_theme(source) if source else (None, [])
    _refuse(diagnostics)
    return declared


def _words(layer: _Layer, known: Words) -> Words:
    """Return the words of one folder of a theme, held against those of the folders below it."""
    source = _source(layer.folder, layer.shown, WORDS)
    words, diagnostics = decode_words(source, known) if source else ({}, [])
    _refuse(diagnostics)
    return words


def _source(folder: str, path: str, name: str) -> Source | None:
    """Return a file that a theme may have; None when it has not."""
    file = f"{folder}/{name}"
    if not os.path.lexists(file):
        return None
    data = _bytes(file, f"{path}/{name}", os.path.realpath(folder))
    return Source(path=f"{path}/{name}", data=data)


def _refuse(diagnostics: list[Diagnostic]) -> None:
    """Stop with what is wrong in a file of a theme."""
    if diagnostics:
        raise UsageFault("\n".join(map(_sentence, diagnostics)), diagnostics[0].help)


def _sentence(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    where = f":{place.span.line}:{place.span.column}" if place.span else ""
    return f"{place.path}{where}: {diagnostic.message}"


# --- Which files ---------------------------------------------------------------------------------


def _files(layer: _Layer, part: str) -> dict[str, tuple[str, bytes]]:
    """Return the files below one folder of a layer, by path: how messages name them, their bytes.

    Names that begin with a dot are passed over.
    """
    try:
        return {
            path: (f"{layer.shown}/{part}/{path}", data)
            for path, data in _walk(layer, part, f"{layer.folder}/{part}")
        }
    except OSError as trouble:
        fault = disk_fault(f"{layer.shown}/{part} cannot be read", trouble)
        raise fault from trouble


def _walk(layer: _Layer, part: str, folder: str) -> Iterator[tuple[str, bytes]]:
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
    try:
        mode = Path(real).stat().st_mode
        if not stat.S_ISREG(mode):
            message = f"{path} is {phrase(mode)}, not a file"
            raise UsageFault(message, "put a file in its place, or nothing")
        return read_file(real)
    except OSError as trouble:
        fault = disk_fault(f"{path} cannot be read", trouble)
        raise fault from trouble


def _text(path: str, data: bytes) -> str:
    """Return a template's text."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        message = f"{path}:{line}: the byte 0x{data[trouble.start]:02x} is not UTF-8 text"
        raise UsageFault(message, "save the file as UTF-8") from trouble


# --- What is refused -----------------------------------------------------------------------------


def _unknown_options(
    name: str, options: Mapping[str, str], defaults: Mapping[str, str]
) -> Iterator[SettingFault]:
    known = listed(sorted(defaults)) or "no options at all"
    for option in sorted(options.keys() - defaults.keys()):
        remedy = did_you_mean(option, defaults, f"it has {known}")
        message = f'the theme "{name}" has no option "{option}"'
        yield SettingFault(f"theme.options.{option}", message, remedy, on_key=True)


def _refuse_twins(assets: Mapping[str, tuple[str, bytes]]) -> None:
    """Refuse names that differ in case only: some disks and web servers take them for one."""
    seen: dict[str, str] = {}
    for path in sorted(assets):
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            message = f"{assets[other][0]} and {assets[path][0]} differ in case only"
            raise UsageFault(message, "name both alike, or rename one")
