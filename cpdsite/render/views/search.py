"""The page of the search: its index and its script do the rest."""

from __future__ import annotations

from dataclasses import dataclass

from cpdsite.render import permalinks
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
        title=spot.say("search"),
        crumbs=(Anchor(label=spot.say("overview"), href=spot.to(permalinks.HOME)),),
        root=spot.to(permalinks.HOME).removesuffix(permalinks.HOME),
        entries=Anchor(label=spot.say("all-entries"), href=spot.to(permalinks.ENTRIES)),
        counted=spot.say.entries(len(spot.site.portfolio.entries)),
    )
