"""Markdown to safe HTML with holes, sections, links and comments, each at the author's line and column."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.model.entry import Body, Link
from cpdsite.parse.body import HEADINGS, heading_fields
from cpdsite.parse.body_html import read_body
from cpdsite.parse.links import Target, evidence_path, is_web, target
from tests.bodies import NASTY, Faults, html_of

FIELDS = heading_fields({"learned": ["Key messages"], "next": ["ZUM NÄCHSTEN!"]})


def body_of(*lines: str, first: int = 1) -> Body:
    """A body of these lines."""
    return read_body("\n".join(lines), first, FIELDS)


def places(body: Body) -> list[str]:
    """Each link as `line:column width address`."""
    return [f"{x.span.line}:{x.span.column} {x.span.width} {x.href}" for x in body.links]


# --- Sections and headings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "field"),
    [(text, field) for field, texts in HEADINGS.items() for text in texts]
    + [
        ("What I learned", "learned"),
        ("SO WHAT?", "learned"),
        ("So what ...", "learned"),
        ("**What I learned:**", "learned"),
        ("`What` _next_?", "next"),
        ("Who benefits?!", "benefit"),
        ("Why\u00a0", "need"),
        ("Key messages", "learned"),
        ("Zum nächsten", "next"),
        ("zum NA\u0308CHSTEN", "next"),
        ("What I learned yesterday", ""),
        ("Whys", ""),
        ("?", ""),
    ],
)
def test_headings_stand_for_reflection_fields(heading: str, field: str) -> None:
    for level in range(1, 7):
        body = body_of(f"{'#' * level} {heading}", "", "Text.")
        assert [(s.field, s.text) for s in body.sections] == [(field, "Text.")]
    assert body_of(heading, "---", "Text.").sections[0].field == field


def test_the_headings_are_those_of_the_reference() -> None:
    assert sorted(HEADINGS) == ["applied", "benefit", "learned", "need", "next"]
    words = "why need objective|learning|so what|now what|application|impact|benefit|next steps"
    known = {text for texts in HEADINGS.values() for text in texts}
    assert {*words.split("|")[1:], "why", "need", "objective"} <= known


def test_sections() -> None:
    body = body_of(
        *("What I did.", "", "# So what", "", "A lot.", "", "### In detail", "", "More."),
        *("", "## Thanks", "", "To all.", "", "# Now what", "", "Later."),
        first=9,
    )
    assert [(s.field, s.text, s.span.line) for s in body.sections] == [
        ("", "What I did.", 9),
        ("learned", "A lot.\n\n### In detail\n\nMore.\n\n## Thanks\n\nTo all.", 11),
        ("applied", "Later.", 23),
    ]


def test_a_reflection_ends_at_the_next_heading_of_its_level() -> None:
    body = body_of("## So what", "A.", "## Other", "B.", "### Next steps", "C.", "#### c", "D.")
    assert [(s.field, s.text) for s in body.sections] == [
        ("learned", "A."),
        ("", "B."),
        ("next", "C.\n#### c\nD."),
    ]


@pytest.mark.parametrize("line", ["> ## So what", "- ## So what", "    ## So what", "\\## So what"])
def test_what_stands_in_a_quotation_or_a_list_is_no_section(line: str) -> None:
    assert [s.field for s in body_of("A.", "", line, "", "B.").sections] == [""]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["## What I learned", "", "", "## How I applied it"], ""),
        (["A.", "## What I learned", "<!-- later -->", "## Thanks"], '<p>A.</p><h2 id="thanks">Thanks</h2>'),
        (["# Why", "## So what", "B."], '<h2 id="why">Why</h2><h3 id="so-what">So what</h3><p>B.</p>'),
        (["## So what", "### Details"], '<h2 id="so-what">So what</h2><h3 id="details">Details</h3>'),
        (["## Feelings", "### I", "C."], '<h2 id="feelings">Feelings</h2><h3 id="i">I</h3><p>C.</p>'),
        (["## Feelings", "## Analysis", "D."], '<h2 id="analysis">Analysis</h2><p>D.</p>'),
        (["## Afterwards"], '<h2 id="afterwards">Afterwards</h2>'),
    ],
)  # fmt: skip
def test_a_heading_that_waits_for_a_reflection_is_not_shown(lines: list[str], shown: str) -> None:
    body = read_body("\n".join(lines), 1, heading_fields({}, "gibbs"))
    assert html_of(body).replace("\n", "") == shown
    assert body.anchors == {found.split('"')[0] for found in shown.split('id="')[1:]}


def test_an_empty_body() -> None:
    for text in ("", " \n\t\n", "\r\n\r\n"):
        assert read_body(text, 7, FIELDS) == Body(line=7)


def test_a_body_reads_the_same_with_every_line_end() -> None:
    text = "\nA [b](c.md)\n\n## So what\n\nD <!-- e\nf --> g.\n\n```\nh\n```\n"
    plain = read_body(text, 3, FIELDS)
    assert plain.line == 4
    for end in ("\r\n", "\r"):
        assert read_body(text.replace("\n", end), 3, FIELDS) == plain


def test_the_page_keeps_its_one_h1() -> None:
    assert html_of(body_of("# A", "", "## B", "", "###### C")) == (
        '<h2 id="a">A</h2>\n<h3 id="b">B</h3>\n<h6 id="c">C</h6>\n'
    )
    assert html_of(body_of("## B")) == '<h2 id="b">B</h2>\n'


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("So what?", "so-what"),
        ("Part 2: *more* `code`", "part-2-more-code"),
        ("A_b - c", "a_b---c"),
        ("🎉 Party", "-party"),
        ("Größe", "größe"),
        ("हिन्दी", "हिन्दी"),
        ("E\u0301te\u0301", "été"),
        ("[Link](x.md)", "link"),
        ("???", "section"),
        ("fn1", "fn1-1"),
    ],
)
def test_anchors_are_those_of_github(heading: str, anchor: str) -> None:
    assert body_of(f"## {heading}", "", "Text.").anchors == {anchor}


def test_equal_headings_have_ids_of_their_own() -> None:
    body = body_of("# A", "# A", "# A-1", "# A", "> # A", "", "- # A")
    ids = re.findall(r'id="([^"]*)"', html_of(body))
    assert ids == ["a", "a-1", "a-1-1", "a-2", "a-3", "a-4"]
    assert body.anchors == set(ids)


# --- Links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", ["1:5 4 b.md"]),
        ("🎓é [a](b.md)", ["1:8 4 b.md"]),
        ("x [a](b.md) y [c](b.md)", ["1:7 4 b.md", "1:19 4 b.md"]),
        ('[a](b.md "b.md")', ["1:5 4 b.md"]),
        ("[b.md](b.md)", ["1:8 4 b.md"]),
        ("[a](<b.md>)", ["1:6 4 b.md"]),
        ("[a](\nb.md)", ["2:1 4 b.md"]),
        ("[a\nb](c.md)", ["2:4 4 c.md"]),
        ("x\ny [a](b.md)\nz", ["2:7 4 b.md"]),
        ("![a](b.png)", ["1:6 5 b.png"]),
        ("[![a](b.png)](c.md)", ["1:15 4 c.md", "1:7 5 b.png"]),
        ("<https://e.org>", ["1:2 13 https://e.org"]),
        ("[a](x\\_y.md)", ["1:5 7 x_y.md"]),
        ("[a](x&amp;y.md)", ["1:5 10 x&y.md"]),
        ("[a](caf%C3%A9.md#%C3%A9t%C3%A9)", ["1:5 26 caf%C3%A9.md#%C3%A9t%C3%A9"]),
        ("[a](#été)", ["1:5 4 #été"]),
        ("[a]()", ["1:5 1 "]),
        ("`[a](b)` [c](b)", ["1:14 1 b"]),
        ("# [a](b.md) #", ["1:7 4 b.md"]),
        ("> > [a](b.md)\n> lazy [c](d.md)", ["1:9 4 b.md", "2:12 4 d.md"]),
        ("- x\n\n  1. [a](b.md)", ["3:10 4 b.md"]),
        ("-\t[a](b.md)\n\n\t[c](d.md)", ["1:7 4 b.md", "3:6 4 d.md"]),
        ("|a|b|\n|-|-|\n|[x](y)|[x](y)|", ["3:6 1 y", "3:13 1 y"]),
        ("[a][b]\n\n[b]: c.md", ["3:6 4 c.md"]),
        ("[b]\n\n  [b]: <c.md> 'd'", ["3:9 4 c.md"]),
        ("[a][c.md] [b][]\n\n[c.md]: d\n[b]: e", ["3:9 1 d", "4:6 1 e"]),
        ("[a]\n\n[a]:\nc.md", ["4:1 4 c.md"]),
        ("[a]\n\n[a]: c.md 'c.md'", ["3:6 4 c.md"]),
        ("[c.md\na]\n\n[c.md\na]: c.md", ["5:5 4 c.md"]),
        ("[a]\n\n[a]: x\\_y.md", ["3:1 12 x_y.md"]),
        ("[a]\n\n[a]: <>", ["3:3 1 "]),
        ("|a|b|\n|-|-|\n|[x](y) \\| z|[z](y)|", ["3:1 20 y", "3:18 1 y"]),
        ("d.md\n\nb ^[[c](d.md)]", ["3:9 4 d.md"]),
        ("[c](d.md)\n\nb ^[[c](d.md)]", ["1:5 4 d.md", "3:9 4 d.md"]),
        ("a[^1]\n\n[^1]: [b](c.md)\n\n    [d](e.md)", ["3:11 4 c.md", "5:9 4 e.md"]),
        ("a\n\nb ^[c [d](e.md)]", ["3:11 4 e.md"]),
        ("~~[a](b)~~ **[c](d)**", ["1:7 1 b", "1:18 1 d"]),
    ],
)
def test_links_are_found_where_they_stand(text: str, expected: list[str]) -> None:
    assert places(read_body(text, 1, FIELDS)) == expected
    shifted = read_body(f"Before.\n\n{text}".replace("\n", "\r\n"), 10, FIELDS)
    assert [(x.span.line - 11, x.span.column) for x in shifted.links] == [
        (x.span.line, x.span.column) for x in read_body(text, 1, FIELDS).links
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b.md)`",
        "``[a](b.md) ` ``",
        "```\n[a](b.md)\n```",
        "~~~md\n[a](b.md)\n~~~",
        "    [a](b.md)",
        "\t[a](b.md)",
        "- [x] done\n- [ ] to do",
        "> [!NOTE]\n> A remark.",
        r"\[a](b.md)",
        r"snake\_case and \_x\_",
        "costs $a_1$ [b] and $[c]$ (d)",
        "a[^1]\n\n[^1]: note",
        "[a]: b.md",
        "<!-- [a](b.md) -->",
        "https://example.org and me@example.org",
        "<a href='b.md'>c</a>",
    ],
)
def test_no_link_where_there_is_none(text: str) -> None:
    assert read_body(text, 1, FIELDS).links == ()


def test_callouts_and_task_boxes_stay_text() -> None:
    assert html_of(body_of("> [!NOTE]", "> A.")) == (
        "<blockquote>\n<p>[!NOTE]\nA.</p>\n</blockquote>\n"
    )
    assert "[x] done" in html_of(body_of("- [x] done"))


def test_addresses_that_go_elsewhere() -> None:
    assert html_of(body_of("[a](https://e.org/?a=1&b=2) [b](mailto:a@e.org)")) == (
        '<p><a href="https://e.org/?a=1&b=2" rel="noreferrer">a</a> '
        '<a href="mailto:a@e.org">b</a></p>\n'
    )


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)"),
        *("< javascript:alert(1)>", "&#32;javascript:alert(1)", "java&#10;script:alert(1)"),
        *("&Tab;javascript:alert(1)", "<\tjavascript:alert(1)>", "<&NewLine;x>"),
        *("vbscript:x", "data:text/html,x", "file:///etc/passwd", "blob:x", "ms-word:x", "ftp://e"),
        *(
            "//e.org/x",
            "/x.md",
            "\\\\\\\\e.org",
            "a\\\\\\\\b",
            "https:e.org",
            "http://",
            "<a b.md>",
        ),
    ],
)
def test_addresses_that_no_page_may_hold(href: str) -> None:
    body = body_of(f"[a]({href}) ![b]({href})")
    assert [link.refused for link in body.links] == [True, True]
    assert html_of(body) == "<p><a>a</a> <a>b</a></p>\n"
    assert not any(isinstance(piece, Link) for s in body.sections for piece in s.html)


def test_images_from_other_hosts_are_links_to_them() -> None:
    body = body_of("![a *b*](https://e.org/c.png) [![d](https://e.org/f.png)](g.md) ![](h.png)")
    assert html_of(body) == (
        '<p><a href="https://e.org/c.png">a *b*</a> <a href="g.md">d</a> '
        '<img src="h.png" alt="" /></p>\n'
    )
    assert [(link.href, link.image) for link in body.links] == [
        ("https://e.org/c.png", True),
        ("g.md", False),
        ("https://e.org/f.png", True),
        ("h.png", True),
    ]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("x.md", Target(path="journal/2025/x.md")),
        ("../2024/x.md#a%20b", Target(path="journal/2024/x.md", fragment="a b")),
        ("caf%C3%A9.md", Target(path="journal/2025/café.md")),
        ("cafe%CC%81.md#e\u0301", Target(path="journal/2025/café.md", fragment="é")),
        ("./x.md?y=1", Target(path="journal/2025/x.md")),
        ("#a", Target(path="", fragment="a")),
        ("../../cpdsite.yaml", Target(path="cpdsite.yaml")),
        ("../../../x", Target(path="../x")),
        ("%2e%2e/%2e%2e/%2e%2e/x", Target(path="../x")),
        *((href, None) for href in ("https://e.org", "mailto:a@e.org", "/x", "//x", "\\x", "C:x")),
    ],
)
def test_where_relative_links_lead(href: str, expected: Target | None) -> None:
    assert target("journal/2025/talk.md", href) == expected


def test_web_addresses() -> None:
    good = ("https://e.org", "HTTP://e.org/a?b#c", "http://localhost:80/", "https://é.org")
    bad = ("", "e.org", "https:e.org", "https://", "https:///x", "https://e.org/a b", "ftp://e.org")
    assert [is_web(address) for address in (*good, *bad)] == [True] * len(good) + [False] * len(bad)
    assert not is_web("https://e.org/\x01")
    assert not is_web("https://e.org\n")


@pytest.mark.parametrize("name", ["../../x", "/../x", "..", "/", "a\0b", "C:a", "a\\b", "."])
def test_evidence_never_leaves_the_journal(name: str) -> None:
    assert evidence_path("journal/x.md", name) == ""


# --- Comments -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "comments", "html"),
    [
        ("<!-- a -->", ["1:1 a"], ""),
        ("A <!-- b --> c", ["1:3 b"], "<p>A  c</p>\n"),
        ("A\n<!-- b\nc --> d", ["2:1 b\nc"], "<p>A\n d</p>\n"),
        ("<!-- a\n\nb -->\n\nC", ["1:1 a\n\nb"], "<p>C</p>\n"),
        ("<!-- a --> b <!-- c -->", ["1:1 a", "1:14 c"], "<p> b </p>\n"),
        (
            "> <!-- a -->\n> b",
            ["1:3 a"],
            "<blockquote>\n<p>b</p>\n</blockquote>\n",
        ),
        ("- a <!-- b -->", ["1:5 b"], "<ul>\n<li>a </li>\n</ul>\n"),
        ("`<!-- a -->` <!-- a -->", ["1:14 a"], "<p><code>&lt;!-- a --&gt;</code> </p>\n"),
        ("```\n<!-- a -->\n```", [], "<pre><code>&lt;!-- a --&gt;\n</code></pre>\n"),
        ("    <!-- a -->", [], "<pre><code>&lt;!-- a --&gt;\n</code></pre>\n"),
        ("\\<!-- a -->", [], "<p>&lt;!-- a --&gt;</p>\n"),
        ("A <!-- b", [], "<p>A &lt;!-- b</p>\n"),
        ("<!-->", [], "<p>&lt;!--&gt;</p>\n"),
    ],
)
def test_comments(text: str, comments: list[str], html: str) -> None:
    body = read_body(text, 1, FIELDS)
    assert [f"{c.span.line}:{c.span.column} {c.text}" for c in body.comments] == comments
    assert html_of(body) == html


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A <!-- b --> c", "A  c"),
        ("<!-- a -->", ""),
        ("A\n\n<!-- b\n\nc -->\n\nD", "A\n\n\n\nD"),
        ("> A <!-- b\n> c --> d", "> A  d"),
        ("- A\n  <!-- b\n  c -->\n- D", "- A\n  \n- D"),
        ("`<!-- a -->`", "`<!-- a -->`"),
        ("`<!--` A <!-- b -->", "`<!--` A"),
        ("```\n<!-- a\n```\n\nB <!-- c -->", "```\n<!-- a\n```\n\nB"),
    ],
)
def test_comments_are_no_part_of_a_reflection(text: str, left: str) -> None:
    body = read_body(f"## So what\n\n{text}", 1, FIELDS)
    assert [(s.field, s.text) for s in body.sections] == [("learned", left)]


# --- Footnotes ------------------------------------------------------------------------------------


def test_footnotes_are_shown_where_reflections_are() -> None:
    body = body_of("A[^1].", "", "[^1]: B.")
    assert [s.field for s in body.sections] == ["", ""]
    body = body_of("A[^1].", "", "## So what", "", "B.", "", "[^1]: C.")
    assert [s.field for s in body.sections] == ["", "learned", "footnotes"]
    assert "C." in html_of(body)
    assert "C." not in "".join(str(piece) for piece in body.sections[1].html)


# --- Safety ---------------------------------------------------------------------------------------


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(NASTY), max_size=25).map("".join))
def test_nothing_unsafe_comes_out_of_nasty_fragments(text: str) -> None:
    body = read_body(text, 1, FIELDS)
    html = html_of(body)
    assert Faults(html).faults == []
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", html)
    lines = re.split(r"\r\n|\r|\n", text)
    spans = [link.span for link in body.links] + [comment.span for comment in body.comments]
    for span in spans + [section.span for section in body.sections]:
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= max(len(lines[span.line - 1]), 1)
        assert span.width >= 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_nothing_unsafe_comes_out_of_any_text(text: str) -> None:
    assert Faults(html_of(read_body(text, 1, FIELDS))).faults == []


@pytest.mark.parametrize(
    "text",
    [
        "<!--\n\n" * 20_000 + "--> x",
        "x <!-- " * 20_000,
        "[a](b) " * 20_000,
        "^[a [b](c)] " * 8_000,
        "> " * 5_000 + "a",
        "[" * 50_000,
        "> c <!-- d\n> e -->\n" * 5_000,
        "# a\n" * 16_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_a_large_body_takes_no_time_out_of_proportion(text: str) -> None:
    began = time.process_time()
    read_body(text, 1, FIELDS)
    assert time.process_time() - began < 5


def test_a_column_without_a_name_has_no_empty_heading() -> None:
    html = html_of(body_of("| | before |", "|---|---|", "| words | 20 |"))
    assert re.findall(r"<t[hd]>.*", html) == [
        "<td></td>",
        "<th>before</th>",
        "<td>words</td>",
        "<td>20</td>",
    ]
