"""portfolio.json, entries.csv, `status` and the recount agree with each other."""

import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tests.numbers.documents import Book, Json, differences, numbers, plain, without_texts
from tests.numbers.product import read_csv
from tests.numbers.recount import Recount
from tests.tools import ROOT, TODAY

AUDIENCES = ("owner", "public")


@pytest.fixture(params=AUDIENCES)
def book(request: pytest.FixtureRequest, counted: Recount) -> Book:
    """The numbers for each audience."""
    return Book(recount=counted, audience=str(request.param))


@pytest.fixture
def site(book: Book, example_site: Path, example_public_site: Path) -> Path:
    """The site for that audience."""
    return example_site if book.whole else example_public_site


def test_portfolio_json_holds_the_numbers_counted_by_hand(book: Book, site: Path) -> None:
    found = portfolio_in(site)
    kept = {name: found[name] for name in ("as_of", "schemes", "years")}
    assert differences(without_texts(kept), numbers(book)) == []


def test_status_tells_the_owner_the_same(example_site: Path) -> None:
    command = [sys.executable, "-m", "cpdsite", "-C", str(ROOT), "status", "--today", TODAY]
    ran = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    found = portfolio_in(example_site)
    assert told == {name: found[name] for name in told}
    assert {*told} == {"version", "as_of", "schemes", "years"}


def test_each_entry_of_portfolio_json_is_as_in_its_file(book: Book, site: Path) -> None:
    found = portfolio_in(site)
    entries = found["entries"]
    assert isinstance(entries, list)
    expected = [
        {
            "id": one.id,
            "hours": None if one.hours is None else plain(one.hours),
            "type": one.type or None,
            "tags": list(one.tags) or None,
            "credited": dict(credited(book, one.id)) or None,
        }
        for one in book.records
    ]
    assert [{name: entry.get(name) for name in expected[0]} for entry in map(given, entries)] == (
        expected
    )
    everything = book.recount.journal.records
    unseen = [r for r in everything if not (r.draft or r.planned or book.sees(r))]
    assert found["hidden"] == len(unseen)


def test_each_row_of_entries_csv_is_as_in_its_file(book: Book, site: Path) -> None:
    rows = read_csv((site / "data/entries.csv").read_bytes().decode("utf-8-sig"))
    assert [row["id"] for row in rows] == [one.id for one in book.records]
    for row, one in zip(rows, book.records, strict=True):
        assert row["hours"] == ("" if one.hours is None else str(plain(one.hours))), one.id
        assert row["tags"] == "; ".join(one.tags)
        for count in book.recount.counts:
            amount = count.granted.get(one.id)
            told = row[f"{count.body.id} {count.body.unit}"]
            assert told == ("" if amount is None else str(plain(amount))), one.id
            for name in count.cycles[0].terms:
                term = count.term(name, one.id)
                assert row[f"{count.body.id} {name}"] == term, one.id


def test_entries_csv_adds_up_to_the_years(example_site: Path) -> None:
    rows = read_csv((example_site / "data/entries.csv").read_bytes().decode("utf-8-sig"))
    years = portfolio_in(example_site)["years"]
    assert isinstance(years, list)
    for year in map(given, years):
        inside = [
            row
            for row in rows
            if row["kind"] == "activity"
            and row["status"] == "done"
            and (row["end"] or row["date"])[:4] == year["label"]
        ]
        amount = sum((Fraction(row["hours"] or 0) for row in inside), Fraction())
        assert round(float(amount), 4) == year["hours"]
        assert len(inside) == year["entries"]


def test_what_the_public_is_told_is_what_the_owner_sees(
    example_site: Path, example_public_site: Path
) -> None:
    own, public = ({*totals(portfolio_in(s))} for s in (example_site, example_public_site))
    assert public == own
    assert len(own) > 100


def totals(found: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Every total with its name; sums by name are added up, values of a mix too."""
    for place in ("schemes", "years"):
        for number, one in enumerate(items_of(found[place])):
            yield from within(f"{place}.{number}", one)


def within(name: str, value: Json) -> Iterator[tuple[str, str]]:
    """The totals of a part of the numbers."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from within(f"{name}.{number}", one)
    if not isinstance(value, dict):
        return
    for key, one in told_alike(value):
        if key in {"by_type", "category", "tier", "value"} and isinstance(one, dict):
            yield f"{name}.{key}", str(round(sum(float(str(a)) for a in one.values()), 3))
        elif key in {"cycles", "requirements", "by_term", "credited", "by_month"}:
            yield from within(f"{name}.{key}", one)
            if not isinstance(one, dict | list):
                yield f"{name}.{key}", str(one)
        elif key in {"entries", "claimed", "value", "hours", *map(str, range(13))}:
            count = len(one) + int(str(value.get("hidden", 0))) if isinstance(one, list) else one
            yield f"{name}.{key}", str(count)
        elif "by_month" in name or name.endswith("credited"):
            yield f"{name}.{key}", str(one)


def portfolio_in(site: Path) -> dict[str, Json]:
    """The portfolio.json of a site."""
    found: dict[str, Json] = json.loads((site / "data/portfolio.json").read_text(encoding="utf-8"))
    return found


def credited(book: Book, id_: str) -> Iterator[tuple[str, Json]]:
    """What an entry is granted, by scheme, as portfolio.json puts it."""
    for count in book.recount.counts:
        amount = count.granted.get(id_)
        if amount is not None:
            terms = {name: count.term(name, id_) for name in count.cycles[0].terms}
            yield (
                count.body.id,
                {
                    count.body.unit: plain(amount),
                    **{name: [term] for name, term in terms.items() if term},
                },
            )


def items_of(value: Json) -> list[Json]:
    """A list of the numbers."""
    assert isinstance(value, list)
    return value


def given(value: Json) -> dict[str, Json]:
    """A table of the numbers."""
    assert isinstance(value, dict)
    return value


def told_alike(value: dict[str, Json]) -> list[tuple[str, Json]]:
    """What a part holds, without what a gap comes to: the public is not told who was away."""
    is_gap = value.get("measure") == "gap"
    return [
        (key, one) for key, one in value.items() if not (is_gap and key in {"value", "entries"})
    ]
