"""git, run as a program: the only module that runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO

from cpdsite.files.faults import SurroundingsFault, disk_fault
from cpdsite.files.leftovers import lock, new_name, remove_leftovers, unlock

NEUTRAL = "cpdsite@localhost.invalid"
"""The e-mail address of our commits: everybody can read it, so it is nobody's."""
_OF_A_REPOSITORY = frozenset(
    f"GIT_{name}"
    for name in (
        "ALTERNATE_OBJECT_DIRECTORIES",
        "COMMON_DIR",
        "CONFIG",
        "DIR",
        "GRAFT_FILE",
        "IMPLICIT_WORK_TREE",
        "INDEX_FILE",
        "NAMESPACE",
        "NO_REPLACE_OBJECTS",
        "OBJECT_DIRECTORY",
        "PREFIX",
        "QUARANTINE_PATH",
        "REPLACE_REF_BASE",
        "SHALLOW_FILE",
        "WORK_TREE",
    )
)
"""What a hook says of its own repository, and must not reach another one."""
_PREFIX = "cpdsite-publish-"
_BORROWED = ("credential.", "http.", "protocol.", "ssh.", "url.")
_BORROWED_WHOLE = ("core.askpass", "core.gitproxy", "core.sshcommand")
"""What a repository's own settings say of the way to others."""


class GitTrouble(SurroundingsFault):
    """git could not do it; `said` is everything it printed."""

    def __init__(self, said: str) -> None:
        """Take what git printed."""
        super().__init__(f"git could not go on: {said.strip() or 'it does not say why'}")
        self.said = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """git in a folder, where relative paths begin."""

    folder: Path
    repository: Path | None = None
    """Its own files; None: those of the repository that the folder is in, if it is in one."""

    def run(self, *arguments: str, fed: Iterable[bytes] = ()) -> bytes:
        """Return what git prints, fed with some bytes; raises GitTrouble and SurroundingsFault."""
        with TemporaryFile() as given, TemporaryFile() as printed, TemporaryFile() as complaints:
            given.writelines(fed)  # whole, before git begins with them
            given.seek(0)
            try:
                ran = subprocess.run(  # noqa: S603 (the words are ours; no shell reads them)
                    ["git", *arguments],  # noqa: S607 (whichever git the user has)
                    cwd=self.folder,
                    env=_environment(self.repository),
                    stdin=given,
                    stdout=printed,
                    stderr=complaints,
                    check=False,
                )
            except OSError:
                message = "git is not on this machine, or not where programs are looked for (PATH)"
                raise SurroundingsFault(message, "install it from https://git-scm.com") from None
            said, told = (_content(file) for file in (complaints, printed))
        if ran.returncode:
            raise GitTrouble((said + told).decode(errors="replace"))
        return told


@contextmanager
def fresh_repository(folder: Path) -> Iterator[Git]:
    """Give a repository of our own for a while: no file of the user's is opened for writing.

    Its way to other hosts (passwords, proxies, keys) is that of the folder's repository.
    """
    with _fresh_folder() as own:
        git = Git(folder=folder, repository=own)
        git.run("init", "--quiet", "--bare", "--template=", str(own))
        for key, value in [*_way_out(folder, git)]:
            git.run("config", "--add", key, value)
        yield git


@contextmanager
def _fresh_folder() -> Iterator[Path]:
    """Give a folder for its owner alone; those that killed processes left are removed."""
    where = Path(gettempdir())
    remove_leftovers(where, _PREFIX, shutil.rmtree)
    own = where / new_name(_PREFIX)
    try:
        own.mkdir(mode=0o700)
        held = lock(own)
    except OSError as trouble:
        fault = disk_fault(f"{own} cannot be made", trouble)
        raise fault from trouble
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        unlock(held)


def address_of(folder: Path, remote: str) -> str:
    """Return where the folder's repository pushes to under a name; "" when it has no such name."""
    try:
        told = Git(folder=folder).run("remote", "get-url", "--push", "--", remote)
    except GitTrouble:
        return ""
    return os.fsdecode(told).partition("\n")[0]


def _environment(repository: Path | None) -> dict[str, str]:
    """Return the environment of git: in English, and without questions where nobody answers."""
    found = {name: text for name, text in os.environ.items() if name not in _OF_A_REPOSITORY}
    if not sys.stdin.isatty():
        found.setdefault("GIT_TERMINAL_PROMPT", "0")
    if repository:
        found["GIT_DIR"] = str(repository)
    return {**found, "LC_ALL": "C", "LANGUAGE": ""}


def _way_out(folder: Path, own: Git) -> Iterator[tuple[str, str]]:
    """Yield what a folder's repository says of the way to others, beyond what holds everywhere."""
    everywhere = set(_settings(own))
    for key, value in _settings(Git(folder=folder)):
        borrowed = key.startswith(_BORROWED) or key in _BORROWED_WHOLE
        if borrowed and (key, value) not in everywhere:
            yield key, value


def _settings(git: Git) -> Iterator[tuple[str, str]]:
    """Yield the settings that git goes by; nothing where it goes by none."""
    with suppress(GitTrouble):  # a folder in no repository may still be published
        for setting in os.fsdecode(git.run("config", "--list", "--null")).split("\0"):
            key, _, value = setting.partition("\n")
            yield key, value


def _content(file: IO[bytes]) -> bytes:
    """Return all that was written to a file."""
    file.seek(0)
    return file.read()
