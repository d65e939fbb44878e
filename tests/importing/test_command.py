"""What only the command does: it asks, it writes nothing over anything, it can be run again."""

from pathlib import Path
from unittest.mock import patch

import pytest

from cpdsite.cli import importing
from cpdsite.files.creating import create_file
from tests.commands import Ran, cpdsite, entry, folder, tree
from tests.workbooks import write_workbook

LOG = (
    "Title,Date,Hours\nFirst talk,2025-06-12,2\nSecond talk,2025-06-13,2\nThird talk,2025-06-14,2\n"
)
DOUBTFUL = "Title,Date\nNever,soon\nFirst talk,03/04/2025\n"


def run(root: Path, *more: str, name: str = "log.csv") -> Ran:
    """Import the log of a folder into it."""
    return cpdsite("-C", root, "import", root / name, "--today", "2025-12-31", *more)


def test_a_log_becomes_entries_in_an_empty_folder(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": LOG})
    ran = run(tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("\n3 entries written\n")
    assert cpdsite("-C", tmp_path, "check", "--today", "2025-12-31").code == 0


def test_a_file_that_comes_to_be_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": LOG})

    def late(root: Path, path: str, data: bytes) -> None:
        if "second" in path:
            folder(root, {path: "mine"})
        create_file(root, path, data)

    with patch.object(importing, "create_file", late):
        ran = run(tmp_path)
    path = "journal/2025/2025-06-13-second-talk.md"
    assert ran.code == 3
    assert ran.err.startswith(
        f"cpdsite: {path} is there already; 1 entry of 3 written before that\n"
    )
    assert (tmp_path / path).read_text() == "mine"
    (tmp_path / path).unlink()
    again = run(tmp_path).out
    assert "Imported before: 1 row, left as it is\n" in again
    assert again.endswith("\n2 entries written; 1 row imported before\n")
    assert "Imported before: 3 rows, left as they are\n" in run(tmp_path).out


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": LOG, "journal/x.md": entry("Other", "2025-01-01"), "out/x": ""})
    (tmp_path / "journal/2025").symlink_to(tmp_path / "out")
    ran = run(tmp_path)
    assert ran.code == 3
    assert "is a link; 0 entries of 3 written" in ran.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["x"]


def test_an_entry_that_was_moved_and_edited_is_not_imported_again(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": LOG})
    run(tmp_path)
    made = tmp_path / "journal/2025/2025-06-12-first-talk.md"
    text = made.read_text().replace("First talk", "A talk by a fictional person")
    folder(tmp_path, {"journal/elsewhere/my-talk.md": text})
    made.unlink()
    before = tree(tmp_path)
    assert run(tmp_path).out.endswith("\n0 entries written; 3 rows imported before\n")
    assert tree(tmp_path) == before


def test_a_file_with_faults_is_known_by_its_source(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": LOG})
    run(tmp_path)
    made = tmp_path / "journal/2025/2025-06-12-first-talk.md"
    made.write_text(made.read_text().replace("title:", "title: {"))
    assert run(tmp_path).out.endswith("\n0 entries written; 3 rows imported before\n")


def test_inside_a_journal_it_says_the_way_out(tmp_path: Path) -> None:
    folder(tmp_path, {"journal/2025/x.md": entry(), "log.csv": LOG})
    ran = cpdsite("-C", tmp_path / "journal/2025", "import", tmp_path / "log.csv")
    assert ran.code == 2
    assert ran.err.startswith("cpdsite: this folder is inside a journal\n")


def test_settings_must_be_right_first(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": LOG, "cpdsite.yaml": "schemes: [nosuch]\n"})
    assert run(tmp_path).code == 2
    assert not (tmp_path / "journal").exists()


@pytest.mark.parametrize(
    ("answer", "day"), [("day-first", "2025-04-03"), ("month-first", "2025-03-04")]
)
def test_on_a_terminal_a_person_is_asked(tmp_path: Path, answer: str, day: str) -> None:
    folder(tmp_path, {"log.csv": DOUBTFUL})
    with (
        patch.object(importing, "on_terminal", lambda: True),
        patch("click.termui.visible_prompt_func", side_effect=[answer, "y"]),
    ):
        ran = run(tmp_path)
    assert ran.code == 0
    assert 'in log.csv nothing tells day from month in "Date", such as 03/04/2025' in ran.out
    assert (tmp_path / f"journal/2025/{day}-first-talk.md").is_file()


def test_who_says_no_gets_nothing(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": LOG})
    with (
        patch.object(importing, "on_terminal", lambda: True),
        patch("click.termui.visible_prompt_func", side_effect=["n"]),
    ):
        ran = run(tmp_path)
    assert ran.out.endswith("3 entries would be written\n")
    assert not (tmp_path / "journal").exists()


def test_a_refused_date_is_told_and_an_option_decides(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": DOUBTFUL})
    ran = run(tmp_path)
    assert ran.code == 2
    assert ran.err.endswith("  help: say which stands first: --dates day-first, or month-first\n")
    assert run(tmp_path, "--dates", "month-first").code == 0
    assert (tmp_path / "journal/2025/2025-03-04-first-talk.md").is_file()


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    more = LOG.replace("talk", "walk")
    folder(tmp_path, {"log.csv": LOG, "older/log.csv": more})
    ran = run(tmp_path, str(tmp_path / "older/log.csv"))
    assert ran.out.endswith("\n6 entries written\n")
    text = (tmp_path / "journal/2025/2025-06-12-first-walk.md").read_text()
    assert f'source: "{tmp_path}/older/log.csv row 2, ' in text


def test_what_no_entry_can_hold_is_listed_with_the_reason(tmp_path: Path) -> None:
    long = f'Title,Date,Notes,Points\nA talk,2025-06-12,"{"word " * 250_000}",1\nB,2025-06-13,,2\n'
    profile = "columns: {Points: claims.nosuch.points}\n"
    folder(tmp_path, {"log.csv": long, "profiles/p.yaml": profile})
    ran = run(tmp_path, "--dry-run")
    assert "  row 2: no entry can hold it: the file holds more than 1,000,000 bytes\n" in ran.out
    assert "\n1 entry would be written; 1 row not imported\n" in ran.out
    ran = run(tmp_path, "--profile", "p")
    assert '  row 3: no entry can hold it: there is no scheme "nosuch"\n' in ran.out
    unseen = folder(tmp_path / "unseen", {"log.csv": "Title,Date\n\a,2025-06-12\n"})
    assert "  row 2: it has no title\n" in run(unseen).out


def test_goals_become_entries_named_by_their_titles(tmp_path: Path) -> None:
    log = "Title,Date\nWrite plainly,2025-01-10\nWrite plainly,2025-01-10\n"
    folder(tmp_path, {"log.csv": log + "Speak up,2025-02-10\n", "profiles/p.yaml": "kind: goal\n"})
    assert run(tmp_path, "--profile", "p").code == 0
    goals = sorted(path.name for path in (tmp_path / "journal").rglob("*.md"))
    assert goals == ["speak-up.md", "write-plainly.md"]


def test_a_row_that_no_entry_can_hold_is_compared_with_the_one_that_is_there(
    tmp_path: Path,
) -> None:
    there = entry("First talk", "2025-06-12", hours="2")
    log = "Title,Date,Hours,Points\nFirst talk,2025-06-12,2,7\n"
    profile = "columns: {Points: claims.nosuch.points}\n"
    folder(tmp_path, {"journal/x.md": there, "log.csv": log, "profiles/p.yaml": profile})
    ran = run(tmp_path, "--profile", "p")
    assert "0 entries written" in ran.out


def test_a_type_of_the_profile_that_is_none_is_told(tmp_path: Path) -> None:
    profile = "types: {Talk: lecture}\ntype: seminar\n"
    log = "Title,Date,Type\nA,2025-06-12,Talk\nB,2025-06-13,\n"
    folder(tmp_path, {"log.csv": log, "profiles/p.yaml": profile})
    ran = run(tmp_path, "--profile", "p")
    assert ran.code == 1
    assert '"lecture" is no type of activity here (row 2)' in ran.out
    assert '"seminar" is no type of activity here (row 3)' in ran.out


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    ran = run(tmp_path, name="")
    assert ran.code == 3
    assert "cannot be read: it is a folder" in ran.err


def test_a_type_that_no_name_of_a_setting_can_hold(tmp_path: Path) -> None:
    odd = 'Title,Date,Type\nTalk,2025-06-12,"2"" o\'clock"\nClub,2025-06-13,"Team\nlunch"\n'
    folder(tmp_path, {"log.csv": odd})
    ran = run(tmp_path)
    assert "2 entries written" in ran.out
    assert '\n        "2 o\'clock": {like: course}\n        Team lunch: {like: course}\n' in ran.out


def test_sheets_of_workbooks_of_one_name_are_told_apart(tmp_path: Path) -> None:
    sheets = (
        '{"2024": [["Title", "Date"], ["%s", "2024-06-12"]], "2025": [["Title", "Date"], ["", 1]]}'
    )
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_workbook(sheets % name, tmp_path / name / "log.xlsx")
    ran = cpdsite("-C", tmp_path, "import", tmp_path / "a/log.xlsx", tmp_path / "b/log.xlsx")
    told = "".join(ran.out.split())
    for folder_ in ("", f"{tmp_path}/b/"):
        for sheet in ("2024", "2025"):
            assert f"{folder_}log.xlsx, sheet {sheet}: 1 row".replace(" ", "") in told
