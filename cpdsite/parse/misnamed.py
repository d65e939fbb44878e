"""Files that are not read because of their names or their format, although they are meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Folder

_WORD_PROCESSED = frozenset((".doc", ".docx", ".odt", ".pages", ".rtf"))


def misnamed(folder: Folder, entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Report each of them with its right name; a text that serves as evidence is meant as it is."""
    evidence = {one.path for entry in entries for one in entry.evidence}
    taken = _read(folder)
    for path, right in folder.misnamed.items():
        if path not in evidence:
            code, what = _meant(path)
            name = PurePosixPath(right).name
            remedy = f"rename it to {name}"
            if right in taken:
                remedy = f"keep one of the two: {name} is there already"
            yield Diagnostic(
                code=code,
                severity=SEVERITIES[code],
                place=Place(path=path),
                message=f"this is not read: the name of {what}",
                help=remedy,
            )


def word_documents(folder: Folder, entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Report documents of a word processor that no entry names: one may be meant as an entry.

    Those in the folder of an entry, or beside an entry of their name, belong to it. An entry that
    could not be read may name any of them.
    """
    if len(entries) < len(folder.entries):
        return
    found = [p for p in folder.files if PurePosixPath(p).suffix.lower() in _WORD_PROCESSED]
    if not found:
        return
    paths = {PurePosixPath(source.path) for source in folder.entries}
    named = {one.path for entry in entries for one in entry.evidence}
    linked = {
        PurePosixPath(unquote(link.href)).name for entry in entries for link in entry.body.links
    }
    for path in map(PurePosixPath, found):
        homes = {path.with_suffix(".md"), *(above / "index.md" for above in path.parents)}
        meant = not path.name.startswith("~$")
        if meant and str(path) not in named and path.name not in linked and not homes & paths:
            yield Diagnostic(
                code="not-a-file",
                severity=SEVERITIES["not-a-file"],
                place=Place(path=str(path)),
                message="this is not read: an entry is plain text, and its name ends in .md",
                help=(
                    f"write it as {path.with_suffix('.md').name} in a text editor, "
                    "or name this file as `evidence` of an entry"
                ),
            )


def _meant(path: str) -> tuple[str, str]:
    """Return the code of the fault, and the rule of names that the file breaks."""
    top, *below = path.split("/")
    if not below:
        return "settings-invalid", "the settings is cpdsite.yaml"
    if top == "journal":
        return "not-a-file", "an entry ends in .md"
    return "scheme-invalid", f"a {top.removesuffix('s')} ends in .yaml"


def _read(folder: Folder) -> frozenset[str]:
    """Return the paths of the user's files that are read."""
    data = (*folder.schemes.values(), *folder.frameworks.values())
    own = [source.path for source in data if not source.bundled]
    settings = [folder.settings.path] if folder.settings else []
    return frozenset((*settings, *own, *(source.path for source in folder.entries)))
