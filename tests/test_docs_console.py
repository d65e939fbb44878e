"""What the guides show in a terminal comes out, line by line, on a copy of the example."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.commands import TALK, entry, folder
from tests.tools import ROOT, require

GUIDES = ("automation.md", "faq.md", "limits.md")
"""Guides whose examples are made of the example journal, on its day."""
TERMINAL = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "..."
AUTOMATION = (ROOT / "docs/automation.md").read_text(encoding="utf-8")
DAY = "1796000000"
"""The last of November 2026."""


def terminals() -> Iterator[object]:
    """Each terminal that a guide shows."""
    for name in GUIDES:
        for shown in TERMINAL.findall((ROOT / "docs" / name).read_text(encoding="utf-8")):
            yield pytest.param(shown, id=f"{name} {shown.splitlines()[0]}")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who has the example in ~/cpd, and cpdsite."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "journal", home / "cpd/journal")
    shutil.copy(ROOT / "cpdsite.yaml", home / "cpd")
    (home / "cpdsite").write_text(f'#!/bin/sh\nexec {sys.executable} -m cpdsite "$@"\n')
    (home / "cpdsite").chmod(0o755)
    return home


def typed(home: Path, script: str, where: str = "cpd") -> subprocess.CompletedProcess[str]:
    """Run lines of a shell; what is said on either stream is in `stdout`."""
    path = f"{home}:{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(home), "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": DAY}
    return subprocess.run(
        [require("bash"), "-c", script],
        cwd=home / where,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("shown", [*terminals()])
def test_what_is_shown_comes_out(home: Path, shown: str) -> None:
    if "jq" in shown:
        require("jq")
    lines = shown.splitlines()
    script = "\n".join(line[2:] for line in lines if line.startswith(("$ ", "> ")))
    expected = "".join(f"{line}\n" for line in lines if not line.startswith(("$ ", "> ")))
    ran = typed(home, script)
    assert ran.returncode == 0, ran.stdout
    pattern = "(?:.*\n)*".join(
        map(re.escape, re.split(rf"^{re.escape(LEFT_OUT)}\n", expected, flags=re.MULTILINE))
    )
    assert re.fullmatch(pattern, ran.stdout), ran.stdout


def test_what_cron_runs_is_silent_when_all_is_well(home: Path) -> None:
    tables = re.findall(r"^```text crontab\n(.*?)^```$", AUTOMATION, re.DOTALL | re.MULTILINE)
    lines = "".join(tables).splitlines()
    told = [typed(home, line.split(maxsplit=5)[5], ".").stdout for line in lines]
    assert [bool(text) for text in told] == [False, True, False]
    assert (home / "cpd-backup.tar.gz").is_file()


def test_the_hook_lets_no_error_be_committed(home: Path) -> None:
    (hook,) = re.findall(r"^```text pre-commit\n(.*?)^```$", AUTOMATION, re.DOTALL | re.MULTILINE)
    folder(home / "git", {"journal/talk.md": TALK, ".git-hook": hook})
    begin = (
        "git init --quiet . && mv .git-hook .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit"
    )
    name = "git config user.name Sam && git config user.email sam@example.org"
    commit = "git add . && git commit --quiet --message Entries"
    assert typed(home, f"{begin} && {name} && {commit}", "git").returncode == 0
    folder(home / "git", {"journal/bad.md": entry(hours="six")})
    ran = typed(home, commit, "git")
    assert ran.returncode == 1
    assert "bad-amount" in ran.stdout


def test_what_is_added_to_files_of_yaml_is_yaml_and_names_what_there_is() -> None:
    parts = [
        yaml.safe_load(text)
        for text in re.findall(r"^```yaml\n(.*?)^```$", AUTOMATION, re.DOTALL | re.MULTILINE)
    ]
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert f"id: {parts[0]['repos'][0]['hooks'][0]['id']}" in hooks
    workflow = yaml.safe_load((ROOT / "cpdsite/starter/pages.yml").read_text(encoding="utf-8"))
    assert parts[1][0] in workflow["jobs"]["build"]["steps"]
    assert "cron" in parts[2]["schedule"][0]
