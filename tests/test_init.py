"""`cpdsite init`: what it writes works at once, in cpdsite, in editors and on GitHub."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from cpdsite.cli.first_settings import Chosen, settings_text
from cpdsite.cli.starting import EVERYWHERE, ON_GITHUB, SCHEMA, WORKFLOW
from cpdsite.counting import check
from cpdsite.files.reading import bundled
from cpdsite.files.sources import bundled_schemes
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.fields import FIELD_BY_NAME
from cpdsite.parse.schemes import decode_scheme
from tests.assess.journals import bundled as bundled_data
from tests.commands import Ran, cpdsite, folder, tree
from tests.terminal import typed
from tests.tools import ROOT, TODAY

SCHEMES = sorted(bundled_data("schemes"))
EXAMPLE = f"journal/2026/{TODAY}-began-this-cpd-record.md"


def init(root: Path, *options: str) -> Ran:
    """Begin a folder on the day of the example."""
    return cpdsite("-C", root, "init", "--today", TODAY, *options)


def in_order(root: Path) -> list[tuple[int, str]]:
    """What the first commands of a new folder come to."""
    commands = (("check", "--format", "concise"), ("build",), ("status",))
    ran = [cpdsite("-C", root, *words, "--today", TODAY) for words in commands]
    return [(one.code, one.err) for one in ran]


# --- In cpdsite -----------------------------------------------------------------------------------


def test_a_folder_that_builds_at_once(tmp_path: Path) -> None:
    ran = cpdsite(
        "-C", tmp_path, "init", "cpd", "--scheme", "gcs", "--name", "Sam", "--today", TODAY
    )
    assert (ran.code, ran.err) == (0, "")
    written = {"cpdsite.yaml", EXAMPLE, SCHEMA, *EVERYWHERE}
    files = {path for path, digest in tree(tmp_path / "cpd").items() if digest}
    assert files == written
    assert all(f"  {path}\n" in ran.out for path in written)
    assert f"  cd {tmp_path / 'cpd'}\n" in ran.out
    assert in_order(tmp_path / "cpd") == [(0, "")] * 3
    home = (tmp_path / "cpd/_site/index.html").read_text()
    assert "CPD record of Sam" in home
    assert "GCS" in home


def test_the_example_gives_no_warning(tmp_path: Path) -> None:
    init(tmp_path)
    assert cpdsite("-C", tmp_path, "check", "--strict", "--today", TODAY).code == 0


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_whose_facts_are_not_given_waits_in_a_note(tmp_path: Path, name: str) -> None:
    ran = init(tmp_path, "--scheme", name)
    settings = tmp_path / "cpdsite.yaml"
    text = settings.read_text()
    assert check(tmp_path, date.fromisoformat(TODAY)).errors == ()
    waits = re.search(r"  # It cannot count without (.*):", text)
    assert bool(waits) == (f"{name} waits in cpdsite.yaml for " in ran.out)
    assert waits is None or f"for {waits[1]}.\n" in ran.out
    settings.write_text(re.sub(r"^  # - \{", "  - {", text, flags=re.MULTILINE))
    checked = check(tmp_path, date.fromisoformat(TODAY))
    assert checked.errors == ()
    assert [member.scheme for member in checked.journal.settings.memberships] == [name]


def test_all_schemes_at_once_and_a_name_that_yaml_would_misread(tmp_path: Path) -> None:
    given = [word for name in SCHEMES for word in ("--scheme", name)]
    assert init(tmp_path, *given, "--name", 'no: #1 "Sam" O\'Brien').code == 0
    *before, (code, said) = in_order(tmp_path)
    assert (before, code) == ([(0, "")] * 2, 0)
    assert {"does not count yet" in line for line in said.splitlines()} == {True}
    assert yaml.safe_load((tmp_path / "cpdsite.yaml").read_text())["author"] == {
        "name": 'no: #1 "Sam" O\'Brien'
    }


def test_a_fact_that_no_line_can_hold_stands_below_its_scheme() -> None:
    scheme, _ = decode_scheme(bundled_schemes().schemes["icpem"])
    assert scheme is not None
    chosen = Chosen(scheme=scheme, given={"grade": '"it\'s" Fellow'})
    read = yaml.safe_load(settings_text("", [chosen]))
    assert read["schemes"] == [{"id": "icpem", "grade": '"it\'s" Fellow'}]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--scheme", "hcpx"), 'there is no scheme "hcpx"\n  help: did you mean `hcpc`?'),
        (("--name", "Bell\x07"), "the name cannot be written: an invisible character"),
    ],
)
def test_what_was_said_wrongly_writes_nothing(
    tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    ran = init(tmp_path, *options)
    assert (ran.code, tree(tmp_path)) == (2, {})
    assert sentence in ran.err


def test_an_own_scheme_of_the_folder_can_be_chosen(tmp_path: Path) -> None:
    own = (bundled("schemes") / "points.yaml").read_text()
    own = re.sub(r"^scheme:.*", "scheme: ward", own, count=1, flags=re.MULTILINE)
    folder(tmp_path, {"schemes/ward.yaml": own})
    assert init(tmp_path, "--scheme", "ward").code == 0
    assert in_order(tmp_path)[0][0] == 0


# --- Nothing is overwritten -----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["cpdsite.yaml", ".gitignore", ".vscode/tasks.json", "README.md"])
def test_it_refuses_to_overwrite_and_lists_what_is_there(tmp_path: Path, path: str) -> None:
    folder(tmp_path, {path: "mine"})
    before = tree(tmp_path)
    ran = init(tmp_path, "--github")
    assert (ran.code, tree(tmp_path)) == (2, before)
    assert ran.err.startswith(f"cpdsite: some of the files are here already: {path}\n")
    again = init(tmp_path, "--github", "--missing")
    assert again.code == 0
    assert f"Left as they are: {path}\n" in again.out
    assert (tmp_path / path).read_text() == "mine"
    assert (tmp_path / WORKFLOW).is_file()
    whole = tree(tmp_path)
    assert init(tmp_path, "--github", "--missing").code == 2
    assert tree(tmp_path) == whole


def test_a_journal_that_has_entries_gets_no_example(tmp_path: Path) -> None:
    folder(tmp_path, {"journal/a.md": "---\ntitle: A\ndate: 2025-01-01\ntype: course\n---\n"})
    assert init(tmp_path).code == 0
    assert not (tmp_path / EXAMPLE).exists()


def test_a_link_that_leads_nowhere_is_there_too(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").symlink_to("nowhere")
    assert init(tmp_path).code == 2
    assert not (tmp_path / "nowhere").exists()


def test_no_record_is_begun_inside_the_journal_of_another(tmp_path: Path) -> None:
    inside = folder(tmp_path / "journal", {"2025/talk.md": "x"}) / "2025"
    folder(tmp_path, {"cpdsite.yaml": "title: T\n"})
    before = tree(tmp_path)
    for where in (inside.parent, inside):
        ran = init(where)
        assert (ran.code, ran.out) == (2, "")
        assert "this folder is inside a journal" in ran.err
    assert tree(tmp_path) == before
    (tmp_path / "cpdsite.yaml").unlink()
    assert init(inside).code == 0  # "journal" may be the name of any folder


def test_a_disk_that_refuses_is_no_fault_of_the_journal(tmp_path: Path) -> None:
    folder(tmp_path, {"cpd": "a file"})
    ran = cpdsite("-C", tmp_path, "init", "cpd", "--today", TODAY)
    assert (ran.code, (tmp_path / "cpd").read_text()) == (3, "a file")


# --- On a terminal --------------------------------------------------------------------------------


def test_schemes_their_facts_and_the_name_are_asked_for(tmp_path: Path) -> None:
    answers = [
        "hcpx\n",
        "zzzzzz\n",
        "hcpc icp\t\n",
        "Sam Example\n",
        "1/10/2025\n",
        "2025-10-01\n",
        "\n",
    ]
    seen = typed(answers, "-C", str(tmp_path), "init", "--today", TODAY)
    assert "  hcpc                 HCPC continuing professional development" in seen
    assert "did you mean `hcpc`?" in seen
    assert 'there is no scheme "zzzzzz"; the list above has all there are' in seen
    assert "write year, month and day as 2025-06-12" in seen
    text = (tmp_path / "cpdsite.yaml").read_text()
    assert "\n  - {id: hcpc, renewal: 2025-10-01}\n" in text
    assert "\n  # - {id: icpem, grade: Fellow}\n" in text
    assert "title: CPD record of Sam Example\n" in text
    told = "icpem does not count yet: it waits in cpdsite.yaml, line 24, for `grade`.\n"
    assert in_order(tmp_path) == [(0, ""), (0, ""), (0, told)]


def test_with_a_workflow_it_asks_where_the_site_is_to_stand(tmp_path: Path) -> None:
    words = ("init", "--today", TODAY, "--scheme", "gcs", "--name", "Sam", "--github")
    answers = ["perhaps\n", "n\n", "nowhere\n", "git@github.com:SAM/cpd.git\n"]
    seen = typed(answers, "-C", str(tmp_path), *words)
    assert "everything in a public repository is public, private entries included" in seen
    assert "write y or n" in seen
    assert "write it as git@github.com:YOU/cpd.git" in seen
    settings = yaml.safe_load((tmp_path / "cpdsite.yaml").read_text())
    assert settings["publish"] == {"remote": "git@github.com:SAM/cpd.git"}
    assert "\n  SITE: second\n" in (tmp_path / WORKFLOW).read_text()
    assert in_order(tmp_path) == [(0, "")] * 3


@pytest.mark.parametrize(("answers", "site"), [(["y\n"], "here"), (["\n", "\n"], "second")])
def test_pages_of_the_journal_itself_are_for_who_says_so(
    tmp_path: Path, answers: list[str], site: str
) -> None:
    words = ("init", "--today", TODAY, "--scheme", "gcs", "--name", "Sam", "--github")
    typed(answers, "-C", str(tmp_path), *words)
    assert f"\n  SITE: {site}\n" in (tmp_path / WORKFLOW).read_text()
    assert "\n# publish: {remote:" in (tmp_path / "cpdsite.yaml").read_text()


def test_settings_that_are_there_are_asked_and_never_changed(tmp_path: Path) -> None:
    words = ("-C", str(tmp_path), "init", "--today", TODAY, "--github", "--missing")
    folder(tmp_path, {"cpdsite.yaml": "title: Mine\n"})
    seen = typed(["n\n", "git@github.com:SAM/cpd.git\n"], *words)
    assert "`publish: {remote: git@github.com:SAM/cpd.git}` belongs into it" in seen
    assert (tmp_path / "cpdsite.yaml").read_text() == "title: Mine\n"
    folder(tmp_path, {"cpdsite.yaml": "publish: {remote: ../cpd}\n"})
    (tmp_path / WORKFLOW).unlink()
    assert "May anyone" not in typed([], *words)
    assert "\n  SITE: second\n" in (tmp_path / WORKFLOW).read_text()


# --- In editors -----------------------------------------------------------------------------------


def test_the_problem_matcher_takes_apart_what_check_says(tmp_path: Path) -> None:
    init(tmp_path)
    bad = "---\ntitle: T\ndate: 2025-06-12\ntype: course\nhours: six\n---\n"
    folder(tmp_path, {"journal/2025/a b.md": bad})
    task = json.loads((tmp_path / ".vscode/tasks.json").read_text())["tasks"][0]
    words = task["command"].split()
    assert words[0] == "cpdsite"
    ran = cpdsite("-C", tmp_path, *words[1:])
    pattern = task["problemMatcher"]["pattern"]
    found = re.fullmatch(pattern["regexp"], ran.out.splitlines()[0])
    assert found
    parts = ("file", "line", "column", "severity", "code")
    assert [found[pattern[part]] for part in parts] == [
        *("journal/2025/a b.md", "5", "8", "error", "bad-amount")
    ]


def test_the_task_that_watches_knows_when_a_check_begins_and_ends(tmp_path: Path) -> None:
    tasks = json.loads((bundled("starter") / "tasks.json").read_text())["tasks"]
    once, again = (task["problemMatcher"] for task in tasks[:2])
    assert again["pattern"] == once["pattern"]
    init(tmp_path)
    command = [sys.executable, "-m", *tasks[1]["command"].split(), "--today", TODAY]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    out, err = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=out, stderr=err, text=True
    ) as running:
        assert running.stdout is not None
        said = [running.stdout.readline().rstrip()]
        folder(tmp_path, {"journal/bad.md": "---\ntitle: T\n---\n"})
        said += [running.stdout.readline().rstrip() for _ in range(2)]
        running.terminate()
    ends, begins = (again["background"][f"{name}Pattern"] for name in ("ends", "begins"))
    patterns = (ends, begins, once["pattern"]["regexp"])
    assert [bool(re.fullmatch(*pair)) for pair in zip(patterns, said, strict=True)] == [True] * 3


def expanded(body: list[str]) -> str:
    """A snippet as VS Code writes it when nothing is changed."""
    text = "\n".join(body)
    for name, value in (("YEAR", "2026"), ("MONTH", "11"), ("DATE", "30")):
        text = text.replace(f"$CURRENT_{name}", value)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    return re.sub(r"\$\d", "", re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text))


SNIPPETS = json.loads((bundled("starter") / "snippets.json").read_text())


@pytest.mark.parametrize("name", SNIPPETS)
def test_every_snippet_makes_an_entry_without_an_error(tmp_path: Path, name: str) -> None:
    init(tmp_path, "--scheme", "gcs")
    text = expanded(SNIPPETS[name]["body"])
    head = "---\ntitle: T\ndate: 2026-11-30\ntype: course\n"
    if text.startswith("claims"):
        text = f"{head}{text}\n---\n"
    elif not text.startswith("---"):
        text = f"{head}---\n{text}"
    folder(tmp_path, {"journal/2026/2026-11-30-snippet.md": text})
    ran = cpdsite("-C", tmp_path, "check", "--today", TODAY)
    assert (ran.code, "error" in ran.out) == (0, False), ran.out


def test_the_lists_of_types_are_those_there_are() -> None:
    body = "\n".join(SNIPPETS["CPD activity"]["body"])
    offered = re.search(r"type: \$\{2\|(.*)\|\}", body)
    assert offered
    assert offered[1].split(",") == list(COMMON_TYPES)
    cms = json.loads((bundled("starter") / "frontmatter.json").read_text())
    for kind in cms["frontMatter.taxonomy.contentTypes"]:
        for field in kind["fields"]:
            known = FIELD_BY_NAME[field["name"]]
            choices = list(COMMON_TYPES) if known.name == "type" else [*map(str, known.choices)]
            assert field.get("choices", choices) == choices


def test_the_template_for_obsidian_makes_an_entry(tmp_path: Path) -> None:
    init(tmp_path)
    text = (tmp_path / "journal/_templates/cpd-entry.md").read_text()
    text = text.replace("{{title}}", "Ward: round #3").replace("{{date:YYYY-MM-DD}}", TODAY)
    assert "{{" not in text
    folder(tmp_path, {f"journal/2026/{TODAY}-ward.md": text})
    assert cpdsite("-C", tmp_path, "check", "--today", TODAY).code == 0


def test_the_schema_knows_the_schemes_of_the_settings(tmp_path: Path) -> None:
    init(tmp_path, "--scheme", "gcs")
    schema = (tmp_path / SCHEMA).read_text()
    assert schema == cpdsite("-C", tmp_path, "schema").out
    assert json.loads(schema)["$schema"].startswith("http://json-schema.org/draft-07/")


# --- On GitHub ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def on_github(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workflow."""
    root = tmp_path_factory.mktemp("github")
    assert init(root, "--github", "--scheme", "gcs").code == 0
    return root


def test_the_readme_names_files_and_commands_that_exist(on_github: Path) -> None:
    text = (on_github / "README.md").read_text()
    for path in re.findall(r"\]\(([^)]*)\)", text):
        assert (on_github / path).exists(), path
    for command in set(re.findall(r"`cpdsite ([a-z]+)", text)):
        assert cpdsite(command, "--help").code == 0


def test_every_starter_is_written_somewhere() -> None:
    names = {file.name for file in bundled("starter").iterdir()}
    assert names == {*EVERYWHERE.values(), *ON_GITHUB.values(), "entry.md"}
