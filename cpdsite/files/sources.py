"""The member's folder, read into bytes: the journal, the settings, schemes and frameworks."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from cpdsite.files.faults import UsageFault, disk_fault, disk_faults
from cpdsite.files.names import JOURNAL, SETTINGS
from cpdsite.files.reading import bundled, on_disk, phrase, read_file, shown
from cpdsite.model.journal import FILE_LIMIT, File, Folder, Source

TWIN = "one of two files whose names differ only in how their accents are coded"
_DATA = ("schemes", "frameworks")
_YAML = (".yaml", ".yml")
_TEXT = ".txt"
"""What editors on Windows add to a name."""
_LIKE_SETTINGS = frozenset(f"cpdsite{ending}{more}" for ending in _YAML for more in ("", _TEXT))
_MARKDOWN = (".markdown", ".mdown", ".mkd")
"""Endings that Markdown goes by elsewhere."""
_LOOKED_AT = 64
"""So many bytes tell a text that begins with front matter."""

_Found = Source | File | str
"""What stands at a path: text to read, another file, or (in words) what must not be followed."""


def read_folder(root: Path) -> Folder:
    """Return everything a build reads but the theme and the evidence itself.

    The order of the disk's listings changes nothing. What stands at the top may be a link, which
    its owner put there; in the journal no link is followed that leads out of it or to a folder.
    Raises SurroundingsFault for what cannot be read.
    """
    entries: list[Source] = []
    files: dict[str, File] = {}
    unsafe: dict[str, str] = {}
    for path, found in _walk(root):
        if isinstance(found, Source):
            entries.append(found)
        elif isinstance(found, str):
            unsafe[path] = found
        elif path in files:
            unsafe[path] = TWIN
        else:
            files[path] = found
    return Folder(
        settings=_settings(root),
        entries=tuple(sorted(entries, key=lambda source: source.path)),
        files={path: files[path] for path in sorted(files.keys() - unsafe.keys())},
        unsafe={path: unsafe[path] for path in sorted(unsafe)},
        misnamed=dict(sorted(_misnamed(root, files.keys() - unsafe.keys()))),
        schemes=_data(root, "schemes"),
        frameworks=_data(root, "frameworks"),
    )


def bundled_schemes() -> Folder:
    """Return the schemes that come with cpdsite, as a folder that holds nothing else."""
    found = _yaml_files(bundled("schemes"), "schemes")
    return Folder(
        schemes={
            stem: Source(path=path, data=_text(file, path), bundled=True)
            for stem, (file, path) in sorted(found.items())
        }
    )


# --- The journal ---------------------------------------------------------------------------------


def _walk(root: Path) -> Iterator[tuple[str, _Found]]:
    """Yield what stands in the journal, by path; nothing when there is no journal."""
    if not os.path.lexists(root / JOURNAL):
        return
    top = os.path.realpath(root / JOURNAL)
    if not (root / JOURNAL).is_dir():
        message = f"{JOURNAL} is not a folder"
        raise UsageFault(message, f"keep the entries in a folder named {JOURNAL}")
    folders = [(top, JOURNAL)]
    while folders:
        folder, prefix = folders.pop()
        for entry in _listing(folder, prefix):
            if entry.name.startswith((".", "_")):
                continue
            path = f"{prefix}/{shown(entry.name)}"
            if entry.is_dir(follow_symlinks=False) and not _is_markdown(path):
                folders.append((entry.path, path))
                continue
            found = _look(entry, path, top)
            if found is not None:
                yield path, found


def _listing(folder: str, path: str) -> list[os.DirEntry[str]]:
    """Return what a folder holds, by name; nothing when it has just been deleted."""
    try:
        with os.scandir(folder) as listing:
            return sorted(listing, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except OSError as trouble:
        fault = disk_fault(f"{path} cannot be read", trouble)
        raise fault from trouble


def _look(entry: os.DirEntry[str], path: str, top: str) -> _Found | None:
    """Return what stands at one path; None when it has just been deleted."""
    try:
        if entry.is_symlink():
            return _follow(entry.path, path, top)
        if not entry.is_file(follow_symlinks=False):
            if entry.is_dir(follow_symlinks=False):
                return "a folder named like an entry"
            return phrase(entry.stat(follow_symlinks=False).st_mode)
        if _is_markdown(path):
            return Source(path=path, data=read_file(entry.path, FILE_LIMIT + 1))
        return File(path=path, size=entry.stat(follow_symlinks=False).st_size)
    except FileNotFoundError:
        return None
    except OSError as trouble:
        fault = disk_fault(f"{path} cannot be read", trouble)
        raise fault from trouble


def _follow(link: str, path: str, top: str) -> _Found:
    """Return what a link in the journal stands for: only an entry may be a link."""
    try:
        real = os.path.realpath(link, strict=True)
        mode = Path(real).stat().st_mode
    except OSError:
        return "a link that leads nowhere"
    if not Path(real).is_relative_to(top):
        return "a link out of the journal"
    if not stat.S_ISREG(mode):
        return f"a link to {phrase(mode)}"
    if not _is_markdown(path):
        return "a link"
    return Source(path=path, data=read_file(real, FILE_LIMIT + 1))


def _is_markdown(path: str) -> bool:
    return path[-3:].lower() == ".md"


# --- Settings, schemes, frameworks ---------------------------------------------------------------


def _settings(root: Path) -> Source | None:
    """Return the settings; None when there are none."""
    if not os.path.lexists(root / SETTINGS):
        return None
    return Source(path=SETTINGS, data=_text(root / SETTINGS, SETTINGS))


def _data(root: Path, name: str) -> dict[str, Source]:
    """Return the bundled YAML files of a folder with the user's laid over them, by stem."""
    own = _yaml_files(root / name, name)
    given = _yaml_files(bundled(name), name)
    found = {
        stem: Source(
            path=path,
            data=_text(file, path),
            bundled=stem not in own,
            replaces=stem in own and stem in given,
        )
        for stem, (file, path) in (given | own).items()
    }
    return {stem: found[stem] for stem in sorted(found)}


def _yaml_files(folder: Path, name: str) -> dict[str, tuple[Path, str]]:
    """Return each file with the path it is known by, by stem; nothing when there is no folder."""
    if not folder.is_dir():
        return {}
    return {
        shown(entry.name)[: -len(".yaml")]: (Path(entry.path), f"{name}/{shown(entry.name)}")
        for entry in _listing(str(folder), name)
        if entry.name.endswith(".yaml") and not entry.name.startswith((".", "_"))
    }


def _text(file: Path, path: str) -> bytes:
    """Return the bytes of a file directly in the user's folder, which may be a link."""
    with disk_faults(f"{path} cannot be read"):
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            message = f"{path} is {phrase(mode)}, not a file"
            raise UsageFault(message, "put a text file there, or nothing")
        return read_file(os.path.realpath(file), FILE_LIMIT + 1)


# --- What is meant to be read, and is not --------------------------------------------------------


def _misnamed(root: Path, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what would be read under another name: where it stands, and where it should."""
    for entry in _listing(str(root), "this folder"):
        alike = entry.name.lower() in _LIKE_SETTINGS and entry.is_file()
        if alike and not _is_read(entry, root / SETTINGS):
            yield entry.name, SETTINGS
    for name in _DATA:
        for entry in _listing(str(root / name), name) if (root / name).is_dir() else ():
            path = PurePosixPath(name, shown(entry.name))
            plain = path.with_suffix("") if path.suffix.lower() == _TEXT else path
            odd = path.suffix != ".yaml" and plain.suffix.lower() in _YAML
            if odd and not path.name.startswith((".", "_")):
                yield str(path), str(plain.with_suffix(".yaml"))
    for path in map(PurePosixPath, files):
        ending = path.suffix.lower()
        if ending in _MARKDOWN or (ending == _TEXT and _is_entry(root, path)):
            stem = path.with_suffix("")
            yield str(path), str(stem if stem.suffix == ".md" else path.with_suffix(".md"))


def _is_read(entry: os.DirEntry[str], settings: Path) -> bool:
    """Tell whether an entry of the folder is what is read as the settings, in whatever case."""
    return settings.exists() and settings.samefile(entry.path)


def _is_entry(root: Path, path: PurePosixPath) -> bool:
    """Tell whether a text of the journal begins with front matter."""
    with contextlib.suppress(OSError):
        start = read_file(on_disk(str(root), str(path)), _LOOKED_AT).removeprefix(b"\xef\xbb\xbf")
        return start.lstrip().partition(b"\n")[0].rstrip() == b"---"
    return False
