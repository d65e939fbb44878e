"""What `cpdsite.yaml` says, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cpdsite.model.diagnostic import Severity
from cpdsite.model.entry import Kind, Visibility

COMMON_TYPES: Mapping[str, str] = {
    "course": "Course",
    "workshop": "Workshop",
    "webinar": "Webinar",
    "conference": "Conference",
    "e-learning": "E-learning",
    "reading": "Reading",
    "podcast": "Podcast",
    "qualification": "Qualification",
    "award": "Award",
    "project": "Project",
    "work-based": "Work-based learning",
    "shadowing": "Shadowing",
    "secondment": "Secondment",
    "mentoring": "Mentoring",
    "coaching": "Coaching",
    "networking": "Networking",
    "meeting": "Meeting",
    "committee": "Committee",
    "teaching": "Teaching",
    "presentation": "Presentation",
    "writing": "Writing",
    "research": "Research",
    "peer-review": "Peer review",
    "audit": "Audit",
    "volunteering": "Volunteering",
    "other": "Other",
}
"""Labels of the activity types that every scheme knows, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Whose portfolio it is."""

    name: str = ""
    role: str = ""
    email: str = ""
    registrations: Mapping[str, str] = field(default_factory=dict)
    """Numbers by body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What the body allows the member off its minima, for a reason."""

    factor: Fraction
    """Minima are multiplied by it."""
    reason: str
    start: date
    end: date | None = None
    """Its last day, for showing only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A scheme that the member counts under, and the member's own facts for it."""

    scheme: str
    key: str
    """Where it stands in the settings, such as `schemes.1`."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """By name, as text: `renewal`, `grade`, `joined`, `target`, ..."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facts of several texts, such as `areas`."""
    adjustments: tuple[Adjustment, ...] = ()
    carried_in: Mapping[date, Fraction] = field(default_factory=dict)
    """By a day of the cycle: what the member brings into it."""

    def texts(self, fact: str) -> tuple[str, ...]:
        """Return what the member states for a fact, one text or several; empty when nothing."""
        return self.lists.get(fact) or tuple(filter(None, (self.facts.get(fact, ""),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityType:
    """A sort of activity: one of the common ones or the member's own."""

    id: str
    """A slug."""
    label: str
    like: str = ""
    """The common type that schemes take it for; "" when it is itself common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the member may choose."""

    title: str = "CPD portfolio"
    author: Author = field(default_factory=Author)
    base_url: str = ""
    language: str = "en-GB"
    year_start: tuple[int, int] = (1, 1)
    """Month and day on which the years of the dashboards begin."""
    memberships: tuple[Membership, ...] = ()
    """At least one once read; the first is the default for `points` and `category`."""
    visibility: Mapping[Kind, Visibility] = field(default_factory=dict)
    """By kind, complete once read."""
    reflection_model: str = "simple"
    reflection_headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The member's own headings, by reflection field."""
    types: Mapping[str, ActivityType] = field(default_factory=dict)
    """By id: the common ones and the member's own; complete once read."""
    field_names: Mapping[str, str] = field(default_factory=dict)
    """The journal's own field names, each with the field it stands for."""
    theme: str = "default"
    theme_options: Mapping[str, str] = field(default_factory=dict)
    output: str = "_site"
    allowed_texts: Mapping[str, str] = field(default_factory=dict)
    """Texts that the privacy checks let pass, each with the reason."""
    assessment_visibility: Visibility = Visibility.REVIEWER
    """Who sees statuses other than met, shortfalls and pace."""
    reflection_visibility: Visibility = Visibility.PUBLIC
    """Who sees reflections, where stricter than their entry."""
    evidence_limit: int = 20 * 1024 * 1024
    """The largest evidence file, in bytes."""
    publish: Mapping[str, str] = field(default_factory=dict)
    """`remote` and `branch`."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By code, where the member chose another."""
