"""Journals made from text, as a build would read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import cpdsite
from cpdsite.model.diagnostic import Diagnostic, Severity
from cpdsite.model.journal import File, Folder, Journal, Source
from cpdsite.parse.journal import decode

PACKAGE = Path(cpdsite.__file__).parent


def bundled(kind: str) -> dict[str, Source]:
    """The bundled schemes or frameworks, by id."""
    return {
        path.stem: Source(path=path.name, data=path.read_bytes(), bundled=True)
        for path in sorted((PACKAGE / kind).glob("*.yaml"))
    }


def read(
    settings: str,
    entries: Iterable[str],
    schemes: Mapping[str, str] | None = None,
    files: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
) -> tuple[Journal, list[Diagnostic]]:
    """A journal and its faults; each entry is the text of one file.

    A file is named by its date and its number, or as `names` say for its text.
    """
    own = {
        name: Source(path=f"schemes/{name}.yaml", data=text.encode())
        for name, text in (schemes or {}).items()
    }
    folder = Folder(
        settings=Source(path="cpdsite.yaml", data=settings.encode()),
        entries=tuple(
            _source((names or {}).get(text, str(number)), text)
            for number, text in enumerate(entries, start=1)
        ),
        files={path: File(path=path, size=1) for path in files},
        schemes=bundled("schemes") | own,
        frameworks=bundled("frameworks"),
    )
    return decode(folder)


def journal(
    settings: str,
    entries: Iterable[str],
    schemes: Mapping[str, str] | None = None,
    files: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
) -> Journal:
    """A journal that has no fault."""
    found, diagnostics = read(settings, entries, schemes, files, names)
    assert [d for d in diagnostics if d.severity is Severity.ERROR] == []
    return found


def split(text: str) -> list[str]:
    """The entries that stand one after another in a text, each with its front matter."""
    parts = re.split(r"^---\n", text, flags=re.MULTILINE)[1:]
    return [
        f"---\n{fields}---\n{body}" for fields, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def _source(name: str, text: str) -> Source:
    found = re.search(r"^date: (\S+)$", text, flags=re.MULTILINE)
    assert found is not None, text
    return Source(path=f"journal/{found[1]}-{name}.md", data=text.encode())
