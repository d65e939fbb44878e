"""Schemes that there are and that the settings do not count under: what is said when one is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import TALK, at, cpdsite, folder
from tests.tools import TODAY

WAITING = """\
schemes:
  # It cannot count without `renewal`: write yours here, and take the "# " away.
  # - {id: hcpc, renewal: 2025-10-01}
  - gcs
"""


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("list",),
        ("export", "md"),
        ("export", "md", "--document", "evidence"),
        ("pack", "--output", "a.html"),
        ("share", "add", "Jo"),
    ],
    ids=" ".join,
)
def test_a_scheme_that_waits_is_told_with_its_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    root = folder(tmp_path, {"cpdsite.yaml": WAITING, "journal/a.md": TALK})
    ran = cpdsite("-C", root, *command, "--scheme", "hcpc", "--today", TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "cpdsite: hcpc waits in cpdsite.yaml, line 3, for `renewal`\n"
        '  help: write yours there, and take the "# " in front of the line away\n'
    )


@pytest.mark.parametrize(
    ("settings", "scheme", "remedy"),
    [
        ("schemes: [gcs]\n", "gdc", "add `{id: gdc, renewal: 2025-10-01}` to `schemes` in"),
        ("schemes:\n  - points\n", "gcs", "add `- gcs` below `schemes` in cpdsite.yaml\n"),
        ("title: A\n", "gcs", "write `schemes: [gcs]` in cpdsite.yaml\n"),
        (None, "hcpc", "write `schemes: [{id: hcpc, renewal: 2025-10-01}]` in cpdsite.yaml, with your"),
    ],
)  # fmt: skip
def test_a_scheme_that_the_settings_do_not_list(
    tmp_path: Path, settings: str | None, scheme: str, remedy: str
) -> None:
    files = {"journal/a.md": TALK} | ({"cpdsite.yaml": settings} if settings else {})
    ran = at(folder(tmp_path, files), "status", "--scheme", scheme)
    assert (ran.code, ran.out) == (2, "")
    told, helped = ran.err.split("\n", 1)
    assert told == f'cpdsite: cpdsite.yaml does not list the scheme "{scheme}"'
    assert helped.startswith(f"  help: {remedy}")


def test_status_tells_of_a_body_that_waits_until_it_counts(tmp_path: Path) -> None:
    assert cpdsite("-C", tmp_path, "init", "--scheme", "hcpc", "--scheme", "gcs").code == 0
    settings = tmp_path / "cpdsite.yaml"
    text = settings.read_text()
    note = "  # - {id: hcpc, renewal: 2025-10-01}"
    line = text.split("\n").index(note) + 1
    assert at(tmp_path, "status", today="2026-12-01").err == (
        f"hcpc does not count yet: it waits in cpdsite.yaml, line {line}, for `renewal`.\n"
    )
    settings.write_text(text.replace(note, note.replace("# ", "")))
    assert at(tmp_path, "status", today="2026-12-01").err == ""
