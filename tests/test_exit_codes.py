"""How a command ends: with an exit code that says how it went, and a sentence; never with a traceback."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from cpdsite.cli.main import cli
from cpdsite.files import layers
from cpdsite.files.reading import bundled
from tests.commands import TALK, at, cpdsite, entry, folder, tree

COMMANDS = sorted(
    cli.commands.keys()
    - {"import", "init", "new", "publish", "schema", "schemes", "serve", "share", "theme"}
)
"""The commands that judge a journal."""
WARNED = entry("Course", day="2025-06-13", type="Course", hours="")
"""An entry with warnings and no error."""


def words_of(command: str) -> tuple[str, ...]:
    """A command with what it must be told."""
    return ("export", "csv") if command == "export" else (command,)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one entry and no settings."""
    return folder(tmp_path, {"journal/2025/talk.md": TALK})


# --- How a command ends ---------------------------------------------------------------------------


def test_0_when_all_is_well_and_check_is_silent(root: Path) -> None:
    ran = at(root, "check")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [at(root, *words_of(command)).code for command in COMMANDS] == [0] * len(COMMANDS)


def test_0_for_warnings_and_1_where_they_are_taken_seriously(root: Path) -> None:
    folder(root, {"journal/2025/warned.md": WARNED})
    assert at(root, "check").out.count("warning[") == 1
    assert [at(root, "check", *strict).code for strict in ((), ("--strict",))] == [0, 1]
    folder(root, {"cpdsite.yaml": "checks: {no-amount: note}\n"})
    assert at(root, "check", "--strict").code == 0


def test_1_for_an_error_in_the_journal(root: Path) -> None:
    folder(root, {"journal/2025/bad.md": entry(hours="six")})
    assert [at(root, *words_of(command)).code for command in COMMANDS] == [1] * len(COMMANDS)
    assert not (root / "_site").exists()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("cpdsite.yaml", "langauge: en\n"),
        ("cpdsite.yaml", "schemes: [nosuch]\n"),
        ("cpdsite.yaml", "- a list\n"),
        ("schemes/mine.yaml", "scheme: mine\n"),
    ],
)
@pytest.mark.parametrize("going_on", [(), ("--keep-going",)])
def test_2_for_a_wrong_setting_or_scheme_whatever_else_there_is(
    root: Path, path: str, text: str, going_on: tuple[str, ...]
) -> None:
    folder(root, {path: text, "journal/2025/bad.md": entry(hours="six")})
    for command in COMMANDS:
        options = () if command in {"check", "fix"} else going_on
        ran = at(root, *words_of(command), *options)
        assert ran.code == 2, command
        assert f"{path}:1:" in ran.out + ran.err


@pytest.mark.parametrize(
    ("text", "fault", "remedy"),
    [
        ("theme: defualt\n", '1:8: there is no theme "defualt"', "did you mean `default`?"),
        ("theme: {name: x}\n", '1:15: there is no theme "x"', "there is `default`; yours stand in"),
        (
            "theme: {options: {acent: red}}\n",
            '1:19: the theme "default" has no option "acent"',
            "did you mean `accent`?",
        ),
        (
            "theme:\n  options:\n    accent: #1f5fa8 # blue\n",
            '3:12: "#1f5fa8" is taken for a note, and no value is left',
            'quote it: "#1f5fa8"',
        ),
        (
            "theme: {options: {accent: bright}}\n",
            '1:27: the accent "bright" is not a colour',
            'write six digits, such as "#1f5fa8"',
        ),
        (
            'theme: {options: {accent: "#77AADD"}}\n',
            (
                '1:27: the accent "#77AADD" is too pale to be read on white:'
                " its contrast is 2.44, and 4.5 is needed"
            ),
            "choose a darker colour",
        ),
        (
            "output: journal/site\n",
            "1:9: a site cannot be written to journal/site: it belongs to the journal's sources",
            "choose a folder of its own, such as _site",
        ),
    ],
)
def test_2_for_a_theme_an_option_a_colour_or_an_output_that_cannot_be(
    root: Path, text: str, fault: str, remedy: str
) -> None:
    folder(root, {"cpdsite.yaml": text})
    ran = at(root, "check", "--format", "full")
    place, _, message = fault.partition(": ")
    line = f"cpdsite.yaml:{place}: error[settings-invalid] {message}"
    assert (ran.code, ran.out.splitlines()[0]) == (2, line)
    assert f"\n  help: {remedy}" in ran.out
    for command in COMMANDS:
        ran = at(root, *words_of(command))
        assert (ran.code, f"{line}\n" in ran.out + ran.err) == (2, True), command
    assert not (root / "_site").exists()


@pytest.mark.parametrize(
    "text", ["theme: {options: {accent: #77AADD}}\n", "theme: {name: x\n", "theme: x: y\n"]
)
def test_settings_that_are_no_yaml_have_no_second_fault(root: Path, text: str) -> None:
    folder(root, {"cpdsite.yaml": text})
    ran = at(root, "check")
    assert (ran.code, ran.out.count("\n")) == (2, 1), ran.out


def test_a_site_into_which_something_was_laid_is_no_fault_of_the_settings(root: Path) -> None:
    folder(root, {"cpdsite.yaml": "output: public\n", "public/mine.txt": "mine"})
    ran = at(root, "check")
    fault = "public holds files that cpdsite did not make: mine.txt"
    assert (ran.code, ran.out) == (2, f"cpdsite.yaml:1:9: error[settings-invalid] {fault}\n")
    (root / "public/mine.txt").unlink()
    assert at(root, "build").code == 0
    folder(root, {"public/mine.txt": "mine"})
    assert [at(root, *words_of(command)).code for command in ("check", "status", "build")] == [
        0,
        0,
        2,
    ]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"default/templates/entry.html": "{{ nosuch.name }}"}, "themes/default/templates/e"),
        ({"default/templates/entry.html": "{% if %}"}, "themes/default/templates/entry.html:1: "),
        ({"default/theme.yaml": "verison: 1\n"}, "themes/default/theme.yaml:1:1: `verison` is not"),
        ({"default/theme.yaml": 'options: {accent: "#ff0"}\n'}, 'theme.yaml: the accent "#ff0" is'),
    ],
)
def test_2_for_a_wrong_theme(root: Path, files: dict[str, str], fault: str) -> None:
    folder(root, {f"themes/{path}": text for path, text in files.items()})
    assert at(root, "check").code == 0
    ran = at(root, "build")
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"cpdsite: .+\n  help: .+\n$", ran.err), ran.err
    assert ran.err.startswith(f"cpdsite: {fault}")
    assert "please report" not in ran.err
    assert not (root / "_site").exists()


def test_a_fault_of_a_bundled_template_is_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = root.parent / "package"
    shutil.copytree(bundled("themes"), package / "themes")
    monkeypatch.setattr(layers, "bundled", lambda name: package / name)
    (package / "themes/default/templates/entry.html").write_text("{{ nosuch.name }}")
    ran = at(root, "build")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "cpdsite: cpdsite/themes/default/templates/entry.html:1: 'nosuch' is undefined",
        "  help: this is a fault of cpdsite; please report it",
    ]


@pytest.mark.parametrize(
    ("path", "code", "right"),
    [
        ("cpdsite.yml", "settings-invalid", "cpdsite.yaml"),
        ("Cpdsite.yaml", "settings-invalid", "cpdsite.yaml"),
        ("cpdsite.yaml.txt", "settings-invalid", "cpdsite.yaml"),
        ("schemes/ward.yml", "scheme-invalid", "ward.yaml"),
        ("frameworks/ward.YAML", "scheme-invalid", "ward.yaml"),
    ],
)
def test_2_for_settings_and_schemes_that_are_not_read_for_their_names(
    root: Path, path: str, code: str, right: str
) -> None:
    folder(root, {path: "title: Mine\n"})
    ran = at(root, "check", "--format", "full")
    assert ran.code == 2
    assert ran.out.startswith(f"{path}:1:1: error[{code}] this is not read: the name of ")
    assert f"\n  help: rename it to {right}\n" in ran.out
    assert [at(root, *words_of(command)).code for command in COMMANDS] == [2] * len(COMMANDS)
    folder(root, {str(Path(path).with_name(right)): ""})
    assert (
        f"  help: keep one of the two: {right} is there already\n"
        in at(root, "check", "--format", "full").out
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nosuch",), "No such command 'nosuch'"),
        (("check", "--nosuch"), "No such option"),
        (("check", "nosuch.md"), "there is no nosuch.md"),
        (("check", "/etc/passwd"), "/etc/passwd is not in the folder that is checked"),
        (("check", ".."), ".. is not in the folder that is checked"),
        (("fix", "../other"), "there is no ../other"),
        (("check", "--format", "xml"), "'xml' is not one of 'full', 'concise', 'json', 'github'"),
        (("check", "--today", "yesterday"), '"yesterday" is not a date'),
        (("build", "--today", "2026-1-5"), "write 2026-01-05"),
        (("build", "--audience", "all"), "'all' is not one of 'public', 'reviewer', 'owner'"),
        (("build", "--jobs", "0"), "0 is not in the range"),
        (("build", "--base-url", "example.org"), '"example.org" is not a web address'),
        (("build", "journal"), "unexpected extra argument"),
        (("list", "--year", "1999"), 'there is no year "1999"'),
        (("list", "--scheme", "gcs"), 'cpdsite.yaml does not list the scheme "gcs"'),
        (("list", "--scheme", "gsc"), 'there is no scheme "gsc"'),
        (("list", "--type", "corse"), "did you mean `course`?"),
        (("status", "--scheme", "pionts"), "did you mean `points`?"),
        (("status", "--year", "soon"), "the years are `2025`, `2026`"),
        (("-C", "nosuch", "check"), "Directory 'nosuch' does not exist"),
        (("-C", "journal/2025/talk.md", "check"), "is a file"),
        (("list", "--tag", "crisi"), 'there is no tag "crisi"'),
        ((), "Usage: cpdsite"),
    ],
)
def test_2_for_a_wrong_command_and_never_a_traceback(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(root)
    before = tree(root)
    ran = cpdsite(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert tree(root) == before


@pytest.mark.parametrize("moment", ["soon", "1e9", "9" * 20, "2026-11-30", "253402300799"])
def test_2_for_a_clock_from_outside_that_is_none(root: Path, moment: str) -> None:
    ran = cpdsite("-C", root, "check", env={"SOURCE_DATE_EPOCH": moment})
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f'cpdsite: SOURCE_DATE_EPOCH is "{moment}"')


@pytest.mark.parametrize("output", ["file/site", "n" * 300])
def test_3_for_trouble_with_the_disk(root: Path, output: str) -> None:
    folder(root, {"file": "no folder"})
    ran = at(root, "build", "--output", output)
    assert (ran.code, ran.out) == (3, "")
    assert re.match(r"cpdsite: .+\n  help: .+\n$", ran.err), ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_3_where_there_is_no_room_for_the_report(root: Path) -> None:
    command = [sys.executable, "-m", "cpdsite", "-C", str(root), "list"]
    reading, writing = os.pipe()
    with open("/dev/full", "wb") as full:  # noqa: PTH123 (a device, not a path of ours)
        actions = [(os.POSIX_SPAWN_DUP2, full.fileno(), 1), (os.POSIX_SPAWN_DUP2, writing, 2)]
        child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    os.close(writing)
    with open(reading, encoding="utf-8") as errors:  # noqa: PTH123 (likewise)
        said = errors.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert said.startswith("cpdsite: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="streams are not closed like that there")
@pytest.mark.parametrize("command", ["build", "status"])
def test_0_where_nobody_wants_to_read_the_report(root: Path, command: str) -> None:
    words = [sys.executable, "-m", "cpdsite", "-C", str(root), command]
    closed = [(os.POSIX_SPAWN_CLOSE, number) for number in range(3)]
    child = os.posix_spawn(words[0], words, os.environ, file_actions=closed)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
