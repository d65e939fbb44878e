"""The short ways of reading give what the long ways give, or nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.parse.events import read_events
from cpdsite.parse.front_matter import TOKEN_LIMIT, read_yaml
from cpdsite.parse.markdown import markdown_for
from tests.property.test_reading import NEAR_YAML

NEAR_MARKDOWN = st.lists(
    st.sampled_from(
        (
            *(
                "a",
                "word ",
                "\n",
                "\n\n",
                "  ",
                "    ",
                "\t",
                "# ",
                "- ",
                "1. ",
                "> ",
                "---\n",
                "===",
            ),
            *(
                "*",
                "**",
                "_",
                "`",
                "```\n",
                "~~~\n",
                "~",
                "\\",
                "&amp;",
                "&lt;",
                "&#124;",
                "!",
                "[x]",
            ),
            *(
                "(y.md)",
                "[x]: y.md\n",
                '"t"',
                ":--\n",
                ":",
                "-",
                "^",
                "]",
                "[",
                "https://a.example ",
            ),
        )
    ),
    max_size=40,
).map("".join)


@settings(max_examples=1000, deadline=None)
@given(NEAR_YAML)
def test_events_give_the_tree_that_nodes_give(text: str) -> None:
    tree = read_events(text, 3, TOKEN_LIMIT)
    assert tree is None or read_yaml(text, "x.md", 3) == (tree, [])


def test_events_are_no_deeper_and_no_more_than_the_limits_allow() -> None:
    deep = "[" * 21 + "]" * 21
    many = "- a\n" * TOKEN_LIMIT
    assert read_events(deep[1:-1], 1, TOKEN_LIMIT) is not None
    assert read_events("- a\n" * (TOKEN_LIMIT // 3 - 6), 1, TOKEN_LIMIT) is not None
    assert read_events(deep, 1, TOKEN_LIMIT) is None
    assert read_events(many, 1, TOKEN_LIMIT) is None


@pytest.mark.parametrize(
    "text",
    [
        "title: A talk\ndate: 2026-11-05\n",
        "tags: [a, 'b', \"c\"]",
        "- a\n- b: c\n  d: e\n",
        "a: {b: [c, {d: e}], f: }",
        "learned: |\n  one\n  two\nsource: >-\n  three\n",
        "a: b # c\n# d\ne: 'f' # g\n",
        "---\na: b\n...\n",
    ],
)
def test_what_most_files_hold_goes_the_short_way(text: str) -> None:
    tree = read_events(text, 3, TOKEN_LIMIT)
    assert tree is not None
    assert (tree, []) == read_yaml(text, "x.md", 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "# a\n", "a: &b c", "a: &b [c]", "a: &b {c: d}", "a: *b", "*a : b", "&a b: c"),
        *("a: !b c", "a: ! c", "a: !b [c]", "a: !!map {c: d}", "!a b: c"),
        *("%YAML 1.1\n---\na: b\n", "%TAG ! x\n---\na: b\n", "a: b\n---\nc: d\n"),
        *("[a]: b", "{a: b}: c", "a: [b", "a: \x07", 'a: "\\x07"', '"\\x07": a'),
    ],
)
def test_what_may_be_a_fault_is_left_to_the_long_way(text: str) -> None:
    assert read_events(text, 3, TOKEN_LIMIT) is None


@settings(max_examples=500, deadline=None)
@given(NEAR_MARKDOWN)
def test_few_rules_give_what_all_rules_give(text: str) -> None:
    few, every = markdown_for(text), markdown_for("|")
    assert few.parse(text) == every.parse(text)
    assert few.render(text) == every.render(text)
