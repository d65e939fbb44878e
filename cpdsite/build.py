"""The recipe: a folder in, findings out; a folder in, a site out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from cpdsite import checks
from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.exchange.entries_csv import entries_csv
from cpdsite.exchange.portfolio_json import portfolio_json
from cpdsite.files import output
from cpdsite.files.sources import read_folder
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.diagnostic import Diagnostic, Finding, Place, Severity
from cpdsite.model.journal import Folder, Journal
from cpdsite.model.page import Page
from cpdsite.parse.journal import decode
from cpdsite.parse.places import locate
from cpdsite.render.pages import render

BEYOND_THE_JOURNAL = frozenset({"settings-invalid", "scheme-invalid"})
"""Codes of faults that no entry can be blamed for: nothing can be counted until they are mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a command wants of the journal."""

    today: date
    audience: Audience = Audience.PUBLIC
    drafts: bool = False
    keep_going: bool = False
    """Whether files with errors are left out instead of stopping everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A folder that was read and checked."""

    folder: Folder
    journal: Journal
    findings: tuple[Finding, ...]
    """By path, line and column."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a count."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def beyond_the_journal(self) -> bool:
        """Whether settings or schemes are at fault."""
        return any(finding.code in BEYOND_THE_JOURNAL for finding in self.errors)

    def place(self, path: str, field: str) -> Finding:
        """Return where a field stands; severity and texts of what comes back mean nothing."""
        place = Diagnostic(
            code="",
            severity=Severity.NOTE,
            place=Place(path=path, field=field),
            message="",
            help="",
        )
        return locate([place], self.folder, self.journal.settings.field_names)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that stands on the disk."""

    folder: Path
    pages: int
    """How many HTML pages it has."""
    portfolio: Portfolio


def check(root: Path, today: date) -> Checked:
    """Read a folder and find every fault in it."""
    folder = read_folder(root)
    journal, found = decode(folder)
    found = checks.run(journal, today, found)
    findings = locate(found, folder, journal.settings.field_names)
    return Checked(folder=folder, journal=journal, findings=tuple(findings))


def count(checked: Checked, request: Request) -> Portfolio | None:
    """Return what the audience may see; None when errors stand in the way of counting."""
    if checked.beyond_the_journal or (checked.errors and not request.keep_going):
        return None
    broken = {finding.path for finding in checked.errors}
    entries = tuple(entry for entry in checked.journal.entries if entry.path not in broken)
    whole = replace(checked.journal, entries=entries)
    return portfolio(
        checked.journal,
        assess(whole, request.today, drafts=request.drafts),
        audience=request.audience,
        drafts=request.drafts,
        broken=frozenset(broken),
    )


def build(root: Path, shown: Portfolio, target: str) -> Built:
    """Make the site of a portfolio and put it in its place; raises Fault or ThemeFault."""
    settings = shown.settings
    theme = read_theme(root, settings.theme, settings.theme_options)
    pages, copies = render(shown, theme)
    folder = output.write(root, target, chain(pages, data(shown)), copies)
    made = sum(page.path.endswith(".html") for page in pages)
    return Built(folder=folder, pages=made, portfolio=shown)


def data(shown: Portfolio) -> list[Page]:
    """Return the files that are no pages for people."""
    return [
        Page(path="data/portfolio.json", content=portfolio_json(shown)),
        Page(path="data/entries.csv", content=entries_csv(shown)),
        Page(path=".nojekyll", content=b""),
    ]
