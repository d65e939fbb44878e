"""Whatever a scheme may ask of an entry, an entry that says it can answer."""

from __future__ import annotations

import pytest

from cpdsite.assess.candidates import Candidate, candidate, gives, values
from cpdsite.model.entry import Kind
from cpdsite.parse.fields import FIELD_BY_NAME, Shape
from cpdsite.parse.filters import FILTERABLE
from cpdsite.parse.parts import COMPLETABLE
from tests.assess.journals import read

WRITTEN = {
    Shape.TEXT: "words",
    Shape.TEXTS: "[words]",
    Shape.DAY: "2025-06-13",
    Shape.AMOUNT: "1h",
    Shape.NUMBER: "1",
    Shape.FLAG: "true",
    Shape.CHOICE: "public",
    Shape.EVIDENCE: '{url: "https://example.org"}',
    Shape.SPAN: "{from: 2025-01-01, to: 2025-02-01}",
}
"""A value of each shape that a filter or `complete` may ask for."""
OTHERWISE = {"type": "course", "title": "words", "status": "done"}


def entry(name: str, text: str) -> Candidate:
    """An entry of a fitting kind with one field beside those that it must have."""
    kinds = FIELD_BY_NAME[name].kinds
    kind = Kind.ACTIVITY if Kind.ACTIVITY in kinds else next(k for k in Kind if k in kinds)
    given = {"title": "A title", "date": "2025-06-12", "kind": kind.value}
    if kind is Kind.ACTIVITY:
        given["type"] = "course"
    fields = {key: value for key, value in {**given, name: text}.items() if value}
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    found, _ = read("schemes: [gcs]", [f"---\n{lines}---\n"])
    return candidate(found.entries[0], found.schemes["gcs"], found.settings.types)


def given(seen: Candidate, name: str) -> bool:
    """Whether the entry says something in a field."""
    return gives(seen.entry, name, seen.terms)


def written(name: str) -> str:
    """A value for a field."""
    return OTHERWISE.get(name, WRITTEN[FIELD_BY_NAME[name].shape])


@pytest.mark.parametrize("name", sorted(FILTERABLE))
def test_a_filter_sees_the_field(name: str) -> None:
    text = written(name).strip("[]")
    assert text in values(entry(name, written(name)), name)


@pytest.mark.parametrize("name", sorted(COMPLETABLE))
def test_a_field_that_is_filled_is_given(name: str) -> None:
    assert given(entry(name, written(name)), name)


@pytest.mark.parametrize("name", sorted(COMPLETABLE - {"title", "type"}))
def test_a_field_that_is_empty_is_not_given(name: str) -> None:
    assert not given(entry(name, ""), name)


@pytest.mark.parametrize("name", ["category", "tier"])
def test_a_taxonomy_is_a_field(name: str) -> None:
    found = entry("title", "words")
    assert values(found, name) == (("formal",) if name == "category" else ())
    assert given(found, name) is (name == "category")


def test_a_heading_fills_a_field() -> None:
    text = "---\ntitle: A\ndate: 2025-06-12\ntype: course\n---\n## What I learned\n\nMuch.\n"
    found, _ = read("schemes: [gcs]", [text])
    seen = candidate(found.entries[0], found.schemes["gcs"], found.settings.types)
    assert given(seen, "learned")
    assert not given(seen, "applied")
