"""Values out of nodes, with a diagnostic for each that cannot be read; absent is not the same as wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from cpdsite.model.diagnostic import Diagnostic, Place, Severity, Span
from cpdsite.parse import scalars
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.names import did_you_mean

_SHOWN = 80
"""How many characters of an author's text a message repeats."""
_LISTED = 20
"""How many words a reader takes in."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Form(Generic[T]):
    """How a value is read from one text."""

    code: str
    what: str
    read: Callable[[str], T | None]
    fault: Callable[[str], str]
    """What is wrong with a text that cannot be read."""
    mend: Callable[[str], str]
    """What to write instead of it."""


_DAY = _Form("bad-date", "a date", scalars.day, scalars.day_fault, scalars.day_remedy)
_AMOUNT = _Form(
    "bad-amount", "an amount of time", scalars.amount, scalars.amount_fault, scalars.amount_remedy
)
_NUMBER = _Form(
    "bad-amount", "a number", scalars.number, scalars.number_fault, scalars.number_remedy
)
_FIGURE = _Form(
    "bad-amount", "a number", scalars.figure, scalars.number_fault, scalars.figure_remedy
)
_FLAG = _Form(
    "wrong-type",
    "`true` or `false`",
    scalars.flag,
    lambda _: "is not `true` or `false`",
    lambda _: "write `true` or `false`",
)
_TABLE = "names with values"


def is_empty(node: Node) -> bool:
    """Tell whether a value is as good as absent: nothing, an empty text, `~` or `null`."""
    if isinstance(node, Text):
        return not node.text.strip() or (node.plain and node.text in {"~", "null", "Null", "NULL"})
    return not (node.items if isinstance(node, Items) else node.pairs)


@dataclass(slots=True)
class Reading:
    """One file being read: what was found wrong so far, and the readers that add to it."""

    path: str
    code: str = ""
    """The code of every fault, where the file has one of its own (settings, schemes); "" for entries."""
    found: list[Diagnostic] = field(default_factory=list)

    def fault(self, code: str, name: str, span: Span, message: str, remedy: str) -> None:
        """Add an error at a field."""
        place = Place(path=self.path, field=name, span=span)
        self.found.append(
            Diagnostic(
                code=self.code or code,
                severity=Severity.ERROR,
                place=place,
                message=message,
                help=remedy,
            )
        )

    def warn(self, code: str, name: str, span: Span, message: str, remedy: str) -> None:
        """Add a warning at a field."""
        place = Place(path=self.path, field=name, span=span)
        self.found.append(
            Diagnostic(
                code=code, severity=Severity.WARNING, place=place, message=message, help=remedy
            )
        )

    def fields_of(self, table: Table, prefix: str = "") -> dict[str, tuple[Text, Node]]:
        """Return a mapping's keys and values by name, the first of equal keys; the others are reported."""
        named: dict[str, tuple[Text, Node]] = {}
        for key, value in table.pairs:
            name = key.text
            if name in named:
                line = named[name][0].span.line
                message = (
                    f"`{shown(name)}` stands twice: on line {line} and on line {key.span.line}"
                )
                remedy = "keep one of the two"
                self.fault("duplicate-field", prefix + name, key.span, message, remedy)
            else:
                named[name] = (key, value)
        return named

    def unknown(self, key: Text, name: str, known: Iterable[str], what: str) -> None:
        """Report a key that is not known."""
        self._unknown(key, name, known, f"there is no {what}")

    def unknown_part(self, key: Text, name: str, known: Iterable[str], whole: str) -> None:
        """Report a key that is no part of what holds it, such as `an author`."""
        self._unknown(key, name, known, f"{whole} has no")

    def _unknown(self, key: Text, name: str, known: Iterable[str], what: str) -> None:
        names = sorted(known)
        some = f"write one of {listed(names)}" if len(names) <= _LISTED else "delete it"
        remedy = did_you_mean(key.text, names, some)
        message = f"{what} `{shown(key.text)}`"
        self.fault("unknown-field", name, key.span, message, remedy)

    def text(self, node: Node, name: str) -> str:
        """Return trimmed text; "" when it is absent or no text."""
        if not isinstance(node, Text):
            if is_empty(node):
                return ""
            colon = "quote the text: a colon and a space begin a new field"
            bracket = "write one text; quote it if it begins with [ or {"
            self._wrong(node, name, "text", colon if isinstance(node, Table) else bracket)
            return ""
        if node.dropped:
            self._dropped(node, name)
        return "" if is_empty(node) else node.text.strip()

    def word(self, node: Node, name: str) -> str:
        """Return trimmed text that is a name known elsewhere, so that a note behind it is just that."""
        return self.text(replace(node, dropped="") if isinstance(node, Text) else node, name)

    def texts(self, node: Node, name: str) -> tuple[str, ...]:
        """Return a list of text, each once; one text is a list of one."""
        if isinstance(node, Table) and node.pairs:
            self._wrong(node, name, "a list of text", f"write `{last_word(name)}: [one, two]`")
            return ()
        items = node.items if isinstance(node, Items) else (node,)
        names = [f"{name}.{number}" for number in range(len(items))]
        if isinstance(node, Text):
            names = [name]
        found = (self.text(item, here) for item, here in zip(items, names, strict=True))
        return tuple(dict.fromkeys(text for text in found if text))

    def day(self, node: Node, name: str) -> date | None:
        """Return a date; None when it is absent or no date."""
        return self._scalar(node, name, _DAY)

    def amount(self, node: Node, name: str) -> Fraction | None:
        """Return hours; None when absent or no amount of time."""
        return self._scalar(node, name, _AMOUNT)

    def number(self, node: Node, name: str) -> Fraction | None:
        """Return a number, never negative; None when absent or no number."""
        return self._scalar(node, name, _NUMBER)

    def figure(self, node: Node, name: str) -> Fraction | None:
        """Return a number or a fraction, never negative; None when absent or neither."""
        return self._scalar(node, name, _FIGURE)

    def flag(self, node: Node, name: str) -> bool | None:
        """Return true or false; None when absent or neither."""
        return self._scalar(node, name, _FLAG)

    def choice(
        self, node: Node, name: str, choices: Iterable[str], code: str = "wrong-type"
    ) -> str:
        """Return one of some words; "" when absent or none of them."""
        text = self.word(node, name)
        known = list(choices)
        if not text or text in known:
            return text
        message = f'"{shown(text)}" is not one of the words that `{last_word(name)}` takes'
        remedy = did_you_mean(text, known, f"write one of {listed(known)}")
        self.fault(code, name, node.span, message, remedy)
        return ""

    def table(self, node: Node, name: str, remedy: str) -> Table | None:
        """Return a mapping; None when absent or no mapping."""
        if isinstance(node, Table):
            return node
        if not is_empty(node):
            self._wrong(node, name, _TABLE, remedy)
        return None

    def _scalar(self, node: Node, name: str, form: _Form[T]) -> T | None:
        """Return a value read from one text; absent is None, and so is wrong, which is reported."""
        if is_empty(node):
            return None
        if not isinstance(node, Text):
            self._wrong(node, name, form.what, form.mend(""))
            return None
        text = node.text.strip()
        value = form.read(text)
        if value is None:
            message = f'"{shown(text)}" {form.fault(text)}'
            self.fault(form.code, name, node.span, message, form.mend(text))
        return value

    def _wrong(self, node: Node, name: str, what: str, remedy: str) -> None:
        """Report a value of the wrong form."""
        stands = {Text: "a text stands", Items: "a list stands", Table: f"{_TABLE} stand"}
        verb = "are" if what == _TABLE else "is"
        message = f"{stands[type(node)]} where {what} {verb} expected"
        self.fault("wrong-type", name, node.span, message, remedy)

    def _dropped(self, node: Text, name: str) -> None:
        """Warn of text of an entry that YAML takes for a comment; in other files it is meant as one."""
        if self.code or (is_empty(node) and node.dropped.startswith("# ")):
            return
        message = f'"{shown(node.dropped)}" is taken for a note and is left out of the text'
        remedy = f'quote the whole text: "{shown(f"{node.text} {node.dropped}")}"'
        self.warn("text-after-hash", name, node.span, message, remedy)


def shown(text: str) -> str:
    """Return an author's text as it may stand in a message: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3]}..."


def listed(words: Iterable[str]) -> str:
    """Return words as `a`, `b`, `c`."""
    return ", ".join(f"`{word}`" for word in words)


def last_word(name: str) -> str:
    """Return the name of a field without those it lies in: `measure` of `requirements.0.measure`."""
    return [word for word in name.split(".") if not word.isdigit()][-1]
