"""The branch that a site is published on: one commit without history, made of pages and copies."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cpdsite.files.faults import UsageFault
from cpdsite.files.git import NEUTRAL, Git, GitTrouble, address_of, fresh_repository
from cpdsite.files.git_faults import git_fault, without_credentials

_HOST = "host"
MADE = "refs/made"
"""What a stream must call its commit."""
_THEIRS = "refs/theirs/"
_BRANCHES = f"{_THEIRS}heads/"
_FETCH = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head")
_DEPTH = 20
"""Commits of a branch that are looked at: GitHub adds one to ours for each change of a domain name."""
_AT_ONCE = 500
"""Texts that are asked for in one command."""

Files = Mapping[str, str]
"""The name that git has for the bytes of each file, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesBranch:
    """The branch as it is on the host, and a repository of our own to make another in."""

    git: Git
    remote: str
    """The address of its repository, as git takes it."""
    name: str
    tip: str
    """Its commit; "" when there is no such branch yet."""

    @property
    def address(self) -> str:
        """The address of its repository, without passwords."""
        return without_credentials(self.remote)

    def read(self) -> PagesBranch:
        """Return the branch as it is on the host now; raises SurroundingsFault."""
        refs = [f"+refs/{sort}/*:{_THEIRS}{sort}/*" for sort in ("heads", "tags")]
        # The names of all files on all branches; their bytes stay there where the host can do that.
        lean = (*_FETCH, "--filter=blob:none", _HOST, *refs)
        try:
            self.git.run(*lean, f"--depth={_DEPTH}")
        except GitTrouble as trouble:
            if trouble.said:
                raise git_fault(trouble.said, self.remote, self.name, pushed=False) from trouble
            # So git ends when it is to fetch some commits of each branch and there is no branch.
            self._ask(*lean)
        try:
            told = self.git.run("rev-parse", "--verify", "--quiet", _BRANCHES + self.name)
        except GitTrouble:
            told = b""
        return replace(self, tip=told.decode().strip())

    @property
    def files(self) -> Files:
        """What it holds."""
        return self._files_in(self.tip) if self.tip else {}

    def foreign(self) -> list[str]:
        """Return the files that publishing did not put there."""
        if not self.tip:
            return []
        told = self._log("--first-parent", "--format=%H %ce", self.tip)
        ours = next((commit for commit, mail in told if mail == NEUTRAL), "")
        known = self._files_in(ours) if ours else {}
        return sorted({path for path, _ in self.files.items() - known.items()})

    def has_history(self) -> bool:
        """Tell whether former commits, or those of others, can be read on the branch."""
        return bool(self.tip) and self._log("-1", "--format=%P %ce", self.tip) != [["", NEUTRAL]]

    def others(self) -> Iterator[tuple[str, Files]]:
        """Yield every other branch and tag of the repository, with what it holds."""
        told = self.git.run("for-each-ref", "--format=%(refname)", _THEIRS).decode()
        for ref in told.split():
            if ref != _BRANCHES + self.name:
                yield ref.removeprefix(_BRANCHES).removeprefix(_THEIRS), self._files_in(ref)

    def texts(self, names: Iterable[str]) -> list[bytes]:
        """Return the bytes of some of its repository's files, by git's names of them."""
        every, found = [*names], list[bytes]()
        for start in range(0, len(every), _AT_ONCE):
            some = every[start : start + _AT_ONCE]
            self._ask(*_FETCH, _HOST, *some)
            told = self.git.run("cat-file", "--batch", fed=(f"{one}\n".encode() for one in some))
            for _ in some:
                head, _, told = told.partition(b"\n")
                size = int(head.rpartition(b" ")[2])
                found.append(told[:size])
                told = told[size + 1 :]
        return found

    def make(self, stream: Iterable[bytes]) -> Files:
        """Make the commit that a stream describes, as `git fast-import` takes it; return its files."""
        try:
            self.git.run("fast-import", "--quiet", "--done", fed=stream)
        except GitTrouble as trouble:
            raise git_fault(trouble.said, self.remote, self.name, pushed=False) from trouble
        return self._files_in(MADE)

    def push(self) -> None:
        """Put the commit that was made in the place of the branch, if that is still as it was read."""
        target = f"refs/heads/{self.name}"
        lease = f"--force-with-lease={target}:{self.tip}"
        self._ask("push", "--porcelain", lease, _HOST, f"{MADE}:{target}", pushed=True)

    def _ask(self, *arguments: str, pushed: bool = False) -> None:
        """Run git in our repository; raises SurroundingsFault with what stands in the way."""
        try:
            self.git.run(*arguments)
        except GitTrouble as trouble:
            raise git_fault(trouble.said, self.remote, self.name, pushed=pushed) from trouble

    def _log(self, *arguments: str) -> list[list[str]]:
        return [
            line.split(" ", 1) for line in self.git.run("log", *arguments).decode().splitlines()
        ]

    def _files_in(self, ref: str) -> Files:
        """Return the files of a commit; none for what is no commit."""
        try:
            told = self.git.run("ls-tree", "-r", "-z", "--full-tree", ref)
        except GitTrouble:
            return {}
        lines = (line.partition("\t") for line in os.fsdecode(told).split("\0") if line)
        return {path: head.split()[2] for head, _, path in lines}


@contextmanager
def pages_branch(root: Path, publish: Mapping[str, str]) -> Iterator[PagesBranch]:
    """Give the branch that settings name, as it is on the host at this moment.

    Raises UsageFault when they name none that can be, SurroundingsFault when it cannot be asked for.
    """
    name = publish.get("branch") or "gh-pages"
    remote = _remote(root, publish.get("remote", ""))
    with fresh_repository(root) as git:
        _refuse_no_branch(git, name)
        git.run("config", f"remote.{_HOST}.url", remote)
        yield PagesBranch(git=git, remote=remote, name=name, tip="").read()


def _remote(root: Path, given: str) -> str:
    """Return the address that settings give, or the name of; that of `origin` without any."""
    found = address_of(root, given or "origin") or given
    if not found:
        message = "it is not said where the site is published to"
        remedy = "write `publish: {remote: ...}` with the address of a repository in cpdsite.yaml"
        raise UsageFault(message, remedy)
    return found


def _refuse_no_branch(git: Git, name: str) -> None:
    """Raise UsageFault for what no branch can be called."""
    try:
        git.run("check-ref-format", f"refs/heads/{name}")
    except GitTrouble as trouble:
        message = f'no branch can be called "{name}"'
        remedy = "leave `publish: {branch: ...}` out of cpdsite.yaml, or write a name like gh-pages"
        raise UsageFault(message, remedy) from trouble
