"""What an entry says, as plain text: for feeds and for the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from cpdsite.model.entry import REFLECTION, Entry

_FOOTNOTE = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<a [^>]*footnote-backref.*?</a>', re.DOTALL
)
_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|[uod]l|li|d[td]|table|thead|tbody|tr|t[hd]|pre|blockquote|hr|br|div|section)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot carry, and nobody reads."""


def first_paragraph(entry: Entry) -> str:
    """The first paragraph of the body, else of the reflection in the front matter; "" for none."""
    found = (_text(one[1]) for one in _PARAGRAPH.finditer(_html(entry)))
    first = next(filter(None, found), "")
    return first or next((line(text.split("\n\n")[0]) for text in _reflection(entry)), "")


def everything(entry: Entry) -> list[str]:
    """All that its author tells of it on its page, word by word."""
    told = (entry.details.get("objective", ""), *_reflection(entry))
    return _words(" ".join((*told, _bare(_html(entry)))))


def line(text: str) -> str:
    """Text in one line, without what cannot be read."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return _NO_TEXT.sub(" ", text).split()


def _reflection(entry: Entry) -> Iterator[str]:
    """The texts of the front matter, in the usual order."""
    return (entry.reflection[name].strip() for name in REFLECTION if entry.reflection.get(name))


def _html(entry: Entry) -> str:
    """The safe HTML of the body; addresses are left out."""
    pieces = (piece for section in entry.body.sections for piece in section.html)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _text(html: str) -> str:
    """The words of some HTML, footnote marks left out."""
    return line(_bare(html))


def _bare(html: str) -> str:
    """Some HTML without its tags."""
    spaced = _BLOCK.sub(" ", _FOOTNOTE.sub("", html))
    return unescape(_TAG.sub("", spaced))
