"""The pack: the reviewer's page with every entry in full, and the files that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cpdsite.model.entry import Entry, Evidence, Kind
from cpdsite.render.enclosures import Enclosure
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views import review
from cpdsite.render.views.proofs import proof
from cpdsite.render.views.review import Filed, ReviewView


def view(
    spot: Spot, enclosed: Sequence[Enclosure], addresses: Mapping[str, str], how: str
) -> ReviewView:
    """Everything of a portfolio on one page; the texts that a body asks for come first.

    `addresses` are those under which the files are reached, by number; `how` says so in words.
    """
    entries = spot.site.portfolio.entries
    full = sorted(entries, key=lambda entry: entry.kind is not Kind.STATEMENT)
    filed = (*_files(spot, enclosed, addresses), *_elsewhere(spot, entries))
    return replace(
        review.document(spot, entries, full),
        answer=None,
        filed=filed,
        numbers={spot.to(path): one.number for one in enclosed for path in one.paths},
        how=how if enclosed else "",
    )


def _files(
    spot: Spot, enclosed: Sequence[Enclosure], addresses: Mapping[str, str]
) -> Iterator[Filed]:
    """The files, by number."""
    for one in enclosed:
        found = proof(spot, one.entries[0], one.evidence)
        address = addresses.get(one.number, "")
        yield Filed(
            number=one.number,
            to=Anchor(label=found.to.label, href=address),
            name=one.name,
            sort=found.sort,
            size=found.size,
            sha256=found.sha256,
            download=one.name if address.startswith("data:") else "",
            entries=tuple(map(spot.entry, one.entries)),
        )


def _elsewhere(spot: Spot, entries: Sequence[Entry]) -> Iterator[Filed]:
    """The evidence that is not a file, each address once."""
    named: dict[str, list[tuple[Entry, Evidence]]] = {}
    for entry in entries:
        for evidence in entry.evidence:
            if evidence.url:
                named.setdefault(evidence.url, []).append((entry, evidence))
    for pairs in named.values():
        found = proof(spot, *pairs[0])
        yield Filed(
            number="",
            to=found.to,
            name="",
            sort=found.sort,
            size=None,
            sha256="",
            download="",
            entries=tuple(dict.fromkeys(spot.entry(entry) for entry, _ in pairs)),
        )
