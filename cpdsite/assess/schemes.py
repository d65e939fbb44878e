"""One scheme held against the entries: its cycles with their figures, and each entry's credit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from cpdsite.assess.caps import cycle_wide
from cpdsite.assess.carrying import carried_in, carried_out
from cpdsite.assess.credit import Counted, counted
from cpdsite.assess.cycles import calendar_of, cycles_listed, labels_of
from cpdsite.assess.editions import edition_for, edition_on
from cpdsite.assess.facts import day_of
from cpdsite.assess.figures import figures, over_all
from cpdsite.assess.requirements import outcomes
from cpdsite.assess.selection import Cycle, Slices, in_period
from cpdsite.model.assessment import Credit, CycleAssessment, Exclusion, SchemeAssessment, added
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.period import Period
from cpdsite.model.scheme import By, Measure, Scheme
from cpdsite.model.settings import Membership

CREDITED = frozenset((Measure.SUM, Measure.SHARE, Measure.MIX, Measure.DISTINCT))
"""Measures that ask for amounts or terms: entries of the kinds they look at have credit to show."""

Found = tuple[SchemeAssessment, list[Exclusion]]
"""A scheme held against the entries, and the entries that count in none of its cycles."""


def assess_scheme(
    journal: Journal, membership: Membership, entries: Sequence[Entry], today: date
) -> Found | None:
    """Return every listed cycle, and the entries that count in none of them.

    None when the scheme, or a fact on which its cycles hang, could not be read.
    """
    scheme = journal.schemes.get(membership.scheme)
    if scheme is None:
        return None
    calendar = calendar_of(scheme, membership, journal.settings)
    if calendar is None:
        return None
    items = Items(scheme=scheme, journal=journal, entries=entries)
    kinds = {"activity", *(requirement.kind for requirement in scheme.requirements)}
    newest = items.under(scheme)
    first = next((item.day for item in newest if item.entry.kind in kinds), None)
    joined = day_of(membership, "joined")
    periods = cycles_listed(calendar, joined or first, today)
    run = Run(membership=membership, today=today, begins=joined or periods[0].start)
    labels = ("rolling",) if calendar.rolling else labels_of(periods)
    cycles = []
    for label, period in zip(labels, periods, strict=True):
        edition, assumed = edition_for(scheme, period)
        cycle = run.assess(edition, period, items.under(edition))
        cycles.append(replace(cycle, label=label, assumed=assumed))
    found = SchemeAssessment(
        scheme=edition_for(scheme, periods[-1])[0],
        cycles=tuple(cycles),
        credits=run.credits,
        by_term=over_all(cycles, scheme),
    )
    return found, [*_kept_out(scheme, entries), *_outside(scheme, newest, periods)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The entries that a scheme looks at, as each of its editions sees them."""

    scheme: Scheme
    journal: Journal
    entries: Sequence[Entry]
    known: dict[str, tuple[Counted, ...]] = field(default_factory=dict)

    def under(self, edition: Scheme) -> tuple[Counted, ...]:
        """Return the entries with their credit under an edition, by day and id."""
        if edition.edition not in self.known:
            self.known[edition.edition] = tuple(
                sorted(self.counted(edition), key=lambda item: (item.day, item.entry.id))
            )
        return self.known[edition.edition]

    def counted(self, edition: Scheme) -> Iterable[Counted]:
        """Return the entries of the kinds that an edition looks at, with their credit."""
        kinds = {"activity"}
        for requirement in edition.requirements:
            kinds |= {requirement.kind, requirement.excused_by}
        wanted = [e for e in self.entries if e.kind in kinds and not _is_kept_out(e, edition)]
        types = self.journal.settings.types
        if all(one.applies.by is not By.DATE for one in self.scheme.editions):
            return counted(edition, types, wanted)
        return [
            one
            for entry in wanted
            for one in counted(edition_on(self.scheme, entry.counted_on), types, (entry,))
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The cycles of one scheme, oldest first: each may hand something on to the next."""

    membership: Membership
    today: date
    begins: date
    wide: dict[tuple[str, str], Slices] = field(default_factory=dict)
    """What caps left of the entries of the cycles so far."""
    credits: dict[str, Credit] = field(default_factory=dict)
    """What counts in the cycles so far, by entry."""
    carried: list[Fraction] = field(default_factory=list)
    """What the cycles so far handed on."""

    def assess(
        self, edition: Scheme, period: Period, items: tuple[Counted, ...]
    ) -> CycleAssessment:
        """Return the next cycle; its label is still to be given."""
        handed_on = self.carried[-1] if self.carried else Fraction(0)
        cycle = Cycle(
            scheme=edition,
            membership=self.membership,
            period=period,
            home=period,
            today=self.today,
            selected=in_period(items, period),
            all=items,
            begins=self.begins,
            adjustments=tuple(a for a in self.membership.adjustments if a.start in period),
            carried_in=carried_in(self.membership, period, handed_on) if edition.carry else _NONE,
            wide=self.wide,
        )
        cycle = replace(cycle, granted=cycle_wide(cycle))
        clipped = {
            (unit, one.taken.entry.id): one
            for unit, kinds in cycle.granted.items()
            for kind in kinds
            for one in kind
            if one.clipped
        }
        self.wide.update({key: one.amounts for key, one in clipped.items()})
        found = figures(cycle, clipped)
        results = tuple(outcomes(cycle))
        self.carried.append(carried_out(cycle, results))
        self.credits.update(_credits(cycle))
        return CycleAssessment(
            label="",
            period=period,
            closed=cycle.closed,
            edition=edition.edition,
            claimed=found.claimed,
            credited=found.credited,
            by_term=found.by_term,
            by_unit=found.by_unit,
            unsorted=found.unsorted,
            carried_in=cycle.carried_in,
            carried_out=self.carried[-1],
            outcomes=results,
        )


_NONE = Fraction(0)


def _credits(cycle: Cycle) -> Iterator[tuple[str, Credit]]:
    """Yield the credit, by entry id, of what counts in a cycle, after its caps."""
    requirements = cycle.scheme.requirements
    kinds = {r.kind for r in requirements if r.measure in CREDITED} | {"activity"}
    unit = cycle.scheme.unit.id
    for item in cycle.selected:
        if item.entry.kind in kinds:
            left = cycle.wide.get((unit, item.entry.id))
            yield item.entry.id, item.credit(item.part.amount if left is None else added(left))


# --- What does not count --------------------------------------------------------------------------


def _is_kept_out(entry: Entry, scheme: Scheme) -> bool:
    return scheme.id in entry.claims and entry.claims[scheme.id].exclude


def _kept_out(scheme: Scheme, entries: Iterable[Entry]) -> Iterator[Exclusion]:
    for entry in entries:
        if _is_kept_out(entry, scheme):
            yield Exclusion(
                entry=entry,
                scheme=scheme.id,
                reason="its claim keeps it out",
                field=f"claims.{scheme.id}.exclude",
            )


def _outside(
    scheme: Scheme, items: Iterable[Counted], periods: Sequence[Period]
) -> Iterator[Exclusion]:
    """Yield the activities that count on a day outside all listed cycles."""
    start, end = periods[0].start, periods[-1].end
    for item in items:
        entry, day = item.entry, item.day
        if entry.kind is not Kind.ACTIVITY or start <= day < end:
            continue
        field = "end" if entry.end is not None else "date"
        yield Exclusion(
            entry=entry,
            scheme=scheme.id,
            reason=f"before {start}, when the first cycle begins"
            if day < start
            else f"counted in a later cycle, from {end}",
            field="count_in" if entry.count_in is not None else field,
        )
