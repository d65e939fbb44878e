"""What is left of an entry that others may open: its fields, its body and what it names."""

from __future__ import annotations

from datetime import date

import pytest

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import not_for_all, portfolio
from cpdsite.model.assessment import Audience
from cpdsite.model.entry import Entry, Link
from tests.assess.journals import journal

WARD = """
scheme: ward
title: Ward rules
units: {hours: {label: hour, labels: hours, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
requirements: [{id: total, level: must, text: Nine, measure: sum, min: 9}]
privacy: {never_publish: [activity.provider, discussion.partner]}
"""
KEPT = "---\ntitle: Kept\ndate: 2025-04-01\ntype: course\nhours: 1\nvisibility: private\n---\n"
SEEN = "---\ntitle: Seen\ndate: 2025-04-02\ntype: course\nhours: 1\n---\n"


def left(fields: str, body: str = "", *, audience: str = "public", reflection: str = "") -> Entry:
    """An entry of that day as an audience gets it, next to one that is hidden and one that is not."""
    text = f"---\ntitle: A\ndate: 2025-05-01\nvisibility: public\n{fields}\n---\n{body}"
    settings = f"schemes: [ward]\nprivacy: {{reflection: {reflection or 'public'}}}"
    found = journal(settings, [text, KEPT, SEEN], {"ward": WARD})
    counted = assess(found, date(2025, 6, 1))
    shown = portfolio(found, counted, audience=Audience(audience))
    (entry,) = (one for one in shown.entries if one.title == "A")
    return entry


def html(entry: Entry) -> list[str]:
    """The HTML of each section; a link as where it leads."""
    return [
        "".join(f"<{p.href}>" if isinstance(p, Link) else p for p in section.html)
        for section in entry.body.sections
    ]


COURSE = "type: course\nhours: 1"


@pytest.mark.parametrize(
    ("about", "said"), [("2025-04-02-3", "2025-04-02-3"), ("2025-04-01-2", "")]
)
def test_what_a_reflection_is_about(about: str, said: str) -> None:
    assert left(f"kind: reflection\nabout: {about}\nlearned: Much.").about == said
    assert left(f"kind: reflection\nabout: {about}\nlearned: x", audience="owner").about == about


def test_fields_that_a_scheme_never_publishes() -> None:
    assert left(f"{COURSE}\nprovider: The college\nlocation: Town").provider == ""
    assert left(f"{COURSE}\nprovider: The college\nlocation: Town").location == "Town"
    assert left(f"{COURSE}\nprovider: The college", audience="owner").provider == "The college"


def test_reflections_in_fields() -> None:
    fields = f"{COURSE}\nlearned: Much."
    assert left(fields).reflection == {"learned": "Much."}
    assert left(fields, reflection="reviewer").reflection == {}


def test_a_body_without_comments_or_addresses_is_as_it_was() -> None:
    assert (
        left(COURSE, "Plain words.\n").body == left(COURSE, "Plain words.\n", audience="owner").body
    )


LINKED = """One.[^1] <!-- mine -->

[Two](b.md).

## What I learned

Much of [it](https://example.org).

[^1]: So.
"""


def test_a_body_without_its_comments_and_addresses() -> None:
    body = left(COURSE, LINKED).body
    assert "<!--" not in body.text
    assert body.text.startswith("One.[^1] \n\n[Two](b.md).")
    assert body.comments == ()
    assert [section.text for section in body.sections] == [
        "One.[1]\n\nTwo.",
        "Much of it (https://example.org).",
        "1. So.",
    ]
    assert [link.href for link in body.links] == ["b.md", "https://example.org"]


def test_comments_go_where_there_is_no_link_too() -> None:
    body = left(COURSE, "One.\n\n<!-- mine -->\n").body
    assert ("mine" in body.text, body.comments) == (False, ())


def test_a_body_without_its_reflection() -> None:
    entry = left(COURSE, LINKED, reflection="reviewer")
    assert (entry.body.text, entry.body.comments) == ("", ())
    assert [section.text for section in entry.body.sections] == ["One.[1]\n\nTwo."]
    assert html(entry) == ['<p>One. </p>\n<p><a href="<b.md>">Two</a>.</p>\n']
    assert [link.href for link in entry.body.links] == ["b.md"]


@pytest.mark.parametrize(
    ("fields", "body", "reflection", "exposed"),
    [
        ("visibility: public", "Words.\n", "public", False),
        ("visibility: reviewer", "Words.\n", "public", True),
        ("visibility: public\nevidence: [{file: a.pdf}]", "", "public", False),
        (
            "visibility: public\nevidence: [{file: a.pdf, visibility: reviewer}]",
            "",
            "public",
            True,
        ),
        ("visibility: public\nlearned: Much.", "", "public", False),
        ("visibility: public\nlearned: Much.", "", "reviewer", True),
        ("visibility: public", "", "reviewer", False),
    ],
)
def test_whose_file_is_not_for_all(
    fields: str, body: str, reflection: str, *, exposed: bool
) -> None:
    text = f"---\ntitle: A\ndate: 2025-05-01\n{COURSE}\n{fields}\n---\n{body}"
    settings = f"schemes: [ward]\nprivacy: {{reflection: {reflection}}}"
    found = journal(settings, [text], {"ward": WARD}, files=["journal/a.pdf"])
    assert [*not_for_all(found)] == ["journal/2025-05-01-1.md"] * exposed


def test_a_link_without_a_comment_is_without_its_address_too() -> None:
    (section,) = left(COURSE, "See [Two](b.md).\n").body.sections
    assert section.text == "See Two."


def test_a_goal_that_may_be_seen_is_still_continued() -> None:
    goals = [
        f"---\ntitle: {day}\ndate: {day}\nkind: goal\n" for day in ("2025-01-01", "2025-02-01")
    ]
    texts = [f"{goals[0]}---\n", f"{goals[1]}continues: first\n---\n"]
    names = dict(zip(texts, ("first", "second"), strict=True))
    found = journal("{}", texts, names=names)
    seen = portfolio(found, assess(found, date(2025, 6, 1)), audience=Audience.PUBLIC)
    assert {entry.title: entry.continues for entry in seen.entries} == {
        "2025-01-01": "",
        "2025-02-01": "first",
    }
