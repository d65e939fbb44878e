"""The guides, followed to the letter: what they tell a reader to type works."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

from cpdsite.files.reading import bundled
from tests.commands import cpdsite, entry, folder
from tests.tools import ROOT, TODAY, require

STARTING = ROOT / "docs/getting-started.md"
EDITORS = ROOT / "docs/editors.md"
WITHOUT_NETWORK = {
    "python3 -m venv": f"{sys.executable} -m venv --without-pip",
    "pip install": "pip install --no-index --no-build-isolation --no-deps --ignore-installed",
    "pip wheel": "pip wheel --no-index --no-build-isolation",
}
"""What stands in for commands that fetch what they need: the tests have it already."""
PUBLISHING = ROOT / "docs/publishing.md"
REMOTE = "https://github.com/YOU/cpd.git"


def typed_in(guide: Path, language: str = "sh") -> list[str]:
    """The lines of the boxes of a guide, in order."""
    boxes = re.findall(rf"^```{language}\n(.*?)^```$", guide.read_text(), re.MULTILINE | re.DOTALL)
    return [line for box in boxes for line in box.splitlines()]


def bare(folder: Path) -> Path:
    """An empty repository, as a host has it."""
    subprocess.run([require("git"), "init", "--quiet", "--bare", str(folder)], check=True)
    return folder


def typed_by(home: Path, lines: list[str], folder: str = ".") -> None:
    """Type lines into a terminal of somebody who has cpdsite and git, and nothing else."""
    home.mkdir(exist_ok=True)
    (home / "cpdsite").write_text(f'#!/bin/sh\nexec {sys.executable} -m cpdsite "$@"\n')
    (home / "cpdsite").chmod(0o755)
    config = "[user]\n  name = Sam\n  email = sam@example.org\n[init]\n  defaultBranch = main\n"
    (home / ".gitconfig").write_text(config)
    env = {"PATH": f"{home}:{os.environ['PATH']}", "HOME": str(home), "PYTHONPATH": str(ROOT)}
    env["SOURCE_DATE_EPOCH"] = "1780000000"  # midnight shall not come between two lines
    ran = subprocess.run(
        [require("bash"), "-c", "\n".join(["set -e", *lines])],
        cwd=home / folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def on(repository: Path, *words: str) -> str:
    """What git says of a repository."""
    command = [require("git"), "--git-dir", str(repository), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_from_nothing_to_a_published_record(tmp_path: Path) -> None:
    host, home = bare(tmp_path / "cpd.git"), tmp_path / "home"
    script = "\n".join(typed_in(STARTING)).replace(REMOTE, str(host)).replace("COPY", str(ROOT))
    for line, offline in WITHOUT_NETWORK.items():
        assert script.count(line) == 1
        script = script.replace(line, offline)
    needed = f"export PYTHONPATH={shlex.quote(sysconfig.get_path('purelib'))}"
    typed_by(home, [needed, f"cd {shlex.quote(str(ROOT))}", script])
    assert (home / "cpd/_site/index.html").is_file()
    there = on(host, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert ".github/workflows/pages.yml" in there
    assert (home / "cpd/requirements.txt").read_text().split("./")[-1].strip() in there
    assert sum(path.endswith("-ward-round.md") for path in there) == 1
    assert [path for path in there if path.startswith(("_site", ".cpdsite"))] == []


def test_a_private_journal_with_a_public_site_and_an_entry_withdrawn(tmp_path: Path) -> None:
    journal, site = bare(tmp_path / "cpd-journal.git"), bare(tmp_path / "cpd.git")
    home = tmp_path / "home"
    talk = home / "cpd/journal/talk.md"
    folder(home / "cpd", {"journal/talk.md": entry("My talk"), ".gitignore": "_site/\n"})
    (settings,) = re.findall(
        r"^```yaml\n(.*?)^```$", PUBLISHING.read_text(), re.DOTALL | re.MULTILINE
    )
    folder(home / "cpd", {"cpdsite.yaml": settings.replace(REMOTE, str(site))})
    addresses = {REMOTE: str(site), REMOTE.replace("cpd.git", "cpd-journal.git"): str(journal)}

    typed_by(home, in_section("The usual set-up", addresses), "cpd")
    assert "journal/talk.md" in on(journal, "ls-tree", "-r", "--name-only", "main")
    assert "entries/2025-06-12-talk/index.html" in on(
        site, "ls-tree", "-r", "--name-only", "gh-pages"
    )

    talk.write_text(entry("My talk", visibility="private"))
    typed_by(home, in_section("To withdraw an entry", addresses), "cpd")
    assert "My talk" not in on(site, "log", "--all", "--patch")
    assert on(site, "log", "--all", "--format=%s") == "Publish the portfolio\n"

    hook = next(
        iter(re.findall(r"^```text\n(.*?)^```$", PUBLISHING.read_text(), re.DOTALL | re.MULTILINE))
    )
    talk.write_text(entry("Your talk"))
    folder(home / "cpd", {".git/hooks/post-commit": hook})
    (home / "cpd/.git/hooks/post-commit").chmod(0o755)
    typed_by(home, ["git commit --all --quiet --message 'Your talk'"], "cpd")
    assert "Your talk" in on(site, "show", "gh-pages:entries/2025-06-12-talk/index.html")


def test_a_journal_that_is_all_public(tmp_path: Path) -> None:
    host, home = bare(tmp_path / "cpd.git"), tmp_path / "home"
    folder(home / "cpd", {"journal/talk.md": entry("My talk"), ".gitignore": "_site/\n"})
    typed_by(home, in_section("A journal that is all public", {REMOTE: str(host)}), "cpd")
    branches = on(host, "for-each-ref", "--format=%(refname:short)").split()
    assert branches == ["gh-pages", "main"]


def in_section(heading: str, addresses: Mapping[str, str]) -> list[str]:
    """The lines to type of a section of the guide to publishing, with addresses of this machine."""
    sections = re.split(r"^## ", PUBLISHING.read_text(), flags=re.MULTILINE)
    (section,) = (text for text in sections if text.startswith(heading))
    text = "".join(re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))
    for address, here in addresses.items():
        text = text.replace(address, here)
    return text.splitlines()


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
