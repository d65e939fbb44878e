"""A theme, gathered file by file: the user's own files over those of its parent and the bundled."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cpdsite.files.creating import create_file
from cpdsite.files.faults import Fault, SettingFault, UsageFault
from cpdsite.files.layers import (
    BUNDLED,
    DEFAULT,
    FOLDER,
    WORDS,
    Layer,
    files_in,
    layers_of,
    refuse,
    source_in,
    theme_names,
    unknown_theme,
)
from cpdsite.files.reading import bundled
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Source
from cpdsite.model.theme import Theme, Words
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.words import decode_words

PARTS = ("templates", "assets")
"""Folders of a theme that hold files to be laid over one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """One file of a theme, as it is used."""

    path: str
    """In the theme, such as `templates/entry.html`."""
    origin: str
    """How messages name it: the user's file, or one below `cpdsite/themes/`."""
    data: bytes

    @property
    def is_bundled(self) -> bool:
        """Whether it comes with cpdsite."""
        return self.origin.startswith(f"{BUNDLED}/")


def read_theme(root: Path, name: str, options: Mapping[str, str]) -> Theme:
    """Return a theme with the user's files and options laid over its own.

    Raises UsageFault for a theme or option that does not exist, a fault in a `theme.yaml`, and
    whatever in a theme is no regular file or a link out of it.
    """
    layers = layers_of(root, name)
    defaults = _defaults(layers)
    for fault in _unknown_options(name, options, defaults):
        raise fault
    templates: dict[str, tuple[str, bytes]] = {}
    assets: dict[str, tuple[str, bytes]] = {}
    words: Words = {}
    for layer in reversed(layers):
        templates |= files_in(layer, "templates")
        assets |= files_in(layer, "assets")
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
    return _words(Layer(folder=folder, shown=f"{BUNDLED}/{DEFAULT}", declared=None), {})


def theme_faults(root: Path, name: str, options: Mapping[str, str]) -> list[SettingFault]:
    """Return what is wrong with the settings of a theme; faults of the theme are not among it."""
    if name not in theme_names(root):
        return [unknown_theme(root, name)]
    try:
        defaults = _defaults(layers_of(root, name))
    except Fault:
        return []
    return list(_unknown_options(name, options, defaults))


def theme_files(root: Path, name: str) -> dict[str, ThemeFile]:
    """Return the files of a theme that one may replace, by path: templates, assets, words."""
    found: dict[str, ThemeFile] = {}
    for layer in reversed(layers_of(root, name)):
        for part in PARTS:
            for file, (origin, data) in files_in(layer, part).items():
                path = f"{part}/{file}"
                found[path] = ThemeFile(path=path, origin=origin, data=data)
        words = source_in(layer.folder, layer.shown, WORDS)
        if words:
            found[WORDS] = ThemeFile(path=WORDS, origin=words.path, data=words.data)
    return dict(sorted(found.items()))


def eject(root: Path, name: str, file: ThemeFile) -> str:
    """Copy a file of a theme into the user's folder of it; return where to, as messages name it.

    Raises UsageFault when a file stands there: it is the user's own.
    """
    path = f"{FOLDER}/{name}/{file.path}"
    try:
        create_file(root, path, file.data)
    except FileExistsError:
        message = f"{path} is yours already, and is not written over"
        raise UsageFault(message, "change it, or rename it and eject again") from None
    return path


# --- What lies over what -------------------------------------------------------------------------


def _defaults(layers: list[Layer]) -> dict[str, str]:
    """Return the options of a theme, each with its default."""
    found: dict[str, str] = {}
    for layer in reversed(layers):
        found |= layer.declared.options if layer.declared else {}
    return found


def _words(layer: Layer, known: Words) -> Words:
    """Return the words of one folder of a theme, held against those of the folders below it."""
    source = source_in(layer.folder, layer.shown, WORDS)
    if source is None:
        return {}
    words, diagnostics = decode_words(source, known) if known else _lowest(source)
    refuse(diagnostics)
    return words


@lru_cache(maxsize=4)
def _lowest(source: Source) -> tuple[Words, list[Diagnostic]]:
    """Return the words of the lowest folder: a preview asks for them at each save."""
    return decode_words(source, {})


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
