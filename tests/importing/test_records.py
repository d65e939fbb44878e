"""Several tables of one log: what is put together, what is not, and what is said about it."""

from collections.abc import Sequence

from cpdsite.exchange.importing.plan import Plan
from cpdsite.model.entry import Kind
from tests.importing.planning import files, planned, table

TALKS = (
    ("Title", "Date", "Hours"),
    ("Journal club", "2025-01-10", "1"),
    ("Ethics", "2025-02-10", "2"),
    ("Journal club", "2025-03-10", "3"),
)


def joined(*rows: Sequence[str], base: Sequence[Sequence[str]] = TALKS) -> Plan:
    """What comes of the talks and a second table."""
    return planned(table(*base, name="talks.csv"), table(*rows, name="notes.csv"))


def text(made: Plan, path: str) -> str:
    """The text of one new entry."""
    return files(made)[f"journal/2025/{path}.md"]


def test_by_title_and_day() -> None:
    made = joined(
        ("Activity", "When", "What I learned"),
        ("journal  club", "10 March 2025", "Third."),
        ("Ethics", "10/02/2025", "Second."),
        ("Journal club", "10/01/2025", "First."),
        ("Journal club", "13/01/2025", "Another day."),
    )
    assert "First." in text(made, "2025-01-10-journal-club")
    assert "Second." in text(made, "2025-02-10-ethics")
    assert "Third." in text(made, "2025-03-10-journal-club")
    assert "Another day." in text(made, "2025-01-13-journal-club")
    assert made.joined.keys == (("notes.csv", "talks.csv", "Title and Date"),)
    assert made.joined.paired == ()


def test_repeated_titles_in_the_order_of_the_files() -> None:
    made = joined(
        ("Title", "What I learned"),
        ("Journal club", "First."),
        ("Journal club", "Third."),
        ("Journal club", "One too many."),
    )
    assert "First." in text(made, "2025-01-10-journal-club")
    assert "Third." in text(made, "2025-03-10-journal-club")
    assert [tuple(map(str, spots)) for spots in made.joined.paired] == [
        ("talks.csv row 2", "notes.csv row 2"),
        ("talks.csv row 4", "notes.csv row 3"),
    ]
    assert [(one.row, one.reason) for one in made.unread] == [
        (4, "no row of talks.csv is left that has its Title")
    ]


def test_by_a_reference_although_the_titles_differ() -> None:
    base = (
        ("Record ID", "Title", "Date"),
        ("R1", "Talk", "2025-01-10"),
        ("R2", "Talk", "2025-02-10"),
    )
    made = joined(("Record ID", "Title", "What I learned"), ("R2", "A talk", "Second."), base=base)
    assert "Second." in text(made, "2025-02-10-talk")
    assert "- Title (notes.csv): A talk\n" in text(made, "2025-02-10-talk")
    assert [(str(spot), name) for spot, name in made.joined.differing] == [
        ("notes.csv row 2", "Title")
    ]


def test_a_reference_that_stands_twice_tells_no_row() -> None:
    base = (
        ("Record ID", "Title", "Date"),
        ("R1", "Talk", "2025-01-10"),
        ("R1", "Study day", "2025-02-10"),
    )
    made = joined(("Record ID", "Title", "What I learned"), ("R1", "Talk", "First."), base=base)
    assert "First." in text(made, "2025-01-10-talk")
    assert made.joined.keys == (("notes.csv", "talks.csv", "Title"),)


def test_what_two_tables_say_differently_is_kept() -> None:
    made = joined(("Title", "Date", "Hours", "Room"), ("Ethics", "2025-02-10", "5", "B12"))
    found = text(made, "2025-02-10-ethics")
    assert "hours: 2\n" in found
    assert "- Hours (notes.csv): 5\n" in found
    assert "- Room: B12\n" in found


def test_two_years_of_one_log_are_read_one_after_the_other() -> None:
    made = joined(TALKS[0], ("Ethics", "2026-02-10", "2"), ("Ethics", "2025-02-10", "2"))
    assert len(made.new) == 4
    assert made.joined.keys == ()
    assert [(str(a.record.spots[0]), str(b.record.spots[0])) for a, b in made.repeated] == [
        ("notes.csv row 3", "talks.csv row 3")
    ]


def test_tables_that_share_nothing_are_logs_of_their_own() -> None:
    made = joined(("Title", "Date", "Provider"), ("Something else", "2025-05-05", "A school"))
    assert len(made.new) == 4
    assert made.joined.keys == ()


def test_tables_of_two_kinds_are_logs_of_their_own() -> None:
    base = (
        ("Dates", "Name of organisation", "Your work setting", "Number of hours"),
        ("10/01/2025 to 31/12/2025", "A school", "Clinic", "400"),
    )
    made = joined(*TALKS, base=base)
    assert [new.draft.kind for new in made.new] == [Kind.ACTIVITY] * 3 + [Kind.PRACTICE]
    assert made.joined.keys == ()


def test_the_order_of_the_files_does_not_matter() -> None:
    notes = table(("Title", "What I learned"), ("Ethics", "Second."), name="notes.csv")
    talks = table(*TALKS, name="talks.csv")
    assert files(planned(talks, notes)) == files(planned(notes, talks))


def test_a_third_table_finds_only_rows_that_are_in_a_record() -> None:
    made = planned(
        table(("Title", "Date", "Record id"), ("A", "2025-01-05", "r1"), ("B", "2025-01-06", "r2")),
        table(
            ("Record id", "Batch no", "What I learned"),
            *(("r1", "b1", "Lots."), ("r2", "b2", "More."), ("r9", "b9", "Nothing.")),
            name="notes.csv",
        ),
        table(("Batch no", "Who benefits"), ("b1", "I."), ("b9", "Nobody."), name="gains.csv"),
    )
    assert "I." in text(made, "2025-01-05-a")
    assert [(one.table, one.row, one.cells) for one in made.unread] == [
        ("gains.csv", 3, ("b9", "Nobody.")),
        ("notes.csv", 4, ("r9", "b9", "Nothing.")),
    ]
