"""Building never costs anyone a file: not a wrong folder, not a killed process."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import TALK, at, entry, folder, tree
from tests.test_same_bytes import copy_of_example
from tests.tools import TODAY

KILLED = 10
"""How many builds are killed."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A journal in a home, beside a repository, a folder of somebody else and a site."""
    folder(
        tmp_path,
        {
            "home/cpd/journal/2025/talk.md": TALK,
            "home/cpd/cpdsite.yaml": "title: Mine\n",
            "home/cpd/schemes/.keep": "",
            "home/cpd/.cpdsite/shares.yaml": "shares: []\n",
            "home/repository/.git/HEAD": "ref: refs/heads/main\n",
            "home/repository/README.md": "mine",
            "home/thesis/chapter.md": "mine",
            "home/file": "mine",
        },
    )
    return tmp_path / "home/cpd"


@pytest.mark.parametrize(
    ("output", "why"),
    [
        (".", "the journal is kept in it"),
        ("..", "the journal is kept in it"),
        ("{home}", "the journal is kept in it"),
        ("/", "the journal is kept in it"),
        ("journal", "the journal's sources are in it"),
        ("journal/2025", "it belongs to the journal's sources"),
        ("schemes", "the journal's sources are in it"),
        (".cpdsite", "share keys are kept in it"),
        (".cpdsite/site", "share keys are kept in it"),
        (".git", "it is a part of a git repository's own files"),
        (".GIT/site", "it is a part of a git repository's own files"),
        ("../repository", "it is the top of a git repository"),
        ("../repository/.git/x", "it is a part of a git repository's own files"),
        ("../file", "it is a file"),
        ("../thesis", "holds files that cpdsite did not make: chapter.md"),
    ],
)
@pytest.mark.parametrize("how", ["option", "setting"])
def test_a_wrong_output_is_refused_and_nothing_deleted(
    root: Path, output: str, why: str, how: str
) -> None:
    home = root.parent
    output = output.format(home=home)
    options = ("--output", output) if how == "option" else ()
    if how == "setting":
        folder(root, {"cpdsite.yaml": f"output: {output}\n"})
    before = tree(home)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOME", str(home))
        ran = at(root, "build", *options)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    if how == "option":
        assert "\n  help: " in ran.err
    else:
        assert ran.err.startswith("cpdsite.yaml:1:9: error[settings-invalid] ")
    assert tree(home) == before


@pytest.mark.parametrize(
    "output", ["cpdsite.yaml", "cpdsite.yml", "cpdsite.yaml/site", "CPDsite.yml"]
)
def test_a_site_never_takes_the_name_of_the_settings(root: Path, output: str) -> None:
    (root / "cpdsite.yaml").unlink()
    before = tree(root)
    ran = at(root, "build", "--output", output)
    assert (ran.code, ran.out) == (2, "")
    assert f"written to {output}: the name is that of the settings\n  help: " in ran.err
    assert tree(root) == before


def test_a_home_folder_that_holds_no_journal_is_refused_too(root: Path) -> None:
    other = folder(root.parent.parent / "other", {"letters/one.txt": "mine"})
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOME", str(other))
        ran = at(root, "build", "--output", other)
    assert ran.code == 2
    assert "it is a home folder, or one above it" in ran.err
    assert list(tree(other)) == ["letters", "letters/one.txt"]


def test_a_file_laid_into_the_site_is_not_deleted(root: Path) -> None:
    assert at(root, "build").code == 0
    folder(root, {"_site/my-only-copy.txt": "mine"})
    ran = at(root, "build")
    assert ran.code == 2
    assert "_site holds files that cpdsite did not make: my-only-copy.txt" in ran.err
    assert (root / "_site/my-only-copy.txt").read_text() == "mine"


def test_a_site_is_made_of_files_that_everyone_may_read_and_keeps_its_domain(root: Path) -> None:
    assert at(root, "build").code == 0
    folder(root, {"_site/CNAME": "cpd.example.org\n"})
    assert at(root, "build").code == 0
    site = root / "_site"
    assert (site / "CNAME").read_text() == "cpd.example.org\n"
    assert (site / "index.html").is_file()
    wrong = [p for p in site.rglob("*") if p.is_symlink() or not p.stat().st_mode & stat.S_IROTH]
    assert wrong == []


@pytest.mark.parametrize(
    "names", [("a/talk.md", "b/talk.md"), ("talk.md", "TALK.md"), ("talk.md", "talk/index.md")]
)
def test_two_sources_of_one_address_are_an_error(tmp_path: Path, names: tuple[str, str]) -> None:
    files = {f"journal/{name}": entry(f"Talk {n}") for n, name in enumerate(names)}
    root = folder(tmp_path, files)
    ran = at(root, "build")
    assert ran.code == 1
    assert ran.err.count("error[permalink-clash]") == 1
    assert not (root / "_site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path)
    assert at(root, "build").code == 0
    former = tree(root / "_site")
    journal = tree(root / "journal")
    start = time.monotonic()
    assert killed_after(root, None) == 0
    lasts = time.monotonic() - start
    new = tree(root / "_site")
    assert new != former, "the second build is for another audience"
    assert at(root, "build").code == 0
    moments = random.Random(20261130)  # noqa: S311 (moments, not secrets)
    codes = []
    for part in range(KILLED):
        codes.append(killed_after(root, lasts * (part + moments.random()) / KILLED))
        assert tree(root / "_site") in (former, new)
        if codes[-1] == 0:
            at(root, "build")
    assert codes.count(-signal.SIGKILL) >= KILLED // 3, "too few builds were killed in their course"
    assert at(root, "build").code == 0
    assert tree(root / "_site") == former
    assert tree(root / "journal") == journal
    there = sorted(path.name for path in root.iterdir())
    assert there == [".cpdsite", "_site", "cpdsite.yaml", "journal"]


def killed_after(root: Path, seconds: float | None) -> int:
    """Build for the owner in a process, kill it after so long (None: never); the way it ended."""
    command = [sys.executable, "-m", "cpdsite", "-C", str(root), "build", "--today", TODAY]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [*command, "--audience", "owner"], stdout=subprocess.DEVNULL, env=environment
    ) as running:
        try:
            return running.wait(seconds)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            return running.wait()
