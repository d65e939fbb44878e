"""docs/importing.md says what the command does: its commands are run, its files are made."""

import re
import shlex
from pathlib import Path

import pytest

from cpdsite.model.journal import Source
from cpdsite.parse.profiles import KEYS, decode_profile
from tests.commands import cpdsite, entry, folder
from tests.reading import settings_of
from tests.tools import ROOT, TODAY

GUIDE = (ROOT / "docs/importing.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
LOG = next(text for language, text in BLOCKS if language == "csv")
MADE = next(text for language, text in BLOCKS if language == "markdown")
TYPES, PROFILE = (text for language, text in BLOCKS if language == "yaml")
COMMANDS = [text for language, text in BLOCKS if language == "console"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the files that the guide speaks of."""
    (tmp_path / "elsewhere").mkdir()
    doubtful = "Title,Date\nTalk,03/04/2024\n"
    files = {
        "cpd-log.csv": LOG,
        "profiles/portal.yaml": PROFILE,
        "doubtful.csv": doubtful,
        "activities.csv": "Title,Date\nTalk,2024-04-03\n",
        "reflections.csv": "Title,What I learned\nTalk,Much.\n",
        "journal/a.md": entry("Older"),
    }
    return folder(tmp_path, files)


def test_every_command_does_what_is_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert len(COMMANDS) == 5
    for block in COMMANDS:
        said = ""
        for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
            ran = cpdsite(*shlex.split(line)[1:], env={"SOURCE_DATE_EPOCH": "1735689600"})
            assert (ran.code in {0, 1}, ran.err) == (True, "")
            said = ran.out
        assert said.startswith(re.sub(r"^\$.*\n", "", block, flags=re.MULTILINE))


def test_the_entry_that_is_shown_is_made(root: Path) -> None:
    ran = cpdsite("-C", root, "import", root / "cpd-log.csv", "--today", TODAY)
    assert ran.code == 1
    assert (root / "journal/2024/2024-03-12-writing-for-the-web.md").read_text() == MADE
    assert "    Activity: Total | Time spent: 5,5\n" in ran.out
    assert "".join(f"      {line}\n" for line in TYPES.splitlines()) in ran.out


def test_the_yaml_that_is_shown_is_right() -> None:
    assert settings_of(TYPES)[1] == []
    profile, found = decode_profile(Source(path="profiles/portal.yaml", data=PROFILE.encode()))
    assert found == []
    assert profile is not None


@pytest.mark.parametrize("name", [key.name for key in KEYS])
def test_every_key_of_a_profile_is_told(name: str) -> None:
    assert f"| `{name}` |" in GUIDE or f"\n{name}: " in PROFILE or PROFILE.startswith(f"{name}:")
