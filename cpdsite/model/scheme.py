"""A professional body's rules, as they are read from its scheme file."""

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
    SHARE = "share"
    MIX = "mix"
    COMPLETE = "complete"
    GAP = "gap"
    ANY_OF = "any_of"
    """Whether one of some other requirements is met; scheme files write no measure then."""


class Many(StrEnum):
    """What an entry may have of a taxonomy."""

    ONE = "one"
    """One term."""
    SHARED = "shared"
    """Several terms, each with the whole amount."""
    SPLIT = "split"
    """Several terms that divide the amount by weight."""


class Yardstick(StrEnum):
    """What a cap by share is a share of."""

    REQUIRED = "required"
    """The minimum of the total requirement."""
    CLAIMED = "claimed"
    """The sum before caps."""


class Per(StrEnum):
    """How often a cap begins anew."""

    PERIOD = "period"
    YEAR = "year"
    """With each year of the cycle."""
    ENTRY = "entry"


class Rhythm(StrEnum):
    """Which windows of a cycle a requirement looks at."""

    EACH = "each"
    """Consecutive parts of the cycle."""
    ROLLING = "rolling"
    """The span that ends with the cycle."""
    EVERY = "every"
    """All windows that end in the cycle, a step apart."""


class By(StrEnum):
    """What decides which edition is in force."""

    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    DATE = "date"
    """The cycle's first day for its requirements, an entry's own day for its credit."""


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
    part_of: str = ""
    """The unit (or `hours`) of which this is the part that `when` lets through."""
    when: Filter = field(default_factory=Filter)
    """For a part: the entries that have it."""
    kind: str = ""
    """The kind of entry that alone has it derived; `claim`: never derived; "" for every kind."""
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
    many: Many = Many.ONE
    fact: str = ""
    """The member's fact that lists the terms, such as `areas`; "" where the body names them."""


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
    """`04-01`, `2022-01-01`, `member.renewal` or `settings.year_start`; "" when it is rolling."""
    rolling: bool = False
    """The one cycle ends on the as-of day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A ceiling on what counts: it clips, and never fails anyone."""

    id: str
    where: Filter = field(default_factory=Filter)
    unit: str
    max: Fraction | None = None
    max_share: Fraction | None = None
    """Per cent; either this or `max` is given."""
    of: Yardstick = Yardstick.REQUIRED
    per: Per = Per.PERIOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """The windows in which a requirement must hold, where that is not the cycle."""

    rhythm: Rhythm
    length: Duration
    step: Duration
    """How far apart windows of `every` begin."""
    cross_cycle: bool = False
    """Whether windows may begin before the cycle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """The terms of which each must fulfil a requirement."""

    taxonomy: str
    terms: tuple[str, ...] = ()
    """Empty: every term, or those of the member's fact."""
    fact: str = ""
    """The member's fact that lists the terms, such as `areas`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """What may be taken into the next cycle."""

    unit: str
    max: Fraction
    where: Filter = field(default_factory=Filter)
    none_of: tuple[Filter, ...] = ()
    """What none of these lets through may be carried."""
    earned_in_last: Duration | None = None
    """Only what was earned in so long before the end may be carried."""
    over: str = "total"
    """The requirement whose surplus is carried, and to which it is added."""
    condition: str = ""
    """The requirement without which nothing is carried; "" for none."""
    not_in_first_period: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper that the body asks for."""

    id: str
    title: str
    kind: str = "activity"
    where: Filter = field(default_factory=Filter)
    order: str = "date"
    columns: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    """What the body calls a column, where it has a word of its own."""
    layout: str = "table"
    """`table`, `form` or `prose`."""
    max_words: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """The cycles for which an edition holds."""

    start: date | None = None
    """None: since ever."""
    end: date | None = None
    """Exclusive; None: until a newer edition begins."""
    by: By = By.PERIOD_START


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
    """A sum in the unit, a count, or a percentage (complete, share)."""
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
    each: Each | None = None
    """The terms that must each fulfil it; None: it is asked once."""
    over: Over | None = None
    """The windows in which it must hold; None: the cycle."""
    any_of: tuple[str, ...] = ()
    """Requirements of which one must be met; they replace the measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One edition of a professional body's rules."""

    id: str
    title: str
    body: str
    edition: str
    applies: Applies = field(default_factory=Applies)
    former: tuple[Scheme, ...] = ()
    """The older editions, newest first; they have no older ones themselves."""
    path: str = ""
    """The user's file it was read from; "" for a bundled one."""
    replaces: bool = False
    """Whether that file takes the place of a bundled one."""
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
    caps: tuple[Cap, ...] = ()
    """Narrowest first."""
    requirements: tuple[Requirement, ...] = ()
    """Those of the member's variant, once settings are known."""
    carry: Carry | None = None
    variants: Mapping[str, tuple[Requirement, ...]] = field(default_factory=dict)
    """All requirements of a variant, by its name."""
    handover: tuple[Document, ...] = ()
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

    @property
    def editions(self) -> tuple[Scheme, ...]:
        """All editions, newest first: itself and the older ones."""
        return (self, *self.former)

    def taxonomy(self, name: str) -> Taxonomy | None:
        """Return the taxonomy of that id; None when the scheme has none."""
        return next((t for t in self.taxonomies if t.id == name), None)
