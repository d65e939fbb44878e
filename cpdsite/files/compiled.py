"""Templates as Python runs them, kept for the next build of any journal: compiling takes a sixth of a second.

What is read here is run. So it stands in the user's own folder for such things, never in a journal's,
and is sealed like everything that is kept.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from pathlib import Path

from cpdsite.files.cache import read_cache, write_cache

_NAME = "templates"
_MOST = 200
"""So many are kept: those of a few themes."""


def read_compiled() -> dict[str, bytes]:
    """Return what earlier builds left; nothing in any doubt."""
    folder = _folder()
    data = read_cache(folder, _NAME) if folder else b""
    found: dict[str, bytes] = marshal.loads(data) if data else {}  # noqa: S302 (sealed by this program)
    return found


def write_compiled(codes: Mapping[str, bytes]) -> None:
    """Leave them for the next build, the newest when there are many; where that fails, do not."""
    if folder := _folder():
        write_cache(folder, _NAME, marshal.dumps(dict([*codes.items()][-_MOST:])), begin=True)


def _folder() -> Path | None:
    """Return where the user's programs keep what may be deleted; None where no folder is the user's own."""
    if os.name != "posix":
        return None
    caches = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    if Path(caches).is_absolute():
        return Path(caches) / "cpdsite"
    return Path(home) / ".cache" / "cpdsite" if Path(home).is_absolute() else None
