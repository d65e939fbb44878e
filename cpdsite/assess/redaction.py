"""An assessment for others: every number whole, and no name of a hidden entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.assess.competences import shown_by
from cpdsite.assess.phrases import spelt
from cpdsite.assess.stretches import last_day
from cpdsite.model.assessment import (
    HIDDEN,
    Assessment,
    CycleAssessment,
    Outcome,
    OutcomePart,
    SchemeAssessment,
    Status,
    Tally,
    YearSummary,
    added,
    together,
)
from cpdsite.model.entry import Entry
from cpdsite.model.framework import Framework
from cpdsite.model.scheme import Measure, Requirement
from cpdsite.model.slug import slugs


def redacted(
    assessment: Assessment,
    visible: Sequence[Entry],
    frameworks: Mapping[str, Framework],
    *,
    judged: bool,
) -> Assessment:
    """Return the assessment as others than its owner may see it.

    `visible` are the entries that they may open, stripped; `judged` is whether they may see what is
    short. A tag, provider, type or competency that one of them names keeps its total, also where
    that one does not count itself.
    """
    view = View(
        visible=frozenset(entry.id for entry in visible),
        competences=frozenset(name for entry in visible for name in shown_by(entry, frameworks)),
        judged=judged,
        absences={entry.id: entry for entry in visible if entry.until},
    )
    return replace(
        assessment,
        schemes=tuple(map(view.scheme, assessment.schemes)),
        years=tuple(map(view.year, assessment.years)),
        excluded=(),
        by_tag=view.named(assessment.by_tag, {t for e in visible for t in slugs(e.tags)}),
        by_provider=view.named(assessment.by_provider, {*slugs(e.provider for e in visible)}),
        by_type=view.named(assessment.by_type, {*slugs(e.type for e in visible)}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which entries may be named, and whether it may be said what is missing."""

    visible: frozenset[str]
    competences: frozenset[str]
    """Those that may be named."""
    judged: bool
    absences: Mapping[str, Entry]
    """The visible entries that last until a day: they may explain a gap."""

    def tally(self, tally: Tally) -> Tally:
        """Return the same number with the hidden entries' parts in one sum."""
        hidden = [part for part in tally.parts if part.entry not in self.visible]
        return Tally(
            parts=tuple(part for part in tally.parts if part.entry in self.visible),
            hidden=tally.hidden + len({part.entry for part in hidden}),
            hidden_amount=sum((part.amount for part in hidden), tally.hidden_amount),
        )

    def tallies(self, tallies: Mapping[str, Tally]) -> dict[str, Tally]:
        """Return each number by the same key."""
        return {key: self.tally(tally) for key, tally in tallies.items()}

    def named(
        self, tallies: Mapping[str, Tally], known: AbstractSet[str] = frozenset()
    ) -> dict[str, Tally]:
        """Return each number by name, those of names that only hidden entries carry in one sum.

        Names that are `known` anyway stay.
        """
        found = self.tallies(tallies)
        secret = {
            name for name, tally in found.items() if name and tally.hidden and not tally.parts
        }.difference(known)
        shown = {name: tally for name, tally in found.items() if name not in secret}
        if secret:
            # A provider may be called like that sum, and keeps its own.
            shown["" if HIDDEN in shown else HIDDEN] = together(found[name] for name in secret)
        return shown

    def year(self, year: YearSummary) -> YearSummary:
        """Return one year."""
        return replace(
            year,
            hours=self.tally(year.hours),
            by_type=self.named(year.by_type),
            by_month=self.tallies(year.by_month),
            credited=self.tallies(year.credited),
            by_competency=self.named(year.by_competency, self.competences),
        )

    def scheme(self, assessed: SchemeAssessment) -> SchemeAssessment:
        """Return one scheme, with the credit of entries that may be opened."""
        kept = {key: credit for key, credit in assessed.credits.items() if key in self.visible}
        return replace(
            assessed,
            cycles=tuple(map(self.cycle, assessed.cycles)),
            credits=kept,
            by_term={taxonomy: self.named(terms) for taxonomy, terms in assessed.by_term.items()},
        )

    def cycle(self, cycle: CycleAssessment) -> CycleAssessment:
        """Return one cycle."""
        by_term = {taxonomy: self.named(terms) for taxonomy, terms in cycle.by_term.items()}
        return replace(
            cycle,
            credited=self.tally(cycle.credited),
            by_term=by_term,
            by_unit=self.tallies(cycle.by_unit),
            unsorted=self.tallies(cycle.unsorted) if self.judged else {},
            outcomes=tuple(self.outcome(outcome, by_term) for outcome in cycle.outcomes),
        )

    def outcome(self, outcome: Outcome, by_term: Mapping[str, Mapping[str, Tally]]) -> Outcome:
        """Return one outcome without its note, which may tell of hidden entries.

        A gap that is explained says so in the words of the visible absences alone.
        Who may not see what is short is not told what excuses it: an absence could be guessed.
        """
        if not self.judged and outcome.unexcused is not None:
            outcome = outcome.unexcused
        value = outcome.value
        if isinstance(value, Mapping):
            value = _merged(value, by_term.get(outcome.requirement.taxonomy, {}))
        seen = replace(
            outcome,
            value=value,
            tally=self.tally(outcome.tally),
            parts=_nameless(outcome.requirement, [*map(self.part, outcome.parts)]),
            note=self.excuse(outcome),
            unexcused=None,
        )
        return seen if self.judged else _unjudged(seen)

    def excuse(self, outcome: Outcome) -> str:
        """Return which absences explain a gap, with their days and never with their reason."""
        kind = outcome.requirement.excused_by
        if outcome.status is not Status.EXCUSED:
            return ""
        found = [self.absences.get(part.entry) for part in outcome.tally.parts]
        spans = [
            f"{spelt(entry.date)} to {spelt(last_day(entry))}"
            for entry in found
            if entry is not None and entry.kind == kind
        ]
        return f"covered by an entry of kind {kind}, {' and '.join(spans)}" if spans else ""

    def part(self, part: OutcomePart) -> OutcomePart:
        """Return the result of a term or window, unnamed where only hidden entries carry the term."""
        tally = self.tally(part.tally)
        secret = bool(part.term) and bool(tally.hidden) and not tally.parts
        value = part.value
        if isinstance(value, Mapping):
            value = _merged(value, {one.note: tally for one in tally.parts})
        term = HIDDEN if secret else part.term
        return replace(part, term=term, value=value, tally=tally, note="")


def _nameless(requirement: Requirement, parts: Sequence[OutcomePart]) -> tuple[OutcomePart, ...]:
    """Return parts with the hidden terms as one, at the end: their place would name them.

    Then the terms that nobody carries go too, for the same reason. Only amounts can be added up.
    """
    hidden = [part for part in parts if part.term == HIDDEN]
    if not hidden:
        return tuple(parts)
    adds_up = requirement.measure in {Measure.SUM, Measure.COUNT}
    values = [part.value for part in hidden if adds_up and isinstance(part.value, Fraction)]
    rest = replace(
        hidden[0],
        value=added(values) if values else None,
        status=Status.MET if all(part.status is Status.MET for part in hidden) else None,
        shortfall=None,
        tally=Tally(
            hidden=sum(part.tally.hidden for part in hidden),
            hidden_amount=added(part.tally.hidden_amount for part in hidden),
        ),
    )
    shown = [part for part in parts if part.term != HIDDEN and part.tally.count]
    return (*shown, rest)


def _merged(shares: Mapping[str, Fraction], terms: Mapping[str, Tally]) -> dict[str, Fraction]:
    """Return shares by term, those of terms that no visible entry carries in one sum.

    Then the terms that nobody carries go too: the one that is missing among them would be named.
    """
    secret = {term for term, share in shares.items() if share and term not in terms}
    if not secret:
        return dict(shares)
    shown = {term: share for term, share in shares.items() if term in terms}
    return shown | {HIDDEN: sum((shares[term] for term in secret), Fraction(0))}


def _unjudged(outcome: Outcome) -> Outcome:
    """Return an outcome that tells what is recorded and what is met, and not what is missing."""
    idle = outcome.status is Status.NOT_APPLICABLE
    return replace(
        outcome,
        status=_met(outcome.status),
        minimum=None if idle else outcome.minimum,
        maximum=None if idle else outcome.maximum,
        shortfall=None,
        tally=_unexplained(outcome.tally),
        parts=tuple(
            replace(one, status=_met(one.status), shortfall=None, tally=_unexplained(one.tally))
            for one in outcome.parts
        ),
    )


def _met(status: Status | None) -> Status | None:
    """Return what may be said in any case."""
    return Status.MET if status is Status.MET else None


def _unexplained(tally: Tally) -> Tally:
    """Return a number whose entries do not say what they lack."""
    return replace(tally, parts=tuple(part._replace(note="") for part in tally.parts))
