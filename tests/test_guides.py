"""The guides, followed to the letter: what they tell a reader to type works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from cpdsite.files.reading import bundled
from tests.commands import cpdsite, folder
from tests.tools import ROOT, TODAY, require

STARTING = ROOT / "docs/getting-started.md"
EDITORS = ROOT / "docs/editors.md"
WITHOUT_NETWORK = {
    "python3 -m venv": f"{sys.executable} -m venv --without-pip",
    "pip install": "pip install --no-index --no-build-isolation --no-deps --ignore-installed",
    "pip wheel": "pip wheel --no-index --no-build-isolation",
}
"""What stands in for commands that fetch what they need: the tests have it already."""
REMOTE = "https://github.com/YOU/cpd.git"


def typed_in(guide: Path, language: str = "sh") -> list[str]:
    """The lines of the boxes of a guide, in order."""
    boxes = re.findall(rf"^```{language}\n(.*?)^```$", guide.read_text(), re.MULTILINE | re.DOTALL)
    return [line for box in boxes for line in box.splitlines()]


def test_from_nothing_to_a_published_record(tmp_path: Path) -> None:
    lines = typed_in(STARTING)
    bare, home = tmp_path / "cpd.git", tmp_path / "home"
    home.mkdir()
    git = require("git")
    subprocess.run([git, "init", "--quiet", "--bare", str(bare)], check=True)
    config = "[user]\n  name = Sam\n  email = sam@example.org\n[init]\n  defaultBranch = main\n"
    (home / ".gitconfig").write_text(config)
    env = {"PATH": os.environ["PATH"], "HOME": str(home)}
    env |= {"PYTHONPATH": sysconfig.get_path("purelib"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    script = "\n".join(["set -e", *lines]).replace(REMOTE, str(bare)).replace("COPY", str(ROOT))
    for line, offline in WITHOUT_NETWORK.items():
        assert script.count(line) == 1
        script = script.replace(line, offline)
    ran = subprocess.run(
        [require("bash"), "-c", script],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (home / "cpd/_site/index.html").is_file()
    listing = [git, "--git-dir", str(bare), "ls-tree", "-r", "--name-only", "main"]
    there = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.splitlines()
    assert ".github/workflows/pages.yml" in there
    assert (home / "cpd/requirements.txt").read_text().split("./")[-1].strip() in there
    assert sum(path.endswith("-ward-round.md") for path in there) == 1
    assert [path for path in there if path.startswith(("_site", ".cpdsite"))] == []


def test_the_set_up_of_each_shell_is_the_one_that_is_understood() -> None:
    for shell in ("bash", "zsh", "fish"):
        assert f"_CPDSITE_COMPLETE={shell}_source cpdsite" in STARTING.read_text()
        assert cpdsite(env={"_CPDSITE_COMPLETE": f"{shell}_source"}).code == 0


def test_the_expression_for_other_editors_is_that_of_the_task() -> None:
    task = json.loads((bundled("starter") / "tasks.json").read_text())["tasks"][0]
    assert typed_in(EDITORS, "text") == [task["problemMatcher"]["pattern"]["regexp"]]


def test_vim_finds_every_fault(tmp_path: Path) -> None:
    vim = shutil.which("vim")
    if vim is None:
        pytest.skip("vim is not on this machine")
    bad = "---\ntitle: T\ndate: 2025-06-12\ntype: course\nhours: six\n---\n"
    folder(tmp_path, {"journal/a b.md": bad, "journal/b.md": bad.replace("six", "1")})
    said = cpdsite("-C", tmp_path, "check", "--format", "concise", "--today", TODAY).out
    (tmp_path / "faults").write_text(said)
    setting = next(line for line in typed_in(EDITORS, "vim") if "errorformat" in line)
    found = (
        "map(getqflist(), {_, f -> bufname(f.bufnr) .. ':' .. f.lnum .. ':' .. f.col .. f.type})"
    )
    commands = [
        setting.replace("setlocal", "set"),
        "cgetfile faults",
        f"call writefile({found}, 'found')",
    ]
    words = [word for command in [*commands, "quit"] for word in ("-c", command)]
    subprocess.run([vim, "-es", "-u", "NONE", *words], cwd=tmp_path, check=False, timeout=20)
    expected = [
        re.sub(r"^(.*?:\d+:\d+): (.).*", lambda m: m[1] + m[2], line) for line in said.splitlines()
    ]
    assert (tmp_path / "found").read_text().splitlines() == expected
