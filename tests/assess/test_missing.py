"""What is missing, to the word: by measure, level, and whether the cycle is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.assess.missing import Lack, missing
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.period import Period
from tests.assess.journals import journal

SCHEME = """
scheme: ward
title: Ward 7 learning
units: {{points: {{label: point, labels: points, per_hour: 1}}}}
period: {{length: P1Y, start: "01-01"}}
taxonomies:
  category:
    label: Learning
    terms: {{job: Learning on the job, others: Learning from others, formal: Courses}}
    from_type: {{work-based: job, mentoring: others, course: formal}}
    required: true
requirements: {asked}
"""

TOTAL = "{id: total, level: must, text: Thirty points, measure: sum, min: 30}"
WISHED = "{id: total, level: should, text: Thirty points, measure: sum, min: 30}"
GUIDE = "{id: total, level: info, text: Thirty points, measure: sum, min: 30}"
AT_MOST = "{id: most, level: must, text: At most ten, measure: sum, max: 10}"
TALKS = "{id: talks, level: must, text: A talk, from: discussion, measure: count, min: 1}"
ACCOUNTS = "{id: five, level: must, text: Five accounts, from: reflection, measure: count, min: 5}"
SORTS = "{id: sorts, level: must, text: Two sorts, measure: distinct, taxonomy: category, min: 2}"
MIX = (
    "{id: mix, level: info, text: A mix, measure: mix, taxonomy: category,"
    " target: {job: 70, others: 20, formal: 10}, tolerance: 10}"
)
TOLD = "{id: told, level: must, text: Reflected, measure: complete, fields: [learned, applied]}"
ADAPTED = (
    "{id: adapted, level: must, text: All of it, measure: complete,"
    " fields: [from_whom, learned, category]}"
)
COURSES = (
    "{id: courses, level: must, text: A course, where: {type: course}, measure: count, min: 1}"
)
FEW_COURSES = (
    "{id: few, level: must, text: A few, where: {type: course}, measure: count, min: 3, max: 5}"
)
HALF = "{id: half, level: should, text: Half, measure: complete, fields: [evidence], min: 50%}"
GAP = "{id: gap, level: must, text: No gaps, measure: gap, max: P3M, excused_by: absence}"


def entry(row: str) -> str:
    """An entry from its date, type and hours; whatever follows stands in the front matter."""
    day, sort, hours, *rest = row.split(maxsplit=3)
    more = "".join(f"{line.strip()}\n" for line in "".join(rest).split(";"))
    return f"---\ntitle: About {sort}\ndate: {day}\ntype: {sort}\nhours: {hours}\n{more}---\n"


def shown(
    asked: str, rows: Iterable[str], today: str, audience: Audience = Audience.OWNER
) -> Portfolio:
    """What an audience may see of a journal under one scheme."""
    kept = journal(
        "schemes: [{id: ward, joined: 2025-01-01}]",
        map(entry, rows),
        {"ward": SCHEME.format(asked=f"[{asked}]")},
    )
    return portfolio(kept, assess(kept, date.fromisoformat(today)), audience=audience)


def lacks(
    asked: str, rows: Iterable[str], today: str, audience: Audience = Audience.OWNER
) -> tuple[Lack, ...]:
    """What is missing in the cycle of 2025."""
    seen = shown(asked, rows, today, audience)
    found = seen.assessment.schemes[0]
    return missing(seen, [(found, found.cycles[0])])


COURSE = "2025-03-01 course 26.5"
JOB = "2025-03-01 work-based 12"
MENTOR = "2025-04-01 mentoring 2"


@pytest.mark.parametrize(
    ("asked", "rows", "today", "sentences"),
    [
        # A sum: how much, how long, how fast; behind pace also how fast it was.
        (TOTAL, [COURSE], "2025-11-20", ["3.5 points to go in 41 days: about 2.6 a month"]),
        (TOTAL, [COURSE], "2025-12-01", ["3.5 points to go in 30 days"]),
        (TOTAL, [COURSE], "2025-12-30", ["3.5 points to go in 1 day"]),
        (TOTAL, [COURSE], "2025-12-31", ["3.5 points to go on the last day"]),
        (TOTAL, [COURSE], "2026-01-01", ["Short by 3.5 points"]),
        (
            TOTAL,
            [JOB],
            "2025-11-20",
            ["18 points to go in 41 days: about 13.4 a month, against 1.1 so far"],
        ),
        (
            TOTAL,
            [],
            "2025-07-01",
            ["30 points to go in 183 days: about 5 a month; none is recorded yet"],
        ),
        (TOTAL, ["2025-03-01 course 29.999"], "2026-01-01", ["Short by 0.01 points"]),
        (TOTAL, [COURSE, "2025-03-02 course 3.5"], "2025-11-20", []),
        # What is recommended is wished for, not demanded.
        (
            WISHED,
            [COURSE],
            "2025-11-20",
            ["3.5 points below the guide, with 41 days left: about 2.6 a month"],
        ),
        (GUIDE, [COURSE], "2025-12-31", ["3.5 points below the guide, and this is the last day"]),
        (WISHED, [COURSE], "2026-01-01", ["3.5 points below the guide"]),
        (AT_MOST, [JOB], "2025-11-20", ["12 points recorded, the most that is asked is 10"]),
        # Other kinds of entry are called what they are.
        (TALKS, [], "2025-11-20", ["No discussion yet, with 41 days left"]),
        (TALKS, [], "2026-01-01", ["No discussion recorded"]),
        (ACCOUNTS, [], "2025-11-20", ["5 reflective accounts to go in 41 days"]),
        (ACCOUNTS, [], "2026-01-01", ["Short by 5 reflective accounts"]),
        # A spread names what there is to choose from.
        (
            SORTS,
            [JOB],
            "2025-11-20",
            ["1 category to go in 41 days: nothing yet under Learning from others and Courses"],
        ),
        (
            SORTS,
            [JOB],
            "2026-01-01",
            ["Short by 1 category: nothing under Learning from others and Courses"],
        ),
        # A mix names what is far from the guide, and since when nothing was done about it.
        (
            MIX,
            [JOB, COURSE],
            "2025-04-01",
            [
                (
                    "Learning on the job is at 31% so far, the guide is 70%;"
                    " nothing under Learning from others yet"
                )
            ],
        ),
        (
            MIX,
            [JOB, "2025-03-02 course 2"],
            "2025-11-20",
            ["Nothing under Learning from others yet"],
        ),
        (MIX, [JOB], "2026-01-01", ["Nothing under Learning from others in the cycle"]),
        (
            MIX,
            [JOB, "2025-03-02 mentoring 9"],
            "2026-01-01",
            ["Learning on the job is at 57%, the guide is 70%"],
        ),
        # Entries that say too little are counted; their ids stand beside the sentence.
        (
            TOLD,
            [JOB, MENTOR],
            "2025-11-20",
            ["2 activities lack a reflection (learned or applied)"],
        ),
        (
            HALF,
            [JOB, MENTOR, COURSE],
            "2025-11-20",
            ["3 activities lack evidence: 2 more of them would do"],
        ),
        (HALF, [JOB, MENTOR, COURSE], "2026-01-01", ["3 activities lack evidence"]),
        (
            ADAPTED,
            ["2025-03-01 mentoring 1 learned: To listen."],
            "2025-11-20",
            ["1 activity lacks a reflection (learned), from whom or learning"],
        ),
        # Where only some entries are meant, it is such entries that are missing.
        (COURSES, [JOB], "2025-11-20", ["No such activity yet, with 41 days left"]),
        (COURSES, [JOB], "2026-01-01", ["No such activity recorded"]),
        (FEW_COURSES, [JOB, COURSE], "2025-11-20", ["2 such activities to go in 41 days"]),
        (
            FEW_COURSES,
            [COURSE] * 6,
            "2025-11-20",
            ["6 such activities recorded, the most that is asked is 5"],
        ),
        (
            GAP,
            [JOB, MENTOR],
            "2025-11-20",
            [
                (
                    "Nothing on 233 days from 1 Apr 2025 to 20 Nov 2025, allowed are less than 3 months:"
                    " an entry of kind absence would explain it"
                )
            ],
        ),
    ],
)
def test_sentences(asked: str, rows: list[str], today: str, sentences: list[str]) -> None:
    assert [lack.text for lack in lacks(asked, rows, today)] == sentences


EACH = "{id: each, level: must, text: Two each, measure: sum, each: category, min: 2}"
SOFT_EACH = "{id: soft, level: should, text: One each, measure: count, each: category, min: 1}"
GAPS = "{id: gaps, level: must, text: No gap, measure: gap, max: P2M, over: {each: P6M}}"
SHARES = (
    "{id: shares, level: should, text: Half, measure: share, where: {type: course}, min: 50%,"
    " over: {each: P6M}}"
)
TOLD_EACH = TOLD.replace("fields:", "each: category, fields:")
LITTLE = "{id: little, level: must, text: Little, measure: sum, max: 9, over: {each: P6M}}"
HALVES = "{id: halves, level: must, text: Ten each half, measure: sum, min: 10, over: {each: P6M}}"
ROUTES = (
    "{id: a, level: info, text: A, measure: sum, min: 90},"
    " {id: routes, level: must, text: A or B, any_of: [a]}"
)


@pytest.mark.parametrize(
    ("asked", "rows", "today", "sentences"),
    [
        (
            EACH,
            [JOB, "2025-03-02 course 1.5"],
            "2025-11-20",
            [
                (
                    "2 points to go under Learning from others; 0.5 points to go under Courses,"
                    " with 41 days left"
                )
            ],
        ),
        (
            EACH,
            [JOB],
            "2026-01-01",
            ["2 points short under each of Learning from others and Courses"],
        ),
        (
            SOFT_EACH,
            [JOB],
            "2025-11-20",
            ["Nothing under each of Learning from others and Courses, with 41 days left"],
        ),
        # A window that is over is short; one that has not begun is nobody's worry yet.
        (HALVES, [], "2025-03-01", ["10 points to go from 1 Jan 2025 to 30 Jun 2025"]),
        (
            HALVES,
            [JOB.replace("12", "4")],
            "2025-11-20",
            [
                (
                    "6 points short from 1 Jan 2025 to 30 Jun 2025;"
                    " 10 points to go from 1 Jul 2025 to 31 Dec 2025"
                )
            ],
        ),
        # What is no amount is told behind the window or the term.
        (
            GAPS,
            [JOB, "2025-04-20 course 1", "2025-06-25 course 1"],
            "2025-08-31",
            [
                (
                    "From 1 Jan 2025 to 30 Jun 2025: nothing on 66 days from 20 Apr 2025 to"
                    " 25 Jun 2025, allowed are less than 2 months"
                )
            ],
        ),
        (
            SHARES,
            [JOB, "2025-05-01 course 4"],
            "2025-11-20",
            ["From 1 Jan 2025 to 30 Jun 2025: 25%, the guide is at least 50%"],
        ),
        (
            TOLD_EACH,
            [JOB, MENTOR],
            "2025-11-20",
            [
                (
                    "Under each of Learning on the job and Learning from others:"
                    " 1 activity lacks a reflection (learned or applied)"
                )
            ],
        ),
        (
            LITTLE,
            [JOB],
            "2025-11-20",
            [("From 1 Jan 2025 to 30 Jun 2025: 12 points recorded, the most that is asked is 9")],
        ),
        (
            ROUTES,
            [JOB],
            "2025-11-20",
            [
                "Not yet met, with 41 days left",
                (
                    "78 points below the guide, with 41 days left: about 58 a month,"
                    " against 1.1 so far"
                ),
            ],
        ),
    ],
)
def test_sentences_on_terms_windows_and_routes(
    asked: str, rows: list[str], today: str, sentences: list[str]
) -> None:
    assert [lack.text for lack in lacks(asked, rows, today)] == sentences


def test_where_days_do_not_run_out_none_are_counted() -> None:
    rolling = SCHEME.replace('start: "01-01"', "rolling: true")
    kept = journal(
        "schemes: [ward]", [entry(JOB)], {"ward": rolling.format(asked=f"[{TOTAL}, {TALKS}]")}
    )
    seen = portfolio(kept, assess(kept, date(2025, 11, 20)), audience=Audience.OWNER)
    found = seen.assessment.schemes[0]
    assert [lack.text for lack in missing(seen, [(found, found.current)])] == [
        "18 points to go",
        "No discussion yet",
    ]


def test_a_term_is_missed_since_it_was_last_used() -> None:
    rows = ["2024-03-05 mentoring 3", "2024-02-01 mentoring 1", "2025-01-05 work-based 9"]
    kept = journal("schemes: [ward]", map(entry, rows), {"ward": SCHEME.format(asked=f"[{MIX}]")})
    seen = portfolio(kept, assess(kept, date(2025, 6, 1)), audience=Audience.OWNER)
    found = seen.assessment.schemes[0]
    (lack,) = missing(seen, [(found, found.current)])
    assert lack.text == "Nothing under Learning from others since March 2024"


def test_what_must_be_comes_first_and_what_cannot_be_helped_any_more_last() -> None:
    asked = ", ".join((GUIDE, HALF, SORTS.replace("Two", "Some"), TOTAL.replace("total", "sum")))
    rows = ["2025-01-01 work-based 1"]
    seen = shown(asked, [*rows, "2024-12-30 reading 1"], "2026-03-01")
    found = seen.assessment.schemes[0]
    over, now = found.cycles
    order = [
        (lack.cycle, lack.requirement) for lack in missing(seen, [(found, over), (found, now)])
    ]
    assert order == [
        ("2026", "sorts"),
        ("2026", "sum"),
        ("2025", "sorts"),
        ("2025", "sum"),
        ("2025", "half"),
        ("2026", "total"),
        ("2025", "total"),
    ]


def test_behind_pace_goes_before_what_is_merely_open() -> None:
    found = lacks(f"{SORTS}, {TOTAL}", [JOB], "2025-11-20")
    assert [(lack.requirement, lack.status) for lack in found] == [
        ("total", "at-risk"),
        ("sorts", "open"),
    ]


def test_entries_without_a_term_are_named_beside() -> None:
    (lack,) = lacks("", ["2025-03-01 reading 2", JOB], "2025-11-20")
    assert (lack.text, lack.taxonomy) == ("1 entry is not sorted by “Learning”", "category")
    assert lack.entries == ("2025-03-01-1",)


def test_highlighted_entries_should_show_what_they_are_chosen_for() -> None:
    rows = [
        f"{JOB} highlight: true; learned: To listen.",
        f"{COURSE} highlight: true; evidence: https://example.org/badge",
        "2025-05-01 mentoring 2 highlight: true",
        MENTOR,
        "2025-12-01 course 3 highlight: true",
    ]
    found = lacks("", rows, "2025-11-20")
    assert [(lack.text, lack.entries) for lack in found] == [
        ("2 highlighted entries lack evidence", ("2025-03-01-1", "2025-05-01-3")),
        (
            "2 highlighted entries lack a reflection, such as what was learned",
            ("2025-03-01-2", "2025-05-01-3"),
        ),
    ]


def test_what_a_requirement_says_already_is_not_said_again() -> None:
    asked = HALF.replace("50%", "100%").replace("id: half", "id: all, where: {highlight: true}")
    found = lacks(asked, [f"{JOB} highlight: true; learned: To listen."], "2025-11-20")
    assert [lack.text for lack in found] == ["1 activity lacks evidence"]


def test_a_reviewer_is_told_what_is_missing_and_never_the_name_of_a_hidden_entry() -> None:
    rows = [JOB, f"{MENTOR} visibility: private", "2025-05-01 course 1 highlight: true"]
    found = lacks(f"{TOTAL}, {TOLD}", rows, "2025-11-20", Audience.REVIEWER)
    assert [(lack.text, lack.entries) for lack in found] == [
        ("15 points to go in 41 days: about 11.2 a month, against 1.4 so far", ()),
        ("3 activities lack a reflection (learned or applied)", ("2025-03-01-1", "2025-05-01-3")),
    ]


def test_days_of_a_gap_are_not_told_where_hidden_entries_may_end_it() -> None:
    (lack,) = lacks(GAP, [f"{JOB} visibility: private"], "2025-11-20", Audience.REVIEWER)
    assert lack.text.startswith("Nothing on 264 days, allowed are less than 3 months")


def test_a_term_that_hidden_entries_may_have_is_not_called_unused() -> None:
    rows = [JOB, f"{MENTOR} visibility: private"]
    (lack,) = lacks(SORTS.replace("min: 2", "min: 3"), rows, "2025-11-20", Audience.REVIEWER)
    assert lack.text == "1 category to go in 41 days"


def test_the_public_is_told_nothing() -> None:
    asked = f"{TOTAL}, {SORTS}, {MIX}, {TOLD}, {GAP}"
    assert lacks(asked, [JOB, "2025-03-01 reading 2"], "2025-11-20", Audience.PUBLIC) == ()


def test_the_public_is_told_where_the_owner_wishes_it() -> None:
    seen = shown(TOTAL, [JOB], "2025-11-20")
    told = replace(seen.settings, assessment_visibility=seen.entries[0].visibility)
    open_to_all = replace(seen, settings=told, audience=Audience.PUBLIC)
    found = seen.assessment.schemes[0]
    assert [lack.requirement for lack in missing(open_to_all, [(found, found.current)])] == [
        "total"
    ]


def test_no_sentence_judges() -> None:
    asked = f"{TOTAL}, {SORTS}, {MIX}, {TOLD}, {GAP}, {TALKS}, {ACCOUNTS}"
    for today in ("2025-11-20", "2026-02-01"):
        for lack in lacks(asked, [JOB], today):
            assert not {"failed", "compliant", "fail"} & set(lack.text.lower().split())


def test_a_period_of_ones_own_choice_is_looked_at_without_a_cycle() -> None:
    seen = shown("", [f"{JOB} highlight: true; learned: To listen."], "2025-11-20")
    whole = Period(date(2025, 1, 1), date(2026, 1, 1))
    assert [lack.text for lack in missing(seen, [], whole)] == [
        "1 highlighted entry lacks evidence"
    ]
    assert missing(seen, [], Period(date(2024, 1, 1), date(2025, 1, 1))) == ()


def test_no_term_is_named_where_the_hidden_one_would_be_the_one_that_is_left() -> None:
    rows = [f"{JOB} visibility: private", MENTOR.replace(" 2", " 1.5")]
    (lack,) = lacks(EACH, rows, "2025-11-20", Audience.REVIEWER)
    assert lack.text == "0.5 points to go under Learning from others, with 41 days left"


@pytest.mark.parametrize(
    ("least", "rows", "text"),
    [
        (5, [], "3 activities to go in 41 days"),
        (5, [JOB, MENTOR], "1 activity to go in 41 days"),
        (1, [], "No activity yet, with 41 days left"),
    ],
)
def test_half_an_entry_takes_a_whole_one(least: int, rows: list[str], text: str) -> None:
    asked = f"{{id: some, level: must, text: Some, measure: count, min: {least}}}"
    kept = journal(
        "schemes: [{id: ward, joined: 2025-01-01,"
        " adjust: [{factor: 0.5, reason: leave, from: 2025-02-01}]}]",
        map(entry, rows),
        {"ward": SCHEME.format(asked=f"[{asked}]")},
    )
    seen = portfolio(kept, assess(kept, date(2025, 11, 20)), audience=Audience.OWNER)
    found = seen.assessment.schemes[0]
    (lack,) = missing(seen, [(found, found.current)])
    assert lack.text == text


def test_a_spread_over_declarations_names_what_is_not_declared() -> None:
    """The terms are those of the declarations, whatever activities are about."""
    kept = journal(
        "schemes: [{id: nmc, renewal: 2025-01-01}]",
        [
            f"---\ntitle: Declared\nkind: declaration\ndate: 2025-03-0{day}\ntopic: indemnity\n---\n"
            for day in (1, 2)
        ],
    )
    today = date(2028, 1, 1)
    whole = portfolio(kept, assess(kept, today), audience=Audience.OWNER)
    (found,) = whole.assessment.schemes
    said = [lack.text for lack in missing(whole, [(found, found.cycles[0])])]
    assert "Short by 1 term: nothing under Health and character" in said
