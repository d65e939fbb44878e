"""The four formats of a report, exactly."""

import json
from dataclasses import replace

from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.render.reporters import concise, full, github
from cpdsite.render.reporters import json as json_report

AMOUNT = Finding(
    path="journal/2025/2025-06-12-crisis.md",
    line=4,
    column=8,
    code="bad-amount",
    message='"six" is not an amount of time',
    help="write 6, 1.5, 2h30 or 90m",
    severity=Severity.ERROR,
    field="hours",
    width=3,
    text="hours: six",
)
FUTURE = Finding(
    path="journal/2025/ward-round.md",
    line=3,
    column=7,
    code="future-date",
    message="the activity is dated 2031-01-05, which is after 2025-06-01",
    help="give the day it took place, or set `status: planned`",
    severity=Severity.WARNING,
    field="date",
    width=10,
    text="date: 2031-01-05",
)
NOTE = replace(FUTURE, severity=Severity.NOTE)
HOSTILE = replace(
    AMOUNT,
    path="journal/\x1b[2J.md",
    message='"\x1b]0;owned\x07\u202e\x9b\ud800\n" is not an amount of time',
    help="write\x7f 6",
    text="hours: \x1b[31msix\x00",
    width=9,
)


# --- full -----------------------------------------------------------------------------------------


def test_full() -> None:
    assert full.report([AMOUNT, FUTURE]) == (
        'journal/2025/2025-06-12-crisis.md:4:8: error[bad-amount] "six" is not an amount of time\n'
        "  4 | hours: six\n"
        "    |        ^^^\n"
        "  help: write 6, 1.5, 2h30 or 90m\n"
        "\n"
        "journal/2025/ward-round.md:3:7: warning[future-date] the activity is dated 2031-01-05,"
        " which is after 2025-06-01\n"
        "  3 | date: 2031-01-05\n"
        "    |       ^^^^^^^^^^\n"
        "  help: give the day it took place, or set `status: planned`\n"
        "\n"
        "1 error and 1 warning in 2 files\n"
    )


def test_full_is_silent_when_all_is_well() -> None:
    assert full.report([]) == ""


def test_full_counts() -> None:
    every = [AMOUNT, AMOUNT, FUTURE, NOTE, NOTE, NOTE]
    assert last_line(full.report(every)) == "2 errors, 1 warning and 3 notes in 2 files"
    assert last_line(full.report([FUTURE, NOTE])) == "1 warning and 1 note in 1 file"
    assert last_line(full.report([AMOUNT])) == "1 error in 1 file"


def test_full_in_colour() -> None:
    assert full.report([AMOUNT], color=True) == (
        "\x1b[1mjournal/2025/2025-06-12-crisis.md:4:8:\x1b[0m \x1b[1;31merror[bad-amount]\x1b[0m"
        ' "six" is not an amount of time\n'
        "\x1b[2m  4 | \x1b[0mhours: six\n"
        "\x1b[2m    | \x1b[0m       \x1b[1;31m^^^\x1b[0m\n"
        "  \x1b[1mhelp:\x1b[0m write 6, 1.5, 2h30 or 90m\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_full_of_a_file_as_a_whole_shows_no_line() -> None:
    whole = replace(AMOUNT, line=1, column=1, width=1, field="", text="")
    assert full.report([whole]).splitlines()[1] == "  help: write 6, 1.5, 2h30 or 90m"


def test_mark_stands_below_wide_letters_marks_and_tabs() -> None:
    assert marked("title: 危機 six", "six") == ["title: 危機 six", "            ^^^"]
    assert marked("title: 危機 six", "危機") == ["title: 危機 six", "       ^^^^"]
    assert marked("title: Cafe\u0301 six", "six")[1] == "            ^^^"
    assert marked("hours:\t six", "six") == ["hours:\t six", "      \t ^^^"]
    assert marked("hours: ", "")[1] == "       ^"


def test_long_line_is_cut_around_the_fault() -> None:
    text = "before " * 40 + "[here](missing.md)" + " after" * 40
    line, mark = marked(text, "missing.md")
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) <= full.WIDTH + 2
    assert line[mark.index("^") : mark.rindex("^") + 1] == "missing.md"


def test_long_line_is_cut_at_its_ends_only_where_something_is_missing() -> None:
    text = "[here](missing.md)" + " after" * 40
    line, mark = marked(text, "missing.md")
    assert line.startswith("[here]")
    assert line[mark.index("^") : mark.rindex("^") + 1] == "missing.md"
    text = "before " * 40 + "[here](missing.md)"
    line, mark = marked(text, "missing.md")
    assert line.endswith("(missing.md)")
    assert line[mark.index("^") : mark.rindex("^") + 1] == "missing.md"


# --- concise --------------------------------------------------------------------------------------


def test_concise() -> None:
    assert concise.report([AMOUNT, FUTURE]) == (
        'journal/2025/2025-06-12-crisis.md:4:8: error[bad-amount] "six" is not an amount of time\n'
        "journal/2025/ward-round.md:3:7: warning[future-date] the activity is dated 2031-01-05,"
        " which is after 2025-06-01\n"
    )
    assert concise.report([]) == ""


# --- json -----------------------------------------------------------------------------------------


def test_json() -> None:
    assert json.loads(json_report.report([AMOUNT])) == {
        "version": 1,
        "diagnostics": [
            {
                "path": "journal/2025/2025-06-12-crisis.md",
                "line": 4,
                "column": 8,
                "severity": "error",
                "code": "bad-amount",
                "field": "hours",
                "message": '"six" is not an amount of time',
                "help": "write 6, 1.5, 2h30 or 90m",
            }
        ],
    }


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(json_report.report([])) == {"version": 1, "diagnostics": []}


def test_json_gives_back_every_character() -> None:
    text = json_report.report([HOSTILE])
    assert text.isascii()
    assert json.loads(text)["diagnostics"][0]["message"] == HOSTILE.message


# --- github ---------------------------------------------------------------------------------------


def test_github() -> None:
    assert github.report([AMOUNT, NOTE]) == (
        "::error file=journal/2025/2025-06-12-crisis.md,line=4,col=8,endColumn=11,title=bad-amount"
        '::"six" is not an amount of time%0Awrite 6, 1.5, 2h30 or 90m\n'
        "::notice file=journal/2025/ward-round.md,line=3,col=7,endColumn=17,title=future-date"
        "::the activity is dated 2031-01-05, which is after 2025-06-01"
        "%0Agive the day it took place, or set `status: planned`\n"
    )
    assert github.report([]) == ""


def test_github_escapes() -> None:
    odd = replace(
        AMOUNT, path="journal/a:b,c%d.md", message="50%: one, two\r\n::error::three", help=""
    )
    assert github.report([odd]) == (
        "::error file=journal/a%3Ab%2Cc%25d.md,line=4,col=8,endColumn=11,title=bad-amount"
        "::50%25: one, two%0D%0A::error::three\n"
    )


def test_github_shows_ten_of_each_severity_and_lists_the_rest() -> None:
    errors = [replace(AMOUNT, line=number) for number in range(1, 26)]
    lines = github.report([*errors, FUTURE]).splitlines()
    assert [line.partition(" ")[0] for line in lines[:10]] == ["::error"] * 10
    assert lines[10] == "15 more errors, not shown beside the files:"
    assert lines[11:26] == concise.report(errors[10:]).splitlines()
    assert lines[26].startswith("::warning file=journal/2025/ward-round.md,")
    assert len(lines) == 27


def test_github_says_one_more() -> None:
    errors = [replace(AMOUNT, line=number) for number in range(1, 12)]
    assert github.report(errors).splitlines()[10] == "1 more error, not shown beside the files:"


# --- all ------------------------------------------------------------------------------------------


def test_no_control_character_of_an_author_reaches_the_terminal() -> None:
    for text in (full.report([HOSTILE]), concise.report([HOSTILE]), github.report([HOSTILE] * 11)):
        assert [letter for letter in text if not letter.isprintable() and letter != "\n"] == []
        text.encode()


def test_control_characters_are_shown() -> None:
    assert full.report([HOSTILE]) == (
        'journal/␛[2J.md:4:8: error[bad-amount] "␛]0;owned␇���␊" is not an amount of time\n'
        "  4 | hours: ␛[31msix␀\n"
        "    |        ^^^^^^^^^\n"
        "  help: write␡ 6\n"
        "\n"
        "1 error in 1 file\n"
    )


def marked(text: str, fault: str) -> list[str]:
    """The line as it is shown, and the line with the mark below it."""
    column = text.index(fault) + 1 if fault else len(text) + 1
    finding = replace(AMOUNT, text=text, column=column, width=max(1, len(fault)))
    shown = full.report([finding]).split("\n")[1:3]
    return [line.partition("| ")[2] for line in shown]


def last_line(report: str) -> str:
    """The last line of a report."""
    return report.splitlines()[-1]
