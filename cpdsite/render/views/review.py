"""The reviewer's page, and the pack: the current cycle of each body on one document that prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from cpdsite.model.assessment import Audience, CycleAssessment, SchemeAssessment
from cpdsite.model.entry import Entry
from cpdsite.render import markup, permalinks
from cpdsite.render.charts import capital
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views import entry as single
from cpdsite.render.views.proofs import Proof, proof
from cpdsite.render.views.requirement import RequirementView, requirement_view
from cpdsite.render.views.standing import Standing, standing
from cpdsite.render.views.tables import Column, EntryTable, Number, Row, behind, row
from cpdsite.render.words import short_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The current cycle of one body."""

    key: str
    """The scheme's id, for the ids of headings."""
    standing: Standing
    edition: str
    requirements: tuple[RequirementView, ...]
    table: EntryTable
    """Every entry that counts in it, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An entry in full."""

    view: single.EntryView
    href: str
    """Of its own page; "" where there is none."""
    body: Markup
    """With ids and headings that fit among those of other entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """An entry with the evidence that it names."""

    row: Row
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A piece of evidence of a pack: a file that goes with it, or an address."""

    number: str
    """Such as `E01`; "" for an address."""
    to: Anchor
    name: str
    """Of the file, under which it is saved; "" for an address."""
    sort: str
    size: Number | None
    sha256: str
    download: str
    """The name under which the link saves it; "" where the link opens it."""
    entries: tuple[Anchor, ...]
    """Those that name it, or lead to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reviewer may say to the page, as an entry that they send back."""

    start: str
    """The first day of what it looks back on; "" where the page shows several bodies, or none."""
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """What a reviewer reads, from the cover to the evidence."""

    title: str
    crumbs: tuple[Anchor, ...]
    author: str
    """Their name; "" where it is not given."""
    role: str
    registrations: tuple[tuple[str, str], ...]
    """Body and number."""
    as_of: str
    day: str
    """The same, for programs."""
    until: str
    """The last day on which a private link opens it; "" where none ends."""
    parts: tuple[Part, ...]
    full: tuple[Whole, ...]
    """The entries that are shown in full, oldest first."""
    not_shown: bool
    """Whether a body links to something that is not in the site."""
    evidence: tuple[Proven, ...]
    """Oldest first."""
    answer: Answer | None = None
    """None where nobody answers: the page is not for a reviewer, or cannot run scripts."""
    filed: tuple[Filed, ...] = ()
    """In a pack, by number."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """By the address that leads to it: the number of a file that goes with a pack."""
    how: str = ""
    """How the files of a pack are reached."""


def view(spot: Spot) -> ReviewView:
    """The reviewer's page."""
    within = [one for one in spot.site.portfolio.entries if _belongs(spot, one)]
    return document(spot, within, [one for one in within if one.highlight])


def document(spot: Spot, within: Iterable[Entry], full: Iterable[Entry]) -> ReviewView:
    """What a reviewer reads of some entries, of which some are shown in full."""
    portfolio = spot.site.portfolio
    author = portfolio.settings.author
    now = [
        (replace(found, scheme=found.in_force(found.current)), found.current)
        for found in spot.site.schemes
    ]
    whole = tuple(_whole(spot, one) for one in full)
    return ReviewView(
        title=spot.say("record-of", name=author.name) if author.name else portfolio.settings.title,
        crumbs=(Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),),
        author=author.name,
        role=author.role,
        registrations=tuple(author.registrations.items()),
        as_of=spot.say.long_day(portfolio.assessment.as_of),
        day=portfolio.assessment.as_of.isoformat(),
        until=spot.say.long_day(portfolio.until) if portfolio.until else "",
        parts=tuple(_part(spot, *pair) for pair in now),
        full=whole,
        not_shown=any(one.view.not_shown for one in whole),
        evidence=tuple(_proven(spot, within)),
        answer=_answer(now) if portfolio.audience is Audience.REVIEWER else None,
    )


def _answer(now: Sequence[tuple[SchemeAssessment, CycleAssessment]]) -> Answer:
    """What an answer looks back on: the cycle on the page, if it is one."""
    periods = [cycle.period for _, cycle in now]
    if len(periods) != 1:
        return Answer(start="", last="")
    return Answer(start=f"{periods[0].start}", last=f"{periods[0].last}")


def _belongs(spot: Spot, entry: Entry) -> bool:
    """Whether an entry is done and counts in the days of a current cycle."""
    current = (found.current for found in spot.site.schemes)
    done = not (entry.planned or entry.draft)
    by_then = entry.day <= spot.site.portfolio.assessment.as_of
    return done and by_then and any(entry.counted_on in one.period for one in current)


def _part(spot: Spot, found: SchemeAssessment, cycle: CycleAssessment) -> Part:
    """What a reviewer asks of one body's cycle."""
    scheme = found.scheme
    terms = {part.entry: spot.categories(found, part.entry) for part in cycle.credited.parts}
    column = Column(
        key=scheme.id, label=capital(scheme.unit.labels), tally=cycle.credited, terms=terms
    )
    caption = spot.say("entries-of-cycle", scheme=short_name(scheme), cycle=cycle.label)
    table = behind(spot, caption, column)
    edition = scheme.edition
    if cycle.assumed:
        edition = spot.say("edition-assumed", edition=edition)
    return Part(
        key=scheme.id,
        standing=standing(spot, found, cycle),
        edition=edition,
        requirements=tuple(requirement_view(spot, found, cycle, one) for one in cycle.outcomes),
        table=replace(table, rows=table.rows[::-1]),
    )


def _whole(spot: Spot, entry: Entry) -> Whole:
    """An entry in full, below a heading of the page."""
    return Whole(
        view=single.view(spot, entry, None, None),
        href="" if spot.enclosed else spot.entry(entry).href,
        body=markup.inside(markup.fill(spot, entry).html, markup.prefix_of(entry)),
    )


def _proven(spot: Spot, entries: Iterable[Entry]) -> Iterator[Proven]:
    """The entries that name evidence which the audience may see."""
    for one in entries:
        if one.evidence:
            pieces = tuple(proof(spot, one, piece) for piece in one.evidence)
            yield Proven(row=row(spot, one), evidence=pieces)
