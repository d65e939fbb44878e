"""Wherever a command runs: another alphabet, a narrow terminal, no home, no folder, a hasty reader."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.commands import at, entry, folder, process, tree
from tests.terminal import on_terminal
from tests.tools import TODAY, require

NAMES = (
    "a talk with blanks",
    "thé à Zürich",
    "🎈👩🏽‍⚕️ fête",
    "הרצאה",
    "日本語",
    "long-" * 38 + "name",
    "aux",
)
"""Names that people give their files; each is a title as well."""
ALPHABETS: Mapping[str, Mapping[str, str]] = {
    "none said": {},
    "LANG=C": {"LANG": "C"},
    "LC_ALL=POSIX": {"LC_ALL": "POSIX"},
    "LC_ALL=C.UTF-8": {"LC_ALL": "C.UTF-8"},
    "LC_ALL of no system": {"LC_ALL": "xx_YY.UTF-8"},
    "ASCII on the terminal": {"PYTHONIOENCODING": "ascii"},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with such names in a folder with such a name."""
    texts = {f"journal/été/{name}.md": entry(f"On {name}", tags=f'["{name}"]') for name in NAMES}
    return folder(tmp_path_factory.mktemp("ordner") / "مذكرات 🎈 d'été", texts)


# --- Alphabets ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plainly(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The site that this process makes."""
    site = tmp_path_factory.mktemp("plainly") / "site"
    assert at(root, "build", "--output", site).code == 0
    return tree(site)


@pytest.mark.parametrize("env", ALPHABETS.values(), ids=ALPHABETS)
def test_the_site_is_the_same_under_any_language_of_the_terminal(
    root: Path, plainly: Mapping[str, str], tmp_path: Path, env: Mapping[str, str]
) -> None:
    words = ("build", "--today", TODAY, "--no-cache", "--output", tmp_path / "site")
    ran = process("-C", root, *words, env=env)
    assert (ran.code, ran.err) == (0, "")
    assert tree(tmp_path / "site") == plainly


def test_names_that_cannot_be_read_as_they_are_written_are_refused(root: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = process("-C", root, "check", env=env)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "cpdsite: the language settings of this terminal (ascii) lack letters that names have",
        "  help: set PYTHONUTF8=1, or LC_ALL to one that ends in UTF-8",
    ]
    assert process("--version", env=env).code == 0


# --- Terminals ------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 50])
@pytest.mark.parametrize("command", ["list", "schemes", "status", "schemes show gcs"])
def test_a_narrow_terminal_loses_no_word(root: Path, command: str, width: int) -> None:
    code, narrow = shown_on(root, command, width)
    assert (code, letters(narrow)) == (0, letters(shown_on(root, command, 500)[1]))
    assert "\N{HORIZONTAL ELLIPSIS}" not in narrow


@cache
def shown_on(root: Path, command: str, columns: int) -> tuple[int, str]:
    """The exit code of a command, and what a terminal of so many columns shows."""
    today = ("--today", TODAY) if command in {"list", "status"} else ()
    return on_terminal("-C", root, *command.split(), *today, columns=columns)


def letters(shown: str) -> list[str]:
    """Every letter and digit, in no order, as columns are broken one beside the other."""
    return sorted(filter(str.isalnum, shown))


@pytest.mark.parametrize("command", ["list --format json", "schemes show gcs", "export csv"])
def test_3_and_not_a_word_where_the_reader_hangs_up(root: Path, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "cpdsite", "-C", str(root), *command.split()]
    ran = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (3, b"")


# --- Folders --------------------------------------------------------------------------------------


@pytest.mark.parametrize("home", [None, "/nowhere/at/all"])
def test_no_home_is_needed(root: Path, tmp_path: Path, home: str | None) -> None:
    env = {} if home is None else {"HOME": home}
    words = ("-C", str(root), "build", "--today", TODAY, "--output", str(tmp_path / "site"))
    ran = subprocess.run(
        [sys.executable, "-m", "cpdsite", *words], env=env, check=False, capture_output=True
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert sorted(tree(tmp_path)) == sorted(
        {"site", *(f"site/{p}" for p in tree(tmp_path / "site"))}
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can be in a folder that is gone")
@pytest.mark.parametrize("command", ["check", "build", "new Talk --type course --hours 1", "init"])
def test_3_in_a_folder_that_is_no_longer_there(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    words = shlex.join([sys.executable, "-m", "cpdsite", *command.split()])
    script = f"cd {shlex.quote(str(gone))} && rmdir {shlex.quote(str(gone))} && {words}"
    ran = subprocess.run(
        [require("bash"), "-c", script], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr.splitlines() == [
        "cpdsite: the folder that this terminal is in is no longer there",
        "  help: go to another one, such as with `cd ~`, and try again",
    ]
