"""The path of a contributor, followed to the letter on a copy of the repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import ROOT, require

EXAMPLES = ROOT / "docs/contributing-examples.md"
BLOCK = re.compile(r"^(`{3,})(\w+) ?(\S*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
CHAPTERS = ("A check", "A scheme", "A page")
COPIED = ("cpdsite", "themes", "tests", "docs", "journal", "benchmarks")
FILES = ("cpdsite.yaml", "pyproject.toml", "README.md", "CONTRIBUTING.md")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules", "browser-profile")


def chapters() -> dict[str, str]:
    """The text of each of the three examples, by its heading."""
    text = EXAMPLES.read_text(encoding="utf-8")
    _, *parts = re.split(rf"^## ({'|'.join(CHAPTERS)})$", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, to which every chapter is applied."""
    root = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=NOT_COPIED)
    for name in FILES:
        shutil.copy(ROOT / name, root / name)
    for text in chapters().values():
        for _, language, path, content in BLOCK.findall(text):
            if path:
                apply(root / path, content, inserted=language == "diff")
    return root


def apply(file: Path, content: str, *, inserted: bool) -> None:
    """Write a new file, or put lines below others of a file that is there."""
    if not inserted:
        assert not file.exists(), file
        file.write_text(content, encoding="utf-8")
        return
    lines = content.splitlines(keepends=True)
    above = "".join(line[1:] for line in lines if line.startswith(" "))
    below = "".join(line[1:] for line in lines if line.startswith("+"))
    text = file.read_text(encoding="utf-8")
    assert text.count(above) == 1, f"{file.name} has not these lines once:\n{above}"
    file.write_text(text.replace(above, above + below), encoding="utf-8")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_an_example_works_to_the_letter(copy: Path, chapter: str) -> None:
    scripts = re.findall(r"^```sh\n(.*?)^```$", chapters()[chapter], re.DOTALL | re.MULTILINE)
    ran = typed(copy, "".join(scripts))
    assert ran.returncode == 0, ran.stdout


def test_the_copy_is_in_style(copy: Path) -> None:
    ran = typed(copy, ".venv/bin/ruff format --check\n.venv/bin/ruff check\n")
    assert ran.returncode == 0, ran.stdout


def test_the_commands_of_the_guide_are_there(copy: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = "".join(re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)).splitlines()
    targets = {*re.findall(r"^(\.?\w[\w/]*):", (ROOT / "Makefile").read_text(), re.MULTILINE)}
    asked = {line.removeprefix("make ") for line in lines if line.startswith("make ")}
    assert asked | {*re.findall(r"`make (\w+)`", text)} <= targets
    ran = typed(copy, "\n".join(line for line in lines if line.startswith(".venv/bin/cpdsite")))
    assert ran.returncode == 0, ran.stdout
    assert (copy / "_site/index.html").is_file()
    tools = {found[1] for line in lines if (found := re.match(r"\.venv/bin/([\w-]+)", line))}
    assert tools == {"cpdsite", "ruff", "mypy", "lint-imports", "pytest"}
    for path in re.findall(r"tests/[\w/]+(?:\.py)?", text):
        assert (ROOT / path).exists(), path


def typed(root: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run lines of a shell in a folder, with the tools of this Python in the place of `.venv`."""
    script = re.sub(r"\.venv/bin/(\w+)", lambda m: f"{sys.executable} -m {m[1]}", script)
    return subprocess.run(
        [require("bash"), "-c", f"set -e\n{script}"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTEST_ADDOPTS": "-q -p no:cacheprovider"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
