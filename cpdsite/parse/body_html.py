"""Markdown to safe HTML with holes where the links go: done once, because checks and pages both need it.

A link's address depends on the whole site, so it stays a value until the pages are made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cpdsite.model.entry import Body, Comment, Link, Section
from cpdsite.parse.body import plain
from cpdsite.parse.body_lines import Lines
from cpdsite.parse.front_matter import with_plain_ends
from cpdsite.parse.links import is_web
from cpdsite.parse.markdown import markdown_for

FOOTNOTES = "footnotes"
"""The `field` of the footnotes of a body that reflects: they are shown only where its reflections are."""

_PLACED = frozenset(("comment", "image", "link_open"))
"""The tokens whose place in the text is looked for; most blocks have none of them."""
_HOLE = re.compile("\x00(\\d+)\x00")  # markdown-it turns an author's NUL into U+FFFD
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?\d+(?::\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff]")
_HEADING_ID = re.compile(r'<h[1-6] id="([^"]*)"')
_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def read_body(text: str, line: int, fields: Mapping[str, str]) -> Body:
    """Return a body; `line` is that of the text's first line, `fields` come from heading_fields."""
    text = _CONTROL.sub("\ufffd", with_plain_ends(text))
    if not text.strip():
        return Body(line=line)
    env: dict[str, Any] = {}
    markdown = markdown_for(text)
    tokens = markdown.parse(text, env)
    lines = Lines(text.split("\n"), line, env.get("references", {}))
    anchors = _anchor(tokens)
    links, comments = _cut_holes(tokens, lines)
    sections = tuple(_sections(markdown, tokens, fields, lines, links))
    if not all(section.html for section in sections):
        anchors &= {found for section in sections for found in _ids(section)}
    blank = text[: len(text) - len(text.lstrip())].count("\n")
    return Body(
        text=text.strip(),
        line=line + blank,
        sections=sections,
        comments=tuple(comments),
        links=tuple(links),
        anchors=anchors,
    )


def _anchor(tokens: Sequence[Token]) -> frozenset[str]:
    """Give headings the ids that GitHub gives them, and leave the page its one h1; return the ids."""
    opened = [number for number, token in enumerate(tokens) if token.type == "heading_open"]
    down = any(tokens[number].tag == "h1" for number in opened)
    anchors: set[str] = set()
    counts: dict[str, int] = {}
    for number in opened:
        base = _anchor_of(_text_of(tokens[number + 1]))
        # Not from 0 again: thousands of headings may be equal.
        again = counts.get(base, 0)
        anchor = f"{base}-{again}" if again else base
        while anchor in anchors or _FOOTNOTE_ID.fullmatch(anchor):
            again += 1
            anchor = f"{base}-{again}"
        counts[base] = again
        anchors.add(anchor)
        tokens[number].attrSet("id", anchor)
        if down:
            tag = f"h{min(int(tokens[number].tag[1]) + 1, 6)}"
            tokens[number].tag = tokens[number + 2].tag = tag
    return frozenset(anchors)


def _anchor_of(heading: str) -> str:
    """Return the id of a heading: letters with their marks, digits, hyphens for blanks, as on GitHub."""
    text = unicodedata.normalize("NFC", heading).lower()
    kept = (c for c in text if c in " -_" or c.isalnum() or unicodedata.category(c)[0] == "M")
    return "".join(kept).replace(" ", "-") or "section"


def _cut_holes(tokens: Sequence[Token], lines: Lines) -> tuple[list[Link], list[Comment]]:
    """Put a mark in place of every address that a page may hold; return all links, marks count them.

    Comments are returned beside them.
    """
    links: list[Link] = []
    comments: list[Comment] = []
    for block in tokens:
        if block.map:
            lines.enter(block.map[0])
        if block.type == "comment":
            span = lines.of_comment(block.content)
            comments.append(Comment(text=block.content.strip(), span=span))
        if block.type != "inline" or not block.children:
            continue
        lines.hold(block.content)
        if _PLACED.isdisjoint(token.type for token in block.children):
            continue
        holes = _Holes(lines, links)
        for token in block.children:
            if token.type == "comment":
                span = lines.of(token.meta["from"], token.meta["to"])
                comments.append(Comment(text=token.content.strip(), span=span))
        block.children = [after for token in block.children for after in holes.cut(token)]
    return links, comments


@dataclass(slots=True)
class _Holes:
    """Takes the addresses out of the tokens of one block."""

    lines: Lines
    links: list[Link]
    """Every link so far; grows."""
    inside: bool = False
    """Whether a link is open: none may stand in another."""

    def cut(self, token: Token) -> list[Token]:
        """Return what stands for a token: itself, or a link in place of an image from another host."""
        if token.type == "link_close":
            self.inside = False
        if token.type not in {"link_open", "image"}:
            return [token]
        image = token.type == "image"
        name = "src" if image else "href"
        href = str(token.attrs.pop(name, ""))
        refused = not _may_be_shown(href)
        span = self.lines.of_address(href, token.meta.pop("from"), token.meta.pop("to"))
        mark = f"\x00{len(self.links)}\x00"
        self.links.append(Link(href=href, span=span, image=image, refused=refused))
        if image and (refused or _HAS_SCHEME.match(href)):
            return self.in_place_of_image(token, "" if refused else mark)
        self.inside = self.inside or not image
        if not refused:
            rel = {"rel": "noreferrer"} if is_web(href) and not image else {}
            token.attrs = {name: mark, **token.attrs, **rel}
        return [token]

    def in_place_of_image(self, token: Token, mark: str) -> list[Token]:
        """Return the image's text as a link to it; as text alone inside another link."""
        shown = Token("text", "", 0, content=token.content or "image")
        if self.inside:
            return [shown]
        opened = Token("link_open", "a", 1, attrs={"href": mark} if mark else {})
        return [opened, shown, Token("link_close", "a", -1)]


def _may_be_shown(href: str) -> bool:
    """Tell whether an address is one of those that a page may hold: http, https, mailto, relative."""
    if _HAS_SCHEME.match(href):
        return is_web(href) or href.lower().startswith("mailto:")
    # A browser passes over blanks and control characters in front of `javascript:`.
    return not href.startswith("/") and not re.search(r"[\x00-\x20\x7f\\]", href)


def _sections(
    markdown: MarkdownIt,
    tokens: Sequence[Token],
    fields: Mapping[str, str],
    lines: Lines,
    links: Sequence[Link],
) -> Iterator[Section]:
    """Yield the stretches of a body, each rendered; a heading to be filled in later gives no HTML."""
    parts = list(_parts(tokens, fields))
    starts = [_first_line(part, len(lines.lines)) for part in parts]
    ends = [*starts, len(lines.lines)][1:]
    reflects = ""
    followers = [*parts, []][1:]
    for part, after, start, end in zip(parts, followers, starts, ends, strict=True):
        headed = part[0].type == "heading_open"
        below = part[0].map[1] if headed and part[0].map else start
        text = "\n".join(lines.lines[below:end])
        text = _without_comments(text, part).strip()
        waits = headed and not text and _is_asked(part, after, fields)
        html = "" if waits else markdown.renderer.render(part, markdown.options, {})
        field = _field_of(part[1], fields) if headed else ""
        reflects = reflects or field
        notes = part[0].type == "footnote_block_open" and reflects
        yield Section(
            field=FOOTNOTES if notes else field,
            text=text,
            span=lines.whole(start),
            html=tuple(_pieces(html, links)),
        )


def _parts(tokens: Sequence[Token], fields: Mapping[str, str]) -> Iterator[list[Token]]:
    """Cut the tokens at headings; what a reflection heading opens holds the lower headings below it.

    The footnotes stand at the end of the text, whichever section they belong to: a part of their own.
    """
    part: list[Token] = []
    reflects_at = "h0"
    for number, token in enumerate(tokens):
        if token.type == "footnote_block_open" and part:
            yield part
            part = []
        if token.type == "heading_open" and token.level == 0:
            own = bool(_field_of(tokens[number + 1], fields))
            if own or token.tag <= reflects_at or reflects_at == "h0":
                if part:
                    yield part
                part = []
                reflects_at = token.tag if own else "h0"
        part.append(token)
    if part:
        yield part


def _field_of(inline: Token, fields: Mapping[str, str]) -> str:
    """Return the reflection field that a heading stands for, "" for any other."""
    return fields.get(plain(_text_of(inline)), "")


def _is_asked(part: Sequence[Token], after: Sequence[Token], fields: Mapping[str, str]) -> bool:
    """Tell whether a heading without a text is one that a reflection is asked by, and holds no other."""
    holds = bool(after) and after[0].type == "heading_open" and after[0].tag > part[0].tag
    return plain(_text_of(part[1])) in fields and not holds


def _ids(section: Section) -> Iterator[str]:
    """Yield the ids of the headings that a section shows."""
    for piece in section.html:
        if isinstance(piece, str):
            yield from _HEADING_ID.findall(piece)


def _first_line(part: Sequence[Token], end: int) -> int:
    """Return the line (from 0) on which some tokens begin; the end of the text for footnotes."""
    if part[0].type == "footnote_block_open":
        return end
    return next((token.map[0] for token in part if token.map), 0)


def _pieces(html: str, links: Sequence[Link]) -> Iterator[str | Link]:
    """Cut HTML at its holes."""
    for number, piece in enumerate(_HOLE.split(html)):
        if number % 2:
            yield links[int(piece)]
        elif piece:
            yield _CONTROL.sub("\ufffd", piece)  # one may have been written as an entity


def _without_comments(text: str, part: Sequence[Token]) -> str:
    """Return the author's text without the comments that were taken out of it; those in code stay."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    position = 0
    for token in (t for block in part for t in (block, *(block.children or ()))):
        if token.type == "comment":
            start, end = _comment_in(text, token.content, position)
            kept.append(text[position:start])
            position = end
    return "".join([*kept, text[position:]])


def _comment_in(text: str, content: str, position: int) -> tuple[int, int]:
    """Return where a comment stands from a character on, nowhere being that character."""
    written = f"<!--{content}-->"
    start = text.find(written, position)
    if start >= 0:
        return start, start + len(written)
    # In a list or a quotation its lines begin with marks that the parser took off.
    lines = (re.escape(line.strip()) for line in written.split("\n"))
    match = re.compile(r"[ \t]*\n[ \t>]*".join(lines)).search(text, position)
    return match.span() if match else (position, position)


def _text_of(inline: Token) -> str:
    """Return the plain text of an inline token, markup left out."""
    words = {"softbreak": " ", "hardbreak": " "}
    kept = {"text", "code_inline", "image"}
    parts = (words.get(c.type, c.content if c.type in kept else "") for c in inline.children or ())
    return "".join(parts).strip()
