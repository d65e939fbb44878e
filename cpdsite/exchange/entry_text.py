"""An entry as the text of a file, and the name of that file: what `new` and `import` write."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from itertools import chain, count

from cpdsite.exchange.yaml_text import Value, yaml_text
from cpdsite.model.entry import without_date
from cpdsite.model.slug import DEVICES, slug
from cpdsite.parse.front_matter import with_plain_ends

_ENTRY = ".md"
_RESERVED = DEVICES | {"index"}
"""Names that Windows keeps for itself, and the one that stands for its folder."""


def entry_text(fields: Mapping[str, Value], body: str = "") -> str:
    """Return a file of the journal that reads back as these fields and this body.

    Fields that hold nothing are left out; line breaks become LF, and the last line is ended by one.
    Raises ValueError for what cannot be written exactly: see `yaml_text`.
    """
    text = with_plain_ends(body)
    ended = text if text.endswith("\n") or not text else f"{text}\n"
    return f"---\n{yaml_text(fields)}---\n" + (f"\n{ended}" if ended else "")


def entry_path(day: date, title: str, taken: Collection[str]) -> str:
    """Return where an entry goes: `journal/2025/2025-06-12-a-title.md`.

    `taken` holds the paths and ids that there are, in whatever folder, because an id is unique in a
    journal; a number sets a second entry of one day and title apart.
    """
    names = {_name(path) for path in taken}
    stem = _free(f"{day.isoformat()}-{slug(title)}", names)
    return f"journal/{day.year:04}/{stem}{_ENTRY}"


def goal_path(title: str, taken: Collection[str]) -> str:
    """Return where a goal goes: `journal/plan/a-title.md`; entries name it by its stem."""
    names = {without_date(_name(path)) for path in taken}
    name = slug(title)
    stem = _free(f"goal-{name}" if name in _RESERVED else name, names)
    return f"journal/plan/{stem}{_ENTRY}"


def _free(stem: str, names: Collection[str]) -> str:
    """Return a stem that no name equals, on any disk."""
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(found for found in chain((stem,), numbered) if _plain(found) not in names)


def _name(path: str) -> str:
    """Return what an entry is called: its file's stem, or its folder's name for an `index.md`."""
    folder, name = posixpath.split(_plain(path))
    stem = name.removesuffix(_ENTRY)
    return posixpath.basename(folder) if stem == "index" and folder else stem


def _plain(name: str) -> str:
    """Return a name as the least particular disk sees it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
