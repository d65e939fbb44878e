"""One Outcome for each Requirement: what is asked, held against the entries of a cycle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from cpdsite.assess.facts import figure_of
from cpdsite.assess.gaps import gap
from cpdsite.assess.routes import any_of
from cpdsite.assess.selection import Cycle, idle
from cpdsite.assess.shares import complete, mix, share
from cpdsite.assess.sums import count, distinct, total
from cpdsite.assess.windows import windows
from cpdsite.assess.words import remarks, shown
from cpdsite.model.assessment import Outcome, OutcomePart, Status
from cpdsite.model.scheme import Each, Filter, Measure, MemberFact, Requirement
from cpdsite.model.settings import Membership

WORST_FIRST = (
    *(Status.SHORT, Status.CHECK, Status.AT_RISK, Status.OPEN),
    *(Status.EXCUSED, Status.MET, Status.NOT_APPLICABLE),
)


def outcomes(cycle: Cycle) -> Iterator[Outcome]:
    """Yield one outcome for each requirement; one without the figure it hangs on is left out."""
    found: dict[str, Outcome] = {}
    stated = [r for r in cycle.scheme.requirements if _is_stated(r, cycle.membership)]
    # Those that stand for others come last, however deep they lead.
    for requirement in stated:
        if not requirement.any_of:
            found[requirement.id] = _outcome(requirement, cycle)
    by_id = {requirement.id: requirement for requirement in stated}
    for requirement in stated:
        if requirement.any_of:
            _take_route(requirement, cycle, found, by_id)
    for requirement in stated:
        yield found[requirement.id]


def _outcome(requirement: Requirement, cycle: Cycle) -> Outcome:
    if not _applies(requirement, cycle.membership):
        return idle(requirement, cycle)
    found = _adjusted(_of_each_term(requirement, cycle), cycle)
    if not requirement.excused_by:
        return found
    bare = _of_each_term(replace(requirement, excused_by=""), cycle)
    return replace(found, unexcused=replace(bare, requirement=requirement))


def _take_route(
    requirement: Requirement,
    cycle: Cycle,
    found: dict[str, Outcome],
    by_id: Mapping[str, Requirement],
) -> None:
    """Find the outcome of what stands for other requirements, theirs first."""
    for name in requirement.any_of:
        if name in by_id and name not in found:
            _take_route(by_id[name], cycle, found, by_id)
    routes = [found[name] for name in requirement.any_of if name in found]
    if not routes or not _applies(requirement, cycle.membership):
        found[requirement.id] = idle(requirement, cycle)
        return
    bare = any_of(requirement, [route.unexcused or route for route in routes])
    found[requirement.id] = replace(any_of(requirement, routes), unexcused=bare)


def _is_stated(requirement: Requirement, membership: Membership) -> bool:
    bounds = (requirement.min, requirement.max)
    wanted = [bound for bound in bounds if isinstance(bound, MemberFact)]
    each = requirement.each
    named = each is None or not each.fact or bool(membership.texts(each.fact))
    return named and all(figure_of(membership, fact) is not None for fact in wanted)


def _applies(requirement: Requirement, membership: Membership) -> bool:
    return all(
        not accepted.isdisjoint(membership.texts(fact))
        for fact, accepted in requirement.when.items()
    )


def _adjusted(outcome: Outcome, cycle: Cycle) -> Outcome:
    """Return an outcome that says why its minimum is lower than the rules have it."""
    requirement = outcome.requirement
    least = figure_of(cycle.membership, requirement.min)
    if not cycle.adjustments or least is None:
        return outcome
    factors = ", ".join(f"times {shown(a.factor)} for {a.reason}" for a in cycle.adjustments)
    said = f"the minimum is {shown(least)} {factors}"
    return replace(outcome, note=remarks(outcome.note, said))


# --- Once for each term, in each window -----------------------------------------------------------


def _of_each_term(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return the worst of what the terms reach, with all of them as parts."""
    each = requirement.each
    if each is None:
        return _in_each_window(requirement, cycle)
    found = {
        term: _in_each_window(_narrowed(requirement, each.taxonomy, term), cycle)
        for term in _terms(each, cycle)
    }
    parts = tuple(_part(outcome, term) for term, outcome in found.items())
    return _worst(requirement, [*found.values()], parts) or idle(requirement, cycle)


def _in_each_window(requirement: Requirement, cycle: Cycle) -> Outcome:
    """Return the worst of what the windows hold, with all of them as parts."""
    measure = MEASURES[requirement.measure]
    if requirement.over is None:
        return measure(requirement, cycle)
    spans = [cycle.window(period) for period in windows(requirement.over, cycle)]
    found = [measure(requirement, span) for span in spans]
    parts = tuple(
        replace(_part(outcome), period=span.period)
        for outcome, span in zip(found, spans, strict=True)
    )
    begun = [one for one, span in zip(found, spans, strict=True) if span.elapsed > 0]
    return _worst(requirement, begun or found, parts) or idle(requirement, cycle)


def _worst(
    requirement: Requirement, found: list[Outcome], parts: tuple[OutcomePart, ...]
) -> Outcome | None:
    """Return the outcome that is farthest from what is asked, as that of the whole requirement.

    Its status is the worst of all parts, those that have not begun included; None of nothing.
    """
    if not found:
        return None
    status = min((part.status for part in parts if part.status), key=WORST_FIRST.index)
    return replace(min(found, key=_rank), requirement=requirement, status=status, parts=parts)


def _rank(outcome: Outcome) -> tuple[object, ...]:
    """Return a key by which worse outcomes come first; of equal ones the earlier stays in front."""
    value = outcome.value
    if value is None or isinstance(value, Mapping):
        value = None
    missing = outcome.shortfall or 0
    figure = 0 if value is None else value if outcome.minimum is not None else -value
    return WORST_FIRST.index(outcome.status or Status.NOT_APPLICABLE), -missing, figure


def _part(outcome: Outcome, term: str = "") -> OutcomePart:
    """Return an outcome as a part; with a term, that of its worst window."""
    worst = next((p for p in outcome.parts if p.tally is outcome.tally), None)
    return OutcomePart(
        term=term,
        period=worst.period if worst is not None else None,
        status=outcome.status,
        value=outcome.value,
        shortfall=outcome.shortfall,
        tally=outcome.tally,
        note=outcome.note,
    )


def _terms(each: Each, cycle: Cycle) -> tuple[str, ...]:
    """Return the terms of which each is asked: those named, the member's own, or all there are."""
    if each.fact:
        return cycle.membership.texts(each.fact)
    taxonomy = cycle.scheme.taxonomy(each.taxonomy)
    return each.terms or (tuple(taxonomy.terms) if taxonomy is not None else ())


def _narrowed(requirement: Requirement, taxonomy: str, term: str) -> Requirement:
    """Return a requirement that looks only at what has one term."""
    where = Filter(wants={taxonomy: frozenset((term,))}, any_of=(requirement.where,))
    return replace(requirement, where=where)


MEASURES: Mapping[Measure, Callable[[Requirement, Cycle], Outcome]] = MappingProxyType(
    {
        Measure.SUM: total,
        Measure.COUNT: count,
        Measure.DISTINCT: distinct,
        Measure.SHARE: share,
        Measure.MIX: mix,
        Measure.COMPLETE: complete,
        Measure.GAP: gap,
    }
)
