"""What a person sees of lists and standings: tables, lines, and the same as data."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.commands import TALK, at, entry, folder
from tests.terminal import on_terminal
from tests.tools import ROOT, TODAY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one entry and no settings."""
    return folder(tmp_path, {"journal/2025/talk.md": TALK})


# --- list -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ((), "abcde"),
        (("--year", "2024"), "a"),
        (("--year", "2025"), "bcde"),
        (("--type", "webinar"), "bc"),
        (("--type", "Ward round"), "d"),
        (("--tag", "Two words"), "bd"),
        (("--tag", "TWO WORDS", "--type", "course"), ""),
        (("--scheme", "gcs"), "abde"),
        (("--audience", "public"), "abcd"),
        (("--year", "2025", "--type", "webinar", "--tag", "two-words", "--scheme", "gcs"), "b"),
    ],
)
def test_lists_are_filtered(tmp_path: Path, options: tuple[str, ...], titles: str) -> None:
    files = {
        "cpdsite.yaml": "schemes: [gcs, points]\ntypes: {Ward round: {like: work-based}}\n",
        "journal/a.md": entry("a", day="2024-12-31", end="2024-12-31"),
        "journal/b.md": entry(
            "b", day="2024-12-31", end="2025-01-01", type="webinar", tags="two words"
        ),
        "journal/c.md": entry(
            "c", day="2025-02-01", type="webinar", claims="{gcs: {exclude: true}}"
        ),
        "journal/d.md": entry("d", day="2025-03-01", type="ward-round", tags="[x, two words]"),
        "journal/e.md": entry("e", day="2025-04-01", visibility="reviewer"),
    }
    rows = json.loads(at(folder(tmp_path, files), "list", "--format", "json", *options).out)
    assert "".join(row["title"] for row in rows) == titles


def test_a_list_as_a_table_as_csv_and_as_json(root: Path) -> None:
    folder(
        root,
        {
            "journal/2025/plan.md": entry("=A plan", day="2027-01-01", status="planned", hours=""),
            "journal/2025/goal.md": entry("Goal", day="2025-01-01", type="", hours="", kind="goal"),
            "journal/2025/days.md": entry("Days", end="2025-06-14", hours="7h30"),
        },
    )
    assert at(root, "list").out.splitlines() == [
        "day         title                  type      status   hours  points",
        "2025-01-01  Goal                   (goal)",
        "2025-06-12  Talk on plain English  workshop               2       2",
        "2025-06-14  Days                   course               7.5     7.5",
        "2027-01-01  =A plan                course    planned",
    ]
    lines = at(root, "list", "--format", "csv").out.splitlines()
    assert lines[0] == "path,id,date,end,title,kind,type,status,hours,points"
    assert lines[4] == (
        "journal/2025/plan.md,2027-01-01-plan,2027-01-01,,'=A plan,activity,course,planned,,"
    )
    row = json.loads(at(root, "list", "--format", "json").out)[2]
    assert row == {
        "path": "journal/2025/days.md",
        "id": "2025-06-12-days",
        "date": "2025-06-12",
        "end": "2025-06-14",
        "title": "Days",
        "kind": "activity",
        "type": "course",
        "status": "done",
        "hours": 7.5,
        "points": 7.5,
    }


def test_a_list_may_be_of_any_year_in_which_an_entry_lies(root: Path) -> None:
    plan = entry("Plan", day="2028-02-01", status="planned", tags="[far]", draft="true")
    folder(root, {"journal/plan.md": plan})
    assert at(root, "list", "--year", "2028").out == "There is nothing to list.\n"
    assert "Plan" not in at(root, "list", "--excluded", "--year", "2027").out
    ran = at(root, "list", "--excluded", "--year", "2028", "--tag", "far")
    assert ran.out == "journal/plan.md:8: not counted, not on the site: a draft\n"
    folder(root, {"journal/plan.md": plan.replace("draft: true\n", "")})
    (row,) = json.loads(at(root, "list", "--year", "2028", "--format", "json").out)
    assert row["title"] == "Plan"
    assert at(root, "list", "--year", "2027").out == "There is nothing to list.\n"
    ran = at(root, "list", "--year", "2029")
    assert ran.err.endswith("help: did you mean `2028`?\n")


@pytest.mark.parametrize(
    ("tags", "remedy"),
    [
        ("[crisis, media]", "did you mean `crisis`?"),
        ("[media, Plain English]", "write one of `Plain English`, `media`"),
        ("", "there is none so far"),
    ],
)
def test_a_tag_that_there_is_not_is_met_with_those_there_are(
    root: Path, tags: str, remedy: str
) -> None:
    folder(root, {"journal/tagged.md": entry(tags=tags)})
    ran = at(root, "list", "--tag", "crisi")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f'cpdsite: there is no tag "crisi"\n  help: {remedy}\n'


def test_what_is_left_out_is_filtered_too() -> None:
    every = at(ROOT, "list", "--excluded").out.splitlines()
    some = at(ROOT, "list", "--excluded", "--year", "2025", "--tag", "media").out.splitlines()
    assert set(some) < set(every)
    private = "its visibility is private"
    file = "journal/2025/2025-08-06-coached-before-a-live-interview.md:6"
    assert some == [f"{file}: not on a public site: {private}"]
    reviewer = at(ROOT, "list", "--excluded", "--audience", "reviewer").out
    assert "not on a reviewer site: its visibility is private" in reviewer
    assert "its visibility is reviewer" not in reviewer


# --- status ---------------------------------------------------------------------------------------


def test_status_at_a_glance() -> None:
    assert at(ROOT, "status", "--scheme", "gcs").out.splitlines()[:7] == [
        "Sam Example's CPD portfolio, as of 30 November 2026",
        "+ met, ! missing",
        "",
        "GCS continuing professional development, 2026-27",
        "  23 of 30 CPD points from 9 entries; 1 Apr 2026 to 31 Mar 2027, 121 days left",
        "  !      23 of 30  At least 30 CPD points in the performance year",
        (
            "  +  67 : 20 : 13  "
            "About 70 % on the job, 20 % through other people and 10 % formal, as a guide"
        ),
    ]


def test_status_says_what_is_missing_below_each_scheme() -> None:
    lines = at(ROOT, "status").out.splitlines()
    assert [line for line in lines if line.startswith(("  > ", "    "))] == [
        "  > 7 CPD points to go in 121 days: about 1.8 a month",
        "    asked: At least 30 CPD points in the performance year",
        "  > 1 hour below the guide, with 31 days left: about 1 a month",
        "    asked: At least 25 hours in the year, as recommended for the grade",
    ]
    told = at(ROOT, "status", "--audience", "public").out
    assert ">" not in told
    assert "!" not in told.replace("! missing", "")


WARD = """\
    scheme: {id}
    title: Ward rules
    edition: "{edition}"
    {applies}
    units: {{points: {{label: point, labels: points, per_hour: 1}}}}
    period: {{length: P1Y, start: "01-01"}}
    requirements:
      - {{id: five, level: must, text: Five talks, measure: count, min: 5}}
    """


def test_status_says_by_which_rules_it_counts_where_they_are_not_simply_the_bodys(
    tmp_path: Path,
) -> None:
    files = {
        "cpdsite.yaml": """\
            schemes:
              - {id: gcs, adjust: [{factor: 0.5, reason: Parental leave, from: 2025-03-01}]}
              - ward
            """,
        "journal/2025/talk.md": TALK,
        "schemes/gcs.yaml": WARD.format(id="gcs", edition="2020", applies=""),
        "schemes/ward.yaml": WARD.format(
            id="ward", edition="2024", applies="applies: {from: 2026-01-01}"
        ),
    }
    out = at(folder(tmp_path, files), "status", today="2025-11-20").out
    assert out.splitlines()[3:18] == [
        "Ward rules, 2025",
        "  2 points from 1 entry; 1 Jan to 31 Dec 2025, 41 days left",
        "  counted by your own schemes/gcs.yaml, instead of the bundled one",
        "  0.5 times what the rules ask: Parental leave, from 1 Mar 2025",
        "  !  1 of 3  Five talks",
        "  > 2 activities to go in 41 days",
        "    asked: Five talks",
        "",
        "Ward rules, 2025",
        "  2 points from 1 entry; 1 Jan to 31 Dec 2025, 41 days left",
        "  counted by your own schemes/ward.yaml",
        "  edition 2024, assumed: no edition known was written for this cycle",
        "  !  1 of 5  Five talks",
        "  > 4 activities to go in 41 days",
        "    asked: Five talks",
    ]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (
            "2026-02-01",
            "  > 2025, closed: 1 thing missing; `cpdsite status --scheme ward --year 2025`",
        ),
        ("2025-02-01", ""),
    ],
)
def test_status_hints_at_a_cycle_that_closed_lately_and_lacks_something(
    tmp_path: Path, today: str, told: str
) -> None:
    files = {
        "cpdsite.yaml": "schemes: [ward]\n",
        "journal/2025/talk.md": TALK,
        "journal/2026/talk.md": TALK.replace("2025", "2026"),
        "schemes/ward.yaml": WARD.format(id="ward", edition="2024", applies=""),
    }
    root = folder(tmp_path, files)
    out = at(root, "status", today=today).out
    assert [line for line in out.splitlines() if "closed:" in line] == ([told] if told else [])
    assert "closed:" not in at(root, "status", "--year", "2025", today=today).out
    assert "closed:" not in at(root, "status", "--audience", "public", today=today).out


def test_status_of_a_year_shows_the_cycles_that_touch_it() -> None:
    out = at(ROOT, "status", "--year", "2024").out
    assert re.findall(r"development, (.*)", out) == ["2023-24", "2024-25", "2023-2025", "2024"]
    assert re.findall(r"^20\d\d +\d+ +[\d.]+$", out, re.MULTILINE) == ["2024       19   88.5"]
    assert re.findall(r"development, (.*)", at(ROOT, "status", "--year", "2024-25").out) == [
        "2024-25"
    ]


def test_status_as_json_holds_the_numbers_of_the_site(tmp_path: Path) -> None:
    assert at(ROOT, "build", "--audience", "owner", "--output", tmp_path / "site").code == 0
    site = json.loads((tmp_path / "site/data/portfolio.json").read_text(encoding="utf-8"))
    status = json.loads(at(ROOT, "status", "--format", "json").out)
    assert status == {name: site[name] for name in status}
    assert [*status] == ["version", "as_of", "schemes", "years"]


# --- On a terminal --------------------------------------------------------------------------------


@pytest.mark.parametrize("plain", [False, True])
def test_findings_on_a_terminal_have_their_lines_and_colours(root: Path, *, plain: bool) -> None:
    folder(root, {"journal/2025/bad.md": entry(hours="six")})
    code, shown = on_terminal("-C", root, "check", env={"NO_COLOR": "1"} if plain else {})
    assert code == 1
    assert ("\x1b[1;31merror[bad-amount]\x1b[0m" in shown) is not plain
    assert re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines() == [
        'journal/2025/bad.md:5:8: error[bad-amount] "six" is not an amount of time',
        "  5 | hours: six",
        "    |        ^^^",
        "  help: write 6, 1.5, 2h30 or 90m",
        "",
        "1 error in 1 file",
    ]


@pytest.mark.parametrize("command", ["status", "list"])
def test_tables_fit_a_terminal_of_eighty_columns(command: str) -> None:
    code, shown = on_terminal("-C", ROOT, command, "--today", TODAY)
    assert code == 0
    seen = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert [line for line in seen.splitlines() if len(line) > 80] == []
    assert "\N{HORIZONTAL ELLIPSIS}" not in shown


def test_status_on_a_terminal_has_bars_and_signs() -> None:
    code, shown = on_terminal("-C", ROOT, "status", "--scheme", "gcs", "--today", TODAY)
    assert code == 0
    assert "\x1b[32m" in shown
    seen = [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines()]
    assert seen[2:6] == [
        f"{'GCS continuing professional development 2026-27':67}121 days left",
        "  23 of 30 CPD points from 9 entries; 1 Apr 2026 to 31 Mar 2027",
        f"  {'█' * 26}┃{'█' * 3}{'░' * 10} 76%  ┃ steady pace",
        "  !      23 of 30  At least 30 CPD points in the performance year",
    ]
    assert "  → 7 CPD points to go in 121 days: about 1.8 a month" in seen


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_status_without_colours_commands_nothing(encoding: str) -> None:
    env = {"NO_COLOR": "1", "PYTHONIOENCODING": encoding}
    code, shown = on_terminal("-C", ROOT, "status", "--today", TODAY, env=env)
    assert code == 0
    assert "\x1b" not in shown
    assert shown.isascii() is (encoding == "ascii")


@pytest.mark.parametrize(
    "odd", [r'"\e]0;owned\a \e[2J"', r'"turned \u202e round"', r'"two\nlines"', r'"\x9b2J"']
)
def test_nothing_that_an_author_writes_commands_the_terminal(root: Path, odd: str) -> None:
    folder(root, {"cpdsite.yaml": f"title: {odd}\n", "journal/x.md": entry(odd)})
    for command in ("check", "list", "status", "build"):
        ran = at(root, command, *(("--format", "full") if command == "check" else ()))
        shown = ran.out + ran.err
        assert [c for c in shown if not c.isprintable() and c != "\n"] == [], command


def test_a_pipe_that_is_closed_early_is_no_trouble_worth_a_word() -> None:
    command = f"{sys.executable} -m cpdsite -C {ROOT} list --format json | head -c 10"
    ran = process_of_shell(f"({command}) 2>&1")
    assert ran == "[\n  {\n    "


def process_of_shell(line: str) -> str:
    """What a line of the shell prints."""
    with os.popen(line) as running:  # noqa: S605 (a line of our own)
        return running.read()
