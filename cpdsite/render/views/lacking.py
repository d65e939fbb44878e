"""What is missing, as pages show it: each sentence led to where it can be looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpdsite.assess.missing import Held, Lack, missing
from cpdsite.model.assessment import Outcome, Status
from cpdsite.model.period import Period
from cpdsite.model.scheme import Level
from cpdsite.render import permalinks
from cpdsite.render.site import Anchor, Spot

FEW = 6
"""So many entries may stand behind a sentence; of more, only how many they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that is missing on the as-of day."""

    sentence: Anchor
    asked: str
    """What the scheme asks; "" where any reviewer would."""
    style: str
    """`at-risk`, `short`, `open` or `check`; `guide` where it is wished for rather than demanded."""
    entries: tuple[Anchor, ...]
    """Those that it is missing from, where they are few."""
    more: str
    """`and 12 entries more`; "" where all are there."""


def lacking(spot: Spot, cycles: Sequence[Held]) -> tuple[Missing, ...]:
    """What some schemes miss in some of their cycles, the most urgent first."""
    found = missing(spot.site.portfolio, cycles)
    return tuple(_missing(spot, lack) for lack in found if lack.scheme)


def unproven(
    spot: Spot, cycles: Sequence[Held], period: Period | None = None
) -> tuple[Missing, ...]:
    """What any reviewer would miss in the entries of a period, or of some cycles."""
    found = missing(spot.site.portfolio, cycles, period)
    return tuple(_missing(spot, lack) for lack in found if not lack.scheme)


def _missing(spot: Spot, lack: Lack) -> Missing:
    entries = _known(spot, lack.entries)
    soft = lack.level is not Level.MUST and lack.status in {Status.SHORT, None}
    rest = len(entries) - FEW
    return Missing(
        sentence=Anchor(label=lack.text, href=_href(spot, lack)),
        asked=lack.asked,
        style="guide" if soft or lack.status is None else lack.status.value,
        entries=entries[:FEW],
        more=spot.say("entries-more", number=rest) if rest > 0 else "",
    )


def _known(spot: Spot, ids: Iterable[str]) -> tuple[Anchor, ...]:
    """The entries that have a page."""
    by_id = spot.site.by_id
    return tuple(spot.entry(by_id[id_]) for id_ in ids if id_ in by_id)


def _href(spot: Spot, lack: Lack) -> str:
    """Where the cycle's page shows what is missing."""
    if not lack.scheme:
        return ""
    path = permalinks.of_cycle(lack.scheme, lack.cycle)
    asked, sorts = requirement_anchor(lack.requirement), unsorted_anchor(lack.taxonomy)
    return spot.to(path, asked if lack.requirement else sorts)


def unsorted_anchor(taxonomy: str) -> str:
    """The id, on a cycle's page, of the entries that a taxonomy leaves unsorted."""
    return f"cpd-unsorted-{taxonomy}"


def anchor_of(outcome: Outcome) -> str:
    """The id of a requirement's result on its cycle's page."""
    return requirement_anchor(outcome.requirement.id)


def requirement_anchor(requirement: str) -> str:
    """The id of a requirement on its cycle's page."""
    return f"cpd-requirement-{requirement}"
