"""Whatever a log holds, it is found again, once, and as it was written."""

import csv
import io
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.exchange.yaml_text import writable
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.profile import Profile
from cpdsite.model.table import Table
from cpdsite.parse.delimited import DELIMITERS, read_csv
from cpdsite.parse.front_matter import with_plain_ends
from tests.importing.planning import files, journal, planned, said, table
from tests.reading import read
from tests.values import holds, unfound

HEADINGS = (
    *("Title", "Activity", "Date", "Start date", "End date", "Type", "Hours", "Duration (minutes)"),
    *("Points", "Category", "Provider", "Link", "Tags", "Why", "What I learned", "How applied"),
    *(
        "Benefit",
        "Next steps",
        "Notes",
        "Certificate",
        "Verifiable",
        "Room",
        "",
        "Impact",
        "Status",
    ),
)
CELLS = (
    *("", " ", "Talk", "talk", "2025-06-12", "13/06/2025", "06/07/2025", "7 July 2025 14:30"),
    *("12-14 March 2024", "2:30", "2h", "150 min", "1,5", "1,500", "six", "Yes", "no", "Course"),
    *("Grand round", "formal", "On the job", "https://example.org/a", "cert.pdf", "a; b", "a, b"),
    *(
        "ASDF",
        "# A heading",
        "## What I learned",
        "---",
        "<!-- note -->",
        "```",
        "- a\n- b",
        "x\ty",
    ),
    *("'=1+1", "=1+1", '"quoted"', 'it\'s "both"', "a: b #c", "    indented", "line\n\nline", "~"),
    *("\u2018curly\u2019 \u2013 dash\u2026", "\u00a0", "a\x0bb", "e\u0301", "[^1]: note", "null"),
)
PROSE = (
    "#",
    "##",
    " ",
    "\n",
    "\n\n",
    "```",
    "~~~",
    "---",
    "===",
    "<!--",
    "-->",
    "[a](b.md)",
    "*",
    "|",
)

cells = st.sampled_from(CELLS) | st.text(max_size=12).map(with_plain_ends)
rows = st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=8).flatmap(
    lambda head: st.tuples(
        st.just(head),
        st.lists(st.lists(cells, min_size=len(head), max_size=len(head)), max_size=5),
    )
)
prose = st.lists(st.sampled_from(PROSE) | st.text(max_size=8), max_size=8).map("".join)


def log(made: tuple[Sequence[str], Sequence[Sequence[str]]]) -> Table:
    """A table with a title and a day in front, so that some of its rows become entries."""
    head, body = made
    filled = [[f"Talk {n % 3}", f"2025-06-1{n % 2}", *cells] for n, cells in enumerate(body)]
    return table(["Title", "Date", *head], *filled)


@settings(max_examples=100, deadline=None)
@given(rows)
def test_every_value_is_found_again(made: tuple[Sequence[str], Sequence[Sequence[str]]]) -> None:
    tables = [log(made)]
    plan = planned(*tables)
    heading = "log.csv: below the names in row 1\n"
    assert list(unfound(tables, files(plan), heading + said(plan))) == []


@settings(max_examples=40, deadline=None)
@given(rows)
def test_tables_of_any_shape_lose_nothing(
    made: tuple[Sequence[str], Sequence[Sequence[str]]],
) -> None:
    head, body = made
    found = table(head, *body)
    plan = planned(found)
    named = plan.logs[0].log.heading_row
    heading = f"log.csv: below the names in row {named}\n" if named else ""
    assert list(unfound([found], files(plan), heading + said(plan))) == []


@settings(max_examples=40, deadline=None)
@given(rows)
def test_a_second_import_writes_nothing(
    made: tuple[Sequence[str], Sequence[Sequence[str]]],
) -> None:
    first = planned(log(made))
    again = planned(log(made), there=journal(files(first)))
    assert again.new == ()
    assert len(again.again) == len(first.new)
    assert again.unread == first.unread


@settings(max_examples=30, deadline=None)
@given(rows)
def test_rows_in_another_order_are_known_again(
    made: tuple[Sequence[str], Sequence[Sequence[str]]],
) -> None:
    first = log(made)
    turned = table(first.rows[0].cells, *(row.cells for row in reversed(first.rows[1:])))
    again = planned(turned, there=journal(files(planned(first))))
    assert again.new == ()


@settings(max_examples=80, deadline=None)
@given(prose, prose, prose)
def test_prose_arrives_untouched(learned: str, applied: str, notes: str) -> None:
    texts = [with_plain_ends(text) for text in (learned, applied, notes)]
    made = planned(
        table(
            ["Title", "Date", "What I learned", "How applied", "Notes"], ["A", "2025-01-02", *texts]
        )
    )
    (new,) = made.new
    entry = read(new.file.text).entry
    assert entry is not None
    if any(writable(text) != text for text in texts):
        assert all(holds(new.file.text, text) for text in texts if text.strip())
    else:
        assert reflection(entry, "learned") == texts[0].strip()
        assert reflection(entry, "applied") == texts[1].strip()
        assert texts[2].strip() in entry.body.text


def reflection(entry: Entry, name: str) -> str:
    """What an entry says in a reflection field, wherever it stands."""
    sections = [section.text for section in entry.body.sections if section.field == name]
    return "\n\n".join(filter(None, [entry.reflection.get(name, ""), *sections]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=5),
    st.sampled_from(tuple(DELIMITERS)),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")),
)
def test_csv_of_any_make(made: list[list[str]], delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["Title", "Date", "Notes"], *made])
    found = read_csv("log.csv", out.getvalue().encode(encoding, "surrogatepass"))
    wanted = [tuple(map(with_plain_ends, row)) for row in made]
    assert [row.cells for row in found.rows[1:]] == [
        row for row in wanted if any(map(str.strip, row))
    ]


def test_a_day_of_a_goal_that_is_no_date_is_kept_as_text() -> None:
    rows = (("Goal", "Date set", "Target date"), ("French", "2025-01-05", "ASAP"))
    made = planned(table(*rows, ("Latin", "soon", "2025-11-30")), profile=Profile(kind=Kind.GOAL))
    assert "- Target date: ASAP" in files(made)["journal/plan/french.md"]
    assert "- Date set: soon" in files(made)["journal/plan/latin.md"]
    assert [new.draft.doubts for new in made.new] == [
        (("Target date", '"ASAP" is not a date'),),
        (("Date set", '"soon" is not a date'),),
    ]


def test_a_second_column_of_one_claim_is_kept_as_text() -> None:
    profile = Profile(columns={"first": "claims.gcs.points", "second": "claims.gcs.points"})
    rows = (("Title", "Date", "First", "Second"), ("Talk", "2025-01-05", "1", "2"))
    (text,) = files(planned(table(*rows), profile=profile)).values()
    assert "gcs: {points: 1}" in text
    assert "- Second: 2" in text


def test_hours_of_a_claim_stand_in_it() -> None:
    profile = Profile(columns={"counted": "claims.gcs.hours"})
    rows = (("Title", "Date", "Counted"), ("Talk", "2025-01-05", "1h30"))
    (text,) = files(planned(table(*rows), profile=profile)).values()
    assert "gcs: {hours: 1.5}" in text


def test_only_what_had_no_type_is_told_to_have_that_of_the_profile() -> None:
    rows = (("Title", "Date", "Type"), ("One", "2025-01-05", "course"), ("Two", "2025-01-06", ""))
    made = planned(table(*rows), profile=Profile(type="sailing"))
    assert [new.draft.unknown_type for new in made.new] == ["", "sailing"]
