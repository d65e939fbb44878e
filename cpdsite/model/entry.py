"""One file of the journal as a value: what its author states, and nothing that is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cpdsite.model.diagnostic import Span

Day = date
"""The type under another name: inside Entry, `date` is a field."""

REFLECTION = ("need", "learned", "applied", "benefit", "next")
"""The fields of a reflection, in the order in which they are shown."""

FLAGS = ("structured", "verifiable", "participatory", "interactive", "external", "accredited")
"""What an entry may say yes or no to; schemes have defaults for them."""


class Kind(StrEnum):
    """The sort of entry."""

    ACTIVITY = "activity"
    GOAL = "goal"
    REVIEW = "review"
    FEEDBACK = "feedback"
    REFLECTION = "reflection"
    DISCUSSION = "discussion"
    PRACTICE = "practice"
    CONFIRMATION = "confirmation"
    DECLARATION = "declaration"
    ABSENCE = "absence"
    STATEMENT = "statement"


class Visibility(StrEnum):
    """Who may see an entry, a piece of evidence or a reflection."""

    PUBLIC = "public"
    REVIEWER = "reviewer"
    PRIVATE = "private"

    @property
    def rank(self) -> int:
        """0 for public; a higher rank is stricter."""
        return list(Visibility).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What an entry claims under one scheme."""

    exclude: bool = False
    """The entry is kept out of the scheme altogether."""
    hours: Fraction | None = None
    """Time claimed under this scheme instead of the entry's hours."""
    amounts: Mapping[str, Fraction] = field(default_factory=dict)
    """By unit of the scheme."""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By taxonomy of the scheme; term ids."""
    weights: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    """By taxonomy that splits: the weight of each term, where the author gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A proof that an entry names: a file of the journal or an address."""

    field: str
    """Where it stands in the front matter, such as `evidence.0`."""
    file: str = ""
    """As written; "" when it is an address."""
    path: str = ""
    """Relative to the folder, such as `journal/2025/x/a.pdf`; "" when it is an address or unsafe."""
    url: str = ""
    title: str = ""
    visibility: Visibility | None = None
    """None: that of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link or image of a body: a hole in its HTML that the build fills with the resolved address."""

    href: str
    """As the author wrote it."""
    span: Span
    image: bool = False
    refused: bool = False
    """Whether it is shown but leads nowhere: an address that is no http(s), mailto or relative one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of a body under one heading (or none)."""

    field: str = ""
    """The reflection field that its heading stands for; "" for any other."""
    text: str = ""
    """The author's text below the heading, trimmed."""
    span: Span
    """Where the heading, or the section's first text, stands."""
    html: tuple[str | Link, ...] = ()
    """Safe HTML, with a link wherever an address goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """An HTML comment in a body: never shown, may silence a warning."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The Markdown of an entry, rendered once, with its links still to be filled in."""

    text: str = ""
    line: int = 1
    """The line of the file on which the text begins."""
    sections: tuple[Section, ...] = ()
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()
    """Every link and image, refused ones and images from other hosts included."""
    anchors: frozenset[str] = frozenset()
    """The ids of its headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of the journal, as its author claims it."""

    path: str
    """Relative to the folder, with `/`."""
    id: str
    """The stem of the file (or the name of its folder), with the date in front; unique."""
    kind: Kind = Kind.ACTIVITY
    title: str
    date: Day
    """The day completed; with `end`, the first day."""
    end: Day | None = None
    type: str = ""
    """The id of an activity type; "" for other kinds."""
    type_written: str = ""
    """The type as the author spelt it."""
    planned: bool = False
    draft: bool = False
    visibility: Visibility = Visibility.PUBLIC
    highlight: bool = False
    hours: Fraction | None = None
    """Time spent, in hours, never negative; None when not given."""
    participatory_hours: Fraction | None = None
    claims: Mapping[str, Claim] = field(default_factory=dict)
    """By scheme id; `points` and `category` are here, under the first scheme."""
    claims_elsewhere: tuple[str, ...] = ()
    """The schemes claimed under that the settings do not name, by id: nothing is counted there."""
    flags: Mapping[str, bool] = field(default_factory=dict)
    """Those of `structured`, `verifiable`, ... that the author gave."""
    provider: str = ""
    url: str = ""
    location: str = ""
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    reflection: Mapping[str, str] = field(default_factory=dict)
    """By reflection field: text given in the front matter; the body's sections hold the rest."""
    count_in: Day | None = None
    source: str = ""
    goals: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    """As `framework/code`."""
    evidence: tuple[Evidence, ...] = ()
    due: Day | None = None
    """For a goal."""
    done: Day | None = None
    """For a goal: the day it was reached."""
    continues: str = ""
    """For a goal: the name of the goal it carries forward."""
    until: Day | None = None
    """For an absence or practice: its last day."""
    period: tuple[Day, Day] | None = None
    """For a review: its first and last day."""
    about: str = ""
    """For a reflection: an entry's id; for feedback: its subject."""
    details: Mapping[str, str] = field(default_factory=dict)
    """The other fields of its kind, by name, as text to be shown."""
    body: Body = field(default_factory=Body)

    @property
    def day(self) -> Day:
        """The day on which the entry counts: its last; that of practice is called `until`."""
        if self.kind is Kind.PRACTICE and self.until is not None:
            return self.until
        return self.end or self.date

    @property
    def counted_on(self) -> Day:
        """The day whose cycle the entry counts in: `count_in`, else its day."""
        return self.count_in or self.day

    @property
    def name(self) -> str:
        """The id without a leading date: how other entries name a goal."""
        return without_date(self.id)

    @property
    def likeness(self) -> tuple[Kind, str, Day]:
        """What it has in common with another record of the same thing."""
        return likeness(self.kind, self.title, self.date)

    def reflects(self, name: str) -> bool:
        """Tell whether a reflection field holds text, in the front matter or under its heading."""
        if self.reflection.get(name):
            return True
        for section in self.body.sections:  # noqa: SIM110 (asked of every entry: twice as fast)
            if section.field == name and section.text:
                return True
        return False


def likeness(kind: Kind, title: str, day: Day) -> tuple[Kind, str, Day]:
    """Return what two records of one thing have in common; case and spacing of the title do not matter."""
    return kind, " ".join(title.casefold().split()), day


def without_date(stem: str) -> str:
    """Return a file's stem without a leading `2025-06-12-`; the stem itself when nothing else is left."""
    if begins_with_date(stem) and len(stem) > len("2025-06-12-"):
        return stem[len("2025-06-12-") :]
    return stem


def begins_with_date(stem: str) -> bool:
    """Tell whether a file's stem is a date or begins with one and a hyphen."""
    if len(stem) > len("2025-06-12") and stem[len("2025-06-12")] != "-":
        return False
    try:
        date.fromisoformat(stem[: len("2025-06-12")])
    except ValueError:
        return False
    return stem[4:5] == "-"
