"""Repositories of git, as a person makes them, with nothing of this machine's own settings."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.tools import require

WHO = {
    f"GIT_{role}_{what}": text
    for role in ("AUTHOR", "COMMITTER")
    for what, text in (("NAME", "Sam"), ("EMAIL", "sam@example.org"))
}
ALONE = {
    **WHO,
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
"""An environment in which git knows who somebody is, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository of git."""

    folder: Path

    def __call__(self, *words: str, env: Mapping[str, str] | None = None) -> str:
        """What git prints, run in it."""
        ran = subprocess.run(
            [require("git"), *words],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def lines(self, *words: str) -> list[str]:
        """The lines of what git prints."""
        return self(*words).splitlines()

    def files(self, ref: str) -> list[str]:
        """The files of a commit."""
        return self("ls-tree", "-r", "-z", "--name-only", ref).split("\0")[:-1]

    def tip(self, branch: str = "gh-pages") -> str:
        """The commit of a branch."""
        return self("rev-parse", f"refs/heads/{branch}").strip()

    def commit(self, message: str = "Write") -> None:
        """Commit whatever stands in the folder."""
        self("add", "--all")
        self("commit", "--quiet", "--allow-empty", "--message", message)


def repository(folder: Path, *options: str) -> Repository:
    """A new repository, on the branch main."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder=folder)
    made("init", "--quiet", "--initial-branch", "main", *options)
    return made
