"""Evidence: every piece with its entry, what it is, and what tells it from a changed copy."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePosixPath

from cpdsite.model.assessment import Audience
from cpdsite.model.entry import Entry, Evidence
from cpdsite.parse.links import is_web
from cpdsite.render import numbers, paging, permalinks
from cpdsite.render.paging import WHOLE, Pages, Piece
from cpdsite.render.saying import Say
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views.tables import Number, exact

_UNITS = (("GB", 10**9), ("MB", 10**6), ("KB", 10**3))
"""With their bytes, largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One piece of evidence."""

    to: Anchor
    sort: str
    """`PDF`, or `web address`."""
    size: Number | None
    """In bytes; None where no file is shown."""
    sha256: str
    """"" where no file is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """One entry with its evidence."""

    id: str
    entry: Anchor
    dates: str
    day: str
    proofs: tuple[Proof, ...]
    """At least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """All evidence."""

    title: str
    crumbs: tuple[Anchor, ...]
    counted: str
    entries: tuple[Proven, ...]
    """Newest first."""
    pages: Pages | None
    partial: bool
    """Whether evidence that the audience may not see is left out."""


def view(spot: Spot, piece: Piece = WHOLE) -> EvidenceView:
    """Every piece of evidence, by entry."""
    title, proven = spot.say("evidence"), spot.site.proven
    entries = tuple(
        Proven(
            id=entry.id,
            entry=spot.entry(entry),
            dates=spot.site.dates[entry.id],
            day=entry.day.isoformat(),
            proofs=tuple(proof(spot, entry, one) for one in entry.evidence),
        )
        for entry in reversed(proven)
        if piece.holds(spot.site.year_of[entry.id])
    )
    return EvidenceView(
        title=paging.title(spot, piece, title),
        crumbs=(
            Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),
            *paging.crumbs(spot, piece, title),
        ),
        counted=spot.say(
            "pieces-for-entries",
            pieces=spot.say("pieces", number=sum(len(one.evidence) for one in proven)),
            entries=spot.say.entries(len(proven)),
        ),
        entries=entries,
        pages=paging.pages(spot, piece),
        partial=spot.site.portfolio.audience is not Audience.OWNER,
    )


def proof(spot: Spot, entry: Entry, evidence: Evidence) -> Proof:
    """One piece of evidence, led to its copy or its address."""
    if evidence.url:
        href = evidence.url if is_web(evidence.url) else ""
        to = Anchor(label=evidence.title or evidence.url, href=href)
        return Proof(to=to, sort=spot.say("evidence-web"), size=None, sha256="")
    file = PurePosixPath(evidence.path or evidence.file)
    copied = evidence.path and evidence.path not in spot.site.portfolio.withheld
    href = spot.to(permalinks.of_evidence(entry, evidence.path)) if copied else ""
    digest = spot.site.digests.get(evidence.path) if copied else None
    return Proof(
        to=Anchor(label=evidence.title or file.name, href=href),
        sort=file.suffix.removeprefix(".").upper() or spot.say("evidence-file"),
        size=Number(text=_size(spot.say, digest.size), exact=exact(Fraction(digest.size)))
        if digest
        else None,
        sha256=digest.sha256 if digest else "",
    )


def _size(say: Say, count: int) -> str:
    """`812 bytes`, `4.1 KB`, `1.25 MB`: rounded half-up to two places."""
    for unit, whole in _UNITS:
        if count >= whole:
            return f"{numbers.shown(Fraction(count, whole))} {unit}"
    return say("bytes", number=count)
