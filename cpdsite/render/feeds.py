"""What programs ask a site for: the feed, the map of its pages, and who may index it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import nlargest

from markupsafe import Markup

from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.page import Page
from cpdsite.render import permalinks, plain
from cpdsite.render.site import Site

LATEST = 20
"""How many activities the feed holds."""
_HEAD = Markup('<?xml version="1.0" encoding="utf-8"?>\n')
_ATOM = Markup(
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
    "<title>{title}</title>\n"
    "<id>{own}</id>\n"
    '<link rel="self" type="application/atom+xml" href="{own}"/>\n'
    '<link rel="alternate" type="text/html" href="{home}"/>\n'
    "<updated>{updated}</updated>\n"
    "<author><name>{author}</name></author>\n"
    "{entries}"
    "</feed>\n"
)
_ENTRY = Markup(
    "<entry>\n"
    "<title>{title}</title>\n"
    "<id>{address}</id>\n"
    '<link rel="alternate" type="text/html" href="{address}"/>\n'
    "<published>{day}</published>\n"
    "<updated>{day}</updated>\n"
    "<summary>{summary}</summary>\n"
    "</entry>\n"
)
_URLS = Markup('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n')
_URL = Markup("<url><loc>{address}</loc></url>\n")


def feeds(site: Site, paths: Iterable[str]) -> Iterator[Page]:
    """The files for programs; `paths` are the site's pages.

    Feed and map name pages in full, so there are none without the address of the site. A copy that
    is not for everybody asks not to be indexed, and has no map.
    """
    portfolio = site.portfolio
    home = permalinks.home_from_anywhere(portfolio.settings.base_url)
    public = portfolio.audience is Audience.PUBLIC
    if has_feed(portfolio):
        yield _page(permalinks.FEED, _HEAD + _feed(site, home))
    if home and public:
        yield _page(permalinks.SITEMAP, _HEAD + _sitemap(home, paths))
    lines = ["User-agent: *", "Allow: /" if public else "Disallow: /"]
    lines += [f"Sitemap: {home}{permalinks.SITEMAP}"] if home and public else []
    yield _page("robots.txt", "\n".join([*lines, ""]))


def has_feed(portfolio: Portfolio) -> bool:
    """Whether there is a feed: the site's address is known, and there is something to tell."""
    return bool(portfolio.settings.base_url) and any(_done(portfolio))


def _feed(site: Site, home: str) -> str:
    """The latest activities; dated by them, never by the day of building."""
    settings, latest = site.portfolio.settings, _latest(site.portfolio)
    return _ATOM.format(
        language=settings.language,
        title=plain.line(settings.title),
        own=home + permalinks.FEED,
        home=home,
        updated=_moment(latest[0].day),
        author=plain.line(settings.author.name or settings.title),
        entries=Markup().join(
            _ENTRY.format(
                title=plain.line(entry.title),
                address=home + permalinks.address(permalinks.of_entry(entry)),
                day=_moment(entry.day),
                summary=plain.first_paragraph(entry) or site.type_label(entry),
            )
            for entry in latest
        ),
    )


def _latest(portfolio: Portfolio) -> list[Entry]:
    """The last activities done, newest first."""
    return nlargest(LATEST, _done(portfolio), key=lambda entry: (entry.day, entry.id))


def _done(portfolio: Portfolio) -> Iterator[Entry]:
    """The activities done."""
    return (
        entry
        for entry in portfolio.entries
        if entry.kind is Kind.ACTIVITY
        and not entry.planned
        and entry.day <= portfolio.assessment.as_of
    )


def _sitemap(home: str, paths: Iterable[str]) -> str:
    """Every page but the one for unknown addresses."""
    shown = sorted(permalinks.address(path) for path in paths if path != permalinks.NOT_FOUND)
    return _URLS.format(urls=Markup().join(_URL.format(address=home + one) for one in shown))


def _moment(day: date) -> str:
    """The beginning of a day, as Atom writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def _page(path: str, text: str) -> Page:
    return Page(path=path, content=text.encode())
