"""What the columns of known logs become: by their names, and where those say nothing by their contents."""

import pytest

from cpdsite.exchange.importing.columns import map_columns
from cpdsite.exchange.importing.logs import find_log
from cpdsite.model.entry import Kind
from cpdsite.model.profile import Profile
from tests.importing.planning import WORDS, planned, table

LAYOUTS = {
    "GCS PDP": "Objective=need | Activity=title | 70/20/10=claims.gcs.category | Date=date | "
    "Learning=learned | How applied=applied | Points=points",
    "HCPC profile": "Activity=title | Date=date | Type of activity=type | Relevance=need | "
    "What you learnt=learned | Improved quality=applied | Benefit to service users=benefit | "
    "Standards 1-5=competencies.hcpc-cpd-standards",
    "NMC log": "Dates=date | Method=type | Topic(s)=title | Link to Code=claims.nmc.code | "
    "Number of hours=hours | Number of participatory hours=participatory_hours | "
    "Relation to practice=need | Evidence=evidence",
    "GDC log": "Date=date | Title and description=title | Hours on certificate=hours | "
    "Provider on certificate=provider | Link to PDP=need | Reflection=applied",
    "GPhC": "Title=title | Date=date | Relevance to role=need | What learned=learned | "
    "How applied=applied | Example of benefit=benefit",
    "RICS": "Subject area=title | Date=date | Method=type | Structured=structured | Hours=hours | "
    "Learning objective=need | Learning outcome=learned | Reflection=applied | "
    "Mandatory topics=topic",
    "ACCA": "Activity=title | Date=date | Verifiable?=verifiable | Provider=provider | "
    "Why chosen=need | What learned=learned | How applied=applied",
    "ARB": "CPD topic=title | Date=date | Activity type=type | What learned=learned | "
    "How applied=applied | Next steps=next",
    "ICE PDR": "Activity=title | Date=date | Hours=hours | DAP objective=need | Benefit=benefit | "
    "Remaining need=next",
    "mycareerpath": "Title*=title | Date=date | Hours=hours | Lessons learned=learned | "
    "Benefits gained=applied | Attachments=evidence",
    "PMI and ISACA": "Title=title | Description=body | Date=date | Sponsor=provider | "
    "Category=category | Web link=url",
    "spreadsheet-export": "What I learnt=learned | Use in practice=applied | Who gained=benefit | "
    "Start date=date | End date=end | Organiser=provider | Keywords=tags | Place=location | "
    "Course name=title | Learning hours=hours",
    "questions": "Activity title=title | Date of activity=date | Type of activity=type | "
    "Why did you do it?=need | What did you learn from this activity?=learned | "
    "How have you applied this?=applied | Duration (mins)=hours",
}
KINDS = {
    "SRA plan": (
        Kind.GOAL,
        (
            "Development need=title | How will I meet it=objective | By when=due | Review=next | "
            "Success criteria=measure"
        ),
    ),
    "NMC practice": (
        Kind.PRACTICE,
        (
            "Dates=date | Name of organisation=organisation | Setting=setting | Scope of practice=scope | "
            "Number of hours=hours | Registration=registration | Brief description=body"
        ),
    ),
    "NMC feedback": (
        Kind.FEEDBACK,
        (
            "Date=date | Source of feedback=from_whom | Type of feedback=form | Content=body | "
            "How used=used"
        ),
    ),
}


def mapping(
    *headings: str, rows: tuple[tuple[str, ...], ...] = (), kind: Kind | None = None
) -> str:
    """What columns become, as `Heading=target | ...`; the kind is checked where one is given."""
    log = find_log(table(headings, *rows), Profile())
    mapped = map_columns(log, Profile(), WORDS)
    assert kind in {None, mapped.kind}
    return " | ".join(f"{column.name}={column.target}" for column in mapped.columns)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_known_layouts(layout: str) -> None:
    wanted = LAYOUTS[layout]
    assert (
        mapping(*(part.split("=")[0] for part in wanted.split(" | ")), kind=Kind.ACTIVITY) == wanted
    )


@pytest.mark.parametrize("layout", KINDS)
def test_known_layouts_of_other_kinds(layout: str) -> None:
    kind, wanted = KINDS[layout]
    assert mapping(*(part.split("=")[0] for part in wanted.split(" | ")), kind=kind) == wanted


@pytest.mark.parametrize(
    ("heading", "texts", "wanted"),
    [
        ("Time", ("10:30", "14:00"), "keep"),
        ("Time", ("2h", "90 min"), "hours"),
        ("Activity", ("Course", "Reading"), "type"),
        ("Activity", ("Talk on risk", "Course on tact"), "keep"),
        ("Category", ("job", "formal"), "category"),
        ("Category", ("Course", "Webinar"), "type"),
        ("Category", ("red", "blue"), "keep"),
        ("Credits", ("1", "2"), "keep"),
        ("Points", ("1", "two", "3"), "points"),
        ("Points", ("one", "two", "3"), "keep"),
        ("PDUs", ("1",), "keep"),
        ("Status", ("Completed", "Planned"), "status"),
        ("Status", ("red", "amber"), "keep"),
        ("Qqq", ("https://example.org/a", "http://example.org/b"), "url"),
        ("Qqq", ("2h", "90 min"), "hours"),
        ("Qqq", ("2", "90"), "keep"),
        ("Qqq", ("Webinar", "Course"), "type"),
        ("Completed", ("yes", "no"), "keep"),
    ],
)
def test_contents_decide(heading: str, texts: tuple[str, ...], wanted: str) -> None:
    rows = tuple((f"Talk {n}", "2025-06-12", text) for n, text in enumerate(texts))
    assert (
        mapping("Title", "Date", heading, rows=rows)
        == f"Title=title | Date=date | {heading}={wanted}"
    )


def test_a_table_without_names() -> None:
    rows = (("13/06/2025", "A talk", "2h", "Course"), ("14/06/2025", "A walk", "90 min", "Webinar"))
    made = planned(table(*rows))
    assert [new.file.path for new in made.new] == [
        "journal/2025/2025-06-13-a-talk.md",
        "journal/2025/2025-06-14-a-walk.md",
    ]
    assert made.logs[0].log.heading_row == 0


def test_names_below_a_title_and_columns_without_names() -> None:
    made = planned(
        table(
            ("CPD log", "", "", ""),
            ("", "", "", ""),
            ("Title", "", "Date", "Title"),
            ("A talk", "with cake", "2025-06-13", "again"),
        )
    )
    assert [(one.row, one.reason) for one in made.unread] == [
        (1, "it stands above the names of the columns")
    ]
    names = [column.name for column in made.logs[0].columns]
    assert names == ["Title", "column 2", "Date", "Title (2)"]
    assert "- column 2: with cake\n- Title (2): again\n" in made.new[0].file.text


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Date (dd/mm/yyyy)", "journal/2025/2025-04-03-a-talk.md"),
        ("Date (MM/DD/YYYY)", "journal/2025/2025-03-04-a-talk.md"),
    ],
)
def test_a_heading_may_say_the_order(heading: str, path: str) -> None:
    made = planned(table(("Title", heading), ("A talk", "03/04/2025")))
    assert [new.file.path for new in made.new] == [path]


def test_what_was_done_is_the_title_where_nothing_else_tells() -> None:
    rows = ("13/06/2025", "Talk on fire", "A lot.")
    made = mapping("When", "What I did", "What I learned", rows=(rows,))
    assert made == "When=date | What I did=title | What I learned=learned"


def test_one_good_date_makes_a_column_of_dates() -> None:
    texts = ("45363", "May 2024", "2025-06-13", "Date")
    made = planned(table(("Title", "Date"), *(("A talk", text) for text in texts)))
    assert [one.reason for one in made.unread] == [
        '"45363" is not a date',
        '"May 2024" is not a date',
        '"Date" is not a date',
    ]
    assert len(made.new) == 1
