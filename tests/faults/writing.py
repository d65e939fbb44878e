"""The commands that write files of the user's, each with a record to begin from, and what must hold of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.commands import cpdsite, entry, folder
from tests.repositories import Repository, repository
from tests.tools import TODAY

TALK = "journal/2025/2025-06-12-talk/index.md"
SETTINGS = "title: Mine\nschemes: [gcs]\nbase_url: https://example.org/cpd\n"
LOG = "Title,Date,Hours,Type\nOne,2025-01-02,1,course\nTwo,2025-02-03,2,course\n"


def record(root: Path) -> Path:
    """A folder with two entries and evidence."""
    talk = entry("Talk", evidence="[slides.pdf]", tags="[a]")
    walk = entry("Walk", "2024-05-02", hours="3", visibility="private")
    files: dict[str, str | bytes] = {
        "cpdsite.yaml": SETTINGS,
        TALK: talk,
        "journal/2025/2025-06-12-talk/slides.pdf": b"%PDF-1.4 slides",
        "journal/2024/2024-05-02-walk.md": walk,
    }
    return folder(root, files)


def logged(root: Path) -> Path:
    """A record beside a log."""
    (record(root).parent / "log.csv").write_text(LOG)
    return root


def shared(root: Path) -> Path:
    """A record with one private link, in a file for its owner alone."""
    assert cpdsite("-C", record(root), "share", "add", "Jo").code == 0
    return root


def exported(root: Path) -> Path:
    """A record with an export."""
    return folder(record(root), {"mine.csv": "former"})


def faulty(root: Path) -> Path:
    """A record with something to repair."""
    return folder(record(root), {"journal/2025/2025-01-01-odd.md": entry("Odd", "2025-1-1")})


WRITING: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "new": (record, ("new", "Ward round", "--type", "course", "--hours", "2", "--today", TODAY)),
    "import": (logged, ("import", "{above}/log.csv", "--today", TODAY)),
    "share": (shared, ("share", "add", "Ada", "--today", TODAY)),
    "revoke": (shared, ("share", "revoke", "Jo")),
    "export": (exported, ("export", "csv", "--output", "mine.csv", "--replace")),
    "fix": (faulty, ("fix",)),
    "eject": (record, ("theme", "eject", "templates/base.html")),
    "pack": (
        record,
        (
            "pack",
            "--scheme",
            "gcs",
            "--format",
            "html",
            "--output",
            "p.html",
            "--replace",
            "--today",
            TODAY,
        ),
    ),
}


NEXT = ("new", "Next", "--type", "course", "--hours", "1", "--date", "2025-03-04", "--today", TODAY)
"""Writes where the import did."""


def hidden(now: dict[str, str]) -> list[str]:
    """The files that a command makes on its way."""
    return [path for path in now if path.rpartition("/")[2].startswith(".cpdsite-")]


def said(words: Sequence[str], root: Path) -> list[str]:
    """A command, with its folder."""
    return [word.format(root=root, above=root.parent) for word in words]


def assert_whole(
    now: dict[str, str], before: dict[str, str], after: dict[str, str], name: str
) -> None:
    """Each file is as it was or as it should be; beside them are only those that begin with a dot."""
    for path, digest in now.items():
        other = name in ("share", "revoke") and path.startswith(".cpdsite/")
        if digest and path not in hidden(now) and not other:
            assert digest in (before.get(path), after.get(path)), path
    for path, digest in before.items():
        assert path in now, path
        assert now[path] == digest or path in after, path


# --- Publishing -----------------------------------------------------------------------------------

PUBLISH = ("publish", "--today", TODAY)


def to_publish(above: Path) -> tuple[Repository, Path]:
    """A repository to publish to, and a record that names it."""
    host = repository(above / "host.git", "--bare")
    settings = f"{SETTINGS}publish: {{remote: {above}/host.git}}\n"
    return host, folder(record(above / "cpd"), {"cpdsite.yaml": settings})
