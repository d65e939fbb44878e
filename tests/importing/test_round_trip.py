"""The owner's entries.csv of the example, imported into an empty folder, is the same journal."""

from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cpdsite.counting import check
from cpdsite.model.entry import Entry
from tests.commands import cpdsite, entry, folder, tree
from tests.tools import ROOT, TODAY, build_example

DAY = date.fromisoformat(TODAY)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The entries of the example, drafts included."""
    site = build_example(
        tmp_path_factory.mktemp("exported") / "site", "--audience", "owner", "--drafts"
    )
    return site / "data/entries.csv"


def values(entry: Entry) -> dict[str, object]:
    """All that an entry says; of its body the text, as its lines are counted from another start."""
    found = {field.name: getattr(entry, field.name) for field in fields(entry)}
    sections = [(section.field, section.text) for section in entry.body.sections]
    return found | {"body": (entry.body.text, sections)}


def entries(root: Path) -> dict[str, dict[str, object]]:
    """The values of each entry of a folder, by id."""
    return {one.id: values(one) for one in check(root, DAY).journal.entries}


def test_the_same_entries(exported: Path, tmp_path: Path) -> None:
    ran = cpdsite("-C", tmp_path, "import", exported, "--today", TODAY)
    assert ran.err == ""
    (tmp_path / "cpdsite.yaml").write_bytes((ROOT / "cpdsite.yaml").read_bytes())
    assert entries(tmp_path) == entries(ROOT)
    before = tree(tmp_path)
    again = cpdsite("-C", tmp_path, "import", exported, "--today", TODAY)
    assert again.out.splitlines()[-1] == "0 entries written; 128 rows imported before"
    assert tree(tmp_path) == before


FACTS = {
    "journal/a/one.md": entry("=1+1 is 'two'", hours="20m", tags='["x; y", z]', draft="true"),
    "journal/2025/2025-06-12-two/index.md": entry(
        "Two", type="Peer Review", hours="0.123456789", status="planned", points="0.5"
    )
    + "\nA body.\n\n## Learning\n\n'=1+1\n\n=1+1\n",
    "journal/plan/lead.md": "---\ntitle: Lead\ndate: 2025-01-01\nkind: goal\ndue: 2026-01-01\n---\n",
}


def test_what_spreadsheets_round_or_calculate(tmp_path: Path) -> None:
    here, there = folder(tmp_path / "here", FACTS), tmp_path / "there"
    there.mkdir()
    site = tmp_path / "site"
    built = cpdsite("-C", here, "build", "--audience", "owner", "--drafts", "--output", site)
    assert built.code == 0, built.err
    cpdsite("-C", there, "import", site / "data/entries.csv")
    assert entries(there) == entries(here)


def test_what_was_changed_in_the_spreadsheet_counts(tmp_path: Path) -> None:
    here, there = (
        folder(tmp_path / "here", {"journal/one.md": entry(hours="20m")}),
        tmp_path / "there",
    )
    there.mkdir()
    site = tmp_path / "site"
    cpdsite("-C", here, "build", "--audience", "owner", "--output", site)
    table = (site / "data/entries.csv").read_text("utf-8-sig")
    changed = tmp_path / "entries.csv"
    changed.write_text(table.replace(",Talk,", ",Long talk,").replace("0.333333", "3"), "utf-8")
    cpdsite("-C", there, "import", changed)
    (one,) = entries(there).values()
    assert (one["title"], one["hours"]) == ("Long talk", 3)
    assert "worked out" not in str(one)


def test_a_reviewers_table_is_read_too(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    folder(here, {"journal/one.md": entry(hours="2", learned="Much.")})
    there.mkdir()
    site = tmp_path / "site"
    cpdsite("-C", here, "build", "--output", site)
    cpdsite("-C", there, "import", site / "data/entries.csv")
    (one,) = check(there, DAY).journal.entries
    assert one.path == "journal/2025/2025-06-12-one.md"
    assert one.hours == Fraction(2)
    assert [section.text for section in one.body.sections] == ["Much."]


@pytest.mark.parametrize(
    "path",
    ["../out.md", "journal/../../out.md", "/etc/out.md", "journal/.hidden.md", "journal/a.txt"],
)
def test_no_path_of_a_table_leads_out_of_the_journal(tmp_path: Path, path: str) -> None:
    head = "id,kind,title,date,end,type,status,hours,provider,url,location,tags,goals,competencies,"
    head += "need,learned,applied,benefit,next,path,fields,text"
    row = f"2025-06-12-talk,activity,Talk,2025-06-12,,course,done,1,,,,,,,,,,,,{path},{{}},"
    folder(tmp_path, {"x/entries.csv": f"{head}\n{row}\n"})
    cpdsite("-C", tmp_path / "x", "import", tmp_path / "x/entries.csv")
    assert [p for p in tree(tmp_path) if p.endswith(".md")] == ["x/journal/2025/2025-06-12-talk.md"]


@pytest.mark.parametrize(
    ("title", "exact", "reason"),
    [
        ("Talk", "no JSON", "its `fields` are no JSON of ours"),
        ("Talk", "[" * 5000, "its `fields` are no JSON of ours"),
        ("A\x0bB", "{}", "an invisible character (U+000B) cannot stand in a field"),
        ("Talk", '"{""a\\nb"": 1}"', "cannot be the name of a field"),
        ("", "{}", "it has no title"),
    ],
)
def test_what_cpdsite_did_not_write_is_listed(
    tmp_path: Path, title: str, exact: str, reason: str
) -> None:
    head = "id,kind,title,date,end,type,status,hours,provider,url,location,tags,goals,competencies,"
    head += "need,learned,applied,benefit,next,path,fields,text"
    row = f"2025-06-12-talk,activity,{title},2025-06-12,,course,done,1,,,,,,,,,,,,,{exact},"
    folder(tmp_path, {"entries.csv": f"{head}\n{row}\n"})
    ran = cpdsite("-C", tmp_path, "import", tmp_path / "entries.csv")
    assert ran.code == 0
    assert reason in " ".join(ran.out.split())
    assert not (tmp_path / "journal").exists()


@pytest.mark.parametrize(
    ("status", "exact", "expected"),
    [
        ("planned", "{}", "status: planned\n"),
        ("done", '{""status"": ""planned""}', ""),
        ("draft", '{""status"": ""planned"", ""draft"": true}', "status: planned\ndraft: true\n"),
        ("done", '{""draft"": true}', ""),
        ("cancelled", "{}", "status: cancelled\n"),
    ],
)
def test_the_status_is_what_its_column_says_now(
    tmp_path: Path, status: str, exact: str, expected: str
) -> None:
    head = "id,kind,title,date,end,type,status,hours,provider,url,location,tags,goals,competencies,"
    row = f'2025-06-12-talk,activity,Talk,2025-06-12,,course,{status},1,,,,,,,"{exact}"'
    folder(tmp_path, {"entries.csv": f"{head}fields\n{row}\n"})
    ran = cpdsite("-C", tmp_path, "import", tmp_path / "entries.csv")
    assert ran.code == (status == "cancelled")
    text = (tmp_path / "journal/2025/2025-06-12-talk.md").read_text()
    told = [line for line in text.splitlines(keepends=True) if line.startswith(("status", "draft"))]
    assert sorted(told) == sorted(expected.splitlines(keepends=True))
