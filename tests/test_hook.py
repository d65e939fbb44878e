"""The hook that `init` writes: what git pushes is checked first, and what must not leave stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cpdsite.cli.starting import HOOK
from tests.commands import cpdsite, entry, folder
from tests.tools import ROOT, TODAY, require

TALK = "journal/2025/2025-06-12-talk.md"
TELLING = entry() + "\nHer NHS number is 999 000 0018.\n"
SAME_DAY = "1780000000"


class Clone:
    """A repository with a record in it, the hook switched on, and a bare one that it pushes to."""

    def __init__(self, top: Path, below: str = "") -> None:
        """Make both; the record may stand below the top of the repository."""
        self.top, self.record = top / "clone", top / "clone" / below
        self.host, self.home = top / "host.git", top / "home"
        self.record.mkdir(parents=True)
        assert cpdsite("-C", self.record, "init", "--today", TODAY).code == 0
        self.programs = folder(self.home / "bin", {})
        self.install(self.programs / "cpdsite")
        config = "[user]\n  name = Sam\n  email = sam@example.org\n[core]\n  hooksPath = "
        folder(self.home, {".gitconfig": f"{config}{below}{'/' if below else ''}.githooks\n"})
        subprocess.run([require("git"), "init", "-q", "--bare", str(self.host)], check=True)
        self.git("init", "-q", "--initial-branch=main")
        self.git("remote", "add", "origin", str(self.host))

    def install(self, file: Path) -> None:
        """Put cpdsite somewhere, as pip does."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cpdsite "$@"\n')
        file.chmod(0o755)

    def git(self, *words: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Run git; return how it ended and what it said."""
        ran = subprocess.run(
            [require("git"), *words],
            cwd=self.top,
            env={
                "PATH": f"{self.programs}:/usr/bin:/bin",
                "HOME": str(self.home),
                "PYTHONPATH": str(ROOT),
                "SOURCE_DATE_EPOCH": SAME_DAY,
                **(env or {}),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr

    def commit(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the record, and commit all there is."""
        folder(self.record, files)
        self.git("add", "--all")
        code, said = self.git("commit", "-q", "-m", "Something")
        assert code == 0, said

    def push(self, *words: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Push; return whether that failed, and what was said."""
        return self.git("push", "--quiet", *(words or ("origin", "main")), env=env)

    @property
    def pushed(self) -> str:
        """All that the other side has."""
        command = [require("git"), "--git-dir", str(self.host), "log", "--all", "-p"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A record at the top of a repository."""
    return Clone(tmp_path)


def test_an_ordinary_push_passes_in_silence(clone: Clone) -> None:
    clone.commit({TALK: entry()})
    assert clone.push() == (0, "")
    assert "title: Talk" in clone.pushed
    assert os.access(clone.record / HOOK, os.X_OK)


def test_a_patients_number_does_not_leave(clone: Clone) -> None:
    clone.commit({TALK: TELLING})
    code, said = clone.push()
    assert (code, clone.pushed) == (1, "")
    assert f"{TALK}:8:19: error[private-data]" in said
    assert "Not pushed: the record has an error\n  (mend it, commit, and push again; " in said
    assert clone.push("--no-verify", "origin", "main")[0] == 0


def test_nor_does_one_that_is_mended_but_stands_in_a_commit(clone: Clone) -> None:
    clone.commit({TALK: entry()})
    clone.push()
    clone.commit({TALK: TELLING})
    clone.commit({TALK: entry()})
    code, said = clone.push()
    assert code == 1
    assert f": {TALK}:8:19: error[private-data]" in said
    assert said.startswith("in commit ")
    assert "Not pushed: a commit holds what must not leave this computer" in said
    assert "999 000" not in clone.pushed
    clone.git("reset", "-q", "--soft", "origin/main")
    assert clone.push() == (0, "")


def test_what_was_pushed_already_is_not_looked_at_again(clone: Clone) -> None:
    clone.commit({TALK: TELLING})
    clone.push("--no-verify", "origin", "main")
    clone.commit({TALK: entry()})
    assert clone.push() == (0, "")


def test_what_is_allowed_in_the_settings_passes(clone: Clone) -> None:
    allowed = 'privacy: {allow: [{text: "999 000 0018", reason: a number for tests}]}\n'
    clone.commit({TALK: TELLING, "cpdsite.yaml": allowed})
    assert clone.push() == (0, "")


def test_a_fault_in_an_entry_or_in_the_settings_stops_it_too(clone: Clone) -> None:
    clone.commit({TALK: entry(hours="six")})
    assert "error[bad-amount]" in clone.push()[1]
    clone.commit({TALK: entry(), "cpdsite.yaml": "titel: Mine\n"})
    code, said = clone.push()
    assert code == 1
    assert "Not pushed: the record could not be checked\n" in said
    assert clone.pushed == ""


def test_a_branch_is_deleted_and_another_one_pushed(clone: Clone) -> None:
    clone.commit({TALK: entry()})
    clone.push("origin", "main", "main:other")
    assert clone.push("origin", ":other") == (0, "")
    assert clone.push("origin", "main:again") == (0, "")


@pytest.mark.parametrize("where", [".venv/bin", "venv/bin", "../home/cpd-env/bin"])
def test_cpdsite_is_found_where_environments_are(clone: Clone, where: str) -> None:
    (clone.programs / "cpdsite").unlink()
    folder(clone.record, {".gitignore": "*venv/\n"})
    clone.install(clone.record / where / "cpdsite")
    clone.commit({TALK: TELLING})
    assert "error[private-data]" in clone.push()[1]


def test_cpdsite_is_where_one_says(clone: Clone) -> None:
    elsewhere = clone.home / "a b" / "cpdsite"
    elsewhere.parent.mkdir()
    (clone.programs / "cpdsite").rename(elsewhere)
    clone.commit({TALK: entry()})
    assert clone.push(env={"CPDSITE": str(elsewhere)}) == (0, "")


def test_without_cpdsite_nothing_is_pushed_and_it_says_why(clone: Clone) -> None:
    (clone.programs / "cpdsite").unlink()
    clone.commit({TALK: entry()})
    code, said = clone.push()
    assert (code, clone.pushed) == (1, "")
    assert said.startswith(
        "Not pushed: cpdsite was not found, so nothing was checked\n"
        "  (switch its environment on, or set CPDSITE to its path; git push --no-verify pushes"
        " without this check)\n"
    )


def test_a_record_below_the_top_of_a_repository_and_names_with_blanks(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "my cpd")
    clone.commit({"journal/2025/a talk é.md": entry()})
    assert clone.push() == (0, "")
    clone.commit({"journal/2025/a talk é.md": TELLING})
    clone.commit({"journal/2025/a talk é.md": entry()})
    code, said = clone.push()
    assert code == 1
    assert ": journal/2025/a talk é.md:8:19: error[private-data]" in said


@pytest.mark.parametrize("name", ['The "good" talk.md', "a\\b.md", "tab\there.md", "Talk.Md"])
def test_names_that_git_writes_otherwise(clone: Clone, name: str) -> None:
    clone.commit({f"journal/{name}": TELLING})
    clone.commit({f"journal/{name}": entry()})
    code, said = clone.push()
    assert (code, "error[private-data]" in said) == (1, True), said


def test_from_a_worktree_and_with_a_merge(clone: Clone, tmp_path: Path) -> None:
    clone.commit({TALK: entry()})
    clone.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "side")
    clone.push()
    folder(tmp_path / "second", {"journal/2025/other.md": TELLING})
    for words in (("add", "-A"), ("commit", "-qm", "x"), ("rm", "-q", "journal/2025/other.md")):
        clone.git("-C", str(tmp_path / "second"), *words)
    clone.git("-C", str(tmp_path / "second"), "commit", "-qm", "y")
    clone.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    code, said = clone.push()
    assert code == 1
    assert ": journal/2025/other.md:8:19: error[private-data]" in said
    code, said = clone.git("-C", str(tmp_path / "second"), "push", "-q", "origin", "side")
    assert code == 1, said


def test_with_a_repository_elsewhere(clone: Clone, tmp_path: Path) -> None:
    clone.commit({TALK: entry()})
    clone.push()
    clone.commit({TALK: TELLING})
    clone.commit({TALK: entry()})
    (clone.top / ".git").rename(tmp_path / "elsewhere.git")
    where = (f"--git-dir={tmp_path / 'elsewhere.git'}", f"--work-tree={clone.top}")
    code, said = clone.git(*where, "push", "--quiet", "origin", "main")
    assert (code, "error[private-data]" in said) == (1, True)


@pytest.mark.parametrize("shell", ["dash", "bash"])
def test_shells_can_read_it(clone: Clone, shell: str) -> None:
    found = shutil.which(shell)
    if found:
        assert subprocess.run([found, "-n", str(clone.record / HOOK)], check=False).returncode == 0
