"""How a command ends: with an exit code that says how it went, and a sentence; never with a traceback."""

import os
import re
import sys
from pathlib import Path

import pytest

from cpdsite.cli.main import cli
from tests.commands import TALK, at, cpdsite, entry, folder, tree

COMMANDS = sorted(cli.commands)
WARNED = entry("Course", day="2025-06-13", type="Course", hours="")
"""An entry with warnings and no error."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one entry and no settings."""
    return folder(tmp_path, {"journal/2025/talk.md": TALK})


# --- How a command ends ---------------------------------------------------------------------------


def test_0_when_all_is_well_and_check_is_silent(root: Path) -> None:
    ran = at(root, "check")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [at(root, command).code for command in COMMANDS] == [0] * len(COMMANDS)


def test_0_for_warnings_and_1_where_they_are_taken_seriously(root: Path) -> None:
    folder(root, {"journal/2025/warned.md": WARNED})
    assert at(root, "check").out.count("warning[") == 1
    assert [at(root, "check", *strict).code for strict in ((), ("--strict",))] == [0, 1]
    folder(root, {"cpdsite.yaml": "checks: {no-amount: note}\n"})
    assert at(root, "check", "--strict").code == 0


def test_1_for_an_error_in_the_journal(root: Path) -> None:
    folder(root, {"journal/2025/bad.md": entry(hours="six")})
    assert [at(root, command).code for command in COMMANDS] == [1] * len(COMMANDS)
    assert not (root / "_site").exists()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("cpdsite.yaml", "langauge: en\n"),
        ("cpdsite.yaml", "schemes: [nosuch]\n"),
        ("cpdsite.yaml", "- a list\n"),
        ("schemes/mine.yaml", "scheme: mine\n"),
    ],
)
@pytest.mark.parametrize("going_on", [(), ("--keep-going",)])
def test_2_for_a_wrong_setting_or_scheme_whatever_else_there_is(
    root: Path, path: str, text: str, going_on: tuple[str, ...]
) -> None:
    folder(root, {path: text, "journal/2025/bad.md": entry(hours="six")})
    for command in COMMANDS:
        options = () if command == "check" else going_on
        ran = at(root, command, *options)
        assert ran.code == 2, command
        assert f"{path}:1:" in ran.out + ran.err


@pytest.mark.parametrize(
    "files",
    [
        {"cpdsite.yaml": "theme: nosuch\n"},
        {"cpdsite.yaml": "theme: {name: default, options: {acent: red}}\n"},
        {"cpdsite.yaml": "theme: {options: {accent: bright}}\n"},
        {"themes/default/templates/entry.html": "{{ nosuch.name }}"},
        {"themes/default/templates/entry.html": "{% if %}"},
    ],
)
def test_2_for_a_wrong_theme(root: Path, files: dict[str, str]) -> None:
    folder(root, dict(files))
    ran = at(root, "build")
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"cpdsite: .+\n  help: .+\n$", ran.err), ran.err
    assert not (root / "_site").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nosuch",), "No such command 'nosuch'"),
        (("check", "--nosuch"), "No such option"),
        (("check", "nosuch.md"), "there is no nosuch.md"),
        (("check", "/etc/passwd"), "/etc/passwd is not in the folder that is checked"),
        (("check", "../other"), "is not in the folder that is checked"),
        (("check", "--format", "xml"), "'xml' is not one of 'full', 'concise', 'json', 'github'"),
        (("check", "--today", "yesterday"), '"yesterday" is not a date'),
        (("build", "--today", "2026-1-5"), "write 2026-01-05"),
        (("build", "--audience", "all"), "'all' is not one of 'public', 'reviewer', 'owner'"),
        (("build", "--jobs", "0"), "0 is not in the range"),
        (("build", "--base-url", "example.org"), '"example.org" is not a web address'),
        (("build", "journal"), "unexpected extra argument"),
        (("list", "--year", "1999"), 'there is no year "1999"'),
        (("list", "--scheme", "gcs"), 'there is no scheme "gcs"'),
        (("list", "--type", "corse"), "did you mean `course`?"),
        (("status", "--scheme", "pionts"), "did you mean `points`?"),
        (("status", "--year", "soon"), "the years are `2025`, `2026`"),
        (("-C", "nosuch", "check"), "Directory 'nosuch' does not exist"),
        (("-C", "journal/2025/talk.md", "check"), "is a file"),
        (("-C", "journal", "check"), "there is no journal in journal"),
        ((), "Usage: cpdsite"),
    ],
)
def test_2_for_a_wrong_command_and_never_a_traceback(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(root)
    before = tree(root)
    ran = cpdsite(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert tree(root) == before


@pytest.mark.parametrize("moment", ["soon", "1e9", "9" * 20, "2026-11-30", "253402300799"])
def test_2_for_a_clock_from_outside_that_is_none(root: Path, moment: str) -> None:
    ran = cpdsite("-C", root, "check", env={"SOURCE_DATE_EPOCH": moment})
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f'cpdsite: SOURCE_DATE_EPOCH is "{moment}"')


@pytest.mark.parametrize("output", ["file/site", "n" * 300])
def test_3_for_trouble_with_the_disk(root: Path, output: str) -> None:
    folder(root, {"file": "no folder"})
    ran = at(root, "build", "--output", output)
    assert (ran.code, ran.out) == (3, "")
    assert re.match(r"cpdsite: .+\n  help: .+\n$", ran.err), ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_3_where_there_is_no_room_for_the_report(root: Path) -> None:
    command = [sys.executable, "-m", "cpdsite", "-C", str(root), "list"]
    reading, writing = os.pipe()
    with open("/dev/full", "wb") as full:  # noqa: PTH123 (a device, not a path of ours)
        actions = [(os.POSIX_SPAWN_DUP2, full.fileno(), 1), (os.POSIX_SPAWN_DUP2, writing, 2)]
        child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    os.close(writing)
    with open(reading, encoding="utf-8") as errors:  # noqa: PTH123 (likewise)
        said = errors.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert said.startswith("cpdsite: No space left on device\n")
