"""The papers that a body asks for, as its scheme describes them."""

from __future__ import annotations

from collections.abc import Iterator

from cpdsite.model.entry import Kind
from cpdsite.model.scheme import Document, Filter
from cpdsite.parse.fields import FIELDS
from cpdsite.parse.filters import read_filter
from cpdsite.parse.front_matter import Items, Node, Table
from cpdsite.parse.keys import Key, Rules, choice_of, read_id, read_keys
from cpdsite.parse.names import did_you_mean

COLUMNS = frozenset((*(field.name for field in FIELDS), "id", "credit", "text"))
"""What a column may hold, beside the units and taxonomies of the scheme."""
LAYOUTS = ("table", "form", "prose")


def read_document(rules: Rules, node: Node, name: str) -> Document | None:
    """Return one paper."""
    values = read_keys(rules, node, name, _KEYS)
    return Document(
        id=values[_DOCUMENT],
        title=values[_TITLE],
        kind=values[_FROM] or Kind.ACTIVITY,
        where=values[_WHERE],
        order=values[_ORDER] or "date",
        columns=tuple(values[_COLUMNS]),
        headings={name: heading for name, heading in values[_COLUMNS].items() if heading},
        layout=values[_LAYOUT] or LAYOUTS[0],
        max_words=values[_MAX_WORDS],
    )


def _columns(rules: Rules, node: Node, name: str) -> dict[str, str]:
    """Return the columns in their order, each with the heading that the body gives it, "" for none."""
    found: dict[str, str] = {}
    for item in node.items if isinstance(node, Items) else (node,):
        for word, heading in _headed(rules, item, name):
            found[word] = found.get(word) or heading
    found.pop("", None)
    return found


def _headed(rules: Rules, node: Node, name: str) -> Iterator[tuple[str, str]]:
    """Yield a column, or those of a mapping of columns to headings."""
    if not isinstance(node, Table):
        yield _column(rules, node, name), ""
        return
    for word, (key, value) in rules.fields_of(node, f"{name}.").items():
        yield _known(rules, key, name, word), rules.text(value, f"{name}.{word}")


def _column(rules: Rules, node: Node, name: str) -> str:
    return _known(rules, node, name, rules.text(node, name))


def _known(rules: Rules, node: Node, name: str, text: str) -> str:
    """Return what an entry can be asked for; any other is reported."""
    known = {*COLUMNS, *rules.units, *rules.terms}
    if text and text not in known:
        remedy = did_you_mean(text, known, "write a field of entries, such as `title`")
        rules.refuse(node, name, f'"{text}" cannot be a column', remedy)
    return text


def _words(rules: Rules, node: Node, name: str) -> int | None:
    found = rules.number(node, name)
    if found is not None and (found.denominator != 1 or not found):
        rules.refuse(
            node,
            name,
            f'"{rules.text(node, name)}" is not a number of words',
            "write one such as 500",
        )
        return None
    return None if found is None else int(found)


_DOCUMENT = Key(name="document", read=read_id, default="", needed=True)
_TITLE = Key(name="title", read=Rules.text, default="", needed=True)
_FROM = Key(name="from", read=choice_of(*Kind), default="")
_WHERE = Key(name="where", read=read_filter, default=Filter())
_ORDER = Key(name="order", read=_column, default="")
_COLUMNS: Key[dict[str, str]] = Key(name="columns", read=_columns, default={})
_LAYOUT = Key(name="layout", read=choice_of(*LAYOUTS), default="")
_MAX_WORDS: Key[int | None] = Key(name="max_words", read=_words, default=None)
_KEYS = (_DOCUMENT, _TITLE, _FROM, _WHERE, _ORDER, _COLUMNS, _LAYOUT, _MAX_WORDS)
