"""Values as YAML that a person would have typed, and that reads back as exactly the same text.

PyYAML's emitter folds, escapes, and quotes any prose with a tab or with a blank before a line break;
so the few forms that a record needs are written here: plain, quoted, literal blocks, short lists.
No text is ever escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from cpdsite.parse.front_matter import CONTROL, with_plain_ends

Value = str | bool | int | Fraction | date | Sequence["Value"] | Mapping[str, "Value"]

_WIDTH = 88
"""Lists and mappings that go beyond this column are written one member a line."""
_STEP = 2
_PLACES = 9
"""Digits behind the point that are read again."""
_SHORT_PLACES = 2
"""Digits behind the point beyond which hours and minutes are easier to read."""
_PLAIN = re.compile(r"[^\W\d_](?:[^\s#:]|:(?=\S)| +(?=[^\s#:]))*")
_OF_LISTS = frozenset(",[]{}:?")
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))
"""What other readers of YAML take for something else than text."""
_BREAKS = re.compile("[\u0085\u2028\u2029]")


def yaml_text(fields: Mapping[str, Value]) -> str:
    """Return fields as block YAML, one or more lines each; those that hold nothing are left out.

    Line breaks become LF. Raises ValueError for a number that no reader would read as itself, and
    for an invisible character, which the reader refuses: `writable` takes those out.
    """
    return "".join(f"{line}\n" for line in _mapping(fields, 0))


def one_line(value: Mapping[str, Value] | Sequence[Value]) -> str | None:
    """Return a list or mapping on one line; None when a member needs more or has members itself."""
    if isinstance(value, Mapping):
        named = {_key(name): _member(part) for name, part in value.items() if not _is_empty(part)}
        parts = [part and f"{name}: {part}" for name, part in named.items()]
        opening, closing = "{}"
    else:
        parts = [_member(part) for part in value if not _is_empty(part)]
        opening, closing = "[]"
    told = [part for part in parts if part]
    return f"{opening}{', '.join(told)}{closing}" if len(told) == len(parts) else None


def writable(text: str) -> str:
    """Return text as a field may hold it: every line ended by LF, without characters that nobody can see."""
    return CONTROL.sub("", _BREAKS.sub("\n", with_plain_ends(text)))


def amount_text(amount: Fraction) -> str:
    """Return hours exactly: `2.5`, or `1h20` and `20m` where a decimal would be long or endless."""
    scaled, minutes = amount * 10**_PLACES, amount * 60
    decimal = ""
    if scaled.denominator == 1 and scaled >= 0:
        whole, rest = divmod(int(scaled), 10**_PLACES)
        decimal = f"{whole}.{rest:0{_PLACES}}".rstrip("0").removesuffix(".")
        if len(decimal.partition(".")[2]) <= _SHORT_PLACES:
            return decimal
    if minutes.denominator == 1 and minutes >= 0:
        hours, rest = divmod(int(minutes), 60)
        return f"{hours}h{rest:02}" if hours else f"{rest}m"
    if not decimal:
        message = f"{amount} cannot be written exactly"
        raise ValueError(message)
    return decimal


def _mapping(fields: Mapping[str, Value], inset: int) -> Iterator[str]:
    """Yield the lines of fields that begin in column `inset`."""
    for name, value in fields.items():
        if _is_empty(value):
            continue
        key = f"{' ' * inset}{_key(name)}:"
        first, *rest = _written(value, inset, _WIDTH - len(key) - 1)
        yield f"{key} {first}" if first else key
        yield from rest


def _items(values: Sequence[Value], inset: int) -> Iterator[str]:
    """Yield the lines of a list, whose hyphens stand in column `inset`."""
    for value in values:
        if _is_empty(value):
            continue
        first, *rest = _written(value, inset, _WIDTH - inset - _STEP)
        if not first:  # the first line of a list or mapping stands behind the hyphen
            first, *rest = rest[0].lstrip(" "), *rest[1:]
        yield f"{' ' * inset}- {first}"
        yield from rest


def _written(value: Value, inset: int, room: int) -> list[str]:
    """Return what stands behind a name or a hyphen in column `inset`, "" for nothing, and the lines below."""
    if isinstance(value, str):
        line = _line(_plain_ends(value), in_list=False)
        return _literal(_plain_ends(value), inset + _STEP) if line is None else [line]
    if not isinstance(value, Mapping | Sequence):
        return [_atom(value)]
    line = one_line(value)
    if line is not None and len(line) <= room:
        return [line]
    inset += _STEP
    below = _mapping(value, inset) if isinstance(value, Mapping) else _items(value, inset)
    return ["", *below]


def _member(value: Value) -> str | None:
    """Return a member of a list or mapping that stands on one line; None when it cannot."""
    if isinstance(value, str):
        return _line(_plain_ends(value), in_list=True)
    return None if isinstance(value, Mapping | Sequence) else _atom(value)


def _atom(value: bool | int | Fraction | date) -> str:  # noqa: FBT001 (a value to be written)
    """Return what is no text and holds no other value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else amount_text(Fraction(value))


def _key(name: str) -> str:
    """Return a field's name, quoted where it must be."""
    key = _line(_plain_ends(name), in_list=True)
    if key is None:
        message = f"{name!r} cannot be the name of a field"
        raise ValueError(message)
    return key


def _line(text: str, *, in_list: bool) -> str | None:
    """Return a text plain or in quotation marks; None when it cannot stand on one line as it is."""
    if "\n" in text:
        return None
    known = text.casefold() in _WORDS or (in_list and not _OF_LISTS.isdisjoint(text))
    if _PLAIN.fullmatch(text) and not known:
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return None if "'" in text else f"'{text}'"


def _literal(text: str, inset: int) -> list[str]:
    """Return a text as a block whose lines begin in column `inset`, each as its author wrote it."""
    indented = str(_STEP) if text[:1] in {" ", "\t", "\n"} else ""
    ends = "+" if text.endswith("\n\n") or not text.strip("\n") else ""
    ends = ends if text.endswith("\n") else "-"
    lines = text.removesuffix("\n").split("\n")
    return [f"|{indented}{ends}", *(f"{' ' * inset}{line}" if line else "" for line in lines)]


def _plain_ends(text: str) -> str:
    """Return text with LF at every line's end; refuse what the reader refuses."""
    plain = with_plain_ends(text)
    unseen = CONTROL.search(plain)
    if unseen:
        message = f"an invisible character (U+{ord(unseen[0]):04X}) cannot stand in a field"
        raise ValueError(message)
    return plain


def _is_empty(value: Value) -> bool:
    """Tell whether a value says nothing, as if its field were absent."""
    if isinstance(value, str):
        return not value
    if isinstance(value, Mapping):
        return all(map(_is_empty, value.values()))
    return isinstance(value, Sequence) and all(map(_is_empty, value))
