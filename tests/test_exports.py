"""`cpdsite export`: entries and the papers of the bodies, as they are handed over.

The papers of every bundled scheme stand in `tests/exports`, beside the journals they are made of.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from cpdsite.assess.words import shown
from cpdsite.cli.documenting import found_document
from cpdsite.cli.exporting import OF_PAPERS
from cpdsite.counting import check, count
from cpdsite.exchange.papers.making import paper
from cpdsite.exchange.papers.paper import Paper
from cpdsite.exchange.papers.workbook import paper_workbook
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.stages import Request
from tests.commands import Ran, at, entry, folder
from tests.schemes.promises import HANDOVER
from tests.terminal import typed
from tests.tools import ROOT, TODAY, require

Asked = tuple[str, str, str, str, str]
EXPORTS = ROOT / "tests/exports"
PAPERS: list[Asked] = [
    (name, day, scheme, document, cycle)
    for name, day, scheme, document, cycle in (
        line.split()
        for line in """\
acca 2025-12-31 acca activity-list 2025
engineering-council 2025-12-31 engineering-council activity-list 2025
example 2026-11-22 gcs activity-list 2025-26
example 2026-11-22 gcs plan 2024-25
example 2026-11-22 hcpc practice-summary 2023-2025
example 2026-11-22 hcpc activity-list 2023-2025
example 2026-11-22 hcpc statement 2023-2025
example 2026-11-22 hcpc evidence 2023-2025
gdc 2026-04-30 gdc plan 2022-2026
gdc 2026-04-30 gdc activity-log 2022-2026
gphc 2025-12-31 gphc planned 2025
gphc 2025-12-31 gphc unplanned 2025
ipem 2025-12-31 ipem activity-list 2025
nmc 2026-04-30 nmc practice-log 2023-2026
nmc 2026-04-30 nmc cpd-log 2023-2026
nmc 2026-04-30 nmc feedback-log 2023-2026
nmc 2026-04-30 nmc reflective-accounts 2023-2026
nmc 2026-04-30 nmc discussion 2023-2026
pmi-pmp 2026-04-30 pmi-pmp activity-list 2023-2026
own-scheme 2025-12-31 club by-hours 2025
own-scheme 2025-12-31 club by-learned 2025
own-scheme 2025-12-31 club by-day 2025
own-scheme 2025-12-31 club essays 2025
own-scheme 2025-12-31 club visits 2025
points 2025-12-31 points activity-list 2025
rics 2026-04-30 rics activity-list 2026
rics 2026-04-30 rics activity-list 2025
""".splitlines()
    )
]
"""The journal, the as-of day, the scheme, the paper and the cycle."""
FORMATS = {"md": "md", "csv": "csv", "text": "txt"}
"""With the suffix of a file."""


def journal(name: str) -> Path:
    return ROOT if name == "example" else EXPORTS / name


@cache
def portfolio(name: str, day: str) -> Portfolio:
    """What the owner of a journal sees."""
    today = date.fromisoformat(day)
    found = count(check(journal(name), today), Request(today=today, audience=Audience.OWNER))
    assert found is not None
    return found


def exported(asked: Asked, form: str) -> bytes:
    """A paper in a format."""
    name, day, scheme, document, cycle = asked
    shown = portfolio(name, day)
    found = found_document(shown, scheme, document, cycle)
    return OF_PAPERS[form](paper(shown, found.assessed, found.cycle, found.document))


def said(asked: Asked, form: str, *options: object) -> Ran:
    """A paper, printed by the command."""
    name, day, scheme, document, cycle = asked
    words = ("--scheme", scheme, "--document", document, "--cycle", cycle, *options)
    return at(journal(name), "export", form, *words, today=day)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("asked", PAPERS, ids=" ".join)
def test_each_paper_is_as_it_was_read(asked: Asked, form: str) -> None:
    made = exported(asked, form)
    name, _, scheme, document, cycle = asked
    file = EXPORTS / name / "papers" / f"{scheme}-{document}-{cycle}.{FORMATS[form]}"
    if os.environ.get("CPDSITE_ACCEPT"):
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(made)
    assert made == file.read_bytes()


@pytest.mark.parametrize("form", [*FORMATS, "json"])
def test_the_command_prints_a_paper(form: str) -> None:
    ran = said(PAPERS[0], form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.encode() == exported(PAPERS[0], form)


def test_a_spreadsheet_knows_its_letters() -> None:
    made = exported(PAPERS[0], "csv")
    assert made.startswith(codecs.BOM_UTF8)
    assert made.count(b"\n") == made.count(b"\r\n") == 3


def test_every_paper_of_every_scheme_is_there() -> None:
    made = {(scheme, document) for name, _, scheme, document, _ in PAPERS if name != "own-scheme"}
    asked = {(name, paper) for name, papers in HANDOVER.items() for paper in papers.split()}
    assert made == asked


@pytest.mark.parametrize("asked", PAPERS, ids=" ".join)
def test_json_and_workbook_hold_the_same_cells(asked: Asked) -> None:
    header, *rows = table(exported(asked, "csv").decode())
    found = json.loads(exported(asked, "json"))
    assert [column["heading"] for column in found["columns"]] == header
    assert len(found["rows"]) == len(rows)
    for name, total in found["totals"].items():
        here = [one["name"] for one in found["columns"]].index(name)
        cells = (Fraction(row[here]) for row in rows if row[here])
        assert abs(sum(cells) - Fraction(str(total))) < Fraction(len(rows) + 1, 1_000_000)
    sheet, about = load_workbook(io.BytesIO(exported(asked, "xlsx"))).worksheets
    assert [[as_text(cell) for cell in row] for row in sheet.iter_rows()] == [header, *rows]
    assert {row[0].value: row[1].value for row in about.iter_rows()} == found["facts"]


def table(text: str) -> list[list[str]]:
    """The cells of CSV, apostrophes before what looks like a formula taken off."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [[cell.removeprefix("'") for cell in row] for row in rows]


def as_text(cell: Cell | MergedCell) -> str:
    """A cell of a workbook as CSV has it; none is a formula."""
    assert cell.data_type != "f"
    match cell.value:
        case None:
            return ""
        case datetime() as day:
            return day.date().isoformat()
        case float() as amount:
            return str(amount)
        case value:
            return str(value)


# --- Sums -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "column", "requirement"),
    [
        (("nmc", "2026-04-30", "nmc", "practice-log", "2023-2026"), "hours", "practice"),
        (("nmc", "2026-04-30", "nmc", "cpd-log", "2023-2026"), "hours", "cpd"),
        (("nmc", "2026-04-30", "nmc", "cpd-log", "2023-2026"), "participatory", "participatory"),
        (("gdc", "2026-04-30", "gdc", "activity-log", "2022-2026"), "hours", "cycle"),
        (("rics", "2026-04-30", "rics", "activity-list", "2026"), "hours", "total"),
        (("example", "2026-11-22", "gcs", "activity-list", "2025-26"), "points", "total"),
    ],
    ids=str,
)
def test_totals_are_those_that_the_scheme_counts(
    asked: Asked, column: str, requirement: str
) -> None:
    name, day, scheme, _, label = asked
    standing = json.loads(
        at(journal(name), "status", "--scheme", scheme, "--format", "json", today=day).out
    )
    (cycle,) = (c for c in standing["schemes"][0]["cycles"] if c["label"] == label)
    (counted,) = (r["value"] for r in cycle["requirements"] if r["id"] == requirement)
    assert json.loads(exported(asked, "json"))["totals"][column] == counted


def test_what_ceilings_take_is_said() -> None:
    made = exported(("pmi-pmp", "2026-04-30", "pmi-pmp", "activity-list", "2023-2026"), "md")
    text = made.decode()
    assert "- Total: 540.25 PDUs\n- Of that counts: 35.25 PDUs\n" in text
    # 10.4 hours are 10.25 PDUs, divided 6 : 4.
    assert "Ways of working 6.15; Power skills 4.1" in text


def test_a_total_that_is_short_is_not_rounded_up(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/a.md": entry(hours="34.996")})
    ran = at(root, "export", "md", *paper_of("2025"))
    assert "- Total: 34.99 points" in ran.out
    assert shown(Fraction("34.996")) == "35"  # as a cell has it


# --- All entries ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_entries_are_those_of_the_owners_site(tmp_path: Path, form: str) -> None:
    assert at(ROOT, "build", "--audience", "owner", "--output", tmp_path / "site").code == 0
    ran = at(ROOT, "export", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.encode() == (tmp_path / f"site/data/entries.{form}").read_bytes()


@pytest.mark.parametrize("form", ["md", "text"])
def test_all_that_entries_tell(form: str) -> None:
    ran = at(EXPORTS / "nmc", "export", form, today="2026-04-30")
    points = at(EXPORTS / "points", "export", form, today="2026-04-30")
    file = EXPORTS / f"entries.{FORMATS[form]}"
    if os.environ.get("CPDSITE_ACCEPT"):
        file.write_text(ran.out + points.out, encoding="utf-8")
    assert ran.out + points.out == file.read_text(encoding="utf-8")


def test_a_workbook_of_all_entries_is_their_csv(tmp_path: Path) -> None:
    ran = at(EXPORTS / "points", "export", "xlsx", "--output", tmp_path / "all.xlsx")
    assert (ran.code, ran.out) == (0, f"2 entries in {tmp_path / 'all.xlsx'}\n")
    sheet = load_workbook(tmp_path / "all.xlsx").worksheets[0]
    rows = [[as_text(cell) for cell in row] for row in sheet.iter_rows()]
    assert rows == table(at(EXPORTS / "points", "export", "csv").out)
    kinds = {cell.value: sheet.cell(2, cell.column or 0).data_type for cell in sheet[1]}
    assert (kinds["date"], kinds["hours"], kinds["points points"]) == ("d", "n", "n")


def paper_of(cycle: str) -> tuple[str, ...]:
    """The options that ask for a list of activities."""
    return ("--document", "activity-list", "--cycle", cycle)


def ids(ran: Ran) -> list[str]:
    return [row[0] for row in table(ran.out)[1:]]


@pytest.mark.parametrize(
    "options",
    [
        ("--year", "2025"),
        ("--type", "course"),
        ("--tag", "crisis"),
        ("--scheme", "icpem"),
        ("--scheme", "gcs", "--year", "2025", "--tag", "crisis"),
    ],
    ids=" ".join,
)
def test_the_filters_are_those_of_list(options: tuple[str, ...]) -> None:
    listed = [one["id"] for one in json.loads(at(ROOT, "list", "--format", "json", *options).out)]
    assert ids(at(ROOT, "export", "csv", *options)) == listed
    assert listed


def test_a_cycle_is_a_filter_too() -> None:
    ran = at(ROOT, "export", "csv", "--scheme", "gcs", "--cycle", "2025-26")
    of_cycle = exported(("example", TODAY, "gcs", "activity-list", "2025-26"), "json")
    assert ids(ran) == [row["entry"] for row in json.loads(of_cycle)["rows"]]


# --- Formulas -------------------------------------------------------------------------------------

BEGINS = ["=", "+", "-", "@", "\t=", "\uff1d", "\uff0b", "\uff0d", "\uff20"]


@pytest.mark.parametrize("sign", BEGINS)
def test_no_cell_is_a_formula(tmp_path: Path, sign: str) -> None:
    text = f"{sign}1+cmd|' /C calc'!A0"
    fields = {"title": json.dumps(text), "provider": json.dumps(f" {text}")}
    root = folder(tmp_path, {"journal/a.md": entry(**fields)})
    shown = at(root, "export", "csv", *paper_of("2025")).out
    (_, row) = csv.reader(io.StringIO(shown.removeprefix("\ufeff"), newline=""))
    found = [cell for cell in row if "cmd" in cell]
    assert len(found) == 2
    assert all(cell.startswith("'") for cell in found)
    assert at(root, "export", "xlsx", *paper_of("2025"), "--output", "a.xlsx").code == 0
    sheets = load_workbook(root / "a.xlsx").worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert [cell.quotePrefix for cell in cells if "cmd" in str(cell.value)] == [True, True]


def test_the_same_workbook_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert at(EXPORTS / "points", "export", "xlsx", "--output", tmp_path / name).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_text_that_no_cell_holds_is_not_cut(tmp_path: Path) -> None:
    long = entry() + "\n## What I learned\n\n" + "word " * 8_000
    root = folder(tmp_path, {"journal/a.md": long})
    ran = at(root, "export", "xlsx", *paper_of("2025"), "--output", "a.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'cpdsite: "What was learned" in row 2 has 39,999 characters: no cell of a workbook holds so many\n'
        "  help: shorten it, or export csv, md or text\n"
    )
    assert not (root / "a.xlsx").exists()


# --- Length ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("Portfolio of continuing nurses' development", "Portfolio of continuing nurses"),
        ("about", "Entries"),
        ("History", "Entries"),
    ],
)
def test_any_title_makes_a_sheet(tmp_path: Path, title: str, sheet: str) -> None:
    made = Paper(id="", title=title, layout="table", facts=(("Name", "Sam"),), columns=(), rows=())
    (tmp_path / "made.xlsx").write_bytes(paper_workbook(made))
    assert load_workbook(tmp_path / "made.xlsx").sheetnames == [sheet, "About"]


def statement(words: int, cycle: str = "2023-2025") -> str:
    fields = f"kind: statement\nscheme: hcpc\ndocument: statement\ncycle: {cycle}"
    return (
        f"---\ntitle: My statement\ndate: 2025-11-02\n{fields}\n---\n\n" + "*word* " * words + "\n"
    )


HCPC = "schemes: [{id: hcpc, renewal: 2023-10-01}]\n"


@pytest.mark.parametrize(
    ("words", "fact", "err"),
    [
        (1500, "Words: 1,500 of at most 1,500", ""),
        (
            1512,
            "Words: 1,512 of at most 1,500, 12 too many",
            "It is 12 words longer than the 1,500 that are allowed.\n",
        ),
    ],
)
def test_words_are_counted(tmp_path: Path, words: int, fact: str, err: str) -> None:
    files = {"cpdsite.yaml": HCPC, "journal/s.md": statement(words), "journal/a.md": entry()}
    asked = ("--document", "statement", "--cycle", "2023-2025")
    ran = at(folder(tmp_path, files), "export", "text", *asked)
    assert (ran.code, ran.err) == (0, err)
    assert fact in ran.out.splitlines()


def test_a_text_of_another_cycle_is_pointed_at(tmp_path: Path) -> None:
    files = {"cpdsite.yaml": HCPC, "journal/s.md": statement(9), "journal/a.md": entry()}
    ran = at(folder(tmp_path, files), "export", "text", "--document", "statement")
    assert ran.code == 0
    assert ran.err == (
        "The cycle is 2025-2027; --cycle takes another: `2023-2025`.\n"
        "No statement of that cycle belongs to it.\n"
        "journal/s.md names the cycle 2023-2025.\n"
    )


@pytest.mark.parametrize("again", ["", "Once more."], ids=["empty", "written"])
def test_a_second_text_does_not_hide_the_first(tmp_path: Path, again: str) -> None:
    files = {
        "cpdsite.yaml": HCPC,
        "journal/s.md": statement(9, "2025-2027"),
        "journal/t.md": statement(0) + again,
        "journal/a.md": entry(),
    }
    asked = ("--document", "statement", "--cycle", "2023-2025")
    ran = at(folder(tmp_path, files), "export", "text", *asked)
    told = "journal/s.md names the cycle 2025-2027.\n"
    assert ran.code == 0
    assert ran.err == told + ("" if again else "journal/t.md holds no text yet.\n")


def test_a_text_of_no_cycle_and_no_document_stops_the_export(tmp_path: Path) -> None:
    slip = statement(9, "2023-25").replace("document: statement", "document: statment")
    files = {"cpdsite.yaml": HCPC, "journal/s.md": slip, "journal/t.md": statement(0)}
    ran = at(folder(tmp_path, files), "export", "text", "--document", "statement")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        'journal/s.md:6:11: error[unknown-term] "statment" is not a document of hcpc',
        'journal/s.md:7:8: error[unknown-term] "2023-25" is not a cycle of hcpc',
        "Nothing was counted: mend the errors, or leave these files out with --keep-going.",
    ]
    full = at(tmp_path, "check", "--format", "full").out
    assert "did you mean `statement`?" in full
    assert "did you mean `2023-2025`?" in full


# --- For whom -------------------------------------------------------------------------------------


def test_others_see_what_they_may() -> None:
    asked = ("nmc", "2026-04-30", "nmc", "reflective-accounts", "2023-2026")
    mine, theirs = said(asked, "md"), said(asked, "md", "--audience", "reviewer")
    assert "A night that stays with me" in mine.out
    assert mine.err.startswith("1 private entry is in it: ")
    assert "A night that stays with me" not in theirs.out
    assert "- Not shown: entries that are not for the reviewer, if there are any" in theirs.out
    assert theirs.err == ""


def test_a_paper_links_to_nothing_in_the_journal_and_ones_own_entries_stay_as_written(
    tmp_path: Path,
) -> None:
    note = "I *did* [it](s.md), ![seen](a.png).\n\n## Web\n\n[Here](https://a.invalid), *too*.\n"
    files: dict[str, str | bytes] = {
        "cpdsite.yaml": HCPC,
        "journal/a.md": entry(),
        "journal/a.png": b"\x89PNG\r\n\x1a\n",
        "journal/s.md": statement(1).replace("2023-2025", "2025-2027") + note,
    }
    root = folder(tmp_path, files)
    paper = at(root, "export", "md", "--document", "statement").out
    assert "I did it, seen.\n\n**Web**\n\n[Here](https://a.invalid), *too*." in paper
    assert "I *did* [it](s.md), ![seen](a.png)." in at(root, "export", "md").out


@pytest.mark.parametrize("form", ["csv", "json", "md", "text"])
def test_a_partner_is_named_to_the_owner_alone(form: str) -> None:
    for audience in ("owner", "reviewer", "public"):
        ran = at(EXPORTS / "nmc", "export", form, "--audience", audience, today="2026-04-30")
        told = "Pat Partner" in ran.out or "00P9999P" in ran.out
        assert told == (audience == "owner" and form != "json"), audience


# --- What stands in the way -----------------------------------------------------------------------


def test_a_paper_of_several_schemes_or_of_none(tmp_path: Path) -> None:
    folder(tmp_path, {"cpdsite.yaml": "schemes: [gcs, acca, cii]\n", "journal/a.md": entry()})
    ran = at(tmp_path, "export", "md", "--document", "activity-list", today="2025-12-31")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        'cpdsite: several schemes ask for a paper "activity-list": gcs and acca',
        "  help: say which with --scheme ID",
    ]
    ran = at(tmp_path, "export", "md", "--document", "log", "--scheme", "cii", today="2025-12-31")
    assert ran.err.startswith('cpdsite: there is no paper "log" of cii\n  help: the body\'s own')


def test_a_terminal_is_shown_lines_and_no_mark_of_the_coding(root: Path) -> None:
    seen = typed([], "-C", str(root), "export", "csv").splitlines()
    assert seen == at(root, "export", "csv").out.removeprefix("\ufeff").splitlines()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A journal of one entry."""
    return folder(tmp_path, {"journal/a.md": entry()})


@pytest.mark.parametrize(
    ("options", "message", "remedy"),
    [
        (
            ("xlsx",),
            "a workbook cannot be printed",
            "say where to write it, such as --output cpd.xlsx",
        ),
        (
            ("md", "--document", "activity-lst"),
            'there is no paper "activity-lst"',
            "did you mean `activity-list`?",
        ),
        (
            ("md", "--document", "activity-list", "--year", "2025"),
            "a paper holds what its body asks for: --year, --type and --tag do not go with it",
            "choose its cycle with --cycle, or leave --document out",
        ),
        (
            ("md", "--document", "activity-list", "--cycle", "1999"),
            'there is no cycle of points "1999"',
            "write one of `2025`, `2026`",
        ),
        (("md", "--cycle", "2025"), "a cycle is one of a scheme", "add --scheme ID"),
        (
            ("csv", "--output", "journal/new.md"),
            "{root}/journal/new.md cannot be written: it would lie among the journal's own files",
            "choose another name or folder",
        ),
        (
            ("csv", "--output", "cpdsite.yaml", "--replace"),
            "{root}/cpdsite.yaml cannot be written: the settings stand there",
            "choose another name or folder",
        ),
        (("csv", "--output", "journal"), "{root}/journal cannot be written", ""),
        (("csv", "--output", "x/y.csv"), "there is no folder {root}/x", "make it first"),
    ],
    ids=str,
)
def test_a_wrong_wish_is_answered(
    root: Path, options: tuple[str, ...], message: str, remedy: str
) -> None:
    before = sorted(root.rglob("*"))
    ran = at(root, "export", *options)
    assert (ran.code, ran.out) == (2, "")
    said, _, help_ = ran.err.partition("\n  help: ")
    assert said.startswith(f"cpdsite: {message.format(root=root)}")
    assert help_.startswith(remedy)
    assert sorted(root.rglob("*")) == before


def test_a_file_is_replaced_only_on_request(root: Path) -> None:
    assert at(root, "export", "csv", "--output", "a.csv").out == f"1 entry in {root / 'a.csv'}\n"
    (root / "a.csv").write_text("mine")
    ran = at(root, "export", "csv", "--output", "a.csv")
    assert ran.code == 2
    assert ran.err == (
        f"cpdsite: {root / 'a.csv'} is there already\n"
        "  help: choose another name, or add --replace\n"
    )
    assert (root / "a.csv").read_text() == "mine"
    assert at(root, "export", "csv", "--output", "a.csv", "--replace").code == 0
    assert (root / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,kind,title")
    assert sorted(path.name for path in root.iterdir()) == ["a.csv", "journal"]


def test_a_hyphen_is_no_file(root: Path) -> None:
    printed = at(root, "export", "csv", "--output", "-")
    assert (printed.code, printed.out) == (0, at(root, "export", "csv").out)
    assert [path.name for path in root.iterdir()] == ["journal"]


def test_git_would_take_up_what_is_private(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/talk.md": entry(visibility="private")})
    assert at(root, "export", "csv", "--output", "a.csv").err == ""
    subprocess.run([require("git"), "init", "-q", str(root)], check=True)
    assert at(root, "export", "csv", "--output", "all.csv").err == (
        "It holds 1 private entry, and `git add .` would take it up: name it in .gitignore, or keep"
        " it elsewhere.\n"
    )
    others = ("--audience", "reviewer", "--output", "theirs.csv")
    assert at(root, "export", "csv", *others).err == ""
    folder(root, {".gitignore": "/mine-*\n"})
    assert at(root, "export", "csv", "--output", "mine-1.csv").err == ""


def test_nothing_is_written_into_a_site(root: Path) -> None:
    assert at(root, "build").code == 0
    ran = at(root, "export", "csv", "--output", "_site/data/all.csv")
    assert ran.code == 2
    assert "it would lie in a built site, which others may read" in ran.err


def test_a_missing_extra_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = at(root, "export", "xlsx", "--output", "a.xlsx")
    assert ran.code == 3
    assert ran.err == (
        "cpdsite: a workbook needs XlsxWriter, which is not installed\n"
        '  help: run `python3 -m pip install "cpdsite[xlsx]"` in the environment of cpdsite, or export csv\n'
    )


def test_it_does_not_count_past_errors(root: Path) -> None:
    (root / "journal/bad.md").write_text(entry("Bad", hours="six"))
    for options in ((), paper_of("2025")):
        ran = at(root, "export", "md", *options)
        assert (ran.code, ran.out) == (1, "")
        assert '"six" is not an amount of time' in ran.err
        ran = at(root, "export", "md", *options, "--keep-going")
        assert ran.code == 0
        assert "- Incomplete: 1 file with errors is left out\n" in ran.out


def test_a_cell_ends_where_its_day_is(root: Path) -> None:
    """A paper of the last day of a cycle, and of none after it."""
    (root / "journal/b.md").write_text(entry("Last", "2025-12-31"))
    (root / "journal/c.md").write_text(entry("Next", "2026-01-01"))
    (root / "journal/d.md").write_text(entry("Planned", "2025-12-30", status="planned"))
    titles = list(
        titles_of(at(root, "export", "csv", "--document", "activity-list", "--cycle", "2025"))
    )
    assert titles == ["Talk", "Last"]
    assert date.fromisoformat(TODAY) > date(2026, 1, 1)


def titles_of(ran: Ran) -> Iterator[str]:
    yield from (row[1] for row in table(ran.out)[1:])
