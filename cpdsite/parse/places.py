"""From the name of a place to its line: looked up only for files that have a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cpdsite.model.diagnostic import Diagnostic, Finding, Place, Span
from cpdsite.model.journal import Folder, Source
from cpdsite.parse import front_matter
from cpdsite.parse.fields import FIELD_BY_NAME
from cpdsite.parse.front_matter import Items, Node, Table
from cpdsite.parse.mending import read_on

_TOP = Span(1, 1)


def locate(
    diagnostics: Iterable[Diagnostic], folder: Folder, field_names: Mapping[str, str]
) -> list[Finding]:
    """Return diagnostics with their lines, by path, line, column and code."""
    sources = {source.path: source for source in _sources(folder)}
    texts = {d.place.path for d in diagnostics}
    files = {p: _File(sources[p], field_names) for p in texts if p in sources}
    return sorted(_finding(d, files.get(d.place.path)) for d in diagnostics)


def _sources(folder: Folder) -> Iterator[Source]:
    """Yield every text of the user's that a diagnostic may name."""
    if folder.settings:
        yield folder.settings
    yield from folder.entries
    yield from folder.schemes.values()
    yield from folder.frameworks.values()


class _File:
    """The lines of one file, and the places of its fields once somebody asks."""

    def __init__(self, source: Source, field_names: Mapping[str, str]) -> None:
        """Decode the text as far as it goes."""
        self.source = source
        self.field_names = field_names
        text = front_matter.with_plain_ends(source.data.decode("utf-8-sig", errors="replace"))
        self.text = text
        self.lines = text.split("\n")
        self._places: dict[tuple[str, bool], Span] | None = None

    def span(self, place: Place) -> Span:
        """Return a place's characters; of a field that is not there, those of what should hold it."""
        if self._places is None:
            self._places = dict(self._named())
        name = place.field
        while name:
            found = self._places.get((name, place.on_key)) or self._places.get((name, True))
            if found:
                return found
            name = name.rpartition(".")[0]
        return self._places.get(("", False), _TOP)

    def line(self, number: int) -> str:
        """Return a line without its end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def _named(self) -> Iterator[tuple[tuple[str, bool], Span]]:
        """Yield the places of every field, of the front matter or of a whole YAML file."""
        if self.source.path.lower().endswith(".md"):
            cut, _ = front_matter.cut(self.text, self.source.path)
            if cut is None:
                return
            names = {*FIELD_BY_NAME, *self.field_names}
            node, _ = read_on(cut.front_matter, self.source.path, cut.line, names)
            yield ("", False), Span(cut.line, 1, 3)
        else:
            node, _ = read_on(self.text, self.source.path, tokens=20_000)
        if node is not None:
            yield from self._below(node, "")

    def _below(self, node: Node, name: str) -> Iterator[tuple[tuple[str, bool], Span]]:
        """Yield the places of a node's parts; of equal keys the first counts."""
        if isinstance(node, Table):
            for key, value in reversed(node.pairs):
                word = key.text if name else self.field_names.get(key.text, key.text)
                here = f"{name}.{word}" if name else word
                yield (here, True), key.span
                yield (here, False), value.span
                yield from self._below(value, here)
        elif isinstance(node, Items):
            for number, item in enumerate(node.items):
                yield (f"{name}.{number}", False), item.span
                yield from self._below(item, f"{name}.{number}")
        elif name and not name.rpartition(".")[2].isdigit():
            # A list of one may stand as one text.
            yield (f"{name}.0", False), node.span


def _finding(diagnostic: Diagnostic, file: _File | None) -> Finding:
    """Return one diagnostic with its line."""
    place = diagnostic.place
    span = place.span or (file.span(place) if file else _TOP)
    return Finding(
        path=place.path,
        line=span.line,
        column=span.column,
        code=diagnostic.code,
        message=diagnostic.message,
        help=diagnostic.help,
        severity=diagnostic.severity,
        field=place.field,
        width=span.width,
        text=file.line(span.line) if file else "",
    )
