"""What is handed to others: a wheel with all that cpdsite needs and no more, and the source of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

from cpdsite import __version__
from tests.tools import MEASURED, ROOT, require

NAME = f"cpdsite-{__version__}"
WHEEL = f"{NAME}-py3-none-any.whl"
NOT_IN_SOURCE = (".ci/", ".gitattributes")
"""What is of use in the repository only."""


def made(kind: str, source: Path, into: Path) -> None:
    """Make a wheel or an sdist from a folder, with the tool that pyproject.toml names."""
    words = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(into)]
    ran = subprocess.run(words, cwd=source, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel, the sdist, the sdist unpacked, and below it the wheel made of that."""
    folder = tmp_path_factory.mktemp("dist")
    made("wheel", ROOT, folder)
    made("sdist", ROOT, folder)
    with tarfile.open(folder / f"{NAME}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    made("wheel", folder / NAME, folder / "again")
    return folder


def kept() -> set[str]:
    """What git keeps, or would keep when asked to."""
    words = [require("git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {path for path in listed.split("\0") if path and (ROOT / path).is_file()}


def test_the_wheel_holds_the_package_and_the_themes_and_nothing_else(handed: Path) -> None:
    with zipfile.ZipFile(handed / WHEEL) as wheel:
        held = {path for path in wheel.namelist() if not path.startswith(f"{NAME}.dist-info/")}
        assert wheel.read(f"{NAME}.dist-info/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        commands = wheel.read(f"{NAME}.dist-info/entry_points.txt").decode()
        about = message_from_string(wheel.read(f"{NAME}.dist-info/METADATA").decode())
    package = {path for path in kept() if path.startswith("cpdsite/")}
    themes = {f"cpdsite/{path}" for path in kept() if path.startswith("themes/")}
    assert held == package | themes
    assert commands == "[console_scripts]\ncpdsite = cpdsite.__main__:start\n"
    assert (about["Version"], about["Requires-Python"]) == (__version__, ">=3.11")


def test_the_source_makes_the_same_wheel_to_the_byte(handed: Path) -> None:
    assert (handed / "again" / WHEEL).read_bytes() == (handed / WHEEL).read_bytes()
    source = handed / NAME
    held = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert held - {"PKG-INFO"} == {path for path in kept() if not path.startswith(NOT_IN_SOURCE)}


# --- In an empty place ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(handed: Path) -> Path:
    """A folder with what installing the wheel unpacks, which Python finds before this checkout."""
    unpacked = handed / "installed"
    shutil.unpack_archive(handed / WHEEL, unpacked, "zip")
    return unpacked


def away(installed: Path, home: Path, *words: str) -> str:
    """What the wheel says to somebody with an empty home, far from this repository."""
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=home,
        env={"HOME": str(home), "PATH": os.defpath, "PYTHONPATH": str(installed), **MEASURED},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), words
    return ran.stdout


def test_every_command_works_in_an_empty_home(installed: Path, tmp_path: Path) -> None:
    place = away(installed, tmp_path, "-c", "import cpdsite; print(cpdsite.__file__)")
    assert Path(place).is_relative_to(installed)

    def cpd(command: str) -> str:
        return away(installed, tmp_path, "-m", "cpdsite", *command.split())

    assert "\n  .githooks/pre-push\n" in cpd("init cpd --scheme gcs --today 2026-11-30 --github")
    assert cpd("-C cpd new Talk --type course --hours 2 --today 2026-11-30").endswith("-talk.md\n")
    cpd("-C cpd check")
    assert "cpd/_site" in cpd("-C cpd build --today 2026-11-30")
    assert "2026        2    2.5" in cpd("-C cpd status --today 2026-11-30")
    assert "Talk" in cpd("-C cpd export csv")
    cpd("-C cpd share add Jo --scheme gcs --today 2026-11-30")
    cpd("-C cpd build --today 2026-11-30")
    cpd("-C cpd pack --today 2026-11-30")
    cpd("-C cpd pack --format pdf --today 2026-11-30")
    cpd("-C cpd export xlsx --output cpd.xlsx")
    assert len(cpd("schemes").splitlines()) > len([*(ROOT / "cpdsite/schemes").glob("*.yaml")])
    made = {path.name for path in (tmp_path / "cpd").iterdir()}
    assert {"_site", "cpdsite.yaml", ".githooks", ".gitignore", ".github", "journal"} <= made
