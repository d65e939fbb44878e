"""A professional body's rules, and the frameworks of competence, as they are read from their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cpdsite.model.period import Duration


class Level(StrEnum):
    """How strictly the body means a requirement."""

    MUST = "must"
    SHOULD = "should"
    INFO = "info"


class Measure(StrEnum):
    """What a requirement measures."""

    SUM = "sum"
    COUNT = "count"
    DISTINCT = "distinct"
    MIX = "mix"
    COMPLETE = "complete"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A demand on an entry's attributes; the empty filter lets every entry through."""

    wants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By attribute: one of these texts; all attributes must agree. Booleans are `true` and `false`."""
    any_of: tuple[Filter, ...] = ()
    """When not empty, one of these must hold too."""
    none_of: tuple[Filter, ...] = ()
    """None of these may hold."""


@dataclass(frozen=True, slots=True)
class MemberFact:
    """A figure that the member states in the settings, such as `member.target`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule was read."""

    title: str
    url: str = ""
    read: date | None = None
    status: str = "assumed"
    """`own` (the body's own page), `second-hand` or `assumed`."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a scheme counts in."""

    id: str
    label: str
    """For one."""
    labels: str
    """For several."""
    per_hour: Fraction | None = None
    """Credit for an hour; None: only what is claimed."""
    round: Fraction | None = None
    """Derived credit is rounded down to a multiple of this."""
    minimum: Fraction | None = None
    """Hours below which nothing is derived."""
    informative: bool = False
    """Shown, never required."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """A way of sorting entries under a scheme."""

    id: str
    label: str
    terms: Mapping[str, str]
    """Labels by term id, in the body's order."""
    from_type: Mapping[str, str] = field(default_factory=dict)
    """The term by activity type, where the author claims none."""
    required: Filter | None = None
    """The entries that should have a term; None: no entry needs one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRule:
    """What the entries that a filter lets through are worth."""

    when: Filter
    give: Fraction | None = None
    """So many of the first unit."""
    per_hour: Fraction | None = None
    """So many of the first unit for each hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """Booleans that entries have until they say otherwise."""

    when: Filter
    set: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRule:
    """How a scheme's cycles follow one another."""

    length: Duration
    start: str
    """`04-01`, `2022-01-01`, `member.renewal` or `settings.year_start`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that a scheme asks of a cycle."""

    id: str
    level: Level
    text: str
    kind: str = "activity"
    """The kind of entry it looks at."""
    where: Filter = field(default_factory=Filter)
    measure: Measure
    unit: str = ""
    taxonomy: str = ""
    fields: tuple[str, ...] = ()
    min: Fraction | MemberFact | None = None
    """A sum in the unit, a count, or a percentage (complete)."""
    max: Fraction | MemberFact | Duration | None = None
    """Likewise; for a gap the longest stretch that needs no explanation."""
    target: Mapping[str, Fraction] = field(default_factory=dict)
    """For a mix: percentages by term."""
    tolerance: Fraction = Fraction(0)
    """For a mix: percentage points either way."""
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Member facts under which it applies; empty: always."""
    excused_by: str = ""
    """For a gap: the kind of entry that explains one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One edition of a professional body's rules."""

    id: str
    title: str
    body: str
    edition: str
    path: str = ""
    """The user's file it was read from; "" for a bundled one."""
    sources: tuple[Source, ...] = ()
    units: tuple[Unit, ...]
    """At least one; the first is the unit of the scheme."""
    cycles: tuple[CycleRule, ...]
    """The first whose facts the member gives holds."""
    record_by: Duration | None = None
    """Deadline for the record, after a cycle's end."""
    keep: Duration | None = None
    """How long evidence should be kept after a cycle's end."""
    taxonomies: tuple[Taxonomy, ...] = ()
    credit: tuple[CreditRule, ...] = ()
    defaults: tuple[Default, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    frameworks: tuple[str, ...] = ()
    reflection: str = "simple"
    """The reflection model that suits it."""
    never_publish: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    """What the body asks that no machine can count, in sentences."""

    @property
    def unit(self) -> Unit:
        """The unit that the scheme counts in."""
        return self.units[0]

    def taxonomy(self, name: str) -> Taxonomy | None:
        """Return the taxonomy of that id; None when the scheme has none."""
        return next((t for t in self.taxonomies if t.id == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One code of a framework."""

    code: str
    label: str
    parent: str = ""
    """The code above it; "" at the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A body's list of competences."""

    id: str
    title: str
    body: str
    path: str = ""
    """The user's file it was read from; "" for a bundled one."""
    sources: tuple[Source, ...] = ()
    competencies: Mapping[str, Competency]
    """By code, in the framework's order."""
