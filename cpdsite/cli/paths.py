"""The files and folders that a command line names."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from cpdsite.files.faults import UsageFault
from cpdsite.files.names import JOURNAL, SETTINGS
from cpdsite.files.reading import shown
from cpdsite.model.journal import Folder
from cpdsite.stages import Checked

_FOLDERS = (JOURNAL, "schemes", "frameworks")


def chosen(root: Path, folder: Folder, paths: Sequence[Path]) -> frozenset[str]:
    """Return paths of the command line as cpdsite knows them: below the folder, with `/`.

    They may be given from the folder or from where the user is. Raises UsageFault for one that is
    not there, or that nothing is read from: silence about it would pass for praise.
    """
    known = frozenset(_known(folder)) if paths else frozenset()
    return frozenset(_below(root, path, known) for path in paths)


def lies_in(path: str, wanted: Collection[str]) -> bool:
    """Tell whether a file is one of the wanted paths or lies in one; every file when there are none."""
    return not wanted or any(str(one) in wanted for one in _with_folders(path))


def found_in(wanted: Collection[str], checked: Checked) -> Checked:
    """Return a checked folder with what was found in the wanted files only."""
    kept = tuple(finding for finding in checked.findings if lies_in(finding.path, wanted))
    return replace(checked, findings=kept)


def _with_folders(path: str) -> tuple[PurePosixPath, ...]:
    """Return a path and every folder it lies in, `.` the last."""
    return PurePosixPath(path), *PurePosixPath(path).parents


def _known(folder: Folder) -> Iterator[str]:
    """Yield every file that is read or looked at, and the folders they lie in."""
    data = (*folder.schemes.values(), *folder.frameworks.values())
    own = [source.path for source in (*folder.entries, *data) if not source.bundled]
    settings = [folder.settings.path] if folder.settings else []
    for path in (*settings, *own, *folder.files, *folder.unsafe, *folder.misnamed):
        yield from map(str, _with_folders(path))


def _below(root: Path, path: Path, known: Collection[str]) -> str:
    """Return one path of the command line as cpdsite knows it."""
    found = next((here for here in (root / path, Path.cwd() / path) if os.path.lexists(here)), None)
    if found is None:
        message = f"there is no {path}"
        raise UsageFault(message, "give a path from the folder, or from where you are")
    written, top = Path(os.path.abspath(found)), Path(os.path.abspath(root))  # noqa: PTH100 (resolve follows links)
    if not written.is_relative_to(top):
        written, top = found.resolve(), root.resolve()
    if not written.is_relative_to(top):
        message = f"{path} is not in the folder that is checked"
        raise UsageFault(message, "name its folder with -C DIR before the command")
    below = PurePosixPath(*map(shown, written.relative_to(top).parts))
    left_out = any(part.startswith((".", "_")) for part in below.parts)
    if str(below) not in known and (left_out or not _may_hold(below, written)):
        raise UsageFault(*_not_read(path, left_out=left_out and below.parts[0] == JOURNAL))
    return str(below)


def _may_hold(below: PurePosixPath, written: Path) -> bool:
    """Tell whether a path is a folder that something is read from, empty as yet."""
    return written.is_dir() and below.parts[:1] in {(), *((name,) for name in _FOLDERS)}


def _not_read(path: Path, *, left_out: bool) -> tuple[str, str]:
    """Return why there is nothing to say about a path, and the remedy."""
    if left_out:
        return f"{path} is left out: a name in it begins with . or _", "rename it to have it read"
    places = ", ".join(f"{name}/" for name in _FOLDERS)
    return f"{path} is not part of the journal", f"what is read lies in {places} or {SETTINGS}"
