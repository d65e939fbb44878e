"""Numbers and entries for other programs: the shape of portfolio.json, and a table without formulas."""

import csv
import io
import json
import math
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.exchange.entries_csv import cell, entries_csv
from cpdsite.exchange.portfolio_json import (
    entries_json,
    number,
    portfolio_json,
    status_json,
)
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.parse.journal import decode

SCHEME = """\
scheme: ward
title: Ward CPD
body: A hospital
edition: "2025"
sources: [{title: The ward's own rules, status: own}]
units: {points: {label: point, labels: points, per_hour: 1}}
period: {length: P1Y, start: "04-01"}
taxonomies:
  category: {label: Learning, terms: {job: On the job, formal: Courses}, from_type: {course: formal}}
requirements:
  - {id: total, level: must, text: At least 10 points, measure: sum, min: 10}
"""
ENTRIES = {
    "2025-04-01-talk": "title: '=1+1'\ndate: 2025-04-01\ntype: course\nhours: 20m\ntags: [a, '+b']",
    "2025-05-02-walk": "title: Gang\ndate: 2025-05-01\nend: 2025-05-02\ntype: meeting\nhours: 6\n"
    "category: job\nlearned: Früh.\nevidence: [{url: 'https://e.org', title: Badge}]",
    "2025-06-03-hidden": "title: Secret\ndate: 2025-06-03\ntype: audit\nhours: 2\nvisibility: private\n"
    "tags: [quiet]",
    "2025-07-04-later": "title: Later\ndate: 2025-07-04\ntype: course\nhours: 9\nstatus: planned",
    "2025-08-05-draft": "title: Draft\ndate: 2025-08-05\ntype: course\nhours: 9\ndraft: true",
}
BODY = "\n---\n\n## So what\n\nIn the body,\n\n=2+2\n"


def journal() -> Journal:
    """A small journal under a scheme of its own."""
    schemes = {"ward": Source(path="schemes/ward.yaml", data=SCHEME.encode())}
    entries = tuple(
        Source(path=f"journal/{name}.md", data=f"---\n{text}{BODY}".encode())
        for name, text in ENTRIES.items()
    )
    settings = Source(path="cpdsite.yaml", data=b"schemes: [ward]")
    found, faults = decode(Folder(settings=settings, entries=entries, schemes=schemes))
    assert faults == []
    return found


JOURNAL = journal()


def shown_to(audience: Audience, today: date = date(2025, 12, 31)) -> Portfolio:
    """What an audience may see of it."""
    return portfolio(JOURNAL, assess(JOURNAL, today), audience=audience)


def decoded(audience: Audience) -> dict[str, Any]:
    """Its portfolio.json."""
    found: dict[str, Any] = json.loads(portfolio_json(shown_to(audience)))
    return found


# --- JSON -----------------------------------------------------------------------------------------


def test_the_shape_of_portfolio_json() -> None:
    assert decoded(Audience.OWNER)["schemes"] == [
        {
            "id": "ward",
            "title": "Ward CPD",
            "edition": "2025",
            "unit": "points",
            "cycles": [
                {
                    "label": "2025-26",
                    "start": "2025-04-01",
                    "end": "2026-04-01",
                    "state": "open",
                    "entries": 3,
                    "claimed": 8.333333,
                    "credited": 8.333333,
                    "carried_in": 0,
                    "carried_out": 0,
                    "by_term": {"category": {"job": 6, "formal": 0.333333, "": 2}},
                    "requirements": [
                        {
                            "id": "total",
                            "level": "must",
                            "measure": "sum",
                            "status": "open",
                            "value": 8.333333,
                            "min": 10,
                            "shortfall": 1.666667,
                            "text": "At least 10 points",
                            "entries": [
                                *("2025-04-01-talk", "2025-05-02-walk", "2025-06-03-hidden")
                            ],
                        }
                    ],
                }
            ],
        }
    ]


def test_the_years_of_portfolio_json() -> None:
    assert decoded(Audience.OWNER)["years"] == [
        {
            "label": "2025",
            "start": "2025-01-01",
            "end": "2026-01-01",
            "entries": 3,
            "hours": 8.333333,
            "credited": {"ward": 8.333333},
            "by_type": {"course": 0.333333, "meeting": 6, "audit": 2},
            "by_month": {"2025-04": 0.333333, "2025-05": 6, "2025-06": 2},
        }
    ]


def test_what_the_public_sees() -> None:
    found = decoded(Audience.PUBLIC)
    (cycle,) = found["schemes"][0]["cycles"]
    assert (cycle["entries"], cycle["credited"]) == (3, 8.333333)
    (total,) = cycle["requirements"]
    assert (total["status"], total["shortfall"], total["value"]) == (None, None, 8.333333)
    assert total["entries"] == ["2025-04-01-talk", "2025-05-02-walk"]
    assert (total["hidden"], found["hidden"]) == (1, 1)
    assert found["years"][0]["by_type"] == {"course": 0.333333, "meeting": 6, "hidden": 2}
    everything = portfolio_json(shown_to(Audience.PUBLIC)).decode()
    table = entries_csv(shown_to(Audience.PUBLIC)).decode()
    objects = entries_json(shown_to(Audience.PUBLIC)).decode()
    for secret in ("Secret", "2025-06-03", "quiet", "audit", "Draft", "2025-08-05"):
        assert secret not in everything
        assert secret not in table
        assert secret not in objects


def test_the_entries_of_portfolio_json() -> None:
    entries = {entry["id"]: entry for entry in decoded(Audience.PUBLIC)["entries"]}
    assert list(entries) == ["2025-04-01-talk", "2025-05-02-walk", "2025-07-04-later"]
    assert entries["2025-05-02-walk"] == {
        "id": "2025-05-02-walk",
        "kind": "activity",
        "title": "Gang",
        "date": "2025-05-01",
        "end": "2025-05-02",
        "type": "meeting",
        "hours": 6,
        "evidence": ["Badge"],
        "credited": {"ward": {"points": 6, "category": ["job"]}},
        "learned": "Früh.\n\nIn the body,\n\n=2+2",
    }
    assert entries["2025-07-04-later"]["status"] == "planned"
    assert "credited" not in entries["2025-07-04-later"]


def test_status_and_portfolio_hold_the_same_numbers() -> None:
    for audience in Audience:
        everything = decoded(audience)
        status = json.loads(status_json(shown_to(audience)))
        assert status == {name: everything[name] for name in status}
        assert list(status) == ["version", "as_of", "schemes", "years"]
        assert status_json(shown_to(audience)).isascii()


def test_a_record_with_files_that_could_not_be_read_says_so() -> None:
    found = json.loads(portfolio_json(replace(shown_to(Audience.OWNER), incomplete=2)))
    assert found["incomplete"] == 2


def test_the_same_bytes_each_time() -> None:
    made = [portfolio_json(shown_to(Audience.PUBLIC)) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].endswith(b"}\n")
    assert "Früh".encode() in made[0]


# --- Numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Fraction(6), "6"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction("0.0000005"), "0"),
        (Fraction("0.0000015"), "2e-06"),
        (Fraction("1.0000005"), "1"),
        (Fraction("1.0000015"), "1.000002"),
        (Fraction("1.0000025"), "1.000002"),
        (Fraction(10**12), "1000000000000"),
    ],
)
def test_numbers_are_rounded_half_even_to_six_places(amount: Fraction, shown: str) -> None:
    assert json.dumps(number(amount)) == shown


@given(
    st.fractions(min_value=0, max_value=1000, max_denominator=10**9),
    st.fractions(min_value=0, max_value=1000, max_denominator=10**9),
)
@example(Fraction("29.9999999"), Fraction(30))
@example(Fraction(1, 3) - Fraction(1, 10**9), Fraction(1, 3))
@example(Fraction("0.3333331"), Fraction(1, 3))
def test_what_is_short_is_never_shown_as_met(amount: Fraction, least: Fraction) -> None:
    shown, wanted = number(amount, short_of=least), number(least)
    if amount >= least:
        assert shown == number(amount)
        assert shown >= wanted
    else:
        assert 0 <= shown < wanted or shown == wanted == 0
        assert math.isclose(shown, amount, abs_tol=2e-6)


def test_a_shortfall_is_never_shown_as_nothing() -> None:
    little = Fraction(1, 10**9)
    shown = shown_to(Audience.OWNER)
    (assessed,) = shown.assessment.schemes
    (cycle,) = assessed.cycles
    (total,) = cycle.outcomes
    total = replace(total, value=10 - little, shortfall=little)
    schemes = (replace(assessed, cycles=(replace(cycle, outcomes=(total,)),)),)
    changed = replace(shown, assessment=replace(shown.assessment, schemes=schemes))
    (item,) = json.loads(portfolio_json(changed))["schemes"][0]["cycles"][0]["requirements"]
    assert (item["value"], item["shortfall"]) == (9.999999, 0.000001)


@pytest.mark.parametrize("audience", Audience)
def test_an_object_for_each_entry_of_the_audience_as_in_the_portfolio(audience: Audience) -> None:
    objects = json.loads(entries_json(shown_to(audience)))
    assert objects == decoded(audience)["entries"]
    assert [one["id"] for one in objects] == [row["id"] for row in rows(audience)]


# --- CSV ------------------------------------------------------------------------------------------


def rows(audience: Audience) -> list[dict[str, str]]:
    """The rows of entries.csv, as a spreadsheet would read them."""
    text = entries_csv(shown_to(audience)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_opens_in_a_spreadsheet() -> None:
    data = entries_csv(shown_to(Audience.OWNER))
    assert data.startswith(b"\xef\xbb\xbfid,kind,title,date,end,type,status,hours,ward points,")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b"\r\n")
    assert "Früh" in data.decode()


def test_the_rows_of_the_table() -> None:
    first, second, hidden, planned = rows(Audience.OWNER)
    assert (first["title"], first["hours"], first["tags"]) == ("'=1+1", "0.333333", "a; +b")
    assert (first["ward points"], first["ward category"]) == ("0.333333", "formal")
    assert (second["date"], second["end"]) == ("2025-05-01", "2025-05-02")
    assert second["learned"] == "Früh.\n\nIn the body,\n\n=2+2"
    assert (hidden["title"], hidden["ward category"]) == ("Secret", "")
    assert (planned["status"], planned["ward points"]) == ("planned", "")
    assert [row["title"] for row in rows(Audience.PUBLIC)] == ["'=1+1", "Gang", "Later"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        *((sign + "x", "'" + sign + "x") for sign in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"),
        ("  =x", "'  =x"),
        ("\n=x", "'\n=x"),
        ("\u00a0=x", "'\u00a0=x"),
        ("-", "'-"),
        ("--", "'--"),
        ("+1", "'+1"),
        ("-1 to 3", "'-1 to 3"),
        ("-٣", "'-٣"),
        ("-1", "-1"),
        ("-1.5", "-1.5"),
        ("2.5", "2.5"),
        ("a=b", "a=b"),
        ("'=x", "''=x"),
        ("", ""),
    ],
)
def test_cells_are_never_formulas(text: str, safe: str) -> None:
    assert cell(text) == safe


@given(st.text(max_size=20))
def test_no_text_at_all_becomes_a_formula(text: str) -> None:
    made = cell(text)
    assert made in {text, f"'{text}"}
    if made.strip()[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20"):
        assert float(made) <= 0
