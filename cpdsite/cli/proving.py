"""`new --evidence`: a file named from where its author stands, written as an entry names it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path

from cpdsite.exchange.yaml_text import Value
from cpdsite.files.faults import UsageFault
from cpdsite.files.names import JOURNAL
from cpdsite.parse.links import begins_with_host


def named_from(root: Path, folder: str, written: Iterable[Value]) -> list[Value]:
    """Return evidence as an entry in a folder of the record names it.

    What the entry would find by itself stays as it was written. Of a file that lies elsewhere the
    command ends, as evidence is a file of the journal.
    """
    return [_named(root, folder, one) if isinstance(one, str) else one for one in written]


def _named(root: Path, folder: str, text: str) -> str:
    """Return one path, or address, as the entry names it."""
    if "://" in text or _is_file(root / JOURNAL, root / folder, text):
        return text
    found = next((path for path in (Path(text), root / text) if path.is_file()), None)
    if found is None and ("/" not in text or begins_with_host(text)):
        return text  # the check of the entry knows names that are near
    name = posixpath.basename(text)
    remedy = (
        f'copy it to {(root / folder).as_posix()}, beside the entry, and write --evidence "{name}"'
    )
    if found is None:
        message = f'--evidence: there is no file "{text}"'
        raise UsageFault(message, remedy)
    top = (root / JOURNAL).resolve()
    place = found.parent.resolve() / found.name  # of a link the check says what it thinks
    if not place.is_relative_to(top):
        message = f'--evidence: "{text}" does not lie in the journal'
        raise UsageFault(message, remedy)
    inside = posixpath.relpath(f"{JOURNAL}/{place.relative_to(top).as_posix()}", folder)
    return f"/{place.relative_to(top).as_posix()}" if inside.startswith("..") else inside


def _is_file(journal: Path, folder: Path, text: str) -> bool:
    """Tell whether an entry in a folder finds a file under a name."""
    return (journal / text[1:] if text.startswith("/") else folder / text).is_file()
