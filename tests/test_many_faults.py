"""Two thousand faults are told in one run, in every format."""

import json
from pathlib import Path

import pytest

from tests.commands import at, folder

FILES = 400
FAULTS = """\
---
title: Number {number}
date: 2025-13-{number}
type: corse
hours: {number}:30
catgory: formal
evidence: ../../../{number}.pdf
---
"""
EACH = ["bad-date", "unknown-type", "bad-amount", "unknown-field", "evidence-unsafe"]
"""The faults of each file, in the order of its lines."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with nothing right in it."""
    files = {f"journal/{n:03}.md": FAULTS.format(number=n) for n in range(FILES)}
    return folder(tmp_path_factory.mktemp("faults"), files)


def test_all_as_lines(root: Path) -> None:
    ran = at(root, "check", "--format", "concise")
    assert ran.code == 1
    found = [line.partition("error[")[2].partition("]")[0] for line in ran.out.splitlines()]
    assert found == EACH * FILES


def test_all_as_json(root: Path) -> None:
    found = json.loads(at(root, "check", "--format", "json").out)["diagnostics"]
    assert [(one["path"], one["code"]) for one in found] == [
        (f"journal/{number:03}.md", code) for number in range(FILES) for code in EACH
    ]


def test_all_with_their_lines(root: Path) -> None:
    out = at(root, "check", "--format", "full").out
    assert out.endswith(f"\n\n{FILES * len(EACH)} errors in {FILES} files\n")
    assert out.count("\n  help: ") == FILES * len(EACH)


def test_all_for_github_ten_of_them_beside_the_files(root: Path) -> None:
    lines = at(root, "check", "--format", "github").out.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert lines[10] == "1990 more errors, not shown beside the files:"
    assert len(lines[11:]) == FILES * len(EACH) - 10


def test_a_build_tells_them_all_too_and_writes_nothing(root: Path) -> None:
    ran = at(root, "build")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("error[") == FILES * len(EACH)
    assert not (root / "_site").exists()
