"""markdown-it as journals need it: comments dropped, other HTML shown, addresses placed, none judged."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

NESTING_LIMIT = 100
"""What is nested deeper is dropped without a word; a mail that was answered often has twenty levels."""

_InlineRule = Callable[[StateInline, bool], bool]
_RICH = re.compile(r"[|<]|~~|\[\^|\^\[")
"""What a text holds that has a table, a comment, an address in angles, a strike-through or a footnote."""
_RULES_OF_RICH = (
    *(
        "table",
        "unnamed column",
        "strikethrough",
        "autolink",
        "comment",
        "html_block",
        "html_inline",
    ),
    *("footnote_def", "footnote_inline", "footnote_ref", "footnote_tail"),
)


def markdown_for(text: str) -> MarkdownIt:
    """Return what parses a text and renders it: most texts need few rules, and each rule takes time."""
    return _markdown(rich=_RICH.search(text) is not None)


@cache
def _markdown(*, rich: bool) -> MarkdownIt:
    """CommonMark with tables, strike-through and footnotes; no HTML but comments, which are dropped.

    Set up once, as it takes as long as reading ten entries; unless `rich`, without the rules that
    need one of the marks of `_RICH`.
    """
    options = {"html": False, "maxNesting": NESTING_LIMIT}
    markdown = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin)
    markdown.block.ruler.before("paragraph", "comment", _comment_block)
    markdown.inline.ruler.before("autolink", "comment", _comment_inline)
    markdown.inline.ruler.at("link", _placed(link))
    markdown.inline.ruler.at("image", _placed(image))
    markdown.inline.ruler.at("autolink", _placed(autolink))
    markdown.core.ruler.push("unnamed column", _unnamed_columns)
    markdown.add_render_rule("comment", lambda *_: "")
    markdown.add_render_rule("footnote_caption", _footnote_number)
    # Every address passes here and is judged where the holes are cut, so that a refused one is reported.
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]  # the documented way
    markdown.validateLink = lambda url: url is not None  # type: ignore[method-assign]  # the documented way
    return markdown if rich else markdown.disable(_RULES_OF_RICH)


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """Take a comment that fills whole lines out of the text."""
    position = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", position):
        return False
    stop = _comment_end(state.src, position, state.env)
    last = bisect_left(state.eMarks, stop, start, end)
    if stop < 0 or last == end or state.src[stop : state.eMarks[last]].strip():
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.map, token.content = [start, last + 1], state.src[position + 4 : stop - 3]
        state.line = last + 1
    return True


def _comment_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """Take a comment inside a paragraph out of the text."""
    if not state.src.startswith("<!--", state.pos):
        return False
    stop = _comment_end(state.src, state.pos, state.env)
    if stop < 0:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[state.pos + 4 : stop - 3]
        token.meta = {"from": state.pos, "to": stop}
    state.pos = stop
    return True


def _comment_end(text: str, start: int, env: MutableMapping[str, Any]) -> int:
    """Return where the comment that begins at a character ends, -1 when it never does.

    What was found is kept, so that a text full of beginnings is not searched once for each.
    """
    known: dict[str, tuple[int, int]] = env.setdefault("comment ends", {})
    first, stop = known.get(text, (len(text), -1))
    if not first <= start or (0 <= stop < start + len("<!---->")):
        first, end = start, text.find("-->", start + len("<!--"))
        stop = end + len("-->") if end >= 0 else -1
        known[text] = (first, stop)
    return stop


def _placed(rule: _InlineRule) -> _InlineRule:
    """Make an inline rule remember where in the text of its block the address of a link stands."""

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        made = (t for t in state.tokens[before:] if t.type in {"link_open", "image"})
        token = None if silent else next(made, None)
        if token is not None:
            label = start + (token.type == "image")
            end = state.pos if token.markup == "autolink" else _label_end(state, label)
            token.meta = {"from": start if token.markup == "autolink" else end, "to": state.pos}
        return True

    return placed


def _unnamed_columns(state: StateCore) -> None:
    """Make a heading without text, in a table's corner as a rule, a plain cell: it names nothing."""
    for heading, text, end in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if heading.type == "th_open" and not text.content:
            heading.tag = end.tag = "td"


def _label_end(state: StateInline, start: int) -> int:
    """Return where the square brackets that open at a character are closed."""
    return max(parseLinkLabel(state, start), start)


def _footnote_number(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    """Show a footnote's number, the same wherever the footnote is named again."""
    return f"[{tokens[index].meta['id'] + 1}]"
