"""What is missing: every assessment's open ends as sentences, the most urgent first."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cpdsite.assess.audience import may_see
from cpdsite.assess.phrases import Moment
from cpdsite.assess.sentences import sentence
from cpdsite.assess.words import many
from cpdsite.model.assessment import (
    Audience,
    CycleAssessment,
    Outcome,
    Portfolio,
    SchemeAssessment,
    Status,
)
from cpdsite.model.entry import REFLECTION, Entry, Kind
from cpdsite.model.period import Period
from cpdsite.model.scheme import Level, Measure

SETTLED = frozenset((Status.MET, Status.NOT_APPLICABLE, Status.EXCUSED, None))
"""Statuses of which nothing is missing, or nothing may be said."""
URGENCY = (Status.AT_RISK, Status.SHORT, Status.OPEN, Status.CHECK)
"""The most urgent first; in a cycle that is over, nothing is urgent any more."""

UNREFLECTED = "a reflection, such as what was learned"

Held = tuple[SchemeAssessment, CycleAssessment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that is missing, in words that its author can act on."""

    text: str
    """A sentence without a full stop: `3.5 CPD points to go in 41 days: about 2.6 a month`."""
    level: Level
    scheme: str = ""
    """"" where no scheme asks, but any reviewer would."""
    cycle: str = ""
    """Its label."""
    requirement: str = ""
    """"" where no requirement asks."""
    taxonomy: str = ""
    """The one by which entries should be sorted and are not."""
    asked: str = ""
    """What the scheme asks, in its own words."""
    status: Status | None = None
    entries: tuple[str, ...] = ()
    """The ids of those that it is missing from, as far as the audience may open them."""
    fields: tuple[str, ...] = ()
    """What those entries should say, all of it."""


def missing(
    shown: Portfolio, cycles: Sequence[Held], period: Period | None = None
) -> tuple[Lack, ...]:
    """What is missing in some cycles, the most urgent first; nothing for who may not know.

    Last comes what highlighted entries lack, of a period or else of these cycles.
    """
    if not may_see(shown.settings.assessment_visibility, shown.audience):
        return ()
    today = shown.assessment.as_of
    found: list[tuple[tuple[int, ...], Lack]] = []
    for scheme, cycle in cycles:
        in_force = replace(scheme, scheme=scheme.in_force(cycle))
        moment = Moment(scheme=in_force, cycle=cycle, today=today)
        left = 0 if cycle.closed else moment.left
        for lack in chain(_by_requirement(moment), _unsorted(moment)):
            found.append(((*_rank(lack, cycle), left, len(found)), lack))
    ranked = [lack for _, lack in sorted(found, key=lambda pair: pair[0])]
    periods = [cycle.period for _, cycle in cycles] if period is None else [period]
    return (*ranked, *_unproven(shown, periods, ranked))


def _rank(lack: Lack, cycle: CycleAssessment) -> tuple[int, int, int]:
    """What must be before what should be; then what can still be done, and how soon."""
    urgency = URGENCY.index(lack.status) if lack.status in URGENCY else len(URGENCY)
    return list(Level).index(lack.level), int(cycle.closed), urgency


def _by_requirement(moment: Moment) -> Iterator[Lack]:
    """What is missing from each requirement that is not settled."""
    for outcome in moment.cycle.outcomes:
        if outcome.status not in SETTLED:
            yield Lack(
                text=sentence(outcome, moment),
                level=outcome.requirement.level,
                scheme=moment.scheme.scheme.id,
                cycle=moment.cycle.label,
                requirement=outcome.requirement.id,
                asked=outcome.requirement.text,
                status=outcome.status,
                entries=_lacking(outcome),
                fields=outcome.requirement.fields,
            )


def _lacking(outcome: Outcome) -> tuple[str, ...]:
    """The entries that say nothing where a requirement asks them to."""
    if outcome.requirement.measure is not Measure.COMPLETE:
        return ()
    return tuple(part.entry for part in outcome.tally.parts if not part.amount)


def _unsorted(moment: Moment) -> Iterator[Lack]:
    """The entries that a taxonomy leaves unsorted."""
    for taxonomy in moment.scheme.scheme.taxonomies:
        tally = moment.cycle.unsorted.get(taxonomy.id)
        if tally and tally.count:
            are = many(tally.count, "entry is", "entries are")
            yield Lack(
                text=f"{are} not sorted by “{taxonomy.label}”",
                level=Level.SHOULD,
                scheme=moment.scheme.scheme.id,
                cycle=moment.cycle.label,
                taxonomy=taxonomy.id,
                entries=tuple(part.entry for part in tally.parts),
            )


# --- What any reviewer would ask, whatever the scheme ---------------------------------------------


def _unproven(shown: Portfolio, periods: Sequence[Period], told: Sequence[Lack]) -> Iterator[Lack]:
    """Highlighted entries of some periods without evidence, or a word on what was learned.

    Others may not see all evidence and reflections, so that only the owner is told.
    """
    if shown.audience is not Audience.OWNER:
        return
    entries = [entry for entry in _highlighted(shown) if any(entry.day in one for one in periods)]
    for what, fields, lacking in (
        ("evidence", ("evidence",), [e for e in entries if not e.evidence]),
        (UNREFLECTED, REFLECTION, [e for e in entries if not any(map(e.reflects, REFLECTION))]),
    ):
        ids = _untold(lacking, told, fields)
        if ids:
            have = many(len(ids), "highlighted entry lacks", "highlighted entries lack")
            yield Lack(text=f"{have} {what}", level=Level.SHOULD, entries=ids)


def _highlighted(shown: Portfolio) -> Iterator[Entry]:
    """The activities that were done and are chosen for the reviewer."""
    for entry in shown.entries:
        done = not entry.planned and not entry.draft and entry.day <= shown.assessment.as_of
        if entry.highlight and done and entry.kind is Kind.ACTIVITY:
            yield entry


def _untold(
    entries: Iterable[Entry], told: Sequence[Lack], fields: Sequence[str]
) -> tuple[str, ...]:
    """The entries of which no requirement says already that they lack one of some fields."""
    asking = [lack for lack in told if not set(fields).isdisjoint(lack.fields)]
    known: Container[str] = {id_ for lack in asking for id_ in lack.entries}
    return tuple(entry.id for entry in entries if entry.id not in known)
