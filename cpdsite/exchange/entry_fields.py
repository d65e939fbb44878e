"""An entry as the fields of its front matter: what reads back as the same entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from cpdsite.exchange.yaml_text import Value
from cpdsite.model.entry import Claim, Entry, Evidence, Kind

_HOURS = "hours"
"""Both what a claim states time by and the name that a unit may have."""


def entry_fields(entry: Entry) -> dict[str, Value]:
    """Return every field that the entry gives, the exact value of each; claims under other schemes not."""
    found: dict[str, Value | None] = {
        "title": entry.title,
        "date": entry.date,
        "end": entry.end,
        "kind": str(entry.kind) if entry.kind is not Kind.ACTIVITY else None,
        "type": entry.type_written,
        "status": "planned" if entry.planned else None,
        "draft": entry.draft or None,
        "visibility": str(entry.visibility),
        "highlight": entry.highlight or None,
        "hours": entry.hours,
        "participatory_hours": entry.participatory_hours,
        "provider": entry.provider,
        "url": entry.url,
        "location": entry.location,
        "tags": entry.tags,
        "topic": entry.topics,
        "count_in": entry.count_in,
        "source": entry.source,
        "goals": entry.goals,
        "competencies": entry.competencies,
        "due": entry.due,
        "done": entry.done,
        "continues": entry.continues,
        "until": entry.until,
        "about": entry.about,
        **entry.flags,
        **entry.details,
        **entry.reflection,
        "claims": {name: dict(_claim(claim)) for name, claim in entry.claims.items()},
        "evidence": tuple(map(_evidence, entry.evidence)),
    }
    if entry.period is not None:
        found["period"] = {"from": entry.period[0], "to": entry.period[1]}
    return {name: value for name, value in found.items() if value not in (None, "", (), {})}


def _claim(claim: Claim) -> Iterator[tuple[str, Value]]:
    """Yield what is claimed under one scheme."""
    if claim.exclude:
        yield "exclude", True
    if claim.hours is not None:
        yield _HOURS, claim.hours
    for unit, amount in claim.amounts.items():
        yield "points" if unit == _HOURS else unit, amount
    for taxonomy, terms in claim.terms.items():
        weights: Mapping[str, Fraction] = claim.weights.get(taxonomy, {})
        if len(set(weights.values())) > 1:
            yield taxonomy, weights
        else:
            yield taxonomy, terms if len(terms) > 1 else terms[0]


def _evidence(piece: Evidence) -> Value:
    """Return one piece of evidence, short where it is only a file."""
    parts = {"file": piece.file, "url": piece.url, "title": piece.title}
    found: dict[str, Value] = {name: text for name, text in parts.items() if text}
    if piece.visibility is not None:
        found["visibility"] = str(piece.visibility)
    return piece.file if list(found) == ["file"] else found
