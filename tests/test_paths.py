"""`check` on files and folders, as people and pre-commit name them."""

import os
import re
import shlex
import unicodedata
from pathlib import Path

import pytest
import yaml

from tests.commands import TALK, Ran, at, cpdsite, entry, folder, process
from tests.tools import ROOT, TODAY

SCHEME = (ROOT / "cpdsite/schemes/points.yaml").read_text(encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with faults in several places."""
    return folder(
        tmp_path / "cpd",
        {
            "journal/2024/a.md": entry("A", hours="six"),
            "journal/2025/b.md": entry("B", hours="six"),
            "journal/2025/talk.md": TALK,
            "journal/2025/deep/c.md": entry("C", hours="six"),
            "journal/2025/proof.pdf": b"%PDF-1.7\n",
            "journal/_drafts/d.md": entry("D", hours="six"),
            "journal/.hidden.md": entry("E", hours="six"),
            "schemes/points.yaml": SCHEME,
            "README.md": "# Mine\n",
            "notes/f.md": entry("F", hours="six"),
        },
    )


def found(ran: Ran) -> list[str]:
    """The files in which something was found."""
    return sorted(
        {line.partition(":")[0].removeprefix("journal/") for line in ran.out.splitlines()}
    )


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ((), ["2024/a.md", "2025/b.md", "2025/deep/c.md"]),
        (("journal",), ["2024/a.md", "2025/b.md", "2025/deep/c.md"]),
        ((".",), ["2024/a.md", "2025/b.md", "2025/deep/c.md"]),
        (("journal/2025",), ["2025/b.md", "2025/deep/c.md"]),
        (("journal/2025/",), ["2025/b.md", "2025/deep/c.md"]),
        (("./journal/2024/../2025/b.md",), ["2025/b.md"]),
        (("journal/2024/a.md", "journal/2025/deep"), ["2024/a.md", "2025/deep/c.md"]),
        (("journal/2025/talk.md",), []),
        (("journal/2025/proof.pdf", "schemes/points.yaml", "schemes"), []),
    ],
)
def test_paths_narrow_what_is_told(root: Path, paths: tuple[str, ...], files: list[str]) -> None:
    ran = at(root, "check", *paths)
    assert (found(ran), ran.code) == (files, 1 if files else 0)


def test_paths_are_taken_from_the_folder_or_from_where_one_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "journal")
    for path in ("journal/2024", "2024", "2024/a.md", root / "journal/2024", "../journal/2024"):
        assert found(cpdsite("-C", "..", "check", path, "--today", TODAY)) == ["2024/a.md"]
    monkeypatch.chdir(root.parent)
    for path in ("journal/2024", "cpd/journal/2024"):
        assert found(cpdsite("-C", "cpd", "check", path, "--today", TODAY)) == ["2024/a.md"]


@pytest.mark.parametrize(
    ("path", "message", "remedy"),
    [
        ("..", ".. is not in the folder that is checked", "name its folder with -C DIR"),
        ("/etc/passwd", "/etc/passwd is not in the folder that is checked", "name its folder"),
        ("journal/1999", "there is no journal/1999", "give a path from the folder"),
        ("README.md", "README.md is not part of the journal", "what is read lies in journal/, "),
        ("notes", "notes is not part of the journal", "what is read lies in journal/, "),
        ("notes/f.md", "notes/f.md is not part of the journal", "schemes/, frameworks/ or cpdsite"),
        ("journal/_drafts", "journal/_drafts is left out: a name in it begins", "rename it to"),
        ("journal/_drafts/d.md", "journal/_drafts/d.md is left out: a name", "rename it to have"),
        ("journal/.hidden.md", "journal/.hidden.md is left out: a name", "rename it to have it"),
    ],
)
def test_a_path_that_nothing_is_read_from_is_a_clear_message(
    root: Path, path: str, message: str, remedy: str
) -> None:
    for command in ("check", "fix"):
        ran = at(root, command, "journal/2025/talk.md", path)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"cpdsite: {message}")
        assert remedy in ran.err.partition("  help: ")[2]


def test_a_folder_that_is_empty_as_yet_is_no_fault(root: Path) -> None:
    (root / "journal/2026").mkdir()
    ran = at(root, "check", "journal/2026")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_links_and_accents_are_met_under_their_own_names(root: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "journal/2025/thé.md")
    folder(root, {decomposed: entry("G", hours="six")})
    (root / "journal/2025/link.md").symlink_to("b.md")
    (root.parent / "other").symlink_to("cpd")
    assert found(at(root, "check", decomposed)) == ["2025/thé.md"]
    assert found(at(root, "check", "journal/2025/link.md")) == ["2025/link.md"]
    assert found(at(root.parent / "other", "check", root / "journal/2024")) == ["2024/a.md"]
    assert found(at(root, "check", root.parent / "other/journal/2024")) == ["2024/a.md"]


def test_every_exit_code(root: Path) -> None:
    folder(root, {"journal/2025/warned.md": entry("W", hours="")})
    codes = {
        "journal/2025/talk.md": 0,
        "journal/2025/warned.md": 0,
        "journal/2025/b.md": 1,
        "nowhere": 2,
    }
    assert {path: at(root, "check", path).code for path in codes} == codes
    assert at(root, "check", "journal/2025/warned.md", "--strict").code == 1
    folder(root, {"cpdsite.yaml": "langauge: en\n"})
    assert [at(root, "check", path).code for path in ("cpdsite.yaml", ".")] == [2, 2]
    assert at(root, "check", "journal/2025/talk.md").code == 0


def test_3_for_a_disk_that_cannot_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    ran = at(root, "check", "journal/2025/b.md")
    assert (ran.code, ran.out) == (3, "")


# --- pre-commit -----------------------------------------------------------------------------------

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def hook(name: str) -> dict[str, str]:
    """One hook of the manifest."""
    return next({**one} for one in HOOKS if one["id"] == name)


def run_hook(name: str, files: list[str]) -> Ran:
    """Run a hook as pre-commit does: at the top of the repository, with the files that it matches."""
    one = hook(name)
    wanted = [path for path in files if re.search(one["files"], path)]
    wanted = [path for path in wanted if not re.search(one.get("exclude", "^$"), path)]
    program, *arguments = shlex.split(one["entry"])
    assert (program, one["language"]) == ("cpdsite", "python")
    return process(*arguments, *(wanted if one.get("pass_filenames", True) else ()))


def test_pre_commit_checks_the_files_that_are_committed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    every = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    ran = run_hook("cpdsite-check", every)
    assert (ran.code, ran.err) == (1, "")
    assert found(ran) == ["2024/a.md", "2025/b.md", "2025/deep/c.md"]
    some = run_hook("cpdsite-check", ["README.md", "journal/2025/talk.md", "journal/_drafts/d.md"])
    assert (some.code, some.out, some.err) == (0, "", "")


def test_pre_commit_can_check_everything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    ran = run_hook("cpdsite-check-all", ["journal/2025/talk.md"])
    assert (ran.code, found(ran)) == (1, ["2024/a.md", "2025/b.md", "2025/deep/c.md"])
