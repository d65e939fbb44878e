"""A page on which every figure must be explained."""

import posixpath
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from urllib.parse import unquote

from tests.numbers.documents import Book
from tests.numbers.markup import Element, figures
from tests.numbers.reading import Tree as Yaml
from tests.numbers.reading import items, table, texts_of, tree
from tests.tools import ROOT


class Site:
    """What the pages of one site are called, by their files."""

    def __init__(self, book: Book) -> None:
        """Know the names of all pages."""
        self.book = book
        self.rules: dict[str, dict[str, Yaml]] = {}
        self.names: dict[str, set[str]] = {}
        for one in book.records:
            self.names[one.page] = {one.title}
            for tag in one.tags:
                self.name("tags", tag)
            if one.provider:
                self.name("providers", one.provider)
        for year in book.recount.years:
            self.names[f"years/{year.label}/index.html"] = {year.label}
        for count in book.recount.counts:
            id_ = count.body.id
            rules = (ROOT / "cpdsite/schemes" / f"{id_}.yaml").read_text(encoding="utf-8")
            self.rules[id_] = table(tree(rules))
            for cycle in count.cycles:
                label = cycle.label
                names = {label, f"{id_.upper()} {label}", f"see {label}"}
                self.names[f"schemes/{id_}/{label}/index.html"] = names

    def name(self, folder: str, text: str) -> None:
        """Know the name of a list."""
        slug = "".join(sign if sign.isalnum() else "-" for sign in text.lower())
        self.names.setdefault(f"{folder}/{slug}/index.html", set()).add(text)

    def rule(self, scheme: str, demand: str) -> str:
        """The text of one rule."""
        asked = map(texts_of, items(self.rules[scheme]["requirements"]))
        return next(one["text"] for one in asked if one["id"] == demand)


class Reckoning:
    """One page: what is explained on it, and what is wrong."""

    def __init__(self, site: Site, path: str, body: Element) -> None:
        """Explain what is above and below the page's content, and its links."""
        self.site = site
        self.book = site.book
        self.path = path
        self.body = body
        self.faults: list[str] = []
        self.free: set[Element] = set()
        """Where any text may stand: the author's words, above all."""
        self._explained: set[Element] = set()
        for link in self.body.all("a"):
            self._link(link)
        self.figures(self.body.one("footer"), [str(self.book.recount.today)])

    @cached_property
    def main(self) -> Element:
        """Its content."""
        return self.body.one("main")

    def figures(self, element: Element, expected: Iterable[str]) -> None:
        """The figures in an element are these, in this order."""
        self._explained.add(element)
        wanted, found = list(expected), figures(element.text)
        if found != wanted:
            self.fault(element, f"shows {found}, counted {wanted}")

    def amount(self, element: Element, amount: Fraction, text: str | None = None) -> None:
        """An element marks its exact amount; `text` is what it should read, where that is known."""
        self._explained.add(element)
        marked = element.given.get("data-value", "")
        if not marked or Fraction(marked) != amount:
            self.fault(element, f"marked {marked or 'nothing'}, counted {amount}")
        if text is not None and element.text != text:
            self.fault(element, f'reads "{element.text}", should read "{text}"')

    def words(self, element: Element, among: Iterable[str] | None = None) -> None:
        """The figures in an element are words: a name or a text of the author or of the rules."""
        self._explained.add(element)
        if among is None:
            self.free.add(element)
        elif element.text not in among:
            self.fault(element, f'"{element.text}" is none of the texts that may stand here')

    def check(self, element: Element, *, holds: bool, otherwise: str) -> None:
        """Something else holds of an element."""
        if not holds:
            self.fault(element, otherwise)

    def fault(self, element: Element, message: str) -> None:
        """Note what is wrong, and where."""
        place = " > ".join(
            ".".join([one.tag, *one.classes[:1]]) for one in [*element.upwards()][:4][::-1]
        )
        self.faults.append(f"{self.path}: {place}: {message}")

    def unexplained(self) -> list[str]:
        """What is wrong, unexplained figures included."""
        for element in self.body.everything():
            own = " ".join(one for one in element.below if isinstance(one, str))
            explained = any(one in self._explained for one in element.upwards())
            if figures(own) and not explained:
                self.fault(element, f'nothing explains "{" ".join(own.split())}"')
            marks = {"data-value", "data-total", "data-hidden"} & element.given.keys()
            if marks and element not in self._explained:
                self.fault(element, f"nobody checked {sorted(marks)}")
        return self.faults

    def target(self, link: Element) -> str:
        """The file that a link leads to, without the place inside it."""
        address = unquote(link.given.get("href", ""))
        return posixpath.normpath(
            posixpath.join(posixpath.dirname(self.path), address.partition("#")[0])
        )

    def _link(self, link: Element) -> None:
        """A link with figures is called what it leads to; to a requirement, what that says."""
        written = any("entry-text" in one.classes for one in link.upwards())
        if written or not figures(link.text):
            return
        fragment = unquote(link.given.get("href", "").partition("#")[2])
        if fragment.startswith("cpd-requirement-") and not link.text.startswith("see "):
            return  # A sentence, which is explained where it stands.
        if self.target(link) in self.site.names:
            self.words(link, self.site.names[self.target(link)])
