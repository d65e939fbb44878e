"""The plan: each goal with what was done and planned towards it, its reviews, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cpdsite.model.assessment import Audience, Part, Tally
from cpdsite.model.entry import Entry, Kind
from cpdsite.render import permalinks
from cpdsite.render.site import Anchor, Site, Spot
from cpdsite.render.views.tables import (
    Column,
    EntryTable,
    Mark,
    Number,
    Row,
    entry_table,
    marks,
    number,
    row,
)

_STATES = ("open", "carried", "reached")
"""Of a goal, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One goal in a list."""

    id: str
    entry: Anchor
    objective: str
    state: Mark
    """`open`, `carried` or `reached`."""
    when: str
    """When it is due or was reached; "" without a date."""
    due: str
    done: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """One goal with what its entries come to."""

    goal: Goal
    done: Number
    """How many activities."""
    hours: Number
    planned: Number
    reviews: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The goals in one state."""

    heading: str
    rows: tuple[GoalRow, ...]
    """At least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """All goals, and the reviews."""

    title: str
    crumbs: tuple[Anchor, ...]
    counted: str
    groups: tuple[Group, ...]
    reviews: tuple[Row, ...]
    """Newest first."""
    partial: bool
    """Whether entries that the audience may not open are left out of the numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pursuit:
    """What was done about one goal."""

    done: EntryTable | None
    planned: tuple[Row, ...]
    reviews: tuple[Row, ...]
    others: tuple[Row, ...]
    chain: tuple[Goal, ...]
    """The goals that carry one another forward, this one included; empty when it stands alone."""
    partial: bool
    """As in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The entries that name a goal, in four heaps; oldest first."""

    done: tuple[Entry, ...]
    planned: tuple[Entry, ...]
    reviews: tuple[Entry, ...]
    others: tuple[Entry, ...]


def view(spot: Spot) -> PlanView:
    """All goals by their state, and all reviews."""
    found = goals(spot)
    entries = spot.site.portfolio.entries
    return PlanView(
        title=spot.say("plan"),
        crumbs=(Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),),
        counted=spot.say("goals", number=len(found)),
        groups=tuple(
            Group(heading=spot.say(f"goals-{state}"), rows=rows)
            for state in _STATES
            if (rows := tuple(_goal_row(spot, goal) for goal in found if goal.state.key == state))
        ),
        reviews=_rows(spot, (entry for entry in entries if entry.kind is Kind.REVIEW)),
        partial=_partial(spot.site),
    )


def goals(spot: Spot) -> tuple[Goal, ...]:
    """Every goal: open ones first, the next due first; then those carried forward and reached."""
    found = spot.site.goals.values()
    ranks = {goal.id: _STATES.index(_state(spot.site, goal)) for goal in found}
    ordered = sorted(found, key=lambda goal: (ranks[goal.id], goal.due or date.max, goal.id))
    return tuple(_goal(spot, goal) for goal in ordered)


def pursuit(spot: Spot, goal: Entry) -> Pursuit:
    """What was done about a goal, what is planned, and what reviews say of it."""
    linked = _linked(spot.site, goal.name)
    chain = _chain(spot.site, goal)
    return Pursuit(
        done=_table(spot, linked.done) if linked.done else None,
        planned=_rows(spot, linked.planned),
        reviews=_rows(spot, linked.reviews),
        others=_rows(spot, linked.others),
        chain=tuple(_goal(spot, one) for one in chain) if len(chain) > 1 else (),
        partial=_partial(spot.site),
    )


def _goal(spot: Spot, goal: Entry) -> Goal:
    """One goal in a list."""
    day, state = goal.done or goal.due, _state(spot.site, goal)
    return Goal(
        id=goal.id,
        entry=spot.entry(goal),
        objective=goal.details.get("objective", ""),
        state=Mark(key=state, label=spot.say(f"goal-{state}")),
        when=spot.say("reached-on" if goal.done else "due-on", day=spot.say.day(day))
        if day
        else "",
        due=spot.say.day(goal.due) if goal.due else "",
        done=spot.say.day(goal.done) if goal.done else "",
        marks=marks(spot.site, goal),
    )


def _state(site: Site, goal: Entry) -> str:
    """What became of a goal."""
    if goal.done:
        return "reached"
    carried = any(other.continues == goal.name for other in site.goals.values())
    return "carried" if carried else "open"


def _goal_row(spot: Spot, goal: Goal) -> GoalRow:
    """One goal with what its entries come to."""
    linked = _linked(spot.site, spot.site.by_id[goal.id].name)
    return GoalRow(
        goal=goal,
        done=number(Fraction(len(linked.done))),
        hours=number(_tally(spot.site, linked.done).total),
        planned=number(Fraction(len(linked.planned))),
        reviews=number(Fraction(len(linked.reviews))),
    )


def _linked(site: Site, name: str) -> Linked:
    """The entries that name a goal; done are the activities that count."""
    entries = site.towards.get(name, ())
    done = tuple(entry for entry in entries if entry.id in site.hours)
    planned = tuple(entry for entry in entries if entry.planned)
    reviews = tuple(entry for entry in entries if entry.kind is Kind.REVIEW and not entry.planned)
    placed = {entry.id for entry in (*done, *planned, *reviews)}
    others = tuple(entry for entry in entries if entry.id not in placed)
    return Linked(done=done, planned=planned, reviews=reviews, others=others)


def _chain(site: Site, goal: Entry) -> tuple[Entry, ...]:
    """A goal with those that it carries forward before it, and those that carry it forward after."""
    chain = [goal]
    while (former := site.goals.get(chain[0].continues)) and former not in chain:
        chain.insert(0, former)
    for later in sorted(site.goals.values(), key=lambda one: (one.date, one.id)):
        if later not in chain and later.continues in {one.name for one in chain}:
            chain.append(later)
    return tuple(chain)


def _table(spot: Spot, entries: Iterable[Entry]) -> EntryTable:
    """Activities with their hours."""
    known = tuple(entries)
    column = Column(key="hours", label=spot.say("column-hours"), tally=_tally(spot.site, known))
    return entry_table(spot, spot.say("column-done"), known, (column,))


def _tally(site: Site, entries: Iterable[Entry]) -> Tally:
    """The hours of activities that count."""
    parts = (Part(entry=entry.id, amount=site.hours[entry.id]) for entry in entries)
    return Tally(parts=tuple(parts))


def _rows(spot: Spot, entries: Iterable[Entry]) -> tuple[Row, ...]:
    """Entries as a list, newest first."""
    return tuple(row(spot, entry) for entry in reversed(tuple(entries)))


def _partial(site: Site) -> bool:
    """Whether numbers that are made of shown entries alone may lack something."""
    return site.portfolio.audience is not Audience.OWNER
