"""Long lists on several pages, cut between years or cycles: what is added up stays together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cpdsite.model.entry import Entry
from cpdsite.render import permalinks
from cpdsite.render.site import EARLIER, LATER, Anchor, Site, Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One page of a list: some years or cycles of it."""

    path: str = ""
    """Of the list's first page."""
    packs: tuple[Mapping[str, int], ...] = ({},)
    """For each page of the list, newest first: its years or cycles, with their numbers of entries."""
    index: int = 0
    """Which of the pages this is."""

    @property
    def alone(self) -> bool:
        """Whether the list has one page."""
        return len(self.packs) == 1

    @property
    def last(self) -> bool:
        """Whether it is the page of the oldest, on which what has no place of its own stands too."""
        return self.index == len(self.packs) - 1

    def holds(self, block: str) -> bool:
        """Whether a year or cycle stands on this page."""
        return self.alone or block in self.packs[self.index]


WHOLE = Piece()
"""A list on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The way through a list of several pages."""

    first: str
    """The number of this page's first entry in the whole list."""
    last: str
    number: str
    """How many entries the whole list has."""
    every: tuple[Anchor, ...]
    """All pages, newest first; this one leads nowhere."""
    older: Anchor | None
    newer: Anchor | None
    search: Anchor


def by_year(site: Site, path: str, entries: Iterable[Entry]) -> Iterator[Piece]:
    """The pages of a list of entries."""
    sizes = Counter(site.year_of[entry.id] for entry in entries)
    years = (LATER, *(year.label for year in reversed(site.years)), EARLIER)
    return pieces(path, [(year, sizes[year]) for year in years], site.longest)


def pieces(path: str, blocks: Iterable[tuple[str, int]], longest: int) -> Iterator[Piece]:
    """The pages of a list, given its years or cycles, newest first, with their numbers of entries.

    None is cut: one that is longer by itself makes a longer page. There are as few pages as can be,
    and then they are as even as can be.
    """
    counted = [*blocks]
    packs = _packed(counted, longest)
    mean = sum(size for _, size in counted) // len(packs)
    evener = (_packed(counted, limit) for limit in range(mean, longest) if len(packs) > 1)
    packs = next((some for some in evener if len(some) == len(packs)), packs)
    for index in range(len(packs)):
        yield Piece(path=path, packs=packs, index=index)


def _packed(blocks: Iterable[tuple[str, int]], longest: int) -> tuple[Mapping[str, int], ...]:
    """Blocks in order, as many on each page as it can take."""
    packs: list[dict[str, int]] = [{}]
    for block, size in blocks:
        held = sum(packs[-1].values())
        if held and size and held + size > longest:
            packs.append({})
        packs[-1][block] = size
    return tuple(packs)


def pages(spot: Spot, piece: Piece) -> Pages | None:
    """The way through a list; None where it has one page."""
    if piece.alone:
        return None
    sizes = [sum(pack.values()) for pack in piece.packs]
    paths = [permalinks.of_piece(piece.path, index) for index in range(len(sizes))]
    every = [
        Anchor(label=_stretch(spot, pack), href=spot.to(path))
        for pack, path in zip(piece.packs, paths, strict=True)
    ]
    here, before = piece.index, sum(sizes[: piece.index])
    return Pages(
        first=f"{before + 1:,}",
        last=f"{before + sizes[here]:,}",
        number=f"{sum(sizes):,}",
        every=(*every[:here], Anchor(label=every[here].label), *every[here + 1 :]),
        older=None if piece.last else every[here + 1],
        newer=every[here - 1] if here else None,
        search=Anchor(label=spot.say("search"), href=spot.to(permalinks.SEARCH)),
    )


def title(spot: Spot, piece: Piece, name: str) -> str:
    """The title of one page: the list's, and beyond the first page the years too."""
    if not piece.index:
        return name
    stretch = _stretch(spot, piece.packs[piece.index])
    return spot.say("list-of-years", list=name, years=stretch)


def crumbs(spot: Spot, piece: Piece, name: str) -> tuple[Anchor, ...]:
    """The first page of the list, above the others."""
    return (Anchor(label=name, href=spot.to(piece.path)),) if piece.index else ()


def _stretch(spot: Spot, pack: Mapping[str, int]) -> str:
    """`2021 to 2024`; what is outside the years has a name only by itself."""
    held = [block for block, size in pack.items() if size]
    named = [block for block in held if block not in {LATER, EARLIER}]
    if not named:
        return spot.say("still-to-come" if LATER in held else "earlier")
    first, last = named[-1], named[0]
    return first if first == last else spot.say("years-from-to", first=first, last=last)
