"""One cycle of a scheme: each requirement, and the entries that make its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.assessment import HIDDEN, CycleAssessment, Outcome, SchemeAssessment, Tally
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Measure, Taxonomy
from cpdsite.render import numbers, permalinks, words
from cpdsite.render.charts import Chart, capital
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views import figures
from cpdsite.render.views.standing import (
    Standing,
    Verdict,
    anchor_of,
    standing,
    unsorted_anchor,
    verdict,
)
from cpdsite.render.views.tables import (
    Column,
    EntryTable,
    Number,
    entry_table,
    exact,
    number,
)


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
class MixPart:
    """One term's part of a mix."""

    label: str
    value: Number
    guide: str
    """`70%`; "" where the guide says nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementView:
    """One requirement's result, down to the entries."""

    id: str
    anchor: str
    level: str
    text: str
    value: str
    """With its unit, `27 CPD points`; `does not apply` where there is none."""
    exact: str
    """"" where the value is no single number."""
    asked: str
    """`at least 30`; "" when nothing is asked."""
    verdict: Verdict | None
    note: str
    mix: tuple[MixPart, ...]
    table: EntryTable
    """The entries it looked at, each with its share."""
    counted: str
    """How many entries that are."""
    adds_up: bool
    """Whether the value is the sum of the shares."""


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
    """One cycle of a scheme."""
    scheme = found.scheme
    index = found.cycles.index(cycle)
    neighbours = {i: spot.cycle(scheme, other) for i, other in enumerate(found.cycles)}
    unit = capital(scheme.unit.labels)
    return CycleView(
        title=f"{words.short_name(scheme)} {cycle.label}",
        crumbs=(
            Anchor(label="Overview", href=spot.to(permalinks.HOME)),
            spot.scheme(scheme),
        ),
        standing=standing(spot, found, cycle),
        figures=tuple(_figures(found, cycle)),
        unit=unit,
        charts=figures.of_cycle(spot.site, found, cycle),
        requirements=tuple(_requirement(spot, found, outcome) for outcome in cycle.outcomes),
        taxonomies=tuple(_taxonomies(spot, found, cycle)),
        table=_table(
            spot,
            f"Entries credited in {cycle.label}",
            Column(
                key=scheme.id,
                label=unit,
                tally=cycle.credited,
                terms={p.entry: spot.categories(found, p.entry) for p in cycle.credited.parts},
            ),
        ),
        before=neighbours.get(index - 1),
        after=neighbours.get(index + 1),
    )


def _table(spot: Spot, caption: str, column: Column) -> EntryTable:
    """The entries behind one number."""
    entries = [spot.site.by_id[p.entry] for p in column.tally.parts if p.entry in spot.site.by_id]
    return entry_table(spot, caption, entries, (column,))


def _figures(found: SchemeAssessment, cycle: CycleAssessment) -> Iterator[Figure]:
    """Claimed, credited, carried, and the other units."""
    unit = found.scheme.unit
    for key, label, amount, always in (
        ("claimed", "Claimed", cycle.claimed, True),
        ("credited", "Credited", cycle.credited.total, True),
        ("carried-in", "Carried in", cycle.carried_in, False),
        ("carried-out", "Carried out", cycle.carried_out, False),
    ):
        if always or amount:
            one = unit.label if amount == 1 else unit.labels
            yield Figure(key=key, label=label, amount=number(amount), unit=one)
    for name, tally in cycle.by_unit.items():
        other = words.unit_named(found.scheme, name)
        label = capital(other.labels)
        yield Figure(
            key=name,
            label=f"{label}, for information" if other.informative else label,
            amount=number(tally.total),
            unit=other.label if tally.total == 1 else other.labels,
            hidden=words.not_shown(tally.hidden),
        )


def _requirement(spot: Spot, found: SchemeAssessment, outcome: Outcome) -> RequirementView:
    """One requirement's result."""
    requirement = outcome.requirement
    single = outcome.value if isinstance(outcome.value, Fraction) else None
    notes = {part.entry: part.note for part in outcome.tally.parts if part.note}
    column = Column(key=requirement.id, label="Share", tally=outcome.tally, notes=notes)
    return RequirementView(
        id=requirement.id,
        anchor=anchor_of(outcome),
        level=words.LEVELS[requirement.level],
        text=requirement.text,
        value=_value(found, outcome),
        exact="" if single is None else exact(single),
        asked=_asked(found, outcome),
        verdict=verdict(outcome, found),
        note=outcome.note,
        mix=tuple(_mix(found, outcome)),
        table=_table(spot, f"Entries behind: {requirement.text}", column),
        counted=f"The {words.entries(outcome.tally.count)} behind it",
        adds_up=requirement.measure in (Measure.SUM, Measure.COUNT)
        and single == outcome.tally.total,
    )


def _value(found: SchemeAssessment, outcome: Outcome) -> str:
    """A requirement's value with its unit; "" where it is a mix."""
    if outcome.value is None:
        return "does not apply"
    if not isinstance(outcome.value, Fraction):
        return ""
    shown = numbers.shown(outcome.value, short_of=outcome.minimum)
    return words.counted_in(shown, *words.unit_of(outcome, found.scheme))


def _asked(found: SchemeAssessment, outcome: Outcome) -> str:
    """What is asked for, in figures."""
    longest = outcome.requirement.max
    if outcome.requirement.measure is Measure.GAP and isinstance(longest, Duration):
        return f"at most {words.duration(longest)}"
    guide = outcome.requirement.target
    if guide:
        shares = " : ".join(numbers.shown(share) for share in guide.values())
        tolerance = outcome.requirement.tolerance
        return f"{shares}, give or take {numbers.shown(tolerance)}" if tolerance else shares
    said = [
        f"{word} {words.counted_in(numbers.shown(limit), *words.unit_of(outcome, found.scheme))}"
        for word, limit in (("at least", outcome.minimum), ("at most", outcome.maximum))
        if limit is not None
    ]
    return ", ".join(said)


def _mix(found: SchemeAssessment, outcome: Outcome) -> Iterator[MixPart]:
    """A mix, term by term."""
    if not isinstance(outcome.value, Mapping):
        return
    requirement = outcome.requirement
    taxonomy = found.scheme.taxonomy(requirement.taxonomy or "category")
    labels = taxonomy.terms if taxonomy else {}
    for term, value in outcome.value.items():
        guide = requirement.target.get(term)
        yield MixPart(
            label=figures.NOT_SHOWN if term == HIDDEN else labels.get(term, term or "No category"),
            value=number(value),
            guide="" if guide is None else f"{numbers.shown(guide)}%",
        )


def _taxonomies(
    spot: Spot, found: SchemeAssessment, cycle: CycleAssessment
) -> Iterator[TaxonomyView]:
    """What is credited, by each taxonomy that sorts something or should."""
    for taxonomy in found.scheme.taxonomies:
        tallies = cycle.by_term.get(taxonomy.id, {})
        lacking = cycle.unsorted.get(taxonomy.id, Tally())
        if lacking.count or any(tally.count for term, tally in tallies.items() if term):
            caption = f"{words.entries(lacking.count)} without {taxonomy.label.lower()}"
            column = Column(key="unsorted", label=capital(found.scheme.unit.labels), tally=lacking)
            told = lacking.count and spot.site.assessed
            yield TaxonomyView(
                id=taxonomy.id,
                label=taxonomy.label,
                rows=tuple(_term_rows(spot, found, taxonomy, tallies)),
                anchor=unsorted_anchor(taxonomy.id),
                unsorted=_table(spot, caption, column) if told else None,
            )


def _term_rows(
    spot: Spot, found: SchemeAssessment, taxonomy: Taxonomy, tallies: Mapping[str, Tally]
) -> Iterator[TermRow]:
    """Terms in the body's order (all of the main taxonomy), then what is under none or hidden."""
    whole = sum((tally.total for term, tally in tallies.items() if term), Fraction())
    labels = {**taxonomy.terms, "": f"No {taxonomy.label.lower()}", HIDDEN: figures.NOT_SHOWN}
    main = taxonomy.id == "category"
    for term, label in labels.items():
        tally = tallies.get(term, Tally())
        if tally.count or (main and term in taxonomy.terms):
            part = tally.total * 100 / whole if whole and term else None
            linked = main and term in taxonomy.terms
            yield TermRow(
                term=spot.term(found.scheme, term) if linked else Anchor(label=label),
                key=term,
                entries=tally.count,
                amount=number(tally.total),
                part="" if part is None else f"{numbers.shown(part)}%",
            )
