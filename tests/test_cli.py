"""The command line: its help, its options, and how it meets a folder with little in it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cpdsite.cli.main import cli
from tests.commands import TALK, at, cpdsite, entry, folder, tree
from tests.tools import ROOT, TODAY

COMMANDS = sorted(cli.commands)
ELSEWHERE = {"import", "init", "new", "schema", "schemes", "serve", "share", "theme"}
COUNTING = [name for name in COMMANDS if name not in ELSEWHERE]
"""Those that look at a journal, on some day."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one entry and no settings."""
    return folder(tmp_path, {"journal/2025/talk.md": TALK})


# --- Ctrl-C ---------------------------------------------------------------------------------------

WHILE_LOADING = """
import sys
from cpdsite.__main__ import start

class Pressed:
    def find_spec(self, name, *_):
        if name == "PRESSED":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Pressed())
start()
"""


@pytest.mark.parametrize(
    ("module", "told"), [("cpdsite.cli.shell", ""), ("cpdsite.counting", "\n")]
)
def test_ctrl_c_is_quiet_while_the_program_is_read(module: str, told: str) -> None:
    # Once click runs it ends the line of the terminal's ^C, as it does while a command works.
    words = [sys.executable, "-c", WHILE_LOADING.replace("PRESSED", module)]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "", told)


# --- Help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example_that_runs(root: Path, command: str) -> None:
    ran = cpdsite(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    example = re.search(rf"Examples?:\n    cpdsite ({command}.*)", ran.out)
    assert example, ran.out
    words = example[1].split()
    given = [word for word in words if word.startswith("--")]
    assert all(option in ran.out for option in given)
    day = ("--today", TODAY) if command in COUNTING else ()
    assert cpdsite("-C", root, *words[:1], *day, "--help").code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    options = [one for one in cli.commands[command].params if isinstance(one, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_help_lists_the_commands_with_whole_sentences() -> None:
    ran = cpdsite("--help")
    assert ran.code == 0
    assert all(re.search(rf"^  {name} +\S", ran.out, re.MULTILINE) for name in COMMANDS)
    assert "..." not in ran.out.partition("Commands:")[2]
    assert cpdsite("-h").out == ran.out
    assert re.fullmatch(r"cpdsite \d+\.\d+\S*\n", cpdsite("--version").out)


def test_help_promises_no_more_than_is_done() -> None:
    texts = {command: " ".join(cpdsite(command, "--help").out.split()) for command in COUNTING}
    jobs = "--jobs N Over how many processes to spread the work;"
    assert jobs in texts["build"].replace(" RANGE", "").replace(" [x>=1]", "")
    assert "--no-cache Make every page anew, and leave nothing" in texts["build"]
    assert "--explain Say which pages were made, and why." in texts["build"]
    assert "--today DATE Judge dates as of this day instead of today." in texts["check"]
    going_on = "Leave files with errors out instead of stopping; the exit code is then 0."
    counting = [name for name, text in texts.items() if going_on in text]
    assert counting == ["build", "export", "list", "pack", "status"]


def test_every_command_that_counts_or_checks_takes_a_day() -> None:
    assert [n for n in COUNTING if "--today" not in cpdsite(n, "--help").out] == []


# --- Options --------------------------------------------------------------------------------------


def test_another_folder_is_named_before_the_command(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(root, {"journal/2025/bad.md": entry(hours="six")})
    there = at(root, "check")
    monkeypatch.chdir(root)
    here = cpdsite("check", "--today", TODAY)
    assert there == here
    assert there.out.startswith("journal/2025/bad.md:5:8: ")


def test_verbose_says_what_is_done_and_changes_nothing_else(root: Path) -> None:
    quiet = at(root, "build")
    site = tree(root / "_site")
    loud = cpdsite("-C", root, "-v", "build", "--today", TODAY)
    assert (loud.code, loud.out) == (quiet.code, quiet.out)
    assert loud.err == "nothing changed since the last build\n"
    anew = cpdsite("-C", root, "-v", "build", "--today", TODAY, "--no-cache")
    assert (anew.code, anew.out) == (quiet.code, quiet.out)
    assert re.match(r"read and checked 1 file: \d+\.\d\d s\n", anew.err)
    assert tree(root / "_site") == site


def test_paths_narrow_a_check(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {
        f"journal/{name}.md": entry(name, hours="six") for name in ("2024/a", "2025/b", "2025/c")
    }
    folder(root, bad)
    assert paths(root) == ["2024/a.md", "2025/b.md", "2025/c.md"]
    assert paths(root, "journal/2025") == ["2025/b.md", "2025/c.md"]
    assert paths(root, "journal/2024/a.md", root / "journal/2025/c.md") == [
        "2024/a.md",
        "2025/c.md",
    ]
    assert paths(root, ".") == paths(root)
    assert at(root, "check", "journal/2025/talk.md").code == 0
    folder(root, {"cpdsite.yaml": "langauge: en\n"})
    assert at(root, "check", "journal/2024").code == 1
    assert at(root, "check", "cpdsite.yaml").code == 2
    monkeypatch.chdir(root / "journal")
    assert cpdsite("-C", "..", "check", "2024", "--format", "json").out.count('"path"') == 1


def test_options_that_only_concern_speed_change_no_byte(root: Path) -> None:
    at(root, "build")
    site = tree(root / "_site")
    ran = at(root, "build", "--jobs", "2", "--no-cache", "--explain")
    assert tree(root / "_site") == site
    assert ran.out.startswith("every page was made")


def test_the_address_of_the_site_may_be_given(root: Path) -> None:
    at(root, "build")
    site = tree(root / "_site")
    folder(root, {"cpdsite.yaml": "base_url: https://example.org/cpd\n"})
    at(root, "build")
    said = tree(root / "_site")
    assert said != site
    (root / "cpdsite.yaml").unlink()
    at(root, "build", "--base-url", "https://example.org/cpd/")
    assert tree(root / "_site") == said


def test_a_site_may_be_put_elsewhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    ran = cpdsite("build", "--today", TODAY, "--output", "public/cpd")
    assert " in public/cpd, counted as of 2026-11-30 for the public" in ran.out
    assert (root / "public/cpd/index.html").is_file()
    assert not (root / "_site").exists()


def test_an_audience_sees_its_own(root: Path) -> None:
    hidden = {"reviewer": "reviewer", "private": "private"}
    folder(root, {f"journal/{n}.md": entry(n, visibility=v) for n, v in hidden.items()})
    seen = {}
    for audience in ("public", "reviewer", "owner"):
        listed = json.loads(at(root, "list", "--audience", audience, "--format", "json").out)
        assert at(root, "build", "--audience", audience).code == 0
        site = json.loads((root / "_site/data/portfolio.json").read_text(encoding="utf-8"))
        assert [row["id"] for row in listed] == [one["id"] for one in site["entries"]]
        seen[audience] = (len(listed), site["hidden"], site["years"][0]["hours"])
    assert seen == {"public": (1, 2, 4), "reviewer": (2, 1, 4), "owner": (3, 0, 4)}


# --- Small folders --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COUNTING)
def test_a_folder_without_a_journal_is_met_with_the_remedy(tmp_path: Path, command: str) -> None:
    ran = at(tmp_path, command, *(["csv"] if command == "export" else []))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cpdsite: there is no journal in {tmp_path}\n  help: make a folder")
    assert list(tmp_path.iterdir()) == []


def test_the_way_out_can_be_copied_where_names_hold_blanks(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = folder(root / "Mo dhéanamh (CPD)", {"journal/talk.md": entry()})
    monkeypatch.chdir(root)
    ran = cpdsite("-C", record / "journal", "status")
    assert ran.err.endswith("is inside the journal: write -C 'Mo dhéanamh (CPD)'\n")


@pytest.mark.parametrize(
    ("inside", "way"),
    [("journal", "go one folder up, or write -C .."), ("journal/2025", "go 2 folders up, or")],
)
def test_inside_the_journal_the_way_out_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, inside: str, way: str
) -> None:
    monkeypatch.chdir(root / inside)
    ran = cpdsite("check", "--today", TODAY)
    assert ran.code == 2
    assert ran.err.startswith(
        f"cpdsite: there is no journal in this folder\n  help: you are inside the journal: {way}"
    )
    assert cpdsite("-C", ran.err.split()[-1], "check", "--today", TODAY).code == 0


@pytest.mark.parametrize("inside", ["journal", "journal/2025", "elsewhere/below"])
def test_below_its_settings_a_journal_is_found(
    root: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    above = "/".join(".." for _ in inside.split("/"))
    place = folder(root, {"cpdsite.yaml": "title: Mine\n", f"{inside}/.keep": ""}) / inside
    expected = at(root, "list", "--format", "csv").out
    said = f"cpdsite: in {above}, the nearest folder above with a cpdsite.yaml\n"
    monkeypatch.chdir(place)
    ran = cpdsite("list", "--format", "csv", "--today", TODAY)
    assert (ran.code, ran.out, ran.err) == (0, expected, said)
    assert at(place, "list", "--format", "csv").err == said.replace(above, str(root))
    assert at(root, "list").err == ""


def test_below_the_settings_a_file_is_named_from_where_one_stands(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(root, {"cpdsite.yaml": "title: Mine\n", "for/jo/.keep": ""})
    monkeypatch.chdir(root / "for/jo")
    for command in (
        ("export", "csv", "--output", "all.csv"),
        ("pack", "--output", "pack.html"),
        ("pack",),
        ("build", "--output", "site"),
    ):
        assert cpdsite(*command, "--today", TODAY).code == 0
    assert {path.name for path in Path().iterdir()} == {".keep", "all.csv", "pack.html", "site"}
    assert len([*root.glob("cpd-*.html")]) == 1


def test_a_record_can_be_begun_below_another(root: Path) -> None:
    other = folder(root, {"cpdsite.yaml": "title: Mine\n", "other/.keep": ""}) / "other"
    assert cpdsite("-C", other, "init", "--today", TODAY).code == 0
    assert (other / "cpdsite.yaml").is_file()
    assert at(other, "list").err == ""


def test_texts_that_look_like_entries_are_not_passed_over_in_silence(root: Path) -> None:
    folder(
        root,
        {
            "journal/2025/b.markdown": entry("Named otherwise"),
            "journal/2025/c.md.txt": entry("Named by Windows"),
            "journal/2025/d.txt": "---\nminutes of the meeting\n",
            "journal/2025/e.txt": "-----\nminutes of the meeting\n",
            "journal/2025/f.md": entry("With proof", evidence="d.txt"),
        },
    )
    ran = at(root, "check", "--format", "json")
    found = [(d["path"], d["code"], d["help"]) for d in json.loads(ran.out)["diagnostics"]]
    assert (ran.code, found) == (
        0,
        [
            ("journal/2025/b.markdown", "not-a-file", "rename it to b.md"),
            ("journal/2025/c.md.txt", "not-a-file", "rename it to c.md"),
        ],
    )
    assert "; left out: 2 files passed over, 1 unused file (see `" in at(root, "build").out


def test_without_settings_an_hour_is_a_point(root: Path) -> None:
    numbers = json.loads(at(root, "status", "--format", "json").out)
    (scheme,) = numbers["schemes"]
    assert (scheme["id"], [c["label"] for c in scheme["cycles"]]) == ("points", ["2025", "2026"])
    assert [cycle["credited"] for cycle in scheme["cycles"]] == [2, 0]


def test_an_empty_journal_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    assert at(tmp_path, "check").out == ""
    assert at(tmp_path, "list").out == "There is nothing to list.\n"
    assert at(tmp_path, "list", "--format", "json").out == "[]\n"
    header = "path,id,date,end,title,kind,type,status,hours,points\n"
    assert at(tmp_path, "list", "--format", "csv").out == header
    assert at(tmp_path, "list", "--excluded", "--format", "csv").out == "place,title,reason\n"
    assert at(tmp_path, "build").out.startswith("0 entries on ")
    assert at(tmp_path, "status").code == 0


def test_one_entry_is_told_in_the_singular(root: Path) -> None:
    assert at(root, "build").out.startswith("1 entry on ")
    assert "2 points from 1 entry;" in at(root, "status", "--year", "2025").out


def paths(root: Path, *given: object) -> list[str]:
    """The files of the journal in which a check finds something."""
    found = json.loads(at(root, "check", *given, "--format", "json").out)["diagnostics"]
    return [one["path"].removeprefix("journal/") for one in found]
