"""Hand-made logs in the layouts of the bodies, with the dirt of real ones: what becomes of every row.

Each folder of tests/imports/ holds a log, `report.txt` with what the command must say, and the
entries that it must write under `expected/`. CPDSITE_ACCEPT=1 writes both anew.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpdsite.files.tables import read_tables
from tests.commands import Ran, cpdsite, tree
from tests.tools import ROOT
from tests.values import unfound
from tests.workbooks import write_workbook

FOLDER = ROOT / "tests/imports"
CASES = sorted(path.name for path in FOLDER.iterdir())
TODAY = "2026-01-01"
LOGS = (".csv", ".xlsx")


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one folder, its workbooks written."""
    copy = tmp_path / str(request.param)
    shutil.copytree(
        FOLDER / copy.name, copy, ignore=shutil.ignore_patterns("expected", "report.txt")
    )
    for description in copy.glob("*.xlsx.json"):
        write_workbook(description.read_text(), description.with_suffix(""))
        description.unlink()
    return copy


def arguments(case: Path) -> list[str]:
    """What follows `import`: the logs, or what arguments.txt says."""
    said = case / "arguments.txt"
    found = said.read_text().split() if said.is_file() else []
    logs = sorted(path.name for path in case.iterdir() if path.suffix in LOGS)
    return [str(case / word) if word.endswith(LOGS) else word for word in found or logs]


def run(case: Path, *more: str) -> Ran:
    """Import the logs of a folder into it."""
    return cpdsite("-C", case, "import", *arguments(case), "--today", TODAY, *more)


def entries(folder: Path) -> dict[str, str]:
    """The text of each entry, by path below the folder that holds `journal`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.glob("journal/**/*.md"))
    }


def report(ran: Ran) -> str:
    """All that was said, and how it ended."""
    return f"{ran.out}{ran.err}exit {ran.code}\n"


def test_the_report_and_the_entries(case: Path) -> None:
    ran = run(case)
    golden = FOLDER / case.name
    if os.environ.get("CPDSITE_ACCEPT"):
        (golden / "report.txt").write_text(report(ran))
        shutil.rmtree(golden / "expected", ignore_errors=True)
        if (case / "journal").is_dir():
            shutil.copytree(case / "journal", golden / "expected/journal")
    assert report(ran) == (golden / "report.txt").read_text()
    assert entries(case) == entries(golden / "expected")
    assert max(map(len, ran.out.splitlines()), default=0) <= 80


def test_a_dry_run_writes_nothing_and_says_the_same(case: Path) -> None:
    before = tree(case)
    ran = run(case, "--dry-run")
    assert tree(case) == before
    said = ran.out.replace("Would be written", "New").replace("would be written", "written")
    assert said == run(case).out


def test_a_second_run_writes_nothing(case: Path) -> None:
    first = run(case)
    before = tree(case)
    again = run(case)
    assert tree(case) == before
    if first.code < 2:
        assert re.search(r"^0 entries written", again.out, re.MULTILINE)


def test_every_value_of_every_row_is_found_again(case: Path) -> None:
    before = entries(case)
    ran = cpdsite("-C", case, "-v", "import", *arguments(case), "--today", TODAY)
    if ran.code >= 2:
        assert entries(case) == before
    else:
        tables = [table for file in logs_of(case) for table in read_tables(file)]
        assert list(unfound(tables, entries(case), ran.out)) == []


def logs_of(case: Path) -> Iterator[Path]:
    """The files that are imported."""
    yield from (Path(word) for word in arguments(case) if word.endswith(LOGS))
