"""A file cut in two, front matter and body; YAML as text with places, never as YAML's own types.

python-frontmatter names the format and cuts the file; its YAML loading is not used, because it loses
the lines, keeps the last of two equal keys, reads `1:30` as 90 and `no` as false, and takes a file
whose front matter is not closed for one without.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import yaml
from frontmatter.default_handlers import BaseHandler

from cpdsite.model.diagnostic import Diagnostic, Place, Severity, Span
from cpdsite.model.journal import FILE_LIMIT
from cpdsite.parse.yaml_faults import explain

FRONT_MATTER_LIMIT = 64_000
"""The largest front matter, in characters."""
TOKEN_LIMIT = 2_000
DEPTH_LIMIT = 20


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # C where there is C
    """Reads every scalar as text; of what type it might be is not even asked."""

    yaml_implicit_resolvers: ClassVar[dict[str, object]] = {}


_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LEADING_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
# Besides control characters: U+0085, U+2028 and U+2029 end a line for YAML and for no editor,
# a byte-order mark inside a text moves all columns behind it, and U+202D and U+202E turn the
# letters behind them, so that a text reads otherwise than it is written. Said by what is refused: to
# compile the same by what is taken, which is nearly all there is, takes ten times as long.
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DEEPER = {
    yaml.BlockMappingStartToken: 1,
    yaml.BlockSequenceStartToken: 1,
    yaml.FlowMappingStartToken: 1,
    yaml.FlowSequenceStartToken: 1,
    yaml.BlockEndToken: -1,
    yaml.FlowMappingEndToken: -1,
    yaml.FlowSequenceEndToken: -1,
}
_NO_ENTRIES = frozenset(
    ("readme", "license", "licence", "contributing", "changelog", "code_of_conduct")
)
"""What repositories keep in their folders besides their content."""
_UNSAFE = {
    yaml.AnchorToken: "an anchor (&)",
    yaml.AliasToken: "an alias (*)",
    yaml.TagToken: "a tag (!)",
    yaml.DirectiveToken: "a directive (%)",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as its author wrote it."""

    text: str
    span: Span
    plain: bool
    """Whether it stands without quotes."""
    dropped: str = ""
    """The comment that follows on the same line, with its `#`."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; equal keys are all kept, in order."""

    pairs: tuple[tuple[Text, Node], ...]
    span: Span


Node = Text | Items | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A file in two parts."""

    front_matter: str
    line: int
    """The line of the file on which the front matter's text begins."""
    body: str
    body_line: int


class _YAMLBlock(BaseHandler):
    """Cuts at lines that hold `---` and nothing else."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)


_HANDLER = _YAMLBlock()


def decode_text(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a UTF-8 file, without a byte-order mark, every line ended by LF.

    None when it is too large or not UTF-8.
    """
    if len(data) > FILE_LIMIT:
        message = f"the file holds more than {FILE_LIMIT:,} bytes"
        remedy = "split it, or keep long material as evidence beside the entry"
        return None, [_error("file-too-large", path, Span(1, 1), message, remedy)]
    remedy = "open the file in an editor and save it as UTF-8"
    if data.startswith(_BYTE_ORDER_MARKS) or b"\0" in data[:4]:
        message = "the file is stored as UTF-16, not as UTF-8"
        return None, [_error("encoding", path, Span(1, 1), message, remedy)]
    try:
        return with_plain_ends(data.decode("utf-8-sig")), []
    except UnicodeDecodeError as fault:
        # The codec counts from behind a byte-order mark.
        before = with_plain_ends(fault.object[: fault.start].decode())
        message = "a letter here is not stored as UTF-8, so it would come out wrong"
        return None, [_error("encoding", path, _span_at(before, len(before)), message, remedy)]


def with_plain_ends(text: str) -> str:
    """Return text with every line ended by LF alone, as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cut(text: str, path: str) -> tuple[Cut | None, list[Diagnostic]]:
    """Cut a file's text into front matter and body."""
    start = _LEADING_BLANK_LINES.match(text)
    skipped = start.end() if start else 0
    line = text.count("\n", 0, skipped) + 1
    rest = text[skipped:]
    if not _HANDLER.detect(rest):
        return None, [_no_front_matter(rest, path, line)]
    try:
        front_matter, body = _HANDLER.split(rest)
    except ValueError:
        message = "the front matter is opened by `---` and never closed"
        remedy = "put a line that holds only `---` after the last field"
        return None, [_error("front-matter-unclosed", path, Span(line, 1, 3), message, remedy)]
    if len(front_matter) > FRONT_MATTER_LIMIT:
        message = f"the front matter holds more than {FRONT_MATTER_LIMIT:,} characters"
        remedy = "move long text into the body, below the closing `---`"
        return None, [_error("file-too-large", path, Span(line, 1, 3), message, remedy)]
    body = body.removeprefix("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return Cut(front_matter=front_matter, line=line, body=body, body_line=body_line), []


def _no_front_matter(rest: str, path: str, line: int) -> Diagnostic:
    """Say what stands where the front matter should open."""
    shown = rest.partition("\n")[0].rstrip()[:40]
    span = Span(line, 1, max(len(shown), 1))
    remedy = "begin the file with `---`, the fields such as `title: ...`, and `---` again"
    name = posixpath.basename(path)
    if posixpath.splitext(name)[0].casefold() in _NO_ENTRIES:
        remedy = f"move it out of the journal, or rename it _{name}"
    formats = {"+++": "TOML (`+++`)", "{": "JSON (`{`)"}
    for mark, name in formats.items():
        if rest.startswith(mark):
            message = f"front matter in {name} is not supported"
            return _error(
                "front-matter-format", path, span, message, "write it as YAML between `---` lines"
            )
    if rest.startswith(("---", "\u2014", "\u2013")):  # phones and word processors make dashes of it
        message = f'"{shown}" does not open front matter: the line must hold `---` and nothing else'
        return _error("front-matter-format", path, span, message, remedy)
    message = "the file has no front matter" if rest.strip() else "the file is empty"
    return _error("front-matter-missing", path, span, message, remedy)


def read_yaml(
    text: str, path: str, first_line: int = 1, tokens: int = TOKEN_LIMIT
) -> tuple[Node | None, list[Diagnostic]]:
    """Return YAML as a tree of text with places; None for an empty text or one with a fault."""
    control = CONTROL.search(text)
    if control:
        span = _span_at(text, control.start(), first_line)
        return None, [_invisible(control[0], path, span)]
    try:
        unsafe = _unsafe(text, tokens)
        if unsafe:
            mark, message, remedy = unsafe
            span = Span(first_line + mark.line, mark.column + 1)
            return None, [_error("yaml-unsafe", path, span, message, remedy)]
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as fault:
        span, message, remedy = explain(fault, text, first_line)
        return None, [_error("yaml-syntax", path, span, message, remedy)]
    return (None, []) if node is None else _tree(node, path, _Walk(text.split("\n"), first_line))


def _tree(node: yaml.Node, path: str, walk: _Walk) -> tuple[Node | None, list[Diagnostic]]:
    """Return PyYAML's nodes as ours; None when one of them cannot be taken as text."""
    try:
        return walk.node(node), []
    except _ComplexKeyError as fault:
        message = "the name of a field must be plain text"
        remedy = "write `name: value`; quote a value that begins with [, { or ?"
        return None, [_error("yaml-syntax", path, fault.span, message, remedy)]
    except _InvisibleError as fault:
        return None, [_invisible(fault.character, path, fault.span)]


def _invisible(character: str, path: str, span: Span) -> Diagnostic:
    """Report a character that nobody can see and that no text needs."""
    message = f"an invisible character (U+{ord(character):04X}) stands in the text"
    return _error("yaml-syntax", path, span, message, "delete it and type the text anew")


def _unsafe(text: str, limit: int) -> tuple[yaml.Mark, str, str] | None:
    """Scan the tokens before anything is built, for what makes YAML dangerous or needless."""
    depth = 0
    for count, token in enumerate(yaml.scan(text, Loader=Loader)):
        name = _UNSAFE.get(type(token))
        if name:
            return (
                token.start_mark,
                f"{name} is not allowed here",
                "quote the text, or write the value out",
            )
        depth += _DEEPER.get(type(token), 0)
        if depth > DEPTH_LIMIT:
            return (
                token.start_mark,
                f"values are nested more than {DEPTH_LIMIT} deep",
                "write flat lists",
            )
        if count > limit:
            return (
                token.start_mark,
                f"there are more than {limit:,} YAML tokens",
                "move text into the body",
            )
    return None


class _ComplexKeyError(Exception):
    """A key that is itself a list or a mapping."""

    def __init__(self, span: Span) -> None:
        """Remember where it stands."""
        super().__init__()
        self.span = span


class _InvisibleError(Exception):
    """A text that holds a control character, written as an escape."""

    def __init__(self, character: str, span: Span) -> None:
        """Remember the character and where the text stands."""
        super().__init__()
        self.character = character
        self.span = span


@dataclass(frozen=True, slots=True)
class _Walk:
    """Turns PyYAML's nodes into ours; `lines` are those of the YAML text."""

    lines: list[str]
    first_line: int

    def node(self, node: yaml.Node) -> Node:
        """Return one node and all below it."""
        if isinstance(node, yaml.MappingNode):
            return Table(tuple(self.pairs(node)), self.span(node))
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.node(item) for item in node.value), self.span(node))
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return Text(self.text(node), self.span(node), plain, self.dropped(node) if plain else "")

    def text(self, node: yaml.Node) -> str:
        """Return what a scalar holds."""
        text = str(node.value)
        control = CONTROL.search(text)
        if control:
            raise _InvisibleError(control[0], self.span(node))
        return text

    def pairs(self, node: yaml.MappingNode) -> Iterator[tuple[Text, Node]]:
        """Yield the keys and values of a mapping in their order."""
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _ComplexKeyError(self.span(key))
            yield Text(self.text(key), self.span(key), not key.style), self.node(value)

    def span(self, node: yaml.Node) -> Span:
        """Return a node's place: to its end, or to the end of its first line."""
        start, end = node.start_mark, node.end_mark
        stop = end.column if end.line == start.line else len(self.lines[start.line].rstrip())
        return Span(self.first_line + start.line, start.column + 1, max(stop - start.column, 1))

    def dropped(self, node: yaml.Node) -> str:
        """Return the comment that cut a plain scalar short, "" when there is none."""
        end = node.end_mark
        if end.line >= len(self.lines):
            return ""
        rest = self.lines[end.line][end.column :].strip()
        return rest if rest.startswith("#") else ""


def _span_at(text: str, index: int, first_line: int = 1) -> Span:
    """Return the place of a character."""
    line = text.count("\n", 0, index)
    return Span(first_line + line, index - (text.rfind("\n", 0, index) + 1) + 1)


def _error(code: str, path: str, span: Span, message: str, remedy: str) -> Diagnostic:
    """Return an error found while reading, which knows its characters."""
    place = Place(path=path, span=span)
    return Diagnostic(code=code, severity=Severity.ERROR, place=place, message=message, help=remedy)
