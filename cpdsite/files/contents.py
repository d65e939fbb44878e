"""What the member's own files are and tell: a few bytes of each, read where it is worth it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cpdsite.files.evidence import open_evidence
from cpdsite.files.faults import SurroundingsFault
from cpdsite.model.content import Content
from cpdsite.parse.contents.content import decode_content
from cpdsite.parse.contents.data import Data


def read_contents(root: Path, paths: Iterable[str]) -> dict[str, Content]:
    """Return what files of the journal are and tell, by path; nothing of one that cannot be read."""
    found: dict[str, Content] = {}
    for path in sorted(set(paths)):
        # Whoever copies the file says why it cannot be read.
        with suppress(SurroundingsFault, OSError):
            found[path] = _content(open_evidence(root, path))
    return found


def _content(descriptor: int) -> Content:
    """Return what one file is and tells, and close it."""
    with os.fdopen(descriptor, "rb", buffering=0) as opened:

        def at(start: int, length: int) -> bytes:
            opened.seek(start)
            return opened.read(max(0, length)) or b""

        return decode_content(Data(os.fstat(descriptor).st_size, at))
