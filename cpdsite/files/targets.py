"""The folder a site may be written to: one that holds nothing but a site that cpdsite made."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from cpdsite.files.faults import SettingFault, UsageFault, disk_faults
from cpdsite.files.manifest import as_line, read_manifest
from cpdsite.files.reading import shown

CNAME = "CNAME"
"""The one file of others in a site: GitHub Pages keeps the site's own domain name in it."""
_LEFT_BY_DESKTOPS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_NAMED_AT_MOST = 5
_LOOKED_AT_AT_MOST = 1_000
_TRIES = 20
_OURS = ("journal", "themes", "schemes", "frameworks")
_KEPT = {
    "cpdsite.yaml": "the name is that of the settings",
    "cpdsite.yml": "the name is that of the settings",
    ".cpdsite": "share keys are kept in it",
    ".git": "it is a part of a git repository's own files",
}
"""Names in the folder that no site may take, whether they are there or not."""
_REMEDY = "choose a folder of its own, such as _site"

_Identity = tuple[int, int] | str
"""Equal for two names of one folder, whatever their case or links."""


def refuse_unsafe_output(root: Path, output: str) -> Path:
    """Return the folder that `output` means, links resolved; nothing on the disk is touched.

    Raises UsageFault where a site must not be put: the folder itself, what it is kept in, its
    sources, a home, a repository, a file, a link, a folder with files that cpdsite did not make.
    """
    with disk_faults(f"{output} cannot be looked at"):
        target = _safe(root, output)
        foreign = _foreign_files(target)
    if foreign:
        raise _others_in(output, foreign)
    return target


def output_fault(root: Path, output: str) -> SettingFault | None:
    """Return why no site can ever be put where a setting says; None where one can.

    The setting is not to blame for files laid into a site that stands there, nor for a disk that
    cannot be looked at: that is for the build to say.
    """
    try:
        target = _safe(root, output)
        foreign = [] if read_manifest(target).lines else _foreign_files(target)
    except UsageFault as fault:
        return SettingFault("output", fault.message, fault.help)
    except OSError:
        return None
    others = _others_in(output, foreign)
    return SettingFault("output", others.message, others.help) if foreign else None


def _foreign_files(target: Path) -> list[str]:
    """Return what a site holds that cpdsite did not make, sorted; of very many only some."""
    found: list[str] = []
    for _ in range(_TRIES):
        before = _identity(target)
        with contextlib.suppress(FileNotFoundError):
            found = sorted(islice(_walk(target), _LOOKED_AT_AT_MOST))
        # Another build may have put its site there meanwhile: then two sites were looked at.
        if not found or _identity(target) == before:
            break
    return found


def _walk(target: Path) -> Iterator[str]:
    """Yield what a site holds that cpdsite did not make; nothing for an absent folder."""
    made = read_manifest(target).lines
    folders = [(str(target), "")] if target.is_dir() else []
    while folders:
        folder, prefix = folders.pop()
        with os.scandir(folder) as listing:
            entries = list(listing)
        for entry in entries:
            path = prefix + shown(entry.name)
            if entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{path}/"))
            elif not entry.is_file(follow_symlinks=False) or not (
                as_line(path) in made or path == CNAME or entry.name in _LEFT_BY_DESKTOPS
            ):
                yield path


# --- Where a site must not be put ----------------------------------------------------------------


def _safe(root: Path, output: str) -> Path:
    """Return the folder that `output` means; raise UsageFault where it stands in the way."""
    if "\0" in output:
        message = "the name of the output folder holds a NUL character"
        raise UsageFault(message, _REMEDY)
    target = _resolved(root, output)
    why = _unsafe(Path(os.path.realpath(root)), target)
    if why:
        message = f"a site cannot be written to {output}: {why}"
        raise UsageFault(message, _REMEDY)
    return target


def _others_in(output: str, foreign: Sequence[str]) -> UsageFault:
    """Return the fault of a folder with files of others."""
    named = ", ".join(foreign[:_NAMED_AT_MOST])
    others = " and others" if len(foreign) > _NAMED_AT_MOST else ""
    message = f"{output} holds files that cpdsite did not make: {named}{others}"
    return UsageFault(message, f"move them away, or {_REMEDY}")


def _resolved(root: Path, output: str) -> Path:
    """Return the folder with the links on the way to it resolved, but not a link at its end."""
    path = root / output
    if output in ("", ".") or path.name in ("", ".."):
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent)) / path.name


def _unsafe(root: Path, target: Path) -> str:
    """Say why a site must not be put there, "" when it may."""
    sources = [Path(os.path.realpath(root / name)) for name in _OURS]
    kept = _kept(root, target)
    reasons = (
        (bool(kept), kept),
        (target.is_symlink(), "it is a link"),
        (target.exists() and not target.is_dir(), "it is a file"),
        (_holds(target, root), "the journal is kept in it"),
        (any(_holds(target, source) for source in sources), "the journal's sources are in it"),
        (any(_holds(source, target) for source in sources), "it belongs to the journal's sources"),
        (_holds(target, root / ".cpdsite"), _KEPT[".cpdsite"]),
        (_holds(target, _home()), "it is a home folder, or one above it"),
        (os.path.lexists(target / ".git"), "it is the top of a git repository"),
        (".git" in target.parts, _KEPT[".git"]),
        (os.path.ismount(target), "it is a disk of its own, which cannot be swapped as a whole"),
    )
    return next((why for holds, why in reasons if holds), "")


def _kept(root: Path, target: Path) -> str:
    """Say what the name is kept for under which a site would stand in the folder, "" for nothing."""
    if target == root or not target.is_relative_to(root):
        return ""
    return _KEPT.get(target.relative_to(root).parts[0].lower(), "")


def _home() -> Path:
    """Return the user's home; the root of the disk for a user who has none."""
    try:
        return Path.home().resolve()
    except RuntimeError:
        return Path("/")


def _holds(folder: Path, inner: Path) -> bool:
    """Tell whether a folder is `inner` or one above it."""
    wanted = _identity(folder)
    return any(_identity(above) == wanted for above in (inner, *inner.parents))


def _identity(folder: Path) -> _Identity:
    try:
        status = folder.stat()
    except OSError:
        return str(folder)
    return status.st_dev, status.st_ino
