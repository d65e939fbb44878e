"""What is written is read back as the same text, whatever a portal or a person puts into it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.exchange.entry_text import entry_path, entry_text, goal_path
from cpdsite.exchange.yaml_text import Value, amount_text, writable, yaml_text
from cpdsite.parse.entries import entry_id
from cpdsite.parse.front_matter import CONTROL, Items, Node, Table, Text, cut, read_yaml
from cpdsite.parse.scalars import amount
from tests.reading import read

TRAPS = (
    *("#", " #", ": ", ":", " ", "  ", "\n", "\t", "\r\n", "\r", "'", '"', "\\", "- ", "? ", "---"),
    *(
        "\n---\n",
        "...",
        "~",
        "null",
        "no",
        "012",
        "1:30",
        "2025-06-12",
        "1_000",
        "<<",
        "=",
        "|",
        ">",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!!str",
        "%",
        "@",
        "`",
        "Ünïcode",
        "🎓",
        "\u00a0",
        "\u3000",
    ),
    *("word", "A sentence.", "https://example.org/?a=b#c", "\u2028", "\u0085", "\ufeff", "\x07"),
)
texts = st.one_of(
    st.text(max_size=30), st.lists(st.sampled_from(TRAPS), max_size=8).map("".join)
).map(writable)
names = st.sampled_from(["title", "no", "what I learned", "a: b", "#", "012", "gcs", "Größe"])
scalars = st.one_of(
    texts,
    st.booleans(),
    st.dates(),
    st.integers(min_value=0, max_value=999),
    st.fractions(min_value=0, max_value=99, max_denominator=60).filter(
        lambda f: 60 % f.denominator == 0
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=8,
)


def as_text(value: Value) -> object:
    """What the reader should find: text, lists and mappings; None where there is nothing."""
    match value:
        case str():
            return value or None
        case bool():
            return "true" if value else "false"
        case int() | Fraction():
            return amount_text(Fraction(value))
        case date():
            return value.isoformat()
        case Mapping():
            members = {name: as_text(part) for name, part in value.items()}
            return {name: part for name, part in members.items() if part is not None} or None
        case _:
            return [part for part in map(as_text, value) if part is not None] or None


def found(node: Node) -> object:
    """What the reader found, in the same form."""
    match node:
        case Text():
            return node.text
        case Items():
            return [found(item) for item in node.items]
        case Table():
            return {key.text: found(value) for key, value in node.pairs}


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(names, values, max_size=4))
def test_written_and_read(fields: dict[str, Value]) -> None:
    file = entry_text(fields, "Body")
    parts, faults = cut(file, "a.md")
    assert parts is not None, faults
    assert parts.body.strip() == "Body"
    node, faults = read_yaml(parts.front_matter, "a.md")
    assert faults == []
    assert (found(node) if node else None) == as_text(fields)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_other_readers_of_yaml_find_the_same_text(text: str) -> None:
    written = yaml_text({"title": text, "tags": [text, "b"], "evidence": [{"title": text}]})
    there = [text] if text else []
    read_back = yaml.safe_load(written)
    assert read_back.get("title", "") == text
    assert read_back["tags"] == [*there, "b"]
    assert read_back.get("evidence", []) == [{"title": t} for t in there]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(texts, st.text(max_size=20)), max_size=4).map("\n".join))
def test_a_body_arrives_untouched(body: str) -> None:
    file = entry_text({"title": "A", "date": date(2025, 6, 12), "type": "course"}, body)
    entry = read(file).sure
    kept = re.sub(r"\r\n?", "\n", body)
    assert file.endswith(
        f"---\n\n{kept}" if kept.endswith("\n") else f"---\n\n{kept}\n" if kept else "---\n"
    )
    assert entry.body.text == CONTROL.sub("\ufffd", kept).strip() or "\ufffd" in entry.body.text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Crisis communication", "Crisis communication"),
        ("Module #3", '"Module #3"'),
        ("Module: 3", '"Module: 3"'),
        ("no", '"no"'),
        ("012", '"012"'),
        ("2025-06-12", '"2025-06-12"'),
        ("- a dash", '"- a dash"'),
        ('"Quoted"', "'\"Quoted\"'"),
        ("""It's a "must": go""", """|-\n  It's a "must": go"""),
        ("https://example.org/a?b", "https://example.org/a?b"),
        ("two  \nlines\n", "|\n  two  \n  lines"),
        ("\tin\n\nout", "|2-\n  \tin\n\n  out"),
        ("a\r\nb", "|-\n  a\n  b"),
        (["crisis", "media"], "[crisis, media]"),
        (["a, b", "c"], '["a, b", c]'),
        (["what?", "c"], '["what?", c]'),
        ({"gcs": {"category": "formal", "points": 7}}, "\n  gcs: {category: formal, points: 7}"),
        (
            ["a.pdf", {"url": "https://x.org", "title": "B"}],
            '\n  - a.pdf\n  - {url: "https://x.org", title: B}',
        ),
        (["one\ntwo"], "\n  - |-\n    one\n    two"),
        (Fraction(5, 2), "2.5"),
        (Fraction(4, 3), "1h20"),
        (Fraction(1, 3), "20m"),
        (Fraction(1, 8), "0.125"),
        (True, "true"),
    ],
)
def test_how_it_looks(value: Value, written: str) -> None:
    assert yaml_text({"a": value}) == f"a:{'' if written.startswith(chr(10)) else ' '}{written}\n"


@given(
    st.fractions(min_value=0, max_value=1000, max_denominator=60).filter(
        lambda f: 60 % f.denominator == 0
    )
)
def test_amounts_are_exact(hours: Fraction) -> None:
    assert amount(amount_text(hours)) == hours


@pytest.mark.parametrize("value", [Fraction(1, 7), Fraction(-1), "a\x07b", "a\u2028b", "\ufeff"])
def test_what_cannot_be_written_is_refused(value: Value) -> None:
    with pytest.raises(ValueError, match="cannot"):
        yaml_text({"a": value})


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=300), st.sampled_from(["Talk", "talk", "Talk 2", "TALK", "con"])
        ),
        max_size=8,
    ),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2199, 12, 31)),
)
def test_every_entry_has_a_name_of_its_own(titles: Sequence[str], day: date) -> None:
    taken: list[str] = []
    for title in titles:
        path, goal = entry_path(day, title, taken), goal_path(title, taken)
        assert re.fullmatch(rf"journal/{day.year}/{day}-[^/\\:*?\"<>| .]+\.md", path)
        assert len(path.rpartition("/")[2].encode()) <= 150
        taken += [path, goal]
    for paths in (taken[::2], taken[1::2]):
        ids = [entry_id(path, day).casefold() for path in paths]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("taken", "path"),
    [
        ([], "journal/2025/2025-06-12-talk.md"),
        (["journal/2025/2025-06-12-Talk.md"], "journal/2025/2025-06-12-talk-2.md"),
        (["journal/old/2025-06-12-talk/index.md"], "journal/2025/2025-06-12-talk-2.md"),
        (["2025-06-12-talk", "journal/2025-06-12-talk-2.md"], "journal/2025/2025-06-12-talk-3.md"),
        (["journal/2025/2025-06-13-talk.md"], "journal/2025/2025-06-12-talk.md"),
    ],
)
def test_a_second_entry_of_the_day(taken: list[str], path: str) -> None:
    assert entry_path(date(2025, 6, 12), "Talk!", taken) == path


def test_names_that_a_disk_keeps_for_itself() -> None:
    assert goal_path("Con", []) == "journal/plan/goal-con.md"
    assert (
        goal_path("Index", ["journal/2025/2025-01-01-goal-index.md"])
        == "journal/plan/goal-index-2.md"
    )
