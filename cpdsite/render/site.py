"""What every page needs to know of the portfolio, looked up once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from cpdsite.model.assessment import (
    Audience,
    CycleAssessment,
    Exclusion,
    Outcome,
    Part,
    Portfolio,
    SchemeAssessment,
    Tally,
    YearSummary,
)
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.page import Digest
from cpdsite.model.scheme import Scheme, Unit
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.render import permalinks
from cpdsite.render.competences import Held, held
from cpdsite.render.saying import Say

LONGEST = 500
"""A page of a list takes no further year or cycle that would give it more entries. 3,000 on one page
were 1.3 MB and took a browser two seconds; 500 print on a dozen sheets."""
LATER, EARLIER = "still", "earlier"
"""Beside the labels of years: of entries after the last and before the first."""
NO_DIGESTS: Mapping[str, Digest] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Text that leads somewhere."""

    label: str
    href: str = ""
    """"": it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A requirement of a cycle that an entry counts for."""

    found: SchemeAssessment
    cycle: CycleAssessment
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A portfolio, with its entries by what others know them by."""

    portfolio: Portfolio
    say: Say
    """The words of the theme."""
    by_id: Mapping[str, Entry]
    by_path: Mapping[str, Entry]
    dates: Mapping[str, str]
    """By entry: its day or days, in words."""
    year_of: Mapping[str, str]
    """By entry: the label of its year, LATER or EARLIER."""
    goals: Mapping[str, Entry]
    """By name."""
    towards: Mapping[str, tuple[Entry, ...]]
    """By goal name: the entries that name it."""
    credited: Mapping[str, Mapping[str, Fraction]]
    """By scheme and entry: what counts in the entry's cycle, after its caps."""
    clipped: Mapping[str, Mapping[str, str]]
    """By scheme and entry: what the caps of its cycle leave out of it, in words."""
    others: Mapping[str, Mapping[str, Sequence[tuple[Unit, Part]]]]
    """By scheme and entry: what it has of units beside the first, after caps."""
    hours: Mapping[str, Fraction]
    """By entry: the hours of each activity that counts."""
    excluded: Mapping[str, tuple[Exclusion, ...]]
    """By entry: why it is not counted somewhere."""
    answers: Mapping[str, tuple[Answer, ...]]
    """By entry that is no activity: the requirements that it answers."""
    listed: Mapping[tuple[str, str], tuple[Entry, ...]]
    """By scheme and term of its main taxonomy: the entries granted something under it."""
    competences: Mapping[str, Held]
    """By framework: the competences that entries show, and for some audiences the others."""
    proven: tuple[Entry, ...]
    """The entries that name evidence which the audience may see."""
    digests: Mapping[str, Digest]
    """By path: what is known of the files that are copied as evidence."""
    assessed: bool
    """Whether the audience may see what is missing."""
    reflections: bool
    """Whether the audience may see reflections."""
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What many pages have in common, made once: views look here first, and add what is missing."""
    longest: int
    """How many entries make a page of a list long."""

    @property
    def schemes(self) -> tuple[SchemeAssessment, ...]:
        """The schemes, in the order of the settings."""
        return self.portfolio.assessment.schemes

    @property
    def years(self) -> tuple[YearSummary, ...]:
        """The years, oldest first."""
        return self.portfolio.assessment.years

    def type_label(self, entry: Entry) -> str:
        """What sort of activity it is; for another kind its kind."""
        if entry.kind is not Kind.ACTIVITY:
            return self.say(f"kind-{entry.kind}")
        return self.type_named(entry.type) or entry.type_written or self.say(f"kind-{entry.kind}")

    def type_named(self, name: str) -> str:
        """The label of a type, the theme's unless settings give another; "" for none known."""
        known = self.portfolio.settings.types.get(name)
        if known is None:
            return ""
        common = known.label == COMMON_TYPES.get(name)
        return self.say(f"type-{name}") if common else known.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """What stands inside a page that is a document of its own; each is known by its path in the site."""

    places: Mapping[str, str]
    """The id of the element that stands for a page or a file."""
    prefixes: Mapping[str, str]
    """Of an entry's page: what stands before the ids of its body."""
    images: Mapping[str, str]
    """The address that carries an image's own bytes."""

    def address(self, path: str, fragment: str) -> str:
        """The address inside the page; "" for what is not there."""
        place = self.prefixes.get(path, "") + fragment if fragment else self.places.get(path, "")
        return f"#{quote(place)}" if path in self.places else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The page being written: addresses are relative to it."""

    site: Site
    path: str
    enclosed: Enclosed | None = None
    """For a page that stands alone: whatever else it would lead to is not there."""

    @property
    def say(self) -> Say:
        """The words of the theme."""
        return self.site.say

    @property
    def folder(self) -> str:
        """The outermost folder that the page lies in; "" for those at the top."""
        return self.path.partition("/")[0] if "/" in self.path else ""

    @property
    def depth(self) -> int:
        """In how many folders it lies: ways out of the outermost are the same at one depth."""
        return self.path.count("/")

    def to(self, path: str, fragment: str = "") -> str:
        """The relative address of another file of the site; "" where it cannot be reached."""
        if self.enclosed is not None:
            return self.enclosed.address(path, fragment)
        return permalinks.href(path, self.path, fragment)

    def image(self, path: str) -> str:
        """The address from which a page takes an image of the site."""
        return self.to(path) if self.enclosed is None else self.enclosed.images.get(path, "")

    def lead(self, label: str, path: str) -> Anchor:
        """A page by its label, made once for all pages from which it looks the same."""
        if self.enclosed is not None:
            return Anchor(label=label, href=self.to(path))
        # Two pages that have no folder in common are as far from each other as from the root.
        where = self.path if path.startswith(f"{self.folder}/") else self.depth
        key = (where, label, path)
        if key not in self.site.kept:
            self.site.kept[key] = Anchor(label=label, href=self.to(path))
        anchor: Anchor = self.site.kept[key]
        return anchor

    def entry(self, entry: Entry) -> Anchor:
        """An entry by its title."""
        return self.lead(entry.title, permalinks.of_entry(entry))

    def year(self, label: str) -> Anchor:
        """A year's dashboard."""
        return self.lead(label, permalinks.of_year(label))

    def scheme(self, scheme: Scheme) -> Anchor:
        """A scheme by its title."""
        return self.lead(scheme.title, permalinks.of_scheme(scheme.id))

    def cycle(self, scheme: Scheme, cycle: CycleAssessment) -> Anchor:
        """A cycle by its label."""
        path = permalinks.of_cycle(scheme.id, cycle.label)
        return self.lead(cycle.label, path)

    def type(self, entry: Entry) -> Anchor:
        """An entry's type, as its list; another kind has none."""
        label = self.site.type_label(entry)
        if entry.kind is not Kind.ACTIVITY or not entry.type:
            return Anchor(label=label)
        return self.lead(label, permalinks.of_type(entry.type))

    def term(self, scheme: Scheme, term: str) -> Anchor:
        """A term of the main taxonomy, as its list when there is one."""
        taxonomy = scheme.taxonomy("category")
        label = taxonomy.terms.get(term, term) if taxonomy else term
        if (scheme.id, term) not in self.site.listed:
            return Anchor(label=label)
        return self.lead(label, permalinks.of_term(scheme.id, term))

    def categories(self, found: SchemeAssessment, entry: str) -> tuple[Anchor, ...]:
        """What an entry is sorted under by a scheme's main taxonomy."""
        credit = found.credits.get(entry)
        terms = credit.terms.get("category", ()) if credit else ()
        return tuple(self.term(found.scheme, term) for term in terms)


def site_of(
    portfolio: Portfolio,
    say: Say,
    digests: Mapping[str, Digest] = NO_DIGESTS,
    longest: int = LONGEST,
) -> Site:
    """A portfolio, looked through once."""
    rank = list(Audience).index(portfolio.audience)
    assessed = portfolio.settings.assessment_visibility.rank <= rank
    return Site(
        portfolio=portfolio,
        say=say,
        by_id={entry.id: entry for entry in portfolio.entries},
        by_path={entry.path: entry for entry in portfolio.entries},
        dates={entry.id: say.days(entry.date, entry.day) for entry in portfolio.entries},
        year_of=_years_of(portfolio),
        goals={entry.name: entry for entry in portfolio.entries if entry.kind is Kind.GOAL},
        towards=_towards(portfolio),
        credited={
            found.scheme.id: {
                part.entry: part.amount for cycle in found.cycles for part in cycle.credited.parts
            }
            for found in portfolio.assessment.schemes
        },
        clipped={found.scheme.id: _clipped(found) for found in portfolio.assessment.schemes},
        others={found.scheme.id: _others(found) for found in portfolio.assessment.schemes},
        hours={
            part.entry: part.amount
            for year in portfolio.assessment.years
            for part in year.hours.parts
        },
        excluded={
            id_: tuple(found) for id_, found in _by_entry(portfolio.assessment.excluded).items()
        },
        answers=_answers(portfolio),
        listed=_listed(portfolio),
        competences=held(portfolio, assessed=assessed),
        proven=tuple(entry for entry in portfolio.entries if entry.evidence),
        digests=digests,
        assessed=assessed,
        reflections=portfolio.settings.reflection_visibility.rank <= rank,
        longest=longest,
    )


def _towards(portfolio: Portfolio) -> Mapping[str, tuple[Entry, ...]]:
    """The entries that name each goal."""
    towards: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in portfolio.entries:
        for name in entry.goals:
            towards[name].append(entry)
    return {name: tuple(entries) for name, entries in towards.items()}


def _clipped(found: SchemeAssessment) -> Mapping[str, str]:
    """What the caps of its cycle leave out of each entry, in words."""
    parts = (part for cycle in found.cycles for part in cycle.credited.parts)
    return {part.entry: part.note for part in parts if part.clipped and part.note}


def _years_of(portfolio: Portfolio) -> Mapping[str, str]:
    """The year of the dashboards that each entry belongs to."""
    years = portfolio.assessment.years
    starts = [year.period.start for year in years]
    labels = [EARLIER, *(year.label for year in years)]
    end = years[-1].period.end if years else date.min
    return {
        entry.id: LATER if entry.day >= end else labels[bisect_right(starts, entry.day)]
        for entry in portfolio.entries
    }


def _others(found: SchemeAssessment) -> Mapping[str, list[tuple[Unit, Part]]]:
    """What each entry has of the units beside the first, by the edition in force in its cycle."""
    others: defaultdict[str, list[tuple[Unit, Part]]] = defaultdict(list)
    for cycle in found.cycles:
        for unit in found.in_force(cycle).units:
            for part in cycle.by_unit[unit.id].parts if unit.id in cycle.by_unit else ():
                if part.amount or part.note:
                    others[part.entry].append((unit, part))
    return others


def _answers(portfolio: Portfolio) -> Mapping[str, tuple[Answer, ...]]:
    """The requirements that entries of kinds other than activities answer."""
    answers: defaultdict[str, list[Answer]] = defaultdict(list)
    for found in portfolio.assessment.schemes:
        for cycle in found.cycles:
            for outcome in cycle.outcomes:
                if outcome.requirement.kind != Kind.ACTIVITY:
                    for part in outcome.tally.parts:
                        answers[part.entry].append(Answer(found, cycle, outcome))
    return {id_: tuple(some) for id_, some in answers.items()}


def _by_entry(excluded: Iterable[Exclusion]) -> Mapping[str, list[Exclusion]]:
    """Exclusions by the entry that they concern."""
    found: defaultdict[str, list[Exclusion]] = defaultdict(list)
    for one in excluded:
        found[one.entry.id].append(one)
    return found


def _listed(portfolio: Portfolio) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """The entries under each term of each scheme's main taxonomy."""
    listed: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for found in portfolio.assessment.schemes:
        for entry in portfolio.entries:
            credit = found.credits.get(entry.id)
            for term in credit.terms.get("category", ()) if credit else ():
                listed[found.scheme.id, term].append(entry)
    return {key: tuple(entries) for key, entries in listed.items()}


def cycle_of(found: SchemeAssessment, entry: str) -> CycleAssessment | None:
    """The cycle that an entry counts in; None when it counts in none."""
    credit = found.credits.get(entry)
    if credit is None:
        return None
    return next((cycle for cycle in found.cycles if credit.day in cycle.period), None)


def share(tally: Tally) -> Mapping[str, Fraction]:
    """Each entry's part of a number."""
    return {part.entry: part.amount for part in tally.parts}
