"""What the product makes of a journal: files on the disk, or texts in memory."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.exchange.entries_csv import entries_csv
from cpdsite.exchange.portfolio_json import portfolio_json
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.diagnostic import Severity
from cpdsite.model.journal import File, Folder, Source
from cpdsite.model.page import Page
from cpdsite.parse.journal import decode
from cpdsite.render.pages import render
from cpdsite.render.site import LONGEST
from tests.numbers.documents import Json
from tests.numbers.markup import Element, Tree
from tests.numbers.reckoning import Reckoning, Site
from tests.numbers.sheets import explain
from tests.tools import ROOT


def made_of(settings: str, texts: Mapping[str, str], today: date, audience: str) -> Portfolio:
    """The portfolio of a journal given as text; its files of evidence are taken to be there."""
    folder = Folder(
        settings=Source(path="cpdsite.yaml", data=settings.encode()),
        entries=tuple(Source(path=path, data=text.encode()) for path, text in texts.items()),
        files={"journal/proof.pdf": File(path="journal/proof.pdf", size=1)},
        schemes=bundled("schemes"),
        frameworks=bundled("frameworks"),
    )
    journal, found = decode(folder)
    assert [one for one in found if one.severity is Severity.ERROR] == []
    return portfolio(journal, assess(journal, today), audience=Audience(audience))


def bundled(kind: str) -> dict[str, Source]:
    """The schemes or frameworks that come with cpdsite."""
    paths = sorted((ROOT / "cpdsite" / kind).glob("*.yaml"))
    return {p.stem: Source(path=p.name, data=p.read_bytes(), bundled=True) for p in paths}


def numbers_of(made: Portfolio) -> dict[str, Json]:
    """Its portfolio.json."""
    found: dict[str, Json] = json.loads(portfolio_json(made))
    return found


def rows_of(made: Portfolio) -> list[dict[str, str]]:
    """Its entries.csv."""
    return read_csv(entries_csv(made).decode("utf-8-sig"))


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows of a table, by the names of its columns."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def pages_of(made: Portfolio, longest: int = LONGEST) -> dict[str, Element]:
    """The bodies of its pages, by path; lists of more entries than `longest` are on several."""
    return bodies_of(render(made, read_theme(ROOT, "default", {}), longest=longest)[0])


def bodies_of(files: Iterable[Page]) -> dict[str, Element]:
    """The bodies of the pages among some files, by path."""
    return {one.path: body_of(one.content.decode()) for one in files if one.path.endswith(".html")}


def pages_in(folder: Path) -> dict[str, Element]:
    """The bodies of the pages of a built site, by path."""
    return {
        path.relative_to(folder).as_posix(): body_of(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def body_of(html: str) -> Element:
    """The body of a page."""
    return Tree(html).root.one("body")


def faults_of(site: Site, pages: Mapping[str, Element]) -> Iterator[str]:
    """Every figure of some pages that is wrong or that nothing explains."""
    for path, body in pages.items():
        page = Reckoning(site, path, body)
        explain(page)
        yield from page.unexplained()
