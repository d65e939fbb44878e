"""Front matter to values, or to a diagnostic at the author's own line and column: nothing is guessed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from cpdsite.model.diagnostic import Span
from cpdsite.model.entry import FLAGS, REFLECTION, Body, Claim, Entry, Kind, Visibility
from cpdsite.model.journal import FILE_LIMIT, Source
from cpdsite.model.slug import SEGMENT_LIMIT, SLUG_LIMIT, segment, slug
from cpdsite.parse.entries import UNDATED, decode_entry
from cpdsite.parse.fields import FIELDS, Field, Shape
from cpdsite.parse.front_matter import FRONT_MATTER_LIMIT, Text, cut, decode_text
from cpdsite.parse.mending import TRIES
from cpdsite.parse.names import nearest
from cpdsite.parse.reading import Reading
from tests.reading import GCS, HCPC, PATH, VOCABULARY, activity, of_kind, read

PLAIN = (
    "---\ntitle: Café 🎓 talk\ndate: 2025-06-12\ntype: course\nhours: 2h30\n---\n\nWhat I did.\n"
)
HOURS = "hours"


def one(*lines: str) -> str:
    """A file of these lines."""
    return "\n".join(lines) + "\n"


# --- The same file, saved by other editors --------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "blank"),
    [
        ("as it is", PLAIN.encode(), 0),
        ("byte-order mark", b"\xef\xbb\xbf" + PLAIN.encode(), 0),
        ("CRLF", PLAIN.replace("\n", "\r\n").encode(), 0),
        ("CR", PLAIN.replace("\n", "\r").encode(), 0),
        ("both", b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode(), 0),
        ("no final newline", PLAIN.rstrip("\n").encode(), 0),
        ("blanks behind the hyphens", PLAIN.replace("---", "--- \t").encode(), 0),
        ("leading blank lines", ("\n  \n\t\n" + PLAIN).encode(), 3),
        ("leading blank lines, CRLF", ("\r\n\r\n" + PLAIN).encode(), 2),
    ],
)
def test_the_same_entry_however_it_is_saved(name: str, data: bytes, blank: int) -> None:
    entry, plain = read(data).sure, read(PLAIN).sure
    assert (entry.title, entry.hours) == ("Café 🎓 talk", Fraction(5, 2)), name
    assert entry.body.line == plain.body.line + blank
    assert entry.body.text == plain.body.text
    assert replace(entry, body=plain.body) == plain


def test_front_matter_may_end_the_file() -> None:
    assert read("---\ntitle: A\ndate: 2025-06-12\ntype: course\n---").sure.title == "A"


# --- Files that cannot be read --------------------------------------------------------------------

HEAD = "---\ntitle: A\n"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"", "1:1 front-matter-missing the file is empty"),
        (b" \n\n", "3:1 front-matter-missing the file is empty"),
        (b"\xef\xbb\xbf", "1:1 front-matter-missing the file is empty"),
        (b"# Talk\n", "1:1 front-matter-missing the file has no front matter"),
        (b"\n\nTalk\n", "3:1 front-matter-missing the file has no front matter"),
        (
            b"\n\n---\ntitle: A\ttalk\n*b*\x07\n---\n",
            "5:4 yaml-syntax an invisible character (U+0007) stands in the text",
        ),
        (b" ---\ntitle: A\n---\n", "1:1 front-matter-missing the file has no front matter"),
        (
            b"+++\ntitle = 1\n+++\n",
            "1:1 front-matter-format front matter in TOML (`+++`) is not supported",
        ),
        (
            b'{"title": "A"}',
            "1:1 front-matter-format front matter in JSON (`{`) is not supported",
        ),
        (
            b"---yaml\ntitle: A\n---\n",
            (
                '1:1 front-matter-format "---yaml" does not open front matter: '
                "the line must hold `---` and nothing else"
            ),
        ),
        (
            b"\r\n---\r\ntitle: A\r\n",
            "2:1 front-matter-unclosed the front matter is opened by `---` and never closed",
        ),
        (
            b"---\ntitle: A\n...\n\nBody\n",
            "1:1 front-matter-unclosed the front matter is opened by `---` and never closed",
        ),
        (
            "---\ntitle: Caf\u00e9\n".encode("latin-1"),
            "2:11 encoding a letter here is not stored as UTF-8, so it would come out wrong",
        ),
        (
            "\ufeff---\r\ntitle: \u00e9\u00e9".encode() + b"\xe9",
            "2:10 encoding a letter here is not stored as UTF-8, so it would come out wrong",
        ),
        (
            "---\ntitle: 🎓🎓".encode() + b"\xff",
            "2:10 encoding a letter here is not stored as UTF-8, so it would come out wrong",
        ),
        (PLAIN.encode("utf-16"), "1:1 encoding the file is stored as UTF-16, not as UTF-8"),
        (PLAIN.encode("utf-16-le"), "1:1 encoding the file is stored as UTF-16, not as UTF-8"),
        (b"x" * 2_000_000, "1:1 file-too-large the file holds more than 1,000,000 bytes"),
        (
            HEAD.encode() + b"learned: " + b"word " * 14_000 + b"\n---\n",
            "1:1 file-too-large the front matter holds more than 64,000 characters",
        ),
    ],
)
def test_a_file_that_cannot_be_read(file: bytes, expected: str) -> None:
    result = read(file)
    assert result.entry is None
    assert result.report == [expected]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("a: &x b", "3:4 yaml-unsafe an anchor (&) is not allowed here"),
        ("a: *x", "3:4 yaml-unsafe an alias (*) is not allowed here"),
        ("a: !!str b", "3:4 yaml-unsafe a tag (!) is not allowed here"),
        ("%YAML 1.1", "3:1 yaml-unsafe a directive (%) is not allowed here"),
        ("a: " + "[" * 32_000, "3:23 yaml-unsafe values are nested more than 20 deep"),
        ("? " * 3_200, "3:41 yaml-unsafe values are nested more than 20 deep"),
        ("a: [" + "b, " * 2_000 + "]", "3:2991 yaml-unsafe there are more than 2,000 YAML tokens"),
        (
            "a: [talk](https://example.org)",
            "3:10 yaml-syntax a Markdown link is not a value here",
        ),
        ("a: 'b", "3:4 yaml-syntax the quotation mark opened here is never closed"),
        ("a: [b", "3:4 yaml-syntax the list opened by `[` is not closed"),
        ("a: {b: c", "3:4 yaml-syntax what `{` opens is not closed"),
        (
            "a: Part 1: b",
            "3:10 yaml-syntax the value holds a colon and a space, which begin a new field",
        ),
        ("a: @b", "3:4 yaml-syntax a value may not begin with this character"),
        ("a: **b**", "3:4 yaml-syntax a value may not begin with this character"),
        ("a: - b", "3:4 yaml-syntax a value may not begin with this character"),
        ("a: > 50%", "3:4 yaml-syntax a value may not begin with this character"),
        ("a: ]", "3:4 yaml-syntax a value may not begin with this character"),
        ("a: 'it's'", "3:8 yaml-syntax text stands behind the closing quotation mark"),
        ("a: [b] c", "3:8 yaml-syntax text stands behind the closing bracket"),
        (
            'a: "C:\\Users"',
            (
                "3:9 yaml-syntax a backslash between double quotation marks is taken for "
                "the sign of another letter"
            ),
        ),
        ("\ta: b", "3:1 yaml-syntax the line is indented with a tab"),
        (" a: b", "3:3 yaml-syntax the line is indented as if it belonged to the one above"),
        ("a", "3:1 yaml-syntax the line has no colon and space"),
        ("a:b", "3:1 yaml-syntax a space is missing after the colon"),
        (
            "a:\u00a0b",
            "3:1 yaml-syntax an invisible no-break space stands where a plain space belongs",
        ),
        ("- a", "3:1 yaml-syntax an item of a list stands where a field is expected"),
        ("? [a]\n: b", "3:3 yaml-syntax the name of a field must be plain text"),
        ("...\na: b", "4:1 yaml-syntax a line of `...` above ends what can be read"),
        ("a: b\u2028c", "3:5 yaml-syntax an invisible character (U+2028) stands in the text"),
        ("a: b\u2029c", "3:5 yaml-syntax an invisible character (U+2029) stands in the text"),
        ("a: b\u0085c", "3:5 yaml-syntax an invisible character (U+0085) stands in the text"),
        ("a: b\u0000c", "3:5 yaml-syntax an invisible character (U+0000) stands in the text"),
        ("a: b\u0007c", "3:5 yaml-syntax an invisible character (U+0007) stands in the text"),
        ("a: b\ufeffc", "3:5 yaml-syntax an invisible character (U+FEFF) stands in the text"),
        ('a: "b\\0c"', "3:4 yaml-syntax an invisible character (U+0000) stands in the text"),
        ('a: "b\\Lc"', "3:4 yaml-syntax an invisible character (U+2028) stands in the text"),
        (
            "a: 🎓: b",
            "3:5 yaml-syntax the value holds a colon and a space, which begin a new field",
        ),
    ],
)
def test_yaml_that_cannot_be_read(field: str, expected: str) -> None:
    for end in ("\n", "\r\n"):
        file = f"{HEAD}{field}\ndate: 2025-06-12\n---\n\nBody\n".replace("\n", end)
        assert [line for line in read(file).report if " yaml-" in line] == [expected]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("title:Crisis", "date: 2025-06-12"),
            ["2:1 yaml-syntax a space is missing after the colon"],
        ),
        (
            ("claims:", "  gcs:7", "  hcpc: 3", "title: A"),
            ["3:1 yaml-syntax a space is missing after the colon"],
        ),
        (
            ("title: A", "evidence:", "  - url:https://e.org", "    title: B"),
            ["4:1 yaml-syntax a space is missing after the colon"],
        ),
        (
            ("title:\u00a0A", "hours: 2"),
            ["2:1 yaml-syntax an invisible no-break space stands where a plain space belongs"],
        ),
        (
            ('title: "A', 'provider: "St John"'),
            ["2:8 yaml-syntax the quotation mark opened here is never closed"],
        ),
        (
            ('title: "A"', 'provider: "St John" B'),
            ["3:21 yaml-syntax text stands behind the closing quotation mark"],
        ),
        (
            ("title: A", "source: a", "b", "hours: two", "location: C: D"),
            [
                "4:1 yaml-syntax the line has no colon and space",
                '5:8 bad-amount "two" is not an amount of time',
                "6:12 yaml-syntax the value holds a colon and a space, which begin a new field",
            ],
        ),
        (
            ("title: A", "provider: St John: London", "foo: 1", "bar 2"),
            [
                "3:18 yaml-syntax the value holds a colon and a space, which begin a new field",
                "4:1 unknown-field there is no field `foo`",
                "5:1 yaml-syntax the line has no colon and space",
            ],
        ),
        (
            ("title: *A*", "provider: !B", "location: 'C", "hours:two", "\tsource: E", "  url: f"),
            [
                "2:8 yaml-syntax a value may not begin with this character",
                "3:11 yaml-unsafe a tag (!) is not allowed here",
                "4:11 yaml-syntax the quotation mark opened here is never closed",
                "5:1 yaml-syntax a space is missing after the colon",
                '5:7 bad-amount "two" is not an amount of time',
                "6:1 yaml-syntax the line is indented with a tab",
                "7:6 yaml-syntax the line is indented as if it belonged to the one above",
            ],
        ),
        (
            ("title: A", "url: e", "   hours: two"),
            [
                "4:9 yaml-syntax the line is indented as if it belonged to the one above",
                '4:11 bad-amount "two" is not an amount of time',
            ],
        ),
        (
            ("title: A", "claims:", "  gcs: {points: 7, category: formal", 'hours: "2', "tags: [b"),
            [
                "4:8 yaml-syntax what `{` opens is not closed",
                "5:8 yaml-syntax the quotation mark opened here is never closed",
                "6:7 yaml-syntax the list opened by `[` is not closed",
            ],
        ),
        (
            ("title: A", "tags: [b,", "  c", "hours: two"),
            ["3:7 yaml-syntax the list opened by `[` is not closed"],
        ),
        (
            ("title: A", "I went there", "hours: two"),
            [
                "3:1 yaml-syntax the line has no colon and space",
                '4:8 bad-amount "two" is not an amount of time',
            ],
        ),
        (
            ("title: A [b: c", "end: June: 1  ", "provider: B #2"),
            [
                "2:12 yaml-syntax the value holds a colon and a space, which begin a new field",
                '3:6 bad-date "June: 1" is not a date',
                "3:10 yaml-syntax the value holds a colon and a space, which begin a new field",
                '4:11 text-after-hash "#2" is taken for a note and is left out of the text',
            ],
        ),
        (
            ("title: A", "end: 'JJune"),
            [
                '3:6 bad-date "JJune" is not a date',
                "3:6 yaml-syntax the quotation mark opened here is never closed",
            ],
        ),
    ],
)
def test_a_slip_of_punctuation_hides_no_other_fault(
    lines: tuple[str, ...], expected: list[str]
) -> None:
    for end in ("\n", "\r\n"):
        file = end.join(["---", *lines, "date: 2025-06-12", "type: course", "---", ""])
        found = [line for line in read(file).report if "duplicate-field" not in line]
        assert found == expected


def test_what_came_of_a_mended_file_is_kept_to_its_owner() -> None:
    result = of_kind("title: A: B", "date: 2025-06-12", "type: course", "visibility: public")
    assert [finding.code for finding in result.findings] == ["yaml-syntax"]
    assert result.entry is not None
    assert (result.entry.title, result.entry.visibility) == ("A: B", Visibility.PRIVATE)


def test_only_so_many_slips_are_looked_for() -> None:
    assert len(of_kind(*("title: A: B" for _ in range(30))).findings) == TRIES


@pytest.mark.parametrize("name", ["README", "LICENSE", "Contributing"])
def test_what_is_no_entry_by_its_name_is_sent_elsewhere(name: str) -> None:
    (finding,) = read("# Mine\n", f"journal/2025/{name}.md").findings
    assert finding.code == "front-matter-missing"
    assert finding.help == f"move it out of the journal, or rename it _{name}.md"


@pytest.mark.parametrize("front_matter", ["just text", "- a\n- b", "date:\u00a02025-06-12"])
def test_front_matter_without_fields(front_matter: str) -> None:
    result = read(f"---\n{front_matter}\n---\n")
    assert result.report == ["2:1 wrong-type the front matter holds no fields"]


@pytest.mark.parametrize("front_matter", ["", "\n\n", "# a note\n", "{}\n", "~\n"])
def test_empty_front_matter_lacks_what_is_required(front_matter: str) -> None:
    assert read(f"---\n{front_matter}---\n").report == [
        "1:1 missing-field the entry has no `date`",
        "1:1 missing-field the entry has no `title`",
        "1:1 missing-field the entry has no `type`",
    ]


# --- Several faults, one after another ------------------------------------------------------------


def test_every_fault_of_a_file_at_once() -> None:
    file = one(
        *("---", "title: A", "date: 2025-6-1", "type: workshp", "hours: 1:30", "hours: 2"),
        *("draft: maybe", "catgory: job", "claims: {gsc: 3}", "---"),
    )
    for data in (file, file.replace("\n", "\r\n"), "\ufeff" + file):
        assert read(data).report == [
            '3:7 bad-date "2025-6-1" is not a date',
            '4:7 unknown-type "workshp" is not a type of activity',
            '5:8 bad-amount "1:30" is not an amount of time',
            "6:1 duplicate-field `hours` stands twice: on line 5 and on line 6",
            '7:8 wrong-type "maybe" is not `true` or `false`',
            "8:1 unknown-field there is no field `catgory`",
            '9:10 unknown-scheme there is no scheme "gsc"',
        ]


def test_places_are_characters_not_bytes() -> None:
    result = of_kind("{title: 🎓é𝒳, date: 2025-06-12, type: course, hours: six}")
    assert result.report == ['2:53 bad-amount "six" is not an amount of time']
    assert result.findings[0].width == 3


def test_messages_keep_to_one_line_and_a_sensible_length() -> None:
    result = activity("hours: >", "  one", "", "  two", "visibility: '" + "x" * 900 + "'")
    assert [f.message for f in result.findings] == [
        '"one two" is not an amount of time',
        f'"{"x" * 77}..." is not one of the words that `visibility` takes',
    ]


# --- Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("6", 6),
        ("2.5", Fraction(5, 2)),
        (".5", Fraction(1, 2)),
        ("'0.5'", Fraction(1, 2)),
        ("2h", 2),
        ("2h30", Fraction(5, 2)),
        ("2h05", Fraction(25, 12)),
        ("2h 30m", Fraction(5, 2)),
        ("2 h 30 min", Fraction(5, 2)),
        ("2h5m", Fraction(25, 12)),
        ("1.5h", Fraction(3, 2)),
        ("150m", Fraction(5, 2)),
        ("150 min", Fraction(5, 2)),
        ("2\u00a0h", 2),
        ("0", 0),
        ("0.1", Fraction(1, 10)),
    ],
)
def test_amounts_are_exact(written: str, hours: Fraction) -> None:
    assert activity(f"hours: {written}").sure.hours == hours


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("2\u00bd", "write 2.5"),
        ("\u00bd", "write 0.5"),
        ("2 \u00bc hours", "write 2.25 h"),
        ("\u201c2.5\u201d", "write 2.5"),
        ("1,5\u200b", "write 1.5, with a full stop"),
        ("1:30", "write 1h30 for hours and minutes"),
        ("01:30", "write 1h30 for hours and minutes"),
        ("012", "write 12, without the leading zero"),
        ("1,5", "write 1.5, with a full stop"),
        ("1_000", "write 1000, without marks between the digits"),
        ("1,000", "write 1000, without marks between the digits, or 1.000 for a fraction"),
        ("6 hours", "write 6 h"),
        ("1 hr 30 mins", "write 1 h 30 m"),
        ("2H30", "write 2h30"),
        *(
            (word, "write 6, 1.5, 2h30 or 90m")
            for word in ("six", "2h5", "no", "+1", "1e3", "0x10", ".inf", ".nan", "NaN")
        ),
        *((word, "write 6, 1.5, 2h30 or 90m") for word in ("1٣", "٣h", "5 m 3 h", "1.", ".")),
    ],
)
def test_amounts_are_never_guessed(written: str, remedy: str) -> None:
    result = activity(f"hours: {written}")
    assert result.report == [f'5:8 bad-amount "{written}" is not an amount of time']
    assert result.entry is not None
    assert result.entry.hours is None
    if written != "1.":
        assert result.findings[0].help == remedy


@pytest.mark.parametrize("written", ["-1", "-2.5", "\u22122", "- 3", "\u20131\u00bd"])
def test_nothing_is_less_than_0(written: str) -> None:
    for field in ("hours", "points"):
        (finding,) = activity(f"{field}: '{written}'").findings
        assert finding.code == "bad-amount"
        assert finding.message == f'"{written}" is less than 0'
        assert finding.help == "write 0 or more"


OUTSIDE = {"1949-12-31", "2205-06-12"}


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("2025-1-5", "write 2025-01-05"),
        ("2025/01/05", "write 2025-01-05"),
        ("2025-02-30", "there is no such day: look at the calendar again"),
        ("2026-02-29", "there is no such day: look at the calendar again"),
        ("0205.06.12", "look at the year: it must be from 1950 to 2199"),
        ("2205-06-12", "look at the year: it must be from 1950 to 2199"),
        ("1949-12-31", "look at the year: it must be from 1950 to 2199"),
        ("2025\u201306\u201312", "write 2025-06-12"),
        ("\u201c2025-06-12\u201d", "write 2025-06-12"),
        ("2025\u201106\u201112\u200b", "write 2025-06-12"),
        ("12\u00a0June\u00a02025", "write 2025-06-12"),
        ("12\u201306\u20132025", "write year, month and day as 2025-06-12"),
        ("20250612", "write 2025-06-12"),
        ("20251306", "there is no such day: look at the calendar again"),
        ("2025-06-12T09:00:00", "write 2025-06-12: a date has no time of day"),
        ("2025-06-12 09:00", "write 2025-06-12: a date has no time of day"),
        ("2025-06-12T09:00:00+02:00", "write 2025-06-12: a date has no time of day"),
        ("12 June 2025", "write 2025-06-12"),
        ("31 June 2025", "there is no such day: look at the calendar again"),
        ("12/06/2025", "write year, month and day as 2025-06-12"),
        ("06.12.2025", "write year, month and day as 2025-06-12"),
        ("2025", "write year, month and day as 2025-06-12"),
        ("٢٠٢٥-06-12", "write year, month and day as 2025-06-12"),
        ("today", "write year, month and day as 2025-06-12"),
    ],
)
def test_dates_are_never_guessed(written: str, remedy: str) -> None:
    result = activity(f"end: {written}")
    shown = written.replace("\u00a0", " ")
    lies = "lies outside the years 1950 to 2199" if written in OUTSIDE else "is not a date"
    assert result.report == [f'5:6 bad-date "{shown}" {lies}']
    assert result.findings[0].help == remedy


@pytest.mark.parametrize(
    "written", ["2025-06-13", "'2025-06-13'", '"2025-06-13"', "2025-06-13 # a Friday"]
)
def test_dates(written: str) -> None:
    assert activity(f"end: {written}").sure.end == date(2025, 6, 13)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("2024", "2024"),
        ("Yes", "Yes"),
        ("no", "no"),
        ("on", "on"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("9:30-10:15 handover", "9:30-10:15 handover"),
        ("2025-06-12", "2025-06-12"),
        ("3.10", "3.10"),
        (".inf", ".inf"),
        ("'Module #3 - ethics'", "Module #3 - ethics"),
        ("C# for nurses", "C# for nurses"),
        ("'it''s'", "it's"),
        ('"a \\"b\\""', 'a "b"'),
        ("Research & development", "Research & development"),
        ("one\n  and two", "one and two"),
        ("Café 🎓", "Café 🎓"),
        ("{{ config }} {% raw %}", None),
        ("'{{ config }}'", "{{ config }}"),
    ],
)
def test_titles_keep_the_meaning_a_person_gives_them(written: str, title: str | None) -> None:
    result = of_kind(f"title: {written}", "date: 2025-06-12", "type: course")
    if title is None:
        assert [f.code for f in result.findings] == ["yaml-syntax"]
    else:
        assert result.sure.title == title


@pytest.mark.parametrize(
    ("written", "value"),
    [(word, True) for word in ("true", "True", "yes", "Yes", "on", "'true'")]
    + [(word, False) for word in ("false", "no", "No", "off", "OFF")],
)
def test_flags(written: str, value: bool) -> None:  # noqa: FBT001 (a row of the table)
    assert activity(f"external: {written}").sure.flags == {"external": value}


@pytest.mark.parametrize("written", ["y", "1", "0", "maybe", "[true]"])
def test_flags_are_never_guessed(written: str) -> None:
    assert [f.code for f in activity(f"external: {written}").findings] == ["wrong-type"]


@pytest.mark.parametrize("written", ["", " ''", ' ""', " ~", " null", " []", " {}", " # later"])
@pytest.mark.parametrize("name", ["tags", "hours", "highlight", "claims", "evidence", "end"])
def test_an_empty_value_is_as_if_the_field_were_absent(name: str, written: str) -> None:
    absent = activity("source: x").sure
    assert activity("source: x", f"{name}:{written}").sure == replace(absent, body=Body(line=8))


@pytest.mark.parametrize(
    ("file", "width"),
    [
        ("---\ntitle: A\n", 3),
        ("---\nlearned: " + "word " * 14_000 + "\n---\n", 3),
        ("", 1),
        ("Talk", 4),
        (" Talk \t\nB", 5),
        ("-" * 50, 40),
        ("---\n- a\n---\n", 3),
    ],
)
def test_what_cannot_be_read_is_marked_as_far_as_it_goes(file: str, width: int) -> None:
    assert [finding.width for finding in read(file).findings] == [width]


def test_limits_are_what_is_still_taken() -> None:
    assert decode_text(b"x" * FILE_LIMIT, PATH)[1] == []
    assert decode_text(b"x" * (FILE_LIMIT + 1), PATH)[0] is None
    short, _ = cut("---\na\n---\n", PATH)
    assert short is not None
    room = FRONT_MATTER_LIMIT - len(short.front_matter)
    assert cut(f"---\na{'a' * room}\n---\n", PATH)[1] == []
    assert cut(f"---\na{'a' * (room + 1)}\n---\n", PATH)[0] is None


def test_one_who_errs_is_told_as_many_words_as_a_reader_takes_in() -> None:
    names = [f"name-{number}" for number in range(21)]
    reading = Reading("cpdsite.yaml")
    for known in (names[:20], names):
        reading.unknown(Text("zebra", Span(1, 1), plain=True), "zebra", known, "setting")
    assert [found.help.split("`")[0] for found in reading.found] == ["write one of ", "delete it"]


def test_text_behind_a_hash_is_reported_where_it_would_be_lost() -> None:
    assert activity("provider: Ward #3", "tags: [a]", "evidence:", "  - scan.pdf #1").report == [
        '5:11 text-after-hash "#3" is taken for a note and is left out of the text',
        '8:5 text-after-hash "#1" is taken for a note and is left out of the text',
    ]
    (found,) = activity("location: #3").findings
    assert (found.code, found.field, found.width) == ("text-after-hash", "location", 1)
    quiet = ("hours: 2 # about", "status: planned # perhaps", "visibility: private # for now")
    assert activity(*quiet, "location: 'Leeds' # city").report == []
    assert of_kind("title: A", "date: 2025-06-12", "type: course # really").report == []


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("[a, b]", ("a", "b")),
        ("a", ("a",)),
        ("a, b", ("a, b",)),
        ("[a, a, '', ~]", ("a",)),
        ("\n  - no\n  - 012", ("no", "012")),
    ],
)
def test_lists(written: str, tags: tuple[str, ...]) -> None:
    assert activity(f"tags: {written}").sure.tags == tags


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("tags: {a: b}", "5:7 wrong-type names with values stand where a list of text is expected"),
        ("tags: [a, [b]]", "5:11 wrong-type a list stands where text is expected"),
        ("tags: [a, b: c]", "5:11 wrong-type names with values stand where text is expected"),
        ("hours: [1]", "5:8 wrong-type a list stands where an amount of time is expected"),
        ("end: {a: b}", "5:6 wrong-type names with values stand where a date is expected"),
        ("claims: 7", "5:9 wrong-type a text stands where names with values are expected"),
        ("provider: {a: b}", "5:11 wrong-type names with values stand where text is expected"),
        (
            "tags: [hidden]",
            (
                '5:7 wrong-type no tag may be called "hidden": '
                "data files sum up hidden entries under it"
            ),
        ),
    ],
)
def test_values_of_the_wrong_form(written: str, expected: str) -> None:
    assert activity(written).report == [expected]


# --- Every field of the table, in every kind -------------------------------------------------------

SAMPLES = {
    Shape.TEXT: "some text",
    Shape.TEXTS: "[one, two]",
    Shape.DAY: "2025-06-30",
    Shape.AMOUNT: "2h30",
    Shape.NUMBER: "7",
    Shape.FLAG: "true",
    Shape.CLAIMS: "{gcs: {exclude: true}}",
    Shape.EVIDENCE: "[a.pdf]",
    Shape.SPAN: "{from: 2024-06-01, to: 2025-05-31}",
}
WORDS = {"type": "webinar", "category": "formal", "scheme": "gcs"}
HELD_BY: dict[str, Callable[[Entry], object]] = {
    "status": lambda e: e.planned,
    "points": lambda e: e.claims["gcs"].amounts,
    "category": lambda e: e.claims["gcs"].terms,
    "topic": lambda e: e.topics,
    **{name: lambda e: e.reflection for name in REFLECTION},
    **{name: lambda e: e.flags for name in FLAGS},
}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_in_every_kind(kind: Kind, field: Field) -> None:
    written = kind.value if field.name == "kind" else sample(field)
    fields = {"title": "A", "date": "2025-06-12", "kind": kind.value, "type": "course"}
    if kind is not Kind.ACTIVITY:
        del fields["type"]
    fields |= {field.name: written}
    result = of_kind(*(f"{name}: {value}" for name, value in fields.items()))
    if kind not in field.kinds:
        assert [f.code for f in result.findings] == ["unknown-field"]
        assert (result.findings[0].line, result.findings[0].column) == (1 + len(fields), 1)
        assert result.entry is not None
        assert field.name not in result.entry.details
        return
    entry = result.sure
    held = HELD_BY.get(field.name)
    own = getattr(entry, field.name, None) if held is None else held(entry)
    assert own or entry.details.get(field.name), f"{field.name} is lost"


def sample(field: Field) -> str:
    """A value that a field takes."""
    return WORDS.get(field.name) or (field.choices[-1] if field.choices else SAMPLES[field.shape])


def test_every_field_is_named_once_and_explained() -> None:
    names = [field.name for field in FIELDS]
    assert len(names) == len(set(names))
    assert all(field.about for field in FIELDS)


def test_own_names_of_fields() -> None:
    entry = of_kind("title: A", "start_date: 2025-06-12", "type: course", "learning_hours: 3").sure
    assert (entry.hours, entry.date) == (Fraction(3), date(2025, 6, 12))
    result = of_kind("title: A", "date: 2025-06-12", "start_date: 2025-06-13", "type: course")
    assert result.report == [
        "4:1 duplicate-field `start_date` on line 4 and `date` on line 3 are one field"
    ]
    result = of_kind("title: A", "start_date: soon", "type: course", "learning_hour: 1")
    assert result.report == [
        '3:13 bad-date "soon" is not a date',
        "5:1 unknown-field there is no field `learning_hour`",
    ]
    assert result.findings[1].help == "did you mean `learning_hours`?"


@pytest.mark.parametrize(
    ("written", "identity"),
    [
        ("course", "course"),
        ("Course", "course"),
        ("e learning", "e-learning"),
        ("Self-directed learning", "self-directed-learning"),
        ("self directed LEARNING", "self-directed-learning"),
        ("ward_round", "ward-round"),
    ],
)
def test_types_are_known_by_their_slug(written: str, identity: str) -> None:
    entry = of_kind("title: A", "date: 2025-06-12", f"type: {written}").sure
    assert (entry.type, entry.type_written) == (identity, written)


def test_an_unknown_kind_is_reported_alone() -> None:
    result = of_kind("title: A", "date: 2025-06-12", "kind: reflecton", "partner: B")
    assert result.report == ['4:7 unknown-kind "reflecton" is not a kind of entry']
    assert result.findings[0].help == "did you mean `reflection`?"


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("gsc", ("gcs", "gdc", "goc"), "gcs"),
        ("catgory", ("category", "count_in"), "category"),
        ("Hours", ("hours", "points"), "hours"),
        ("time", ("title", "type"), ""),
        ("tpye", ("title", "type"), "type"),
        ("dat", ("date", "title"), "date"),
        ("xyz", ("hours", "points"), ""),
        ("", ("hours",), ""),
    ],
)
def test_the_name_that_was_most_likely_meant(
    word: str, known: tuple[str, ...], expected: str
) -> None:
    assert nearest(word, known) == expected


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("Title", "did you mean `title`?"),
        ("duration", "did you mean `hours`?"),
        ("Time", "did you mean `hours`?"),
        ("CPD hours", "did you mean `hours`?"),
        ("hrs", "did you mean `hours`?"),
        ("organisation", "did you mean `provider`?"),
        ("Organizer", "did you mean `provider`?"),
        ("website", "did you mean `url`?"),
        ("reflection", "did you mean `learned`?"),
        ("categories", "did you mean `category`?"),
        ("Attachments", "did you mean `evidence`?"),
        ("certificate", "did you mean `evidence`?"),
        ("end-date", "did you mean `end`?"),
        ("description", "write it into the body, below the closing `---`"),
        ("foo", "delete it, or write it into the body"),
        ("objective", "it belongs to `goal`: delete it, or write it into the body"),
    ],
)
def test_what_other_journals_call_a_field(written: str, remedy: str) -> None:
    (finding,) = activity(f"{written}: 2").findings
    assert (finding.code, finding.help) == ("unknown-field", remedy)


def test_a_field_by_another_name_is_not_missing() -> None:
    assert of_kind("Title: A", "Date: 2025-06-12", "Type: course").report == [
        f"{line}:1 unknown-field there is no field `{name}`"
        for line, name in ((2, "Title"), (3, "Date"), (4, "Type"))
    ]
    result = of_kind("titel: A", "start_dat: 2025-06-12", "typ: course")
    assert {finding.code for finding in result.findings} == {"unknown-field"}


def test_a_field_of_another_kind() -> None:
    result = of_kind("title: A", "date: 2025-06-12", "kind: goal", "hours: 2")
    assert result.report == ["5:1 unknown-field an entry of kind `goal` has no field `hours`"]


def test_a_statement_names_a_scheme() -> None:
    kind = ("title: A", "date: 2025-06-12", "kind: statement")
    assert of_kind(*kind, "scheme: gcs", "document: summary").sure.details == {
        "scheme": "gcs",
        "document": "summary",
    }
    result = of_kind(*kind, "scheme: hpcp")
    assert result.report == ['5:9 unknown-scheme there is no scheme "hpcp"']
    assert result.findings[0].help == "did you mean `hcpc`?"


# --- Names in addresses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C", "c"),
        ("R&D", "r-and-d"),
        ("Research & development", "research-and-development"),
        ("#crisis", "crisis"),
        ("crisis #2", "crisis-2"),
        ("18+", "18-plus"),
    ],
)
def test_signs_that_tell_names_apart_are_spelt_out(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize("letter", ["a", "\u00e9", "\u0939\u093f", "\U0001d4b3"])
@pytest.mark.parametrize(("made", "limit"), [(slug, SLUG_LIMIT), (segment, SEGMENT_LIMIT)])
def test_long_names_are_cut_and_stay_apart(
    made: Callable[[str], str], limit: int, letter: str
) -> None:
    names = [made(letter * 300), made(letter * 301), made(f"{letter * 300} 1")]
    assert len(set(names)) == len(names)
    assert all(len(name.encode()) <= limit for name in names)
    assert [made(name) for name in names] == names


# --- Claims ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "claims"),
    [
        ("claims: {gcs: 7}", {"gcs": Claim(amounts={"points": Fraction(7)})}),
        ("claims: {gcs: '2.5'}", {"gcs": Claim(amounts={"points": Fraction(5, 2)})}),
        ("claims: {gcs: {points: 7}}", {"gcs": Claim(amounts={"points": Fraction(7)})}),
        ("claims: {hcpc: {points: 7}}", {"hcpc": Claim(amounts={"hours": Fraction(7)})}),
        ("claims: {gcs: {practice: 4}}", {"gcs": Claim(amounts={"practice": Fraction(4)})}),
        ("claims: {gcs: {exclude: true}}", {"gcs": Claim(exclude=True)}),
        ("claims: {gcs: {hours: 1h30}}", {"gcs": Claim(hours=Fraction(3, 2))}),
        ("claims: {gcs: {category: formal}}", {"gcs": Claim(terms={"category": ("formal",)})}),
        ("claims: {gcs: {category: Formal}}", {"gcs": Claim(terms={"category": ("formal",)})}),
        ("claims: {gcs: {tier: 14.0}}", {"gcs": Claim(terms={"tier": ("14",)})}),
        ("claims: {nmc: {anything: [1]}}", {}),
        ("points: 3", {"gcs": Claim(amounts={"points": Fraction(3)})}),
        ("category: job", {"gcs": Claim(terms={"category": ("job",)})}),
        (
            "points: 3\ncategory: job\nclaims: {gcs: {points: 4}}",
            {"gcs": Claim(amounts={"points": Fraction(4)}, terms={"category": ("job",)})},
        ),
        (
            "claims:\n  gcs: {points: 7, category: formal}\n  hcpc: {exclude: yes}",
            {
                "gcs": Claim(amounts={"points": Fraction(7)}, terms={"category": ("formal",)}),
                "hcpc": Claim(exclude=True),
            },
        ),
    ],
)
def test_claims(written: str, claims: dict[str, Claim]) -> None:
    assert activity(written).sure.claims == claims


@pytest.mark.parametrize(
    ("written", "expected", "remedy"),
    [
        ("{gsc: 7}", '5:10 unknown-scheme there is no scheme "gsc"', "did you mean `gcs`?"),
        ("{gcs: seven}", '5:15 bad-amount "seven" is not a number', "write a number such as 7"),
        (
            "{gcs: {pionts: 7}}",
            "5:16 unknown-field a claim under gcs has no `pionts`",
            "did you mean `points`?",
        ),
        (
            "{gcs: {credits: 7}}",
            "5:16 unknown-field a claim under gcs has no `credits`",
            "write one of `category`, `exclude`, `hours`, `points`, `practice`, `tier`",
        ),
        (
            "{gcs: {category: fromal}}",
            '5:26 unknown-term "fromal" is not a category of gcs',
            "did you mean `formal`?",
        ),
        (
            "{gcs: {category: On the job}}",
            '5:26 unknown-term "On the job" is not a category of gcs',
            "did you mean `job`?",
        ),
        (
            "{gcs: {category: no}}",
            '5:26 unknown-term "no" is not a category of gcs',
            "write one of `job`, `others`, `formal`",
        ),
        (
            "{gcs: {points: 7, points: 8}}",
            "5:27 duplicate-field `points` stands twice: on line 5 and on line 5",
            "keep one of the two",
        ),
        (
            "{gcs: [7]}",
            "5:15 wrong-type a list stands where names with values are expected",
            "write a number, or `{points: 7, category: ...}`",
        ),
        ("{gcs: {points: 1,5}}", "5:26 unknown-field", ""),
    ],
)
def test_claims_that_cannot_be_read(written: str, expected: str, remedy: str) -> None:
    result = activity(f"claims: {written}")
    assert [line[: len(expected)] for line in result.report] == [expected]
    assert result.findings[0].help.startswith(remedy)


# --- Identity, evidence, periods, reflection ------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "identity", "name"),
    [
        ("journal/2025/2025-06-12-crisis.md", "2025-06-12-crisis", "crisis"),
        ("journal/crisis.md", "2025-06-12-crisis", "crisis"),
        ("journal/2025/2025-09-03-conference/index.md", "2025-09-03-conference", "conference"),
        ("journal/2025/Conference/INDEX.md", "2025-06-12-Conference", "Conference"),
        ("journal/index.md", "2025-06-12-index", "index"),
        ("journal/2025-06-12.md", "2025-06-12", "2025-06-12"),
        ("journal/2025-13-12-x.md", "2025-06-12-2025-13-12-x", "2025-13-12-x"),
        ("journal/20250612-x.md", "2025-06-12-20250612-x", "20250612-x"),
        ("journal/Ärzte & Pflege.md", "2025-06-12-Ärzte-Pflege", "Ärzte-Pflege"),
        ("journal/A\u0308rzte.md", "2025-06-12-Ärzte", "Ärzte"),
        ("journal/हिन्दी.md", "2025-06-12-हिन्दी", "हिन्दी"),
    ],
)
def test_ids(path: str, identity: str, name: str) -> None:
    entry = activity(path=path).sure
    assert (entry.id, entry.name) == (identity, name)


@pytest.mark.parametrize(
    ("written", "field", "file", "path", "url", "title"),
    [
        ("a.pdf", "evidence", "a.pdf", "journal/2025/a.pdf", "", ""),
        ("[a.pdf]", "evidence.0", "a.pdf", "journal/2025/a.pdf", "", ""),
        ("[../b/a.pdf]", "evidence.0", "../b/a.pdf", "journal/b/a.pdf", "", ""),
        ("[/b/a.pdf]", "evidence.0", "/b/a.pdf", "journal/b/a.pdf", "", ""),
        ("[my scan.pdf]", "evidence.0", "my scan.pdf", "journal/2025/my scan.pdf", "", ""),
        ("[../../a.pdf]", "evidence.0", "../../a.pdf", "", "", ""),
        ("[/../a.pdf]", "evidence.0", "/../a.pdf", "", "", ""),
        (r"['C:\a.pdf']", "evidence.0", r"C:\a.pdf", "", "", ""),
        (r"['..\a.pdf']", "evidence.0", r"..\a.pdf", "", "", ""),
        ("[https://e.org/a]", "evidence.0", "", "", "https://e.org/a", ""),
        ("[{file: a.pdf, title: A}]", "evidence.0.file", "a.pdf", "journal/2025/a.pdf", "", "A"),
        ("{file: a.pdf}", "evidence.0.file", "a.pdf", "journal/2025/a.pdf", "", ""),
        ("[{url: 'https://e.org'}]", "evidence.0.url", "", "", "https://e.org", ""),
    ],
)
def test_evidence(  # noqa: PLR0913 (a row of the table)
    *, written: str, field: str, file: str, path: str, url: str, title: str
) -> None:
    (piece,) = activity(f"evidence: {written}").sure.evidence
    assert (piece.file, piece.path, piece.url, piece.title) == (file, path, url, title)
    assert piece.field in {field, "evidence.0"}
    assert piece.visibility is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[{title: A}]", "5:12 wrong-type evidence names nothing"),
        (
            "[{file: a.pdf, url: 'https://e.org'}]",
            "5:12 wrong-type evidence names both a file and an address",
        ),
        ("[{flie: a.pdf}]", "5:13 unknown-field evidence has no `flie`"),
        ("[[a.pdf]]", "5:12 wrong-type a list stands where text is expected"),
        (
            "[{file: a.pdf, visibility: privat}]",
            '5:38 wrong-type "privat" is not one of the words that `visibility` takes',
        ),
    ],
)
def test_evidence_that_cannot_be_read(written: str, expected: str) -> None:
    assert activity(f"evidence: {written}").report == [expected]


def test_evidence_whose_visibility_is_in_doubt_stays_with_the_owner() -> None:
    for written in ("visibility: privat", "visibilty: private", "visibility: [private]"):
        entry = activity(f"evidence: [{{file: a.pdf, {written}}}]").entry
        assert entry is not None
        assert [piece.visibility for piece in entry.evidence] == [Visibility.PRIVATE]
    entry = activity(
        "evidence: [{file: a.pdf, visibility: reviewer}, {file: b.pdf, visibility: }]"
    ).sure
    assert [piece.visibility for piece in entry.evidence] == [Visibility.REVIEWER, None]


def test_what_is_claimed_under_schemes_that_the_journal_does_not_count() -> None:
    others = {"hcpc": HCPC, "nmc": replace(HCPC, id="nmc")}
    vocabulary = replace(VOCABULARY, schemes={"gcs": GCS}, other_scheme=others.get)
    claims = "claims: {gcs: 1, hcpc: 2, nmc: {exclude: true}}"
    data = f"---\ntitle: A\ndate: 2025-06-12\ntype: course\n{claims}\n---\n".encode()
    entry, faults = decode_entry(Source(path=PATH, data=data), vocabulary)
    assert entry is not None
    assert faults == []
    assert (list(entry.claims), entry.claims_elsewhere) == (["gcs"], ("hcpc",))


def test_the_period_of_a_review() -> None:
    kind = ("title: A", "date: 2025-06-12", "kind: review")
    entry = of_kind(*kind, "period: {from: 2024-04-01, to: 2025-03-31}", "with: my manager").sure
    assert entry.period == (date(2024, 4, 1), date(2025, 3, 31))
    assert entry.details == {"with": "my manager"}
    for written in ("{from: 2024-04-01}", "{from: 2024-04-01, to: }"):
        assert of_kind(*kind, f"period: {written}").report == [
            "5:9 wrong-type a period needs two dates"
        ]
    assert of_kind(*kind, "period: {from: 2024, until: 2025-03-31}").report == [
        "5:9 wrong-type a period needs two dates",
        '5:16 bad-date "2024" is not a date',
        "5:22 unknown-field a period has no `until`",
    ]


def test_reflection_in_both_forms() -> None:
    entry = activity("learned: In the fields.", body="## So what?\n\nIn the body.").sure
    assert entry.reflection == {"learned": "In the fields."}
    assert [(s.field, s.text) for s in entry.body.sections] == [("learned", "In the body.")]
    assert entry.reflects("learned")
    assert not entry.reflects("applied")
    assert not activity("applied: ''", body="## What next\n\n<!-- later -->").sure.reflects("next")


# --- Who may see it -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
def test_visibility_defaults(kind: Kind) -> None:
    expected = VOCABULARY.visibility[kind]
    fields = ["title: A", "date: 2025-06-12", f"kind: {kind}"]
    fields += ["type: course"] if kind is Kind.ACTIVITY else []
    assert of_kind(*fields).sure.visibility is expected
    assert of_kind(*fields, "visibility: private").sure.visibility is Visibility.PRIVATE


@pytest.mark.parametrize(
    "written",
    [
        "visibility: privat",
        "visibility: Private",
        "visibility: no",
        "visibility: [private]",
        "visibility: {private: yes}",
        "visibilty: private",
        "Visibility: private",
        "visible: private",
        "visibility: public\nvisibility: private",
        "kind: reflecton",
        "kind: activity\nkind: absence",
        "kind: [absence]",
    ],
)
def test_a_visibility_in_doubt_is_never_public(written: str) -> None:
    result = activity(written)
    assert result.findings
    assert result.entry is not None
    assert result.entry.visibility is Visibility.PRIVATE


@pytest.mark.parametrize(
    ("written", "visibility"),
    [
        ("hours: 2", Visibility.PUBLIC),
        ("hours: six", Visibility.PUBLIC),
        ("provider: A: B", Visibility.PRIVATE),
        ("hours:2", Visibility.PRIVATE),
    ],
)
def test_an_entry_whose_lines_had_to_be_mended_is_the_owners_alone(
    written: str, visibility: Visibility
) -> None:
    entry = activity(written).entry
    assert entry is not None
    assert entry.visibility is visibility


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [("2025-06-12-talk.md", "2025-06-12-talk", date(2025, 6, 12)), ("talk.md", "talk", UNDATED)],
)
def test_the_name_of_the_file_stands_for_a_title_and_a_date(
    name: str, title: str, day: date
) -> None:
    entry = of_kind("type: course", path=f"journal/{name}").entry
    assert entry is not None
    assert (entry.title, entry.date) == (title, day)


def test_the_path_is_that_of_the_file() -> None:
    assert activity().sure.path == PATH
