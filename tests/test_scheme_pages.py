"""The pages of schemes and cycles: side by side, editions, terms and windows, caps, what is carried."""

import re
from datetime import date

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.model.assessment import Audience
from cpdsite.model.journal import Source
from cpdsite.model.scheme import Scheme
from cpdsite.parse.schemes import decode_scheme
from cpdsite.render.pages import render
from cpdsite.render.views.editions import changes, force
from tests import samples
from tests.assess.journals import journal

WARD = """\
scheme: ward
title: Ward 7 learning
edition: "2026"
applies: {from: 2026-01-01}
units: {points: {label: point, labels: points, per_hour: 1}}
period: {length: P1Y, start: "01-01", record_by: P31D, keep: P5Y}
taxonomies:
  category: {label: Sort, terms: {work: Work, talk: A talk}, from_type: {meeting: talk, project: work}}
caps:
  - {id: talk, where: {category: talk}, max: 4}
requirements:
  - {id: total, level: must, text: Ten points, measure: sum, min: 10}
  - {id: both, level: should, text: Two of each sort, measure: sum, each: category, min: 2}
  - {id: halves, level: must, text: Three points each half, measure: sum, min: 3, over: {each: P6M}}
  - {id: plan, level: must, text: A plan for the year, from: goal, measure: count, min: 1}
carry: {max: 3, over: total}
---
scheme: ward
title: Ward 7 learning
edition: "2020"
units: {points: {label: point, labels: points, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
taxonomies:
  category: {label: Sort, terms: {work: Work, talk: A talk}, from_type: {meeting: talk, project: work}}
requirements:
  - {id: total, level: must, text: Eight points, measure: sum, min: 8}
  - {id: hand, level: info, text: A handshake, from: discussion, measure: count, min: 1}
carry: {max: 3, over: total}
"""
ENTRIES = (
    "---\ntitle: Old project\ndate: 2025-05-01\ntype: project\nhours: 10\n---\n",
    "---\ntitle: Long talk\ndate: 2026-02-01\ntype: meeting\nhours: 6\n---\n",
    "---\ntitle: Hidden work\ndate: 2026-03-01\ntype: project\nhours: 1\nvisibility: private\n---\n",
    "---\ntitle: Aim high\ndate: 2026-01-10\nkind: goal\n---\n",
)


def pages(audience: Audience) -> dict[str, str]:
    """The pages of a small journal, their texts without their marks."""
    kept = journal("schemes: [ward]", ENTRIES, {"ward": WARD})
    seen = portfolio(kept, assess(kept, date(2026, 9, 30)), audience=audience)
    made, _ = render(seen, samples.theme())
    return {page.path: page.content.decode() for page in made if page.path.endswith(".html")}


NOT_ASKED = "\N{EN DASH} not asked"
OWN = pages(Audience.OWNER)
PUBLIC = pages(Audience.PUBLIC)


def text(html: str) -> str:
    """What is read on a page, with single blanks."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<main")[2]).split())


def requirement(html: str, id_: str) -> str:
    """The part of a cycle's page on one requirement."""
    return html.partition(f'data-requirement="{id_}"')[2].partition("</article>")[0]


def test_cycles_stand_side_by_side() -> None:
    table = OWN["schemes/ward/index.html"].partition('class="stack compared"')[2]
    rows = re.findall(r'<tr data-requirement="(\w+)">(.*?)</tr>', table, re.DOTALL)
    shown = {id_: [text(f"<main{cell}") for cell in row.split("<td")[1:]] for id_, row in rows}
    assert {
        id_: [cell.partition("> ")[2] or cell for cell in row] for id_, row in shown.items()
    } == {
        "total": ["7 of 10 behind pace", "10 of 8 met"],
        "both": ["1 of 2 behind pace", NOT_ASKED],
        "halves": ["0 of 3 behind pace", NOT_ASKED],
        "plan": ["1 entry met", NOT_ASKED],
        "hand": [NOT_ASKED, "0 of 1 below the guide"],
    }


def test_editions_say_when_they_hold_and_what_changed() -> None:
    shown = text(OWN["schemes/ward/index.html"])
    assert "2026 In force for cycles that begin from 1 Jan 2026 on. Counted by it: 2026 ." in shown
    assert "Was “Eight points”, is “Ten points” New: Two of each sort" in shown
    assert "No longer asked: A handshake The caps on what counts changed" in shown
    assert "2020 In force for every cycle. Counted by it: 2025 ." in shown


PLAIN = """\
scheme: ward
title: Ward 7 learning
edition: "2025"
applies: {}
units: {points: {label: point, labels: points, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
requirements: [{id: total, level: must, text: Ten points, measure: sum, min: 10}]
"""


def edition(former: str = "", now: str = "") -> Scheme:
    """A small edition with one part otherwise."""
    data = PLAIN.replace(former, now).encode()
    found, _ = decode_scheme(Source(path="schemes/ward.yaml", data=data))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("applies", "said"),
    [
        ("{}", "In force for every cycle."),
        ("{from: 2025-01-01}", "In force for cycles that begin from 1 Jan 2025 on."),
        ("{to: 2026-01-01}", "In force for cycles that begin until 31 Dec 2025."),
        (
            "{from: 2025-01-01, to: 2026-01-01}",
            "In force for cycles that begin from 1 Jan 2025 to 31 Dec 2025.",
        ),
    ],
)
def test_an_edition_says_when_it_holds(applies: str, said: str) -> None:
    assert force(samples.SAY, edition("{}", applies).applies) == said


@pytest.mark.parametrize(
    ("former", "now", "said"),
    [
        ("", "", []),
        ("min: 10", "min: 12", ["Counted otherwise: Ten points"]),
        ("per_hour: 1", "per_hour: 2", ["What an entry is worth changed"]),
        ("01-01", "04-01", ["The length or the beginning of a cycle changed"]),
    ],
)
def test_what_an_edition_counts_otherwise_is_told(former: str, now: str, said: list[str]) -> None:
    assert list(changes(samples.SAY, edition(), edition(former, now))) == said


def test_caps_and_what_is_carried_are_told() -> None:
    shown = text(OWN["schemes/ward/index.html"])
    assert "At most 4 points in a cycle count of: sort “A talk”." in shown
    assert "Up to 3 points beyond “Ten points” go on to the next cycle." in shown


def test_a_file_of_ones_own_is_named() -> None:
    shown = text(OWN["schemes/ward/index.html"])
    assert "These rules come from the portfolio's own file schemes/ward.yaml" in shown.replace(
        "&#39;", "'"
    )
    assert "replaces the bundled one" not in shown


def test_a_cycle_tells_its_edition_and_its_deadlines() -> None:
    cycle = text(OWN["schemes/ward/2026/index.html"])
    assert (
        "Edition: 2026. To be recorded by 31 Jan 2027. Evidence to be kept until 31 Dec 2031."
        in (cycle)
    )
    assert "Edition: 2020." in text(OWN["schemes/ward/2025/index.html"])


def test_a_cycle_says_what_is_missing_on_top() -> None:
    cycle = text(OWN["schemes/ward/2026/index.html"]).partition("Requirements")[0]
    assert (
        "What is missing 3 points to go in 92 days: about 1 a month, against 0.5 so far Ten"
        in cycle
    )
    assert "3 points to go from 1 Jul 2026 to 31 Dec 2026 Three points each half" in cycle
    assert "1 point below the guide under Work, with 92 days left Two of each sort" in cycle


def test_terms_and_windows_are_shown_each_with_its_entries() -> None:
    cycle = OWN["schemes/ward/2026/index.html"]
    both, halves = (text(f"<main{requirement(cycle, one)}") for one in ("both", "halves"))
    assert "Work 1 point" in both
    assert "A talk 4 points met" in both
    assert "1 Jan to 30 Jun 2026 5 points met" in halves
    assert "1 Jul to 31 Dec 2026 0 points" in halves


def test_what_is_carried_and_what_is_clipped_is_told() -> None:
    total = text(f"<main{requirement(OWN['schemes/ward/2026/index.html'], 'total')}")
    assert "2 points of it carried in from the former cycle" in total
    assert "2 points above the cap talk of 4 do not count" in total


def test_an_entry_says_what_a_cap_leaves_out_of_it() -> None:
    talk = text(next(html for path, html in OWN.items() if path.startswith("entries/2026-02-01")))
    assert "6 points, A talk ; 4 after the caps of the cycle, in 2026" in talk
    assert "2 points above the cap talk of 4 do not count" in talk


def test_another_kind_of_entry_says_what_it_counts_for() -> None:
    goal = text(OWN["plan/4/index.html"])
    assert "What it counts for Ward 7 learning A plan for the year , in 2026" in goal


def test_parts_tell_the_public_no_more_than_they_may_know() -> None:
    cycle = PUBLIC["schemes/ward/2026/index.html"]
    both = text(f"<main{requirement(cycle, 'both')}")
    assert "Not shown 1 point" in both
    assert "Work" not in both
    assert "to go" not in cycle
    assert "below the guide" not in cycle
    assert all("Hidden work" not in html and "hidden-work" not in html for html in PUBLIC.values())
    assert "What is missing" not in text(cycle)


def test_the_target_is_that_of_the_first_unit() -> None:
    nurse = """\
scheme: ward
title: Ward 7 learning
units:
  hours: {label: hour, labels: hours, per_hour: 1}
  practice: {label: practice hour, labels: practice hours, per_hour: 1, from: practice}
period: {length: P1Y, start: "01-01"}
requirements:
  - {id: practice, level: must, text: Practice, from: practice, unit: practice, measure: sum, min: 90}
  - {id: total, level: must, text: Seven hours, measure: sum, min: 7}
"""
    kept = journal("schemes: [ward]", ENTRIES[:2], {"ward": nurse})
    found = assess(kept, date(2026, 9, 30)).schemes[0]
    assert found.current.target is not None
    assert found.current.target.requirement.id == "total"


NIGHTS = """\
scheme: nights
title: Night rules
units:
  hours: {label: hour, labels: hours, per_hour: 1}
  nights: {label: night, labels: nights, per_hour: 0.125, round: 1}
  talks: {label: talk, labels: talks, from: claim}
caps: [{id: some, where: {}, unit: nights, max: 2}]
period: {length: P1Y, start: "01-01"}
"""


def test_an_entry_says_what_it_counts_for_in_other_units_and_what_does_not_count() -> None:
    entries = (
        "---\ntitle: Long\ndate: 2026-02-01\ntype: other\nhours: 30\n---\n",
        "---\ntitle: Short\ndate: 2026-01-01\ntype: other\nhours: 1\n---\n",
    )
    kept = journal("schemes: [nights]", entries, {"nights": NIGHTS})
    seen = portfolio(kept, assess(kept, date(2026, 9, 30)), audience=Audience.OWNER)
    pages = {page.path: page.content.decode() for page in render(seen, samples.theme())[0]}
    long, short = (
        text(pages[f"entries/{name}/index.html"]) for name in ("2026-02-01-1", "2026-01-01-2")
    )
    why = (
        "2 nights: 30 h at 0.125 nights an hour, rounded down to 3;"
        " 1 night above the cap some of 2 does not count"
    )
    assert f"30 hours, in 2026 30 h, hour for hour {why}" in long
    assert "0 nights: 1 h at 0.125 nights an hour, rounded down to 0" in short
    assert "talk" not in long + short
    assert "1 night above the cap some of 2 does not count" in text(
        pages["schemes/nights/2026/index.html"]
    )
