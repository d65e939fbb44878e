"""Markdown to safe HTML with holes where the links go: done once, because checks and pages both need it.

A link's address depends on the whole site, so it stays a value until the pages are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from cpdsite.model.diagnostic import Span
from cpdsite.model.entry import Body, Comment, Link, Section
from cpdsite.parse.links import is_web

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "need": ("why", "need", "objective"),
    "learned": ("what i learned", "learning", "so what"),
    "applied": ("how i applied it", "how it applies to my role", "now what", "application"),
    "benefit": ("who benefits", "how it improves my practice", "impact", "benefit"),
    "next": ("what next", "next steps"),
}
"""The headings that stand for a reflection field, without case and punctuation."""

FOOTNOTES = "footnotes"
"""The `field` of the footnotes of a body that reflects: they are shown only where its reflections are."""

_HOLE = re.compile("\x00(\\d+)\x00")  # markdown-it turns an author's NUL into U+FFFD
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def heading_fields(own: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the reflection field by plain heading text; `own` are the headings that settings add."""
    known = {text: field for field, texts in HEADINGS.items() for text in texts}
    return known | {plain(text): field for field, texts in own.items() for text in texts}


def plain(heading: str) -> str:
    """Return a heading without case, punctuation and needless blanks."""
    return " ".join(re.sub(r"[^\w\s]", " ", heading.casefold()).split())


def read_body(text: str, line: int, fields: Mapping[str, str]) -> Body:
    """Return a body; `line` is that of the text's first line, `fields` come from heading_fields."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return Body(line=line)
    env: MutableMapping[str, object] = {}
    tokens = _MARKDOWN.parse(text, env)
    lines = _Lines(text.split("\n"), line)
    anchors = _anchor(tokens)
    links = _cut_holes(tokens, lines)
    blank = text[: len(text) - len(text.lstrip())].count("\n")
    return Body(
        text=text.strip(),
        line=line + blank,
        sections=tuple(_sections(tokens, fields, lines, links)),
        comments=tuple(_comments(tokens, lines)),
        links=tuple(links),
        anchors=anchors,
    )


def _anchor(tokens: Sequence[Token]) -> frozenset[str]:
    """Give headings the ids that GitHub gives them, and leave the page its one h1; return the ids."""
    opened = [number for number, token in enumerate(tokens) if token.type == "heading_open"]
    down = any(tokens[number].tag == "h1" for number in opened)
    anchors: set[str] = set()
    for number in opened:
        words = re.sub(r"[^\w\- ]", "", _text_of(tokens[number + 1]).casefold()).strip()
        base = words.replace(" ", "-") or "section"
        anchor, again = base, 0
        while anchor in anchors:
            again += 1
            anchor = f"{base}-{again}"
        anchors.add(anchor)
        tokens[number].attrSet("id", anchor)
        if down:
            tag = f"h{min(int(tokens[number].tag[1]) + 1, 6)}"
            tokens[number].tag = tokens[number + 2].tag = tag
    return frozenset(anchors)


def _cut_holes(tokens: Sequence[Token], lines: _Lines) -> list[Link]:
    """Put a mark in place of every address that a page may hold; return all links, marks count them."""
    links: list[Link] = []
    for block in tokens:
        if block.type != "inline" or not block.children:
            continue
        lines.enter(block.map[0] if block.map else 0)
        block.children = [
            after for token in block.children for after in _cut_hole(token, lines, links)
        ]
    return links


def _cut_hole(token: Token, lines: _Lines, links: list[Link]) -> list[Token]:
    """Return what stands for a token: itself, or a link in place of an image from another host."""
    if token.type not in {"link_open", "image"}:
        return [token]
    image = token.type == "image"
    name = "src" if image else "href"
    href = str(token.attrs.pop(name, ""))
    refused = not _may_be_shown(href)
    mark = f"\x00{len(links)}\x00"
    links.append(Link(href=href, span=lines.span_of(href), image=image, refused=refused))
    if image and (refused or _HAS_SCHEME.match(href)):
        opened = Token("link_open", "a", 1, attrs={} if refused else {"href": mark})
        shown = Token("text", "", 0, content=token.content or "image")
        return [opened, shown, Token("link_close", "a", -1)]
    if not refused:
        rel = {"rel": "noreferrer"} if is_web(href) and not image else {}
        token.attrs = {name: mark, **token.attrs, **rel}
    return [token]


def _may_be_shown(href: str) -> bool:
    """Tell whether an address is one of those that a page may hold: http, https, mailto, relative."""
    if _HAS_SCHEME.match(href):
        return is_web(href) or href.lower().startswith("mailto:")
    return not href.startswith(("/", "\\")) and not re.search(r"[\x00-\x20\\]", href.strip())


def _sections(
    tokens: Sequence[Token], fields: Mapping[str, str], lines: _Lines, links: Sequence[Link]
) -> Iterator[Section]:
    """Yield the stretches of a body, each rendered."""
    parts = list(_parts(tokens, fields))
    starts = [_first_line(part, len(lines.lines)) for part in parts]
    ends = [*starts, len(lines.lines)][1:]
    reflects = ""
    for part, start, end in zip(parts, starts, ends, strict=True):
        headed = part[0].type == "heading_open"
        below = part[0].map[1] if headed and part[0].map else start
        text = "\n".join(lines.lines[below:end])
        html = _MARKDOWN.renderer.render(part, _MARKDOWN.options, {})
        field = _field_of(part[1], fields) if headed else ""
        reflects = reflects or field
        notes = part[0].type == "footnote_block_open" and reflects
        yield Section(
            field=FOOTNOTES if notes else field,
            text=_COMMENT.sub("", text).strip(),
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
            yield piece


def _comments(tokens: Sequence[Token], lines: _Lines) -> Iterator[Comment]:
    """Yield the comments of a body with their places."""
    lines.rewind()
    for block in tokens:
        if block.map:
            lines.enter(block.map[0])
        for token in (block, *(block.children or ())):
            if token.type == "comment":
                first = f"<!--{token.content}-->".partition("\n")[0]
                yield Comment(text=token.content.strip(), span=lines.span_of(first))


def _text_of(inline: Token) -> str:
    """Return the plain text of an inline token, markup left out."""
    shown = (c.content for c in inline.children or () if c.type in {"text", "code_inline", "image"})
    return "".join(shown).strip()


@dataclass(slots=True)
class _Lines:
    """The author's lines, read once from top to bottom in search of texts whose block is known."""

    lines: list[str]
    first: int
    """The number of the first line in the file."""
    line: int = 0
    column: int = 0

    def rewind(self) -> None:
        """Begin again at the top."""
        self.line = self.column = 0

    def enter(self, line: int) -> None:
        """Go on from a block that begins on a line (from 0)."""
        if line > self.line:
            self.line, self.column = line, 0

    def span_of(self, text: str) -> Span:
        """Find a text from here on; one that stands only in a far definition moves nothing."""
        for number in range(self.line, len(self.lines)):
            start = self.column if number == self.line else 0
            column = self.lines[number].find(text, start) if text else -1
            if column >= 0:
                if not self.lines[number].startswith("["):
                    self.line, self.column = number, column + len(text)
                return Span(self.first + number, column + 1, len(text))
        return self.whole(self.line)

    def whole(self, line: int) -> Span:
        """Return the place of a line (from 0)."""
        number = min(line, len(self.lines) - 1)
        return Span(self.first + number, 1, max(len(self.lines[number]), 1))


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """Take a comment that fills whole lines out of the text."""
    position = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", position):
        return False
    for line in range(start, end):
        text = state.src[position : state.eMarks[line]].rstrip()
        match = _COMMENT.match(text)
        if match:
            if match.end() < len(text):
                return False
            if not silent:
                token = state.push("comment", "", 0)
                token.map, token.content = [start, line + 1], match[1]
                state.line = line + 1
            return True
    return False


def _comment_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """Take a comment inside a paragraph out of the text."""
    match = _COMMENT.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("comment", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    """CommonMark with tables, strike-through and footnotes; no HTML but comments, which are dropped."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin)
    markdown.block.ruler.before("paragraph", "comment", _comment_block)
    markdown.inline.ruler.before("autolink", "comment", _comment_inline)
    markdown.add_render_rule("comment", lambda *_: "")
    # Every address passes here and is judged in _may_be_shown, so that a refused one is reported.
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]  # the documented way
    markdown.validateLink = lambda _: True  # type: ignore[method-assign]  # the documented way
    return markdown


_MARKDOWN = _markdown()
