"""Requirements that others stand for: one of several routes must be met."""

from __future__ import annotations

from collections.abc import Sequence

from cpdsite.assess.words import listed
from cpdsite.model.assessment import Outcome, Status
from cpdsite.model.scheme import Requirement

BEST_FIRST = (
    *(Status.MET, Status.EXCUSED, Status.CHECK, Status.OPEN, Status.AT_RISK),
    *(Status.SHORT, Status.NOT_APPLICABLE),
)
FULFILLED = frozenset((Status.MET, Status.EXCUSED))


def any_of(requirement: Requirement, routes: Sequence[Outcome]) -> Outcome:
    """Return the outcome of the route that leads farthest; nothing is measured, so it has no value."""
    best = min(routes, key=lambda route: BEST_FIRST.index(route.status or Status.NOT_APPLICABLE))
    met = [route.requirement.id for route in routes if route.status in FULFILLED]
    names = [route.requirement.id for route in routes]
    return Outcome(
        requirement=requirement,
        status=Status.MET if met else best.status,
        value=None,
        tally=best.tally,
        note=f"met by {listed(met)}" if met else f"met by none of {listed(names)}",
    )
