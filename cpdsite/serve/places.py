"""What is looked at for changes: the folders and files that a build reads, wherever they stand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cpdsite.files.names import JOURNAL, SETTINGS
from cpdsite.files.reading import shown

_DATA = ("schemes", "frameworks")
_THEMES = "themes"
_TOP = frozenset({SETTINGS, "cpdsite.yml", JOURNAL, *_DATA, _THEMES})
"""All that is read of the member's folder itself; the second is reported as misnamed."""
_TEMPORARY = re.compile(
    r"""
    \.           # .git, .obsidian, .x.md.swp, .#x.md, .goutputstream-XYZ, .DS_Store
    | .*~$       # backups of vim, Emacs and gedit
    | \#.*\#$    # what Emacs keeps while a text is not yet saved
    | 4913$      # with which vim asks whether it may write here
    | .*\.(swp|swx|bck|tmp|part|crdownload)$
    | .*___jb_(old|tmp)___$
    | .*\.sb-    # macOS, between writing a file and putting it in its place
    """,
    re.VERBOSE,
)
"""Names of files that editors make for a moment, and of what is never read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder that is looked at."""

    folder: str
    """With links resolved."""
    known_as: str
    """Its path in the member's folder; "" for that folder itself."""
    names: frozenset[str] = frozenset()
    """All that is looked at here, and nothing below; where there are none, everything."""

    @property
    def deep(self) -> bool:
        """Whether the folders below it are looked at too."""
        return not self.names

    def name_of(self, path: str) -> str:
        """How the member knows a path of the disk; "" for what changes nothing here."""
        above = self.folder.rstrip(os.sep) + os.sep
        # A `Path` for each of thousands of files takes longer than looking at them.
        parts = [part for part in shown(path.removeprefix(above)).split(os.sep) if part]  # noqa: PTH206
        if not path.startswith(above) or not parts:
            return ""
        if self.names:
            if len(parts) > 1 or parts[0] not in self.names:
                return ""
        elif any(map(self._passes_over, parts)):
            return ""
        return "/".join(filter(None, (self.known_as, *parts)))

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield what stands here now: how the member knows it, and its path on the disk."""
        for folder, folders, files in os.walk(self.folder):
            folders[:] = [name for name in folders if self.name_of(f"{folder}{os.sep}{name}")]
            for path in (f"{folder}{os.sep}{name}" for name in files):
                if name := self.name_of(path):
                    yield name, path
            if not self.deep:
                return

    def _passes_over(self, name: str) -> bool:
        """Tell whether a name is one of what is not read."""
        hidden = self.known_as == JOURNAL and name.startswith("_")
        return hidden or _TEMPORARY.match(name) is not None


def places(root: Path) -> frozenset[Place]:
    """Return where the settings, the journal, schemes, frameworks and themes stand now.

    What stands at the top, a file of schemes or frameworks and a theme may each be a link.
    """
    found = [_place(root, "", _TOP)]
    found += [_place(root / name, name) for name in (JOURNAL, *_DATA, _THEMES)]
    found += [_place(link, f"{_THEMES}/{link.name}") for link in _links([root / _THEMES])]
    for link in _links([root, *(root / name for name in _DATA)]):
        real = Path(os.path.realpath(link))
        if link.parent != root or link.name == SETTINGS:
            above = "" if link.parent == root else link.parent.name
            found.append(_place(real.parent, above, frozenset({shown(real.name)})))
    return frozenset(filter(None, found))


def _place(folder: Path, known_as: str, names: frozenset[str] = frozenset()) -> Place | None:
    """Return a folder to be looked at; None where there is none."""
    if not folder.is_dir():
        return None
    return Place(folder=os.path.realpath(folder), known_as=known_as, names=names)


def _links(folders: Iterable[Path]) -> list[Path]:
    """Return the links that stand in some folders; absent folders have none."""
    return [
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if path.is_symlink()
    ]
