"""The list at the top of a site: for whom it was made, and every file of it. It is never published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cpdsite.files.faults import UsageFault
from cpdsite.files.reading import read_file, shown
from cpdsite.model.assessment import Audience
from cpdsite.model.formats import SITE, UPGRADE
from cpdsite.model.page import Label

MANIFEST = ".cpdsite-site"
_MARK = f"cpdsite site {SITE}"
_FORMER = "cpdsite site 1"
"""The mark of sites without a label."""
_ANY_MARK = re.compile("cpdsite site ([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a site's manifest says."""

    label: Label | None = None
    """None when it does not say for whom the site was made."""
    lines: frozenset[str] = frozenset()
    """One for each file, the manifest among them; none where there is no manifest that we know."""


def manifest(label: Label | None, paths: Iterable[str]) -> bytes:
    """Return the text of the file that labels a site and lists its files."""
    told = _told(label) if label else []
    return "\n".join([_MARK, *told, "", *sorted(map(as_line, paths)), ""]).encode()


def read_manifest(target: Path) -> Listed:
    """Return what the manifest of a site says.

    Raises OSError for one that cannot be read, UsageFault for one that a newer cpdsite wrote.
    """
    file = target / MANIFEST
    if file.is_symlink() or not file.is_file():
        return Listed()
    text = read_file(str(file)).decode(errors="replace")
    head, _, files = text.partition("\n" if text.startswith(_FORMER) else "\n\n")
    mark, _, told = head.partition("\n")
    if mark not in (_MARK, _FORMER):
        _refuse_newer(target, mark)
        return Listed()
    return Listed(label=_label(told), lines=frozenset((*files.rstrip("\n").split("\n"), MANIFEST)))


def _refuse_newer(target: Path, mark: str) -> None:
    """Raise UsageFault for the mark of a format that is not known yet."""
    found = _ANY_MARK.fullmatch(mark)
    if found:
        message = (
            f"the site in {target.name} was made by a newer cpdsite: its list of files has format"
            f" {found[1]}, and this cpdsite knows up to {SITE}"
        )
        remedy = f"{UPGRADE}, or delete the folder {target.name}: a build makes it anew"
        raise UsageFault(message, remedy)


def as_line(path: str) -> str:
    """Return a path as one line, the same in whatever way a disk codes its accents."""
    return shown(path).replace("\\", r"\\").replace("\n", r"\n").replace("\r", r"\r")


def _told(label: Label) -> list[str]:
    """Return a label as lines."""
    return [
        f"audience: {label.audience}",
        f"as of: {label.as_of}",
        f"drafts: {'yes' if label.drafts else 'no'}",
        f"base url: {label.base_url}",
    ]


def _label(lines: str) -> Label | None:
    """Return the label that lines tell; None for lines that tell none."""
    told = dict(line.split(": ", 1) for line in lines.split("\n") if ": " in line)
    try:
        return Label(
            audience=Audience(told["audience"]),
            as_of=date.fromisoformat(told["as of"]),
            drafts=told["drafts"] == "yes",
            base_url=told["base url"],
        )
    except (KeyError, ValueError):
        return None
