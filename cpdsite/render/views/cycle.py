"""One cycle of a scheme: each requirement, and the entries that make its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.model.assessment import HIDDEN, CycleAssessment, SchemeAssessment, Tally
from cpdsite.model.entry import Kind
from cpdsite.model.scheme import Scheme, Taxonomy
from cpdsite.render import numbers, permalinks
from cpdsite.render.charts import Chart, capital
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views import figures
from cpdsite.render.views.lacking import Missing, unproven, unsorted_anchor
from cpdsite.render.views.requirement import RequirementView, requirement_view
from cpdsite.render.views.standing import Standing, standing
from cpdsite.render.views.tables import (
    Column,
    EntryTable,
    Number,
    behind,
    notes_of,
    number,
)
from cpdsite.render.words import short_name, unit_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A total that can be checked against the tables."""

    key: str
    label: str
    amount: Number
    unit: str
    hidden: str = ""
    """`3 not shown`; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One term of a taxonomy, with what is credited under it."""

    term: Anchor
    key: str
    entries: int
    amount: Number
    part: str
    """Of the whole that is sorted, in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyView:
    """What is credited, sorted by one taxonomy."""

    id: str
    label: str
    rows: tuple[TermRow, ...]
    anchor: str
    """Of what is unsorted."""
    unsorted: EntryTable | None
    """The entries that should be sorted by it and are not; None where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleView:
    """One cycle of a scheme."""

    title: str
    crumbs: tuple[Anchor, ...]
    standing: Standing
    unproven: tuple[Missing, ...]
    """What any reviewer would miss."""
    edition: str
    """Whose rules hold; "" where there is only one."""
    times: tuple[str, ...]
    """Until when it is to be recorded and kept, in sentences."""
    figures: tuple[Figure, ...]
    unit: str
    """A heading for amounts."""
    charts: tuple[Chart, ...]
    requirements: tuple[RequirementView, ...]
    taxonomies: tuple[TaxonomyView, ...]
    table: EntryTable
    """Every entry that is selected, with its credit."""
    before: Anchor | None
    after: Anchor | None


def view(spot: Spot, found: SchemeAssessment, cycle: CycleAssessment) -> CycleView:
    """One cycle of a scheme, by the edition in force in it."""
    index = found.cycles.index(cycle)
    found = replace(found, scheme=found.in_force(cycle))
    scheme = found.scheme
    neighbours = {i: spot.cycle(scheme, other) for i, other in enumerate(found.cycles)}
    unit = capital(scheme.unit.labels)
    return CycleView(
        title=f"{short_name(scheme)} {cycle.label}",
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            spot.scheme(scheme),
        ),
        standing=standing(spot, found, cycle),
        unproven=unproven(spot, [(found, cycle)]),
        edition=_edition(spot.say, found, cycle),
        times=tuple(_times(spot.say, scheme, cycle)),
        figures=tuple(_figures(spot.say, found, cycle)),
        unit=unit,
        charts=figures.of_cycle(spot.site, found, cycle),
        requirements=tuple(requirement_view(spot, found, cycle, o) for o in cycle.outcomes),
        taxonomies=tuple(_taxonomies(spot, found, cycle)),
        table=behind(
            spot,
            spot.say("credited-in", cycle=cycle.label),
            Column(
                key=scheme.id,
                label=unit,
                tally=cycle.credited,
                terms={p.entry: spot.categories(found, p.entry) for p in cycle.credited.parts},
                notes=_clipped(spot.say, cycle.credited),
            ),
            *(
                Column(
                    key=name,
                    label=capital(unit_named(scheme, name).labels),
                    tally=tally,
                    notes=_clipped(spot.say, tally),
                )
                for name, tally in cycle.by_unit.items()
                if tally.count and unit_named(found.scheme, name).kind not in set(Kind)
            ),
        ),
        before=neighbours.get(index - 1),
        after=neighbours.get(index + 1),
    )


def _clipped(say: Say, tally: Tally) -> dict[str, str]:
    """What the caps of the cycle leave out of each entry."""
    return notes_of(say, Tally(parts=tuple(part for part in tally.parts if part.clipped)))


def _edition(say: Say, found: SchemeAssessment, cycle: CycleAssessment) -> str:
    """Which edition holds, where that is a question."""
    if cycle.assumed:
        return say("edition-assumed-long", edition=found.scheme.edition)
    return found.scheme.edition


def _times(say: Say, scheme: Scheme, cycle: CycleAssessment) -> Iterator[str]:
    """Until when the cycle is to be recorded, and its evidence kept."""
    last = cycle.period.last
    if scheme.record_by:
        yield say("record-by", day=say.day(scheme.record_by.after(last)))
    if scheme.keep:
        yield say("evidence-kept-until", day=say.day(scheme.keep.after(last)))


def _figures(say: Say, found: SchemeAssessment, cycle: CycleAssessment) -> Iterator[Figure]:
    """Claimed, credited, carried, and the other units."""
    unit = found.scheme.unit
    asked = cycle.target.minimum if cycle.target else None
    for key, label, amount, always in (
        ("claimed", say("claimed"), cycle.claimed, True),
        ("credited", say("credited"), cycle.credited.total, True),
        ("carried-in", say("carried-in"), cycle.carried_in, False),
        ("carried-out", say("carried-out"), cycle.carried_out, False),
    ):
        if always or amount:
            one = unit.label if amount == 1 else unit.labels
            shown = number(amount, short_of=asked)
            yield Figure(key=key, label=label, amount=shown, unit=one)
    for name, tally in cycle.by_unit.items():
        other = unit_named(found.scheme, name)
        label = capital(other.labels)
        yield Figure(
            key=name,
            label=say("for-information", unit=label) if other.informative else label,
            amount=number(tally.total),
            unit=other.label if tally.total == 1 else other.labels,
            hidden=say.not_shown(tally.hidden),
        )


def _taxonomies(
    spot: Spot, found: SchemeAssessment, cycle: CycleAssessment
) -> Iterator[TaxonomyView]:
    """What is credited, by each taxonomy that sorts something or should."""
    for taxonomy in found.scheme.taxonomies:
        tallies = cycle.by_term.get(taxonomy.id, {})
        lacking = cycle.unsorted.get(taxonomy.id, Tally())
        if lacking.count or any(tally.count for term, tally in tallies.items() if term):
            caption = spot.say(
                "without-taxonomy",
                entries=spot.say.entries(lacking.count),
                taxonomy=taxonomy.label,
            )
            column = Column(key="unsorted", label=capital(found.scheme.unit.labels), tally=lacking)
            told = lacking.count and spot.site.assessed
            yield TaxonomyView(
                id=taxonomy.id,
                label=taxonomy.label,
                rows=tuple(_term_rows(spot, found, taxonomy, tallies)),
                anchor=unsorted_anchor(taxonomy.id),
                unsorted=behind(spot, caption, column) if told else None,
            )


def _term_rows(
    spot: Spot, found: SchemeAssessment, taxonomy: Taxonomy, tallies: Mapping[str, Tally]
) -> Iterator[TermRow]:
    """Terms in the body's order (of a few, empty ones too), then what is under none or hidden."""
    whole = sum((tally.total for term, tally in tallies.items() if term), Fraction())
    labels = {
        **taxonomy.terms,
        "": spot.say("not-sorted"),
        HIDDEN: spot.say("name-not-shown"),
    }
    main = taxonomy.id == "category"
    # Where a term is hidden, the empty ones are not shown: the one that is left would be it.
    few = main and len(taxonomy.terms) < figures.MANY and HIDDEN not in tallies
    for term, label in labels.items():
        tally = tallies.get(term, Tally())
        if tally.count or (few and term in taxonomy.terms):
            part = tally.total * 100 / whole if whole and term else None
            linked = main and term in taxonomy.terms
            yield TermRow(
                term=spot.term(found.scheme, term) if linked else Anchor(label=label),
                key=term,
                entries=tally.count,
                amount=number(tally.total),
                part="" if part is None else f"{numbers.shown(part)}%",
            )
