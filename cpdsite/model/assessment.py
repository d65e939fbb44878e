"""Schemes held against entries: every number with the entries that make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from cpdsite.model.entry import Entry
from cpdsite.model.framework import Framework
from cpdsite.model.period import Period
from cpdsite.model.scheme import Measure, Requirement, Scheme
from cpdsite.model.settings import Settings

HIDDEN = "hidden"
"""The key under which terms, types and tags that only hidden entries carry are summed."""


class Status(StrEnum):
    """What can be said of a requirement on the as-of day."""

    MET = "met"
    SHORT = "short"
    OPEN = "open"
    AT_RISK = "at-risk"
    NOT_APPLICABLE = "not-applicable"
    EXCUSED = "excused"
    CHECK = "check"


class Part(NamedTuple):
    """One entry's share of a number; a tuple, as there are many."""

    entry: str
    """The entry's id."""
    amount: Fraction
    note: str = ""
    """Why it counts so much, or what it lacks; "" when there is nothing to say."""
    clipped: Fraction = Fraction(0)
    """How much more it would add without caps."""


def added(amounts: Iterable[Fraction]) -> Fraction:
    """Return the sum, added up by denominator: amounts have few, and adding fractions is slow."""
    numerators: dict[int, int] = {}
    for amount in amounts:
        numerator, denominator = amount.as_integer_ratio()
        numerators[denominator] = numerators.get(denominator, 0) + numerator
    sums = [Fraction(n, d) for d, n in numerators.items()]
    return sums[0] if len(sums) == 1 else sum(sums, Fraction(0))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A number that opens down to the entries behind it; what it comes to is added up once."""

    parts: tuple[Part, ...] = ()
    """By day, then id."""
    hidden: int = 0
    """How many more entries count but may not be opened by the audience."""
    hidden_amount: Fraction = Fraction(0)
    """What those add."""

    @cached_property
    def total(self) -> Fraction:
        """The whole number, hidden entries included."""
        return added(part.amount for part in self.parts) + self.hidden_amount

    @cached_property
    def count(self) -> int:
        """How many entries there are, hidden ones included."""
        return len({part.entry for part in self.parts}) + self.hidden


def together(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of numbers that share no entry."""
    found = [*tallies]
    return Tally(
        parts=tuple(part for tally in found for part in tally.parts),
        hidden=sum(tally.hidden for tally in found),
        hidden_amount=added(tally.hidden_amount for tally in found),
    )


class Credit(NamedTuple):
    """What one entry is granted under one scheme; a tuple, as there are many."""

    entry: str
    day: date
    """The day whose cycle it counts in."""
    amounts: Mapping[str, Fraction]
    """By unit of the scheme, before caps."""
    terms: Mapping[str, tuple[str, ...]]
    """By taxonomy; empty where the entry has no term."""
    because: str
    """How the amount in the first unit came about, in words."""
    weights: Mapping[str, Mapping[str, Fraction]] = MappingProxyType({})
    """By taxonomy: the part of the amount under each term, where it is split over several."""
    credited: Fraction | None = None
    """In the first unit, after the caps of the cycle; None before they are applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """The result of one term, or of one window, of a requirement."""

    term: str = ""
    """"" where the requirement is not asked of each term."""
    period: Period | None = None
    """The window; None where it is the cycle."""
    status: Status | None
    value: Fraction | Mapping[str, Fraction] | None
    shortfall: Fraction | None = Fraction(0)
    tally: Tally = field(default_factory=Tally)
    note: str = ""
    """As in an outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One requirement's result in one cycle; with parts, that of the worst of them."""

    requirement: Requirement
    status: Status | None
    """None where the audience may not see it."""
    value: Fraction | Mapping[str, Fraction] | None
    """In the unit, or entries, days, per cent (by term for a mix); None: not applicable."""
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    """For a gap: days."""
    shortfall: Fraction | None = Fraction(0)
    """What is missing; 0 when nothing is; None where the audience may not see it."""
    tally: Tally = field(default_factory=Tally)
    """The entries it looked at, each with what it added (1 for a count, 0 for one that lacks something)."""
    carried_in: Fraction = Fraction(0)
    """What the former cycle adds to the value; in no entry's share."""
    parts: tuple[OutcomePart, ...] = ()
    """By term or by window, where it is asked of several."""
    note: str = ""
    """Where the value comes from, in a sentence; "" when the tally says it all."""
    unexcused: Outcome | None = None
    """The same as if nobody had been away, for who may not know of it; None where none excuses it."""

    @property
    def least(self) -> Fraction | None:
        """The minimum as it can be reached: half an entry, from an adjustment, takes a whole one."""
        return None if self.minimum is None else self.in_wholes(self.minimum)

    def alone(self, part: OutcomePart) -> Outcome:
        """Return one of its parts as if it were asked alone."""
        return replace(
            self,
            status=part.status,
            value=part.value,
            shortfall=part.shortfall,
            tally=part.tally,
            carried_in=Fraction(0),
            parts=(),
            note=part.note,
        )

    def in_wholes(self, amount: Fraction) -> Fraction:
        """Return an amount up to the next whole one where entries or terms are counted."""
        whole = self.requirement.measure in {Measure.COUNT, Measure.DISTINCT}
        return Fraction(ceil(amount)) if whole else amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleAssessment:
    """One cycle of a scheme held against the entries."""

    label: str
    """Unique within its scheme."""
    period: Period
    closed: bool
    """Whether the as-of day is past its end."""
    edition: str = ""
    """The edition in force."""
    assumed: bool = False
    """Whether no edition was written for it, and the nearest serves."""
    claimed: Fraction
    """In the first unit, before any cap."""
    credited: Tally
    """In the first unit, after the caps; one part for each selected activity."""
    by_term: Mapping[str, Mapping[str, Tally]]
    """By taxonomy and term, `""` for entries without one; in the first unit."""
    by_unit: Mapping[str, Tally]
    """The other units."""
    unsorted: Mapping[str, Tally] = field(default_factory=dict)
    """By taxonomy: the activities that should have a term and have none; in the first unit."""
    carried_in: Fraction = Fraction(0)
    carried_out: Fraction = Fraction(0)
    outcomes: tuple[Outcome, ...] = ()

    @property
    def target(self) -> Outcome | None:
        """The outcome that a progress bar shows: the first sum with a minimum in the first unit."""
        return next(
            (
                outcome
                for outcome in self.outcomes
                if outcome.requirement.measure == "sum"
                and outcome.requirement.kind == "activity"
                and outcome.requirement.unit not in self.by_unit
                and outcome.minimum
                and outcome.status is not Status.NOT_APPLICABLE
            ),
            None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeAssessment:
    """A scheme with its cycles and each entry's credit."""

    scheme: Scheme
    """The edition in force in the last cycle."""
    cycles: tuple[CycleAssessment, ...]
    """Oldest first; the last holds the as-of day."""
    credits: Mapping[str, Credit]
    """By entry id: what it is granted, in whatever cycle."""
    by_term: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)
    """As in a cycle, over all cycles."""

    @property
    def current(self) -> CycleAssessment:
        """The cycle that holds the as-of day."""
        return self.cycles[-1]

    def in_force(self, cycle: CycleAssessment) -> Scheme:
        """Return the edition by whose rules a cycle is counted."""
        editions = self.scheme.editions
        return next((one for one in editions if one.edition == cycle.edition), self.scheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSummary:
    """One year of the dashboards: activities by their last day."""

    label: str
    period: Period
    hours: Tally
    """One part for each done activity; 0 where it gives no hours."""
    by_type: Mapping[str, Tally]
    """Hours by activity type id."""
    by_month: Mapping[str, Tally]
    """Hours by month, `2025-06`; every month of the year is there."""
    credited: Mapping[str, Tally]
    """By scheme: credit in its first unit for the year's entries."""
    by_competency: Mapping[str, Tally] = field(default_factory=dict)
    """Hours by `framework/code`, of a code and of its parts; an entry may show several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An entry that is not counted, or not in the site."""

    entry: Entry
    scheme: str
    """The scheme it is left out of; "" when it is left out of everything."""
    reason: str
    """In a few words, such as `a draft`."""
    field: str
    """The field that causes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All numbers, as of one day."""

    as_of: date
    schemes: tuple[SchemeAssessment, ...]
    """In the order of the settings."""
    years: tuple[YearSummary, ...]
    """Oldest first, without holes, up to the one that holds the as-of day."""
    excluded: tuple[Exclusion, ...]
    by_tag: Mapping[str, Tally] = field(default_factory=dict)
    """Hours of all counted activities by the slug of a tag; one with several tags is under each."""
    by_provider: Mapping[str, Tally] = field(default_factory=dict)
    """Likewise by provider."""
    by_type: Mapping[str, Tally] = field(default_factory=dict)
    """Likewise by type id."""


class Audience(StrEnum):
    """For whom a site or a file is made."""

    PUBLIC = "public"
    REVIEWER = "reviewer"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What values were made of, in digests: where these are the same, so are the values."""

    rest: bytes
    """Of everything but the bodies of entries, and but what is asked of it all."""
    files: Mapping[str, bytes]
    """Of each entry's file, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What one audience may see: rendering gets this and nothing else."""

    audience: Audience
    settings: Settings
    entries: tuple[Entry, ...]
    """Those that the audience may open, stripped of fields it may not see; by day and id."""
    hidden: int
    """How many done, undrafted entries are left out."""
    assessment: Assessment
    """Every number whole; hidden entries without names."""
    frameworks: Mapping[str, Framework]
    withheld: frozenset[str] = frozenset()
    """Files of the journal that no page may carry, by path: kept from the audience, missing, unsafe."""
    drafts: bool = False
    """Whether drafts are shown."""
    incomplete: int = 0
    """How many files could not be read and are missing from every total."""
    partial: bool = False
    """Whether chosen entries are all that is shown, and all that years and lists count."""
    until: date | None = None
    """The last day on which it can be opened; None: it is not shown by a link that expires."""
    origin: Origin | None = field(default=None, compare=False, repr=False)
    """None where it is not known."""
