"""One function for each reader: it takes any bytes, and raises where the reader fails what is asked of it.

Asked of each: no exception, and either a value or a finding that stands inside the file. What more is
asked of one stands in its function.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from openpyxl import Workbook

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.exchange.entries_csv import EXACT, FACTS, WORDS
from cpdsite.exchange.portfolio_json import portfolio_json
from cpdsite.files.faults import UsageFault
from cpdsite.files.workbooks import read_workbook
from cpdsite.model.assessment import Audience
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.entry import REFLECTION
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.model.table import Table
from cpdsite.parse.answers import Answer, NoAnswer, find_answer
from cpdsite.parse.body import heading_fields
from cpdsite.parse.body_html import read_body
from cpdsite.parse.delimited import UnreadableError, read_csv
from cpdsite.parse.frameworks import decode_framework
from cpdsite.parse.journal import decode
from cpdsite.parse.links import evidence_path, target
from cpdsite.parse.places import locate
from cpdsite.parse.profiles import decode_profile
from cpdsite.parse.repairs import changes, repaired
from cpdsite.parse.scalars import amount, day, number
from cpdsite.parse.shares import decode_shares
from cpdsite.parse.themes import decode_theme
from cpdsite.serve.requests import Names, Refused, read_request
from tests.assess.journals import bundled
from tests.bodies import NASTY, Faults, html_of
from tests.importing.planning import planned
from tests.reading import PATH, VOCABULARY, in_file, read
from tests.tools import ROOT

TODAY = date(2026, 11, 30)
OWN_ENTRY = """\
---
title: Talk
date: 2025-06-12
type: course
hours: 2
claims: {own: {category: a}}
---
"""
SCALARS = ("1:30", "2h30", "90 min", "1,5", "012", "1e3", "2026-02-30", "2025-06-12", ".nan", "½")
LINKS = ("../x.md#a", "/a.pdf", "..%2f..%2fx", "https://e.org", "a\\b", "C:a", "%00", "./../../x")
SHARES = b"""\
shares:
  - name: Jo
    address: 0123456789abcdef0123456789abcdef
    key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    salt: AAAAAAAAAAAAAAAAAAAAAA
    added: 2025-06-12
    expires: 2026-06-12
    tags: [a]
"""
OWN_CELLS = (
    b'journal/2025/a.md\0{"title": "A", "hours": 1.5, "tags": ["a"], "claims": {"gcs": 7}}\0Text'
)
REQUEST = b"GET /entries/%2e/x?y HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nOrigin: http://127.0.0.1:8000\r\n\r\n"
SHEET = "xl/worksheets/sheet1.xml"
_FIELDS = heading_fields({})
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OWN_HEAD = (*FACTS, *WORDS, *REFLECTION, *EXACT)
OWN_ROW = (
    "2025-06-12-talk",
    "activity",
    "Talk",
    "2025-06-12",
    "",
    "course",
    "done",
    "1",
    *(" " * 6),
    *REFLECTION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is tried on any bytes, and files to begin from."""

    attempt: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]


# --- What an author writes ------------------------------------------------------------------------


def entry(data: bytes) -> None:
    """An entry, and the repairs of it, which mend faults and make none."""
    result = read(data)
    assert in_file(result.findings, data)
    assert result.entry is not None or result.findings
    done = repaired(Source(path=PATH, data=data), VOCABULARY)
    if changes(data, done):
        after = read(done)
        assert len(after.findings) < len(result.findings)
        assert repaired(Source(path=PATH, data=done), VOCABULARY) == done
    else:
        assert done == data


def body(data: bytes) -> None:
    """A body: nothing in its HTML runs or leads out, and what is noted of it stands inside the text."""
    text = _text(data)
    made = read_body(text, 1, _FIELDS)
    html = html_of(made)
    assert Faults(html).faults == []
    assert not _UNPRINTABLE.search(html)
    lines = re.split(r"\r\n|\r|\n", text)
    spans = [link.span for link in made.links] + [comment.span for comment in made.comments]
    spans += [section.span for section in made.sections]
    for span in spans:
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= max(len(lines[span.line - 1]), 1)
        assert span.width >= 1


def scalar(data: bytes) -> None:
    """An amount, a number and a day: never negative, and a day only as it is written."""
    text = _text(data)
    for found in (amount(text), number(text)):
        assert found is None or found >= 0
    assert day(text) is None or str(day(text)) == text


def link(data: bytes) -> None:
    """A link, and the name of evidence, which never leads out of the journal."""
    text = _text(data)
    found = target(PATH, text)
    assert found is None or "/../" not in re.sub(r"^(\.\./)+", "", found.path)
    path = evidence_path(PATH, text)
    assert not path or (path.startswith("journal/") and ".." not in path.split("/"))


def answer(data: bytes) -> None:
    """What a reviewer sent back: taken as an entry, refused with a sentence, or nothing."""
    found = find_answer(_text(data).replace("\r\n", "\n").replace("\r", "\n"))
    match found:
        case Answer():
            assert found.text.startswith("---\n")
            entry(found.text.encode())
        case NoAnswer():
            assert found.message
            assert found.help


# --- Files of settings and rules ------------------------------------------------------------------


def settings(data: bytes) -> None:
    """The settings, with a journal that is counted by whatever of them could be read."""
    source = Source(path="cpdsite.yaml", data=data)
    _counted(Folder(settings=source, entries=_entries(), schemes=_schemes()), source)


def scheme(data: bytes) -> None:
    """A scheme, with a member and an entry that are counted by it."""
    source = Source(path="schemes/own.yaml", data=data)
    own = Source(path="cpdsite.yaml", data=b"schemes: [own]\n")
    schemes = {**_schemes(), "own": source}
    _counted(Folder(settings=own, entries=_entries(), schemes=schemes), source)


def framework(data: bytes) -> None:
    """A framework."""
    source = Source(path="frameworks/own.yaml", data=data)
    found = decode_framework(source)
    _decoded(source, *found, Folder(frameworks={"own": source}))


def profile(data: bytes) -> None:
    """A profile for an import."""
    source = Source(path="profile.yaml", data=data)
    _decoded(source, *decode_profile(source), Folder(settings=source))


def shares(data: bytes) -> None:
    """The file of private links: a secret in it is never repeated."""
    source = Source(path=".cpdsite/shares.yaml", data=data)
    made, found = decode_shares(source)
    assert not (made and found)
    _in_file(source, found, Folder(settings=source))


def theme(data: bytes) -> None:
    """The declaration of a theme."""
    source = Source(path="themes/own/theme.yaml", data=data)
    _decoded(source, *decode_theme(source), Folder(settings=source))


def _decoded(source: Source, value: object, found: Iterable[Diagnostic], folder: Folder) -> None:
    assert value is not None or [*found]
    _in_file(source, found, folder)


def _in_file(source: Source, found: Iterable[Diagnostic], folder: Folder) -> None:
    """Demand that every finding about a file stands inside it."""
    own = [one for one in found if one.place.path == source.path]
    assert in_file(locate(own, folder, {}), source.data)


def _counted(folder: Folder, source: Source) -> None:
    """Count a folder as a build would, and demand that the findings about one file stand inside it."""
    journal, found = decode(folder)
    _in_file(source, found, folder)
    json.loads(_numbers(journal))


def _numbers(journal: Journal) -> str | bytes:
    return portfolio_json(portfolio(journal, assess(journal, TODAY), audience=Audience.OWNER))


def _entries() -> tuple[Source, ...]:
    return (Source(path=PATH, data=OWN_ENTRY.encode()),)


@cache
def _schemes() -> Mapping[str, Source]:
    """A bundled scheme or two; each more takes as long as all the rest."""
    every = bundled("schemes")
    return {name: every[name] for name in ("points", "gcs")}


# --- Logs that are imported -----------------------------------------------------------------------


def log_csv(data: bytes) -> None:
    """A log as CSV, or bytes that no encoding makes a text."""
    try:
        table = read_csv("log.csv", data)
    except UnreadableError as fault:
        told(str(fault))
        return
    lines = len(re.split(rb"\r\n|\r|\n", data)) + data.count(b"\x00")
    numbers = [row.number for row in table.rows] + [unread.row for unread in table.unread]
    assert all(1 <= number <= lines for number in numbers)
    _imported(table)


def log_xlsx(data: bytes) -> None:
    """The first sheet of a workbook, or what its program never wrote."""
    try:
        tables = read_workbook("log.xlsx", _workbook(data))
    except UsageFault as fault:
        told(fault.message, fault.help)
        return
    for table in tables:
        _imported(table)


def own_csv(data: bytes) -> None:
    """The last three cells of a row in an entries.csv, with a NUL between them."""
    path, exact, text = [*map(_text, data.split(b"\0", 2)), "", ""][:3]
    written = io.StringIO()
    csv.writer(written).writerows([OWN_HEAD, [*OWN_ROW, path, exact, text]])
    _imported(read_csv("entries.csv", written.getvalue().encode()))


def _imported(table: Table) -> None:
    """Demand that each row becomes an entry in the journal that can be read, or is listed."""
    plan = planned(table)
    assert plan.new or plan.unread or len(table.rows) < 2
    for made in plan.new:
        path, text = made.file.path, made.file.text
        assert path.startswith("journal/")
        assert ".." not in path.split("/")
        assert in_file(read(text, path).findings, text.encode())


def _workbook(sheet: bytes) -> bytes:
    """A workbook with another first sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for part, content in parts_of_workbook().items():
            out.writestr(part, sheet if part == SHEET else content)
    return made.getvalue()


@cache
def parts_of_workbook() -> Mapping[str, bytes]:
    """The files in a small workbook."""
    workbook, saved = Workbook(), io.BytesIO()
    for row in (("Title", "Date", "Hours"), ("Talk", TODAY, 1.5), ("Walk", "2025-02-03", "2h30")):
        workbook.worksheets[0].append(row)
    workbook.save(saved)
    with zipfile.ZipFile(saved) as given:
        return {part: given.read(part) for part in given.namelist()}


# --- The preview ----------------------------------------------------------------------------------


def request(data: bytes) -> None:
    """The head of a request: an address inside the site, or refused with a sentence."""
    try:
        found = read_request(data, Names())
    except Refused as refused:
        told(refused.sentence, 400 <= refused.status.value < 500)
        return
    parts = found.path.removesuffix("/").split("/")
    assert not {".", ".."}.intersection(parts)
    assert "" not in parts or parts == [""]
    assert not set(found.path) & {"\\", "\0", "\r", "\n"}


def told(*parts: object) -> None:
    """Demand that a refusal says everything."""
    assert all(parts)


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


# --- All of them ----------------------------------------------------------------------------------


def _below(folder: str, pattern: str) -> list[bytes]:
    """The files of the repository to begin from."""
    return [path.read_bytes() for path in sorted((ROOT / folder).glob(pattern)) if path.is_file()]


READERS: Mapping[str, Reader] = {
    "entry": Reader(
        attempt=entry,
        seeds=lambda: [*_below("tests/hostile/files", "*.md"), *_below("journal", "**/*.md")],
    ),
    "body": Reader(attempt=body, seeds=lambda: [*map(str.encode, NASTY), *_below("docs", "*.md")]),
    "scalar": Reader(attempt=scalar, seeds=lambda: [*map(str.encode, SCALARS)]),
    "link": Reader(attempt=link, seeds=lambda: [*map(str.encode, LINKS)]),
    "answer": Reader(attempt=answer, seeds=lambda: [OWN_ENTRY.encode(), b"> ---\n> title: A\n"]),
    "settings": Reader(
        attempt=settings,
        seeds=lambda: [*_below("", "cpdsite.yaml"), *_below("tests/sites", "*/cpdsite.yaml")],
    ),
    "scheme": Reader(attempt=scheme, seeds=lambda: _below("cpdsite/schemes", "*.yaml")),
    "framework": Reader(attempt=framework, seeds=lambda: _below("cpdsite/frameworks", "*.yaml")),
    "profile": Reader(attempt=profile, seeds=lambda: _below("tests/imports", "*/*.yaml")),
    "shares": Reader(attempt=shares, seeds=lambda: [SHARES]),
    "theme": Reader(attempt=theme, seeds=lambda: _below("themes", "*/theme.yaml")),
    "log.csv": Reader(attempt=log_csv, seeds=lambda: _below("tests/imports", "*/*.csv")),
    "log.xlsx": Reader(attempt=log_xlsx, seeds=lambda: [parts_of_workbook()[SHEET]]),
    "entries.csv": Reader(attempt=own_csv, seeds=lambda: [OWN_CELLS]),
    "request": Reader(attempt=request, seeds=lambda: [REQUEST]),
}
