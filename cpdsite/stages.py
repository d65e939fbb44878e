"""What stands between the stages of the recipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cpdsite.model.assessment import Audience, Origin, Portfolio
from cpdsite.model.diagnostic import Diagnostic, Finding, Place, Severity
from cpdsite.model.journal import Folder, Journal
from cpdsite.parse.places import locate

if TYPE_CHECKING:  # a command that makes no site need not wait for what is said of sites
    from cpdsite.files.receipts import Placed
    from cpdsite.model.page import Copy, Page
    from cpdsite.model.theme import Theme

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
    origin: Origin | None = None
    """Of the journal; None where it is not known."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a count."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def beyond_the_journal(self) -> bool:
        """Whether settings or schemes are at fault."""
        return any(finding.code in BEYOND_THE_JOURNAL for finding in self.errors)

    def lines(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the line of each field of each file; of one that is absent, that of what holds it."""
        places = (Place(path=path, field=field) for path, field in wanted)
        asked = [
            Diagnostic(code="", severity=Severity.NOTE, place=place, message="", help="")
            for place in places
        ]
        found = locate(asked, self.folder, self.journal.settings.field_names)
        return {(one.path, one.field): one.line for one in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A site that stands nowhere yet."""

    portfolio: Portfolio
    files: tuple[Page, ...]
    """Everything that is made here."""
    copies: tuple[Copy, ...]
    """The user's own files that belong to it."""
    theme: Theme
    """What its pages look like, and what they say."""

    @property
    def pages(self) -> int:
        """How many HTML pages it has."""
        return sum(file.path.endswith(".html") for file in self.files)


class OnDemand(Mapping[str, bytes]):
    """Files by path, each made when it is first asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], bytes]]) -> None:
        """Take what makes each."""
        self._makers = makers
        self._made: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        """Return the bytes of a file; raises what its maker raises."""
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        """Tell whether there is such a file, and do not make it."""
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self._makers)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._makers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A site whose files are not made before they are asked for."""

    portfolio: Portfolio
    files: OnDemand
    copies: tuple[Copy, ...]
    """The user's own files that belong to it."""
    theme: Theme

    @property
    def pages(self) -> int:
        """How many HTML pages it has."""
        return sum(path.endswith(".html") for path in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that stands on the disk."""

    placed: Placed
    pages: int
    """How many HTML pages it has."""
    portfolio: Portfolio
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why each page was made, or that it was kept, by path; gone ones too. Empty when it is not known."""
    changed: tuple[str, ...] = ()
    """Evidence whose bytes are others than in the site that stood there before, by its path."""
