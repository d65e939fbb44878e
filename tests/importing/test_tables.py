"""CSV of any make and workbooks to rows of text."""

import io
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from openpyxl import Workbook

from cpdsite.files import workbooks
from cpdsite.files.faults import Fault
from cpdsite.files.tables import read_tables
from cpdsite.files.workbooks import text_of
from cpdsite.parse.delimited import UnreadableError, read_csv
from tests.commands import cpdsite, entry, folder
from tests.workbooks import write_workbook

LOG = "Title,Date,Hours\nTalk,2025-06-12,2\n"


@pytest.mark.parametrize(
    ("data", "form", "cells"),
    [
        (b"a;b;c\n1;2;3\n", "semicolons, UTF-8", ("1", "2", "3")),
        (b"Log, 2025\na;b;c\n1,5;2;3\n2,5;3;4\n", "semicolons, UTF-8", ("a", "b", "c")),
        (b"a;b\nc,d;e,f\n", "semicolons, UTF-8", ("c,d", "e,f")),
        (b"a\tb\n1, 2\t3, 4\n", "tabs, UTF-8", ("1, 2", "3, 4")),
        (b"a|b\n1|2\n", "bars, UTF-8", ("1", "2")),
        (b"sep=;\r\na;b\r\nc;d,e,f\r\n", "semicolons, UTF-8", ("c", "d,e,f")),
        (b"\xef\xbb\xbfa,b\n\xc3\xa9,2\n", "commas, UTF-8", ("\u00e9", "2")),
        (b"a,b\n\xe9\x93,2\n", "commas, Windows-1252", ("\u00e9\u201c", "2")),
        ("a,b\n\u00e9,2\n".encode("utf-16"), "commas, UTF-16", ("\u00e9", "2")),
        ("a,b\n\u00e9,2\n".encode("utf-16-le"), "commas, UTF-16", ("\u00e9", "2")),
        ("a,b\n\u00e9,2\n".encode("utf-16-be"), "commas, UTF-16", ("\u00e9", "2")),
        (b'a,b\n"one\r\ntwo","say ""so"""\r\n', "commas, UTF-8", ("one\ntwo", 'say "so"')),
        (b"a,b\rc,d\r", "commas, UTF-8", ("c", "d")),
        (b"a,b\n\xc3\xa9\xc3\xa9\xe9,2\n", "commas, UTF-8 and Windows-1252", ("\u00e9" * 3, "2")),
    ],
)
def test_letters_and_delimiters(data: bytes, form: str, cells: tuple[str, ...]) -> None:
    table = read_csv("log.csv", data)
    assert table.form == form
    assert table.rows[1].cells == cells


def test_a_row_that_does_not_match_changes_no_delimiter() -> None:
    rows = read_csv("log.csv", b'a;b\nc;"d\ne,1;f\n').rows
    assert [row.cells for row in rows] == [("a", "b"), ("e,1", "f")]


@pytest.mark.parametrize("data", [b"", b"\n", b"sep=;\n"])
def test_an_empty_file_has_no_rows(data: bytes) -> None:
    assert read_csv("log.csv", data).rows == ()


def test_rows_keep_their_numbers_below_a_hint_and_blank_lines() -> None:
    rows = read_csv("log.csv", b"sep=;\r\na;b\r\n\r\nc;d\r\n").rows
    assert [(row.number, row.cells) for row in rows] == [(2, ("a", "b")), (4, ("c", "d"))]


def test_a_delimiter_that_is_named_is_taken() -> None:
    table = read_csv("log.csv", b"sep=;\na:b;\n1:2;\n", delimiter=":")
    assert (table.form, table.rows[1].cells) == ("':', UTF-8", ("1", "2;"))


def test_a_row_whose_quotation_marks_do_not_match_holds_nothing_up() -> None:
    data = b'a,b\nc,"d \t\ne,f\ng,"h "i" j"\n"k\nl",m\n'
    table = read_csv("log.csv", data)
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("a", "b")),
        (3, ("e", "f")),
        (5, ("k\nl", "m")),
    ]
    assert [(one.row, one.cells) for one in table.unread] == [
        (2, ('c,"d \t',)),
        (4, ('g,"h "i" j"',)),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"\n", b",,\n,,\n", b"\t\t", b'""', b"\xef\xbb\xbf", b"sep=;"]
)
def test_a_file_without_a_word_has_no_row(data: bytes) -> None:
    assert read_csv("log.csv", data).rows == ()


def test_a_row_whose_quotation_marks_do_not_match_with_line_ends_of_an_old_mac() -> None:
    table = read_csv("log.csv", b'a,b\rc,"d\re,f\r')
    assert [row.cells for row in table.rows] == [("a", "b"), ("e", "f")]
    assert [(one.row, one.cells) for one in table.unread] == [(2, ('c,"d',))]


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (
            b"\nc,d\ne\xe9,\x93\n",
            "The file is not UTF-8; read as Windows-1252. Look at the \u00e9 in line 3: ",
        ),
        (
            b"a,b\n\xc3\xa9\xc3\xa9\xc3\xa9,\x93\n",
            "Parts of the file are not UTF-8; read as Windows-1252. Look at the \u201c in line 2: ",
        ),
        (b"a,b\n\xc3\xa9,c\n", ""),
    ],
)
def test_what_was_guessed_of_letters_is_said(data: bytes, remark: str) -> None:
    rest = "if it is wrong, name the encoding in a profile."
    assert read_csv("log.csv", data).remarks == ((remark + rest,) if remark else ())


def test_letters_that_nobody_can_tell_are_refused() -> None:
    with pytest.raises(UnreadableError, match="line 2 is no UTF-8 or Windows-1252"):
        read_csv("log.csv", b"a,b\n\x81,c\n")
    with pytest.raises(UnreadableError, match="line 4 is no UTF-8 or Windows-1252"):
        read_csv("log.csv", b"\na,b\n\xc3\xa9,\xc3\xa9\n\xc3\xa9\x81,c\n")
    with pytest.raises(UnreadableError, match="line 3 is no ascii"):
        read_csv("log.csv", b"\na\n\xe9\n", encoding="ascii")
    with pytest.raises(UnreadableError, match="there is no encoding latin-99"):
        read_csv("log.csv", b"a,b\n", encoding="latin-99")
    assert read_csv("log.csv", b"a,b\n\x8e,c\n", encoding="mac-roman").rows[1].cells[0] == "\u00e9"


SHEETS = """{
 "Log": [["Title", "Date", "Hours", "Sum"],
         ["Talk", {"datetime": "2025-06-12T09:30:00"}, {"time": "02:30"}, {"formula": "=C2*2"}],
         [null, null, null, null],
         ["=1+1", 45000, 0.1, "two\\r\\nlines"]],
 "Empty": []
}"""


def test_a_workbook(tmp_path: Path) -> None:
    write_workbook(SHEETS, tmp_path / "log.xlsx")
    (table,) = read_tables(tmp_path / "log.xlsx")
    assert table.name == "log.xlsx, sheet Log"
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("Title", "Date", "Hours", "Sum")),
        (2, ("Talk", "2025-06-12 9:30", "2:30", "")),
        (4, ("=1+1", "45000", "0.1", "two\nlines")),
    ]
    assert table.remarks == (
        "Formulas without a result were read as empty: D2. Save the workbook in Excel.",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (0.1 + 0.2, "0.3"),
        (date(2025, 6, 12), "2025-06-12"),
        (datetime(2025, 6, 12), "2025-06-12"),  # noqa: DTZ001 - a workbook knows no zones
        (time(2, 30), "2:30"),
        (timedelta(hours=26, minutes=5), "26:05"),
        (timedelta(minutes=5, seconds=7), "0:05:07"),
        ("two\r\nlines", "two\nlines"),
    ],
)
def test_what_a_cell_holds(value: object, text: str) -> None:
    assert text_of(value) == text


def test_a_hidden_sheet_is_read_and_named(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Log").append(["Title"])
    book.worksheets[1].sheet_state = "hidden"
    book.save(tmp_path / "log.xlsx")
    (table,) = read_tables(tmp_path / "log.xlsx")
    assert table.remarks == ("log.xlsx, sheet Log is a hidden sheet; it was read like the others.",)


def test_what_stands_behind_cells_is_named_as_not_read(tmp_path: Path) -> None:
    behind = """{"Log": [["Title", {"link": ["site", "https://example.org/a"]}],
                         [{"link": ["www.example.org", "http://www.example.org/"]}],
                         [{"comment": ["Talk", "Ask for the certificate"]}]]}"""
    write_workbook(behind, tmp_path / "log.xlsx")
    (table,) = read_tables(tmp_path / "log.xlsx")
    assert [row.cells[0] for row in table.rows] == ["Title", "www.example.org", "Talk"]
    keep = "To keep them, copy them into a column of their own."
    assert table.remarks == (
        f"Links behind these texts were not read: B1 (https://example.org/a). {keep}",
        f"Comments on these cells were not read: A3. {keep}",
    )


def test_without_the_extra_a_workbook_is_a_clear_message(tmp_path: Path) -> None:
    write_workbook(SHEETS, tmp_path / "log.xlsx")
    with patch.dict(sys.modules, {"openpyxl": None}):
        ran = cpdsite("-C", tmp_path, "import", tmp_path / "log.xlsx")
    assert ran.code == 3
    assert ran.err == (
        "cpdsite: log.xlsx is a workbook, and openpyxl, which reads those, is not installed\n"
        '  help: run `python3 -m pip install "cpdsite[xlsx]"` in the environment of cpdsite,'
        " or save the sheet as CSV\n"
    )
    assert not (tmp_path / "journal").exists()


def packed(data: bytes) -> bytes:
    """An archive that holds something else than a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("log.csv", None, "there is no .*log.csv"),
        ("log.xlsx", b"text", "log.xlsx is no XLSX workbook"),
        ("log.xlsx", b"PK\x03\x04", "log.xlsx is no XLSX workbook"),
        ("log.xls", b"\xd0\xcf\x11\xe0", "is a workbook of the old kind"),
        ("log.xlsx", packed(b"nothing"), "log.xlsx cannot be read as a workbook"),
        ("log.csv", b"a,b\n\x81,c\n", "cannot be read: line 2"),
    ],
)
def test_what_is_no_log(tmp_path: Path, name: str, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(Fault, match=said):
        read_tables(tmp_path / name)


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "log.xlsx").write_bytes(packed(b"\0" * 1000))
    with (
        patch.object(workbooks, "UNPACKED_LIMIT", 999),
        pytest.raises(Fault, match=r"log\.xlsx holds more than 999 bytes"),
    ):
        read_tables(tmp_path / "log.xlsx")


def test_a_log_without_days_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, {"log.csv": "Title,Hours\nTalk,2\n"})
    ran = cpdsite("-C", tmp_path, "import", tmp_path / "log.csv")
    assert ran.code == 2
    assert ran.err.startswith("cpdsite: no column was found that holds the days\n")


def test_faults_of_a_profile_are_shown_with_their_lines(tmp_path: Path) -> None:
    profile = """\
        columns: {Title: titel, When: date}
        dates: day
        delimiter: ";;"
        heading: first
        """
    folder(tmp_path, {"log.csv": LOG, "profiles/mine.yaml": profile})
    ran = cpdsite("-C", tmp_path, "import", tmp_path / "log.csv", "--profile", "mine")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        'profiles/mine.yaml:1:18: error[settings-invalid] a column cannot become "titel"',
        'profiles/mine.yaml:2:8: error[settings-invalid] "day" is not one of the words that `dates` takes',
        'profiles/mine.yaml:3:12: error[settings-invalid] ";;" is not one character',
        'profiles/mine.yaml:4:10: error[settings-invalid] "first" is not the number of a row',
        "cpdsite: profiles/mine.yaml cannot be used",
    ]
    ran = cpdsite("-C", tmp_path, "import", tmp_path / "log.csv", "--profile", "yours")
    assert ran.err == 'cpdsite: there is no profile "yours"\n  help: write one of mine\n'


def test_a_journal_with_faults_may_be_added_to(tmp_path: Path) -> None:
    broken = entry(hours="six")
    folder(tmp_path, {"log.csv": LOG, "journal/a.md": broken, "journal/b.md": "no front matter"})
    ran = cpdsite("-C", tmp_path, "import", tmp_path / "log.csv", "--today", "2025-12-31")
    assert ran.code == 0
    assert (tmp_path / "journal/2025/2025-06-12-talk-2.md").is_file() is False
