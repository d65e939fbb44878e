"""What a command imports before it can answer: no more than it needs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from benchmarks.journals import write_journal
from cpdsite.cli.main import MODULES, cli
from cpdsite.model.pattern import pattern
from tests.commands import at
from tests.tools import TODAY

HEAVY = {"frontmatter", "jinja2", "markdown_it", "mdit_py_plugins", "rich", "watchdog", "yaml"}
"""Libraries that take long to import."""


def imported(*arguments: str) -> set[str]:
    """The modules that a command imports, as the interpreter tells them."""
    command = [sys.executable, "-X", "importtime", "-m", "cpdsite", *arguments]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(re.findall(r"^import time: .*\| +([\w.]+)$", ran.stderr, re.MULTILINE))


def libraries(modules: set[str]) -> set[str]:
    """Those libraries among some modules that take long."""
    return HEAVY & {name.partition(".")[0] for name in modules}


def test_the_version_is_told_without_any_library_but_clicks() -> None:
    modules = imported("--version")
    assert "click" in modules
    assert libraries(modules) == set()
    assert not any(name.startswith(("cpdsite.assess", "cpdsite.checks")) for name in modules)
    assert {name for name in modules if name.startswith("cpdsite.model.")} == {
        "cpdsite.model.diagnostic"
    }


@pytest.mark.parametrize("command", ["new", "check", "status", "build"])
def test_help_waits_for_no_page_and_no_markdown(command: str) -> None:
    assert libraries(imported(command, "--help")) <= {"frontmatter", "yaml"}


def test_status_the_second_time_waits_for_no_page_and_looks_into_no_file(
    tmp_path: Path,
) -> None:
    write_journal(tmp_path, 2)
    assert at(tmp_path, "build").code == 0
    modules = imported("-C", str(tmp_path), "status", "--today", TODAY)
    assert libraries(modules) == {"frontmatter", "yaml"}
    pages = ("cpdsite.render.views", "cpdsite.render.site", "cpdsite.parse.body_html")
    assert not {name for name in modules if name.startswith(pages)}
    assert not {name for name in modules if name.startswith("cpdsite.parse.contents")}


def test_a_pattern_for_few_texts_is_compiled_when_it_is_asked() -> None:
    with patch("re.compile", side_effect=re.compile) as compiled:
        found = pattern(r"(?P<word>\w+) gem", re.IGNORECASE)
        compiled.assert_not_called()
        assert [match["word"] for match in found.finditer("a GEM, the Gem")] == ["a", "the"]
        assert found.search("no stone") is None
        assert found.search("one gem")


def test_every_command_is_where_it_is_looked_for() -> None:
    assert {name: cli.commands[name].name for name in MODULES} == {name: name for name in MODULES}
    assert "unknown" not in cli.commands
    assert len(cli.commands) == len(MODULES)
