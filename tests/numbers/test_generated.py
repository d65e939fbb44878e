"""Generated journals: portfolio.json, entries.csv and the pages agree with the recount."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.numbers.bodies import BODIES
from tests.numbers.documents import Book, differences, numbers, plain, without_texts
from tests.numbers.pieces import is_list, put_together
from tests.numbers.product import faults_of, made_of, numbers_of, pages_of, rows_of
from tests.numbers.reading import read
from tests.numbers.reckoning import Site
from tests.numbers.recount import recount

TODAY = date(2026, 11, 30)
TYPES = [
    "course",
    "reading",
    "mentoring",
    "project",
    "teaching",
    "award",
    "exercise",
    "journal-club",
]
HOURS = ["6", "0.5", "2h30", "40m", "90 min", "7.25", "0", ""]
AUDIENCES = st.sampled_from(["owner", "reviewer", "public"])
DAYS = st.dates(date(2023, 6, 1), date(2027, 2, 1))
HASTE = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def journals(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """Settings of two bodies, and the text of ten to thirty files by path."""
    bodies = draw(st.permutations(sorted(BODIES)))[:2]
    facts = {
        "gcs": draw(st.sampled_from(["", ", joined: 2024-04-01"])),
        "hcpc": draw(st.sampled_from([", renewal: 2025-10-01", ", renewal: 2024-02-28"])),
        "icpem": draw(st.sampled_from([", grade: Member", ", grade: Student"])),
    }
    lines = [f"  - {{id: {body}{facts[body]}}}" for body in bodies]
    own = (
        "types: {exercise: {like: work-based}, journal-club: {label: Journal club, like: reading}}"
    )
    said = "\n".join([own, "schemes:", *lines, ""]).replace(
        "exercise: {", "exercise: {label: Emergency exercise, "
    )
    days = draw(st.lists(DAYS, min_size=10, max_size=30))
    texts = {
        f"journal/{day}-{number}.md": "\n".join(draw(entries(day, number, bodies)))
        for number, day in enumerate(days)
    }
    return said, texts


@st.composite
def entries(draw: st.DrawFn, day: date, number: int, bodies: list[str]) -> list[str]:
    """The lines of one file."""
    kind = draw(st.sampled_from(["activity"] * 7 + ["goal", "absence", "review"]))
    lines = ["---", f"title: Entry {number}", f"date: {day}", f"kind: {kind}"]
    lines += [f"tags: [tag{number}, tag{number % 4}]"]
    visibility = draw(st.sampled_from(["", "", "public", "reviewer", "private"]))
    lines += [f"visibility: {visibility}"] if visibility else []
    lines += ["draft: true"] if draw(st.integers(0, 9)) == 0 else []
    if kind == "absence":
        lines += [f"until: {day + timedelta(days=draw(st.integers(0, 200)))}"]
    if kind == "activity":
        lines += draw(activities(day, bodies))
    fields = draw(st.sets(st.sampled_from(["learned", "applied", "benefit"])))
    lines += [f"{name}: Something." for name in sorted(fields)]
    return [*lines, "---", ""]


@st.composite
def activities(draw: st.DrawFn, day: date, bodies: list[str]) -> list[str]:
    """The lines that only an activity has."""
    lines = [f"type: {draw(st.sampled_from(TYPES))}", f"hours: {draw(st.sampled_from(HOURS))}"]
    lines += [f"provider: {draw(st.sampled_from(['North', 'South', 'East']))}"]
    seldom = st.integers(0, 7).map(lambda number: number == 0)
    if draw(seldom):
        lines += [f"end: {day + timedelta(days=draw(st.integers(0, 40)))}"]
    if draw(seldom):
        lines += [f"count_in: {draw(DAYS)}"]
    lines += ["status: planned"] if draw(seldom) else []
    lines += ["highlight: true"] if draw(seldom) else []
    if draw(seldom):
        lines += [f"evidence: [{{file: proof.pdf, visibility: {draw(st.sampled_from(SEEN))}}}]"]
    claims = [f"{body}: {{{draw(claimed(body))}}}" for body in bodies if draw(st.booleans())]
    return [*lines, f"claims: {{{', '.join(claims)}}}"]


SEEN = ["public", "reviewer", "private"]


def claimed(body: str) -> st.SearchStrategy[str]:
    """What an activity claims under a body."""
    categories = [f"category: {name}" for name in BODIES[body].categories]
    amounts = ["points: 3", "points: 0.5", "hours: 1h20", "exclude: true"]
    tiers = [f'tier: "{tier}"' for tier in BODIES[body].tiers]
    one = st.sampled_from([*categories, *amounts, *tiers])
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda text: text.split(":")[0]).map(
        ", ".join
    )


@settings(HASTE, max_examples=60)
@given(journals(), AUDIENCES)
def test_the_numbers_are_those_counted_by_hand(
    journal: tuple[str, dict[str, str]], audience: str
) -> None:
    book = Book(recount=recount(read(*journal), TODAY), audience=audience)
    made = made_of(*journal, TODAY, audience)
    found = numbers_of(made)
    kept = {name: found[name] for name in ("as_of", "schemes", "years")}
    assert differences(without_texts(kept), numbers(book)) == []
    rows = {row["id"]: row for row in rows_of(made)}
    assert [*rows] == [one.id for one in book.records]
    for count in book.recount.counts:
        column = f"{count.body.id} {count.body.unit}"
        told = {id_: row[column] for id_, row in rows.items() if row[column]}
        granted = {one.id: count.granted[one.id] for one in book.records if one.id in count.granted}
        assert told == {id_: str(plain(amount)) for id_, amount in granted.items()}


@settings(HASTE, max_examples=12)
@given(journals(), AUDIENCES)
def test_every_figure_of_every_page_is_explained(
    journal: tuple[str, dict[str, str]], audience: str
) -> None:
    book = Book(recount=recount(read(*journal), TODAY), audience=audience)
    pages = pages_of(made_of(*journal, TODAY, audience))
    assert [*faults_of(Site(book), pages)] == []


@settings(HASTE, max_examples=8)
@given(journals(), AUDIENCES)
def test_lists_on_several_pages_are_the_lists(
    journal: tuple[str, dict[str, str]], audience: str
) -> None:
    book = Book(recount=recount(read(*journal), TODAY), audience=audience)
    pages = pages_of(made_of(*journal, TODAY, audience), longest=3)
    whole, faults = put_together(pages, book.recount.years[-1].label)
    assert faults == []
    lists = {path: page for path, page in whole.items() if is_list(path)}
    assert [*faults_of(Site(book), lists)] == []


OF_HCPC = "schemes: [{id: hcpc, renewal: 2024-02-28}]\n"
SORTED = {
    "a": "date: 2025-11-24\ntype: mentoring\nhours: 2\nvisibility: private",
    "b": "date: 2025-07-04\ntype: course\nhours: 2",
}
"""A category is hidden, and one is not."""
EMPTY = {
    "of no hours": "date: 2025-01-25\ntype: project\nhours: 0",
    "planned": "date: 2026-01-05\nstatus: planned\ncount_in: 2025-04-28\ntype: project\n"
    "claims: {hcpc: {category: work, points: 0.5}}",
}


@pytest.mark.parametrize("audience", ["owner", "reviewer", "public"])
@pytest.mark.parametrize("fields", EMPTY.values(), ids=EMPTY)
def test_a_category_without_hours_beside_a_hidden_one(fields: str, audience: str) -> None:
    """Drawn when an entry that is done and shown has it, as in the table beside the chart."""
    texts = {
        f"journal/{name}.md": f"---\ntitle: Entry {name}\n{lines}\n---\n"
        for name, lines in {**SORTED, "c": fields}.items()
    }
    book = Book(recount=recount(read(OF_HCPC, texts), TODAY), audience=audience)
    pages = pages_of(made_of(OF_HCPC, texts, TODAY, audience))
    assert [*faults_of(Site(book), pages)] == []
    drawn = pages["schemes/hcpc/2024-2026/index.html"].one("figure", id="chart-cpd-categories-hcpc")
    assert ("Work-based" in drawn.text) == (audience == "owner" or "hours: 0" in fields)


@settings(HASTE, max_examples=30)
@given(journals())
def test_the_public_data_name_nothing_hidden(journal: tuple[str, dict[str, str]]) -> None:
    book = Book(recount=recount(read(*journal), TODAY), audience="public")
    made = made_of(*journal, TODAY, "public")
    told = set(words_of(numbers_of(made))) | {
        w for r in rows_of(made) for w in words_of([*r.values()])
    }
    tags = {tag for one in book.records for tag in one.tags}
    hidden = [one for one in book.recount.journal.records if one not in book.records]
    secret = {tag for one in hidden for tag in one.tags} - tags
    assert told.isdisjoint(secret | {one.id for one in hidden} | {one.title for one in hidden})


def words_of(value: object) -> Iterator[str]:
    """Every text in some data, names and parts of lists included."""
    if isinstance(value, str):
        yield from value.split("; ")
    elif isinstance(value, dict):
        yield from (word for pair in value.items() for part in pair for word in words_of(part))
    elif isinstance(value, list):
        yield from (word for one in value for word in words_of(one))
