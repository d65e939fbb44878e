"""The page of the search: its index and its script do the rest."""

from __future__ import annotations

from dataclasses import dataclass

from cpdsite.render import permalinks, words
from cpdsite.render.site import Anchor, Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """A field for words, and the way to go without scripts."""

    title: str
    crumbs: tuple[Anchor, ...]
    root: str
    """The way from this page to the site's root, where the index's addresses begin."""
    entries: Anchor
    counted: str


def view(spot: Spot) -> SearchView:
    """The search over every entry that the audience may open."""
    return SearchView(
        title="Search",
        crumbs=(Anchor(label="Overview", href=spot.to(permalinks.HOME)),),
        root=spot.to(permalinks.HOME).removesuffix(permalinks.HOME),
        entries=Anchor(label="All entries", href=spot.to(permalinks.ENTRIES)),
        counted=words.entries(len(spot.site.portfolio.entries)),
    )
