"""Which pages the site has: addresses, templates, views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from typing import Protocol

from cpdsite.model.assessment import Audience, Portfolio, SchemeAssessment
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.page import KEY, Copy, Digest, Known, Page, Remembered
from cpdsite.model.slug import slug
from cpdsite.model.theme import Theme
from cpdsite.render import accent, feeds, markup, paging, permalinks, search_index
from cpdsite.render.origins import origins
from cpdsite.render.saying import Say
from cpdsite.render.site import LONGEST, NO_DIGESTS, Anchor, Site, Spot, site_of
from cpdsite.render.views import (
    competency,
    cycle,
    entry,
    home,
    listing,
    plan,
    proofs,
    review,
    scheme,
    search,
    year,
)
from cpdsite.render.views.frame import OWN_SHEET, STYLESHEETS, Frame, frame, lost_frame

_INDEX = permalinks.SEARCH_INDEX
_LISTS = "assets/js/lists.js"
_ANSWER = "assets/js/answer.js"
SCRIPTS = {
    "search.html": (_INDEX, "assets/js/search.js"),
    "entries.html": (_LISTS,),
    "listing.html": (_LISTS,),
    "review.html": (_ANSWER,),
}
"""By template: what its pages load to do more than be read."""


ADDRESSES = {
    "index.html": "/",
    "entries.html": "/entries/",
    "entry.html": "/entries/…/, /plan/…/",
    "years.html": "/years/",
    "year.html": "/years/…/",
    "scheme.html": "/schemes/…/",
    "cycle.html": "/schemes/…/…/",
    "listing.html": "/types/…/, /tags/…/, /providers/…/, /categories/…/…/",
    "competencies.html": "/competencies/",
    "framework.html": "/competencies/…/",
    "competency.html": "/competencies/…/…/",
    "plan.html": "/plan/",
    "evidence.html": "/evidence/",
    "review.html": "/review/",
    "search.html": "/search/",
    "404.html": "/404.html",
    "shared.html": "/shared/…/",
    "pack.html": "what `cpdsite pack` makes",
}
"""By template: where the pages stand that it makes."""


class View(Protocol):
    """What every page's view has."""

    @property
    def title(self) -> str:
        """Of the page; its one h1."""

    @property
    def crumbs(self) -> tuple[Anchor, ...]:
        """The pages above it, outermost first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The page that answers at any unknown address."""

    title: str
    crumbs: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page to be made."""

    path: str
    template: str
    view: Callable[[Spot], View]
    bodies: tuple[Entry, ...] = ()
    """The entries whose bodies it shows; no view looks into others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A site before any page of it is made."""

    site: Site
    theme: Theme
    leaves: tuple[Leaf, ...]
    """The pages for people."""
    assets: Mapping[str, bytes]
    """By path in the site."""
    copies: tuple[Copy, ...]
    codes: dict[str, bytes] | None = None
    """Templates that were compiled before; grows. None: none are kept."""
    known: Known = lambda _path, _origin: b""
    """What is known of pages that were made before."""

    @property
    def others(self) -> list[Page]:
        """Files that are no pages for people, but for the index of the search."""
        assets = [Page(path=path, content=content) for path, content in self.assets.items()]
        return [*assets, *feeds.feeds(self.site, [leaf.path for leaf in self.leaves])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page to be filled: with the theme, its words and its options, all that decides its bytes."""

    path: str
    template: str
    frame: Frame
    view: View


def render(
    portfolio: Portfolio,
    theme: Theme,
    digests: Mapping[str, Digest] = NO_DIGESTS,
    longest: int = LONGEST,
) -> tuple[list[Page], list[Copy]]:
    """Every page and asset of the site, and the files to copy into it; raises ThemeFault."""
    made = planned(portfolio, theme, digests, longest)
    return [*map(maker(made), made.leaves), *made.others, index(made)], [*made.copies]


def planned(
    portfolio: Portfolio,
    theme: Theme,
    digests: Mapping[str, Digest] = NO_DIGESTS,
    longest: int = LONGEST,
) -> Plan:
    """What the site of a portfolio consists of; raises ThemeFault.

    `digests` are those of the evidence, by its path in the folder; what has none is shown without.
    """
    site = site_of(portfolio, Say(theme.words, portfolio.settings.language), digests, longest)
    assets = {
        **{f"assets/{path}": content for path, content in theme.assets.items()},
        STYLESHEETS[-1]: accent.style(theme).encode(),
    }
    copies = {
        copy.path: copy
        for one in portfolio.entries
        for copy in markup.copies(one, portfolio.withheld)
    }
    return Plan(
        site=site,
        theme=theme,
        leaves=tuple(leaves(site)),
        assets=assets,
        copies=tuple(copies.values()),
    )


def index(made: Plan) -> Page:
    """What the search looks through."""
    return Page(path=_INDEX, content=search_index.search_index(made.site))


def sheet(made: Plan, leaf: Leaf) -> Sheet:
    """One page of a site, ready to be filled."""
    spot = Spot(site=made.site, path=leaf.path)
    view = leaf.view(spot)
    there = {*made.assets, _INDEX}
    scripts = tuple(path for path in _scripts(made.site, leaf.template) if path in there)
    around = _frame(spot, view, made.assets, scripts)
    return Sheet(path=leaf.path, template=leaf.template, frame=around, view=view)


def _scripts(site: Site, template: str) -> tuple[str, ...]:
    """What a page may load; only a reviewer answers."""
    answers = site.portfolio.audience is Audience.REVIEWER
    return tuple(path for path in SCRIPTS.get(template, ()) if answers or path != _ANSWER)


def maker(made: Plan, remembered: Remembered | None = None) -> Callable[[Leaf], Page]:
    """What makes each page for people, or takes what is remembered; it raises ThemeFault.

    A page is its sheet and what its templates use besides: nothing else can change its bytes. What
    its sheet is made of decides that too, so where that is what it was no sheet need be made.
    """
    fill = filler(made)
    around = _identity((made.theme.templates, made.theme.words, made.theme.options))
    origin_of = origins(made.site, around, made.assets)

    def make(leaf: Leaf) -> Page:
        if remembered is None:
            return Page(path=leaf.path, content=fill(sheet(made, leaf)))
        origin, one = origin_of(leaf.bodies), None
        key = made.known(leaf.path, origin)
        if not key:
            one = sheet(made, leaf)
            key = around + _identity(one)
        content = remembered(leaf.path, key)
        kept = content is not None
        if content is None:
            content = fill(one or sheet(made, leaf))
        return Page(path=leaf.path, content=content, key=key, origin=origin, kept=kept)

    return make


def _identity(value: object) -> bytes:
    """The digest of a value of texts, numbers and dataclasses: it says all that a template can see."""
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=KEY // 2).digest()


def filler(made: Plan) -> Callable[[Sheet], bytes]:
    """What gives the bytes of a sheet."""

    @cache
    def filling() -> Callable[..., str]:
        from cpdsite.render import templates  # Jinja: not every site has a page to fill

        ready = templates.environment(made.theme, made.site.say, made.codes)
        return partial(templates.fill, ready, made.theme)

    return lambda one: filling()(one.template, page=one.frame, view=one.view).encode()


def leaves(site: Site) -> Iterator[Leaf]:
    """Every page of a site."""
    yield Leaf(path=permalinks.HOME, template="index.html", view=home.view)
    everything = paging.by_year(site, permalinks.ENTRIES, site.portfolio.entries)
    yield from _pieces("entries.html", listing.every, everything)
    yield Leaf(path=permalinks.YEARS, template="years.html", view=home.years)
    full = tuple(entry for entry in site.portfolio.entries if entry.highlight)
    yield Leaf(path=permalinks.REVIEW, template="review.html", view=review.view, bodies=full)
    yield Leaf(path=permalinks.SEARCH, template="search.html", view=search.view)
    yield Leaf(path=permalinks.NOT_FOUND, template="404.html", view=_lost)
    if site.goals:
        yield Leaf(path=permalinks.PLAN, template="plan.html", view=plan.view)
    if site.proven:
        proven = paging.by_year(site, permalinks.EVIDENCE, site.proven)
        yield from _pieces("evidence.html", proofs.view, proven)
    yield from _competences(site)
    yield from _years(site)
    yield from _entries([e for e in site.portfolio.entries if e.kind is not Kind.GOAL])
    yield from _entries([e for e in site.portfolio.entries if e.kind is Kind.GOAL])
    yield from _lists(site)
    for found in site.schemes:
        yield from _scheme(site, found)


def _lost(spot: Spot) -> Lost:
    """What is said at an unknown address."""
    return Lost(title=spot.say("page-not-found"))


def _frame(spot: Spot, view: View, assets: Mapping[str, bytes], scripts: tuple[str, ...]) -> Frame:
    """What stands around a page; the lost page brings its style and its icon along."""
    if spot.path == permalinks.NOT_FOUND:
        return lost_frame(spot, view.title, assets)
    own = (OWN_SHEET,) if OWN_SHEET in assets else ()
    return frame(spot, view.title, view.crumbs, scripts, own)


def _years(site: Site) -> Iterator[Leaf]:
    """A dashboard for each year."""
    for one in site.years:
        view = partial(year.view, year=one)
        yield Leaf(path=permalinks.of_year(one.label), template="year.html", view=view)


def _entries(entries: Sequence[Entry]) -> Iterator[Leaf]:
    """A page for each entry, with its neighbours in the given order."""
    for before, one, after in zip([None, *entries], entries, [*entries[1:], None], strict=False):
        view = partial(entry.view, entry=one, before=before, after=after)
        path = permalinks.of_entry(one)
        yield Leaf(path=path, template="entry.html", view=view, bodies=(one,))


def _lists(site: Site) -> Iterator[Leaf]:
    """A list for each type, tag and provider; equal slugs share one."""
    entries = site.portfolio.entries
    for name, found in _grouped((e.type, e) for e in entries if e.type):
        title = site.type_label(found[0])
        view = partial(listing.of_type, name=name, title=title, entries=found)
        pieces = paging.by_year(site, permalinks.of_type(name), found)
        yield from _pieces("listing.html", view, pieces)
    for tag, found in _grouped((tag, e) for e in entries for tag in e.tags):
        view = partial(listing.of_tag, name=tag, entries=found)
        pieces = paging.by_year(site, permalinks.of_tag(tag), found)
        yield from _pieces("listing.html", view, pieces)
    for name, found in _grouped((e.provider, e) for e in entries if e.provider):
        view = partial(listing.of_provider, name=name, entries=found)
        pieces = paging.by_year(site, permalinks.of_provider(name), found)
        yield from _pieces("listing.html", view, pieces)


def _competences(site: Site) -> Iterator[Leaf]:
    """The frameworks, each with its coverage, and a list for each competency that has entries."""
    if site.competences:
        yield Leaf(path=permalinks.COMPETENCES, template="competencies.html", view=competency.every)
    made: set[str] = set()
    for id_, held in site.competences.items():
        view: Callable[[Spot], View] = partial(competency.of_framework, held=held)
        yield Leaf(path=permalinks.of_framework(id_), template="framework.html", view=view)
        for shown in held.competences.values():
            path = permalinks.of_competency(id_, shown.code)
            if shown.entries and path not in made:
                made.add(path)
                view = partial(competency.of_code, held=held, shown=shown)
                pieces = paging.by_year(site, path, shown.entries)
                yield from _pieces("competency.html", view, pieces)


def _scheme(site: Site, found: SchemeAssessment) -> Iterator[Leaf]:
    """A scheme's page, one for each of its cycles, and one for each category in use."""
    id_ = found.scheme.id
    view: Callable[[Spot], View] = partial(scheme.view, found=found)
    yield Leaf(path=permalinks.of_scheme(id_), template="scheme.html", view=view)
    for one in found.cycles:
        view = partial(cycle.view, found=found, cycle=one)
        yield Leaf(path=permalinks.of_cycle(id_, one.label), template="cycle.html", view=view)
    for (owner, term), entries in site.listed.items():
        if owner == id_:
            blocks = listing.cycles_of_term(site, found, term, entries)
            pieces = paging.pieces(permalinks.of_term(id_, term), blocks, site.longest)
            view = partial(listing.of_term, found=found, term=term, entries=entries)
            yield from _pieces("listing.html", view, pieces)


def _pieces(
    template: str, view: Callable[..., View], pieces: Iterable[paging.Piece]
) -> Iterator[Leaf]:
    """The pages of one list."""
    for piece in pieces:
        path = permalinks.of_piece(piece.path, piece.index)
        yield Leaf(path=path, template=template, view=partial(view, piece=piece))


def _grouped(pairs: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Entries by the slug of a name, each group under the first spelling met."""
    groups: dict[str, tuple[str, dict[str, Entry]]] = {}
    for name, one in pairs:
        groups.setdefault(slug(name), (name, {}))[1][one.id] = one
    for name, entries in groups.values():
        yield name, tuple(entries.values())
