"""The example journal with one fault of each code planted in it: each is found, and nothing else."""

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from cpdsite.model.codes import SEVERITIES
from cpdsite.render.reporters import full
from tests.commands import at
from tests.tools import ROOT

FOLDER = ROOT / "tests/plants"
FORMATS = {"concise": ".txt", "full": "-full.txt", "json": ".json", "github": "-github.txt"}
"""The ending of the expected report in each format."""
SETS = {"report": "plants.yaml", "settings": "settings.yaml", "scheme": "scheme.yaml"}
"""The name of each set of reports, with the faults that are planted for it."""
CODES = {"settings": 2, "scheme": 2}
"""How a check of each copy ends; else with 1."""
PLACE = re.compile(r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): \w+\[(?P<code>[a-z-]+)\]")

Plant = Mapping[str, Any]
"""One fault, as the file of plants describes it."""


@cache
def plants(name: str) -> list[Plant]:
    """The faults of one set."""
    text = (FOLDER / SETS[name]).read_text(encoding="utf-8")
    found: list[Plant] = yaml.safe_load(text)
    return found


@pytest.fixture(scope="module", params=SETS)
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example with the faults of one set in it; its folder's name is the set's."""
    name: str = request.param
    root = tmp_path_factory.mktemp("planted") / name
    shutil.copytree(ROOT / "journal", root / "journal")
    shutil.copy(ROOT / "cpdsite.yaml", root)
    for plant in plants(name):
        put(root, plant)
    return root


@pytest.mark.parametrize("form", FORMATS)
def test_each_fault_is_found_at_its_place_and_nothing_else(planted: Path, form: str) -> None:
    ran = at(planted, "check", "--format", form)
    assert (ran.code, ran.err) == (CODES.get(planted.name, 1), "")
    golden = FOLDER / f"{planted.name}{FORMATS[form]}"
    if os.environ.get("CPDSITE_ACCEPT"):
        golden.write_text(ran.out, encoding="utf-8")
    assert ran.out == golden.read_text(encoding="utf-8"), "run `make accept`, and read the diff"


def test_each_plant_causes_one_finding(planted: Path) -> None:
    wanted = [(path_of(plant), str(plant["code"])) for plant in plants(planted.name)]
    assert sorted((path, code) for path, _, _, code in places(planted)) == sorted(wanted)


def test_a_fault_by_replacement_is_found_on_a_line_that_was_touched(planted: Path) -> None:
    lines = {(path, code): line for path, line, _, code in places(planted)}
    for plant in plants(planted.name):
        if plant.get("by"):
            found = lines[path_of(plant), plant["code"]]
            assert found in plant.get("at", touched(planted, plant)), plant["code"]


def test_the_four_formats_agree(planted: Path) -> None:
    findings = json.loads(report(planted, "json"))["diagnostics"]
    as_lines = [
        f"{f['path']}:{f['line']}:{f['column']}: {f['severity']}[{f['code']}] {f['message']}"
        for f in findings
    ]
    assert report(planted, "concise").splitlines() == as_lines
    shown = report(planted, "full").splitlines()
    assert [line for line in shown if PLACE.match(line)] == as_lines
    assert [line for line in shown if line.startswith("  help: ")] == [
        f"  help: {finding['help']}" for finding in findings
    ]
    annotated = report(planted, "github").splitlines()
    assert sorted(map(place_of_annotation, filter(is_of_a_finding, annotated))) == sorted(
        (f["path"], str(f["line"]), f["code"]) for f in findings
    )


def test_the_mark_stands_below_what_is_wrong(planted: Path) -> None:
    for block in report(planted, "full").split("\n\n")[:-1]:
        lines = block.split("\n")
        found = PLACE.match(lines[0])
        assert found
        if len(lines) == 4 and len(lines[1]) < full.WIDTH:
            column = int(found["column"]) + lines[1].index("| ") + 1
            assert lines[2].index("^") == column, lines[0]


def test_every_code_is_planted() -> None:
    planted = [plant["code"] for name in SETS for plant in plants(name)]
    assert sorted(set(planted)) == sorted(SEVERITIES)
    assert sorted(p["code"] for p in plants("report")) == sorted(
        {*SEVERITIES} - {"settings-invalid", "scheme-invalid"}
    )


# --- Planting -------------------------------------------------------------------------------------


def put(root: Path, plant: Plant) -> None:
    """Plant one fault."""
    act = next(act for word, act in ACTS.items() if word in plant)
    act(root, plant)
    for path, text in plant.get("also", {}).items():
        write(root, {"write": path, "text": text})


def replace(root: Path, plant: Plant) -> None:
    file = root / plant["in"]
    text = file.read_text(encoding="utf-8")
    assert text.count(plant["replace"]) == 1, f"{plant['code']}: {text.count(plant['replace'])}"
    file.write_text(text.replace(plant["replace"], plant["by"]), encoding="utf-8")


def write(root: Path, plant: Plant) -> None:
    file = root / plant["write"]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(plant["text"] * plant.get("times", 1), encoding="utf-8")


def save(root: Path, plant: Plant) -> None:
    file = root / plant["save"]
    file.write_bytes(file.read_text(encoding="utf-8").encode(plant["encoding"]))


def link(root: Path, plant: Plant) -> None:
    (root / plant["link"]).symlink_to(plant["to"])


ACTS: Mapping[str, Callable[[Path, Plant], None]] = {
    "in": replace,
    "write": write,
    "save": save,
    "link": link,
}


# --- Reports --------------------------------------------------------------------------------------


def path_of(plant: Plant) -> str:
    """The file that a plant's fault is found in."""
    return str(next(plant[word] for word in ACTS if word in plant))


def report(planted: Path, form: str) -> str:
    """The expected report, which an earlier test has held against the product's."""
    return (FOLDER / f"{planted.name}{FORMATS[form]}").read_text(encoding="utf-8")


def places(planted: Path) -> list[tuple[str, int, int, str]]:
    """Path, line, column and code of each finding."""
    found = json.loads(report(planted, "json"))["diagnostics"]
    return [(f["path"], f["line"], f["column"], f["code"]) for f in found]


def touched(planted: Path, plant: Plant) -> range:
    """The lines of the file that a replacement has changed."""
    before, _, _ = (planted / plant["in"]).read_text(encoding="utf-8").partition(plant["by"])
    first = before.count("\n") + 1
    return range(first, first + plant["by"].strip("\n").count("\n") + 1)


def is_of_a_finding(line: str) -> bool:
    """Whether a line for GitHub is a finding; the others say how many more there are."""
    return line.startswith("::") or PLACE.match(line) is not None


def place_of_annotation(line: str) -> tuple[str, str, str]:
    """Path, line and code of a finding as GitHub is told of it."""
    found = PLACE.match(line) or re.match(
        r"::\w+ file=(?P<path>[^,]+),line=(?P<line>\d+),.*title=(?P<code>[a-z-]+)::", line
    )
    assert found, line
    return found["path"], found["line"], found["code"]
