"""What every page has around its content."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from cpdsite.model.assessment import Audience
from cpdsite.render import feeds, permalinks, words
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.views.proofs import proven

STYLESHEETS = ("assets/css/site.css", "assets/css/charts.css", "assets/css/options.css")

ICON = "assets/img/icon.svg"
_POLICY = (
    "default-src 'none'; style-src {style}; img-src {images};{scripts}"
    " base-uri 'none'; form-action 'none'"
)
_AUDIENCES = {
    Audience.PUBLIC: "",
    Audience.REVIEWER: "This copy is made for a reviewer: it shows more than the public one.",
    Audience.OWNER: "This copy is made for its owner: it shows private entries too.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One way from the header into the site."""

    label: str
    href: str
    current: str
    """For `aria-current`: `page` for the page itself, `true` for one above it, "" for any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Head, header, banner and footer of a page."""

    language: str
    title: str
    """Of the window: the page's title and the site's."""
    brand: Anchor
    doors: tuple[Door, ...]
    crumbs: tuple[Anchor, ...]
    """The pages above this one, outermost first."""
    policy: str
    """The content security policy."""
    stylesheets: tuple[str, ...]
    icon: str
    feed: str
    """The address of the feed; "" where there is none."""
    scripts: tuple[str, ...]
    """Addresses of scripts; the page is whole without them."""
    style: Markup
    """A style sheet inside the page, for the one page that may stand at any address."""
    banner: str
    """What is wrong with the whole site; "" for nothing."""
    audience: str
    """For whom this copy is; "" when it is for everybody."""
    as_of: str
    more: tuple[Anchor, ...]
    """Ways into the site for which the header has no room."""
    data: tuple[Anchor, ...]
    """The same numbers for programs."""


def frame(
    spot: Spot, title: str, crumbs: tuple[Anchor, ...] = (), scripts: tuple[str, ...] = ()
) -> Frame:
    """The frame of a page; crumbs are the pages above it, outermost first."""
    portfolio = spot.site.portfolio
    name = portfolio.settings.title
    return Frame(
        language=portfolio.settings.language,
        title=name if title == name else f"{title} · {name}",
        brand=Anchor(label=name, href=spot.to(permalinks.HOME)),
        doors=tuple(_doors(spot, {crumb.href for crumb in crumbs})),
        crumbs=crumbs,
        policy=_POLICY.format(
            style="'self'", images="'self'", scripts=" script-src 'self';" if scripts else ""
        ),
        stylesheets=tuple(map(spot.to, STYLESHEETS)),
        icon=spot.to(ICON),
        feed=spot.to(permalinks.FEED) if feeds.has_feed(portfolio) else "",
        scripts=tuple(map(spot.to, scripts)),
        style=Markup(),
        banner=_banner(portfolio.incomplete),
        audience=_AUDIENCES[portfolio.audience],
        as_of=f"Counted as of {words.long_day(portfolio.assessment.as_of)} with cpdsite.",
        more=tuple(_more(spot)),
        data=tuple(Anchor(label=name, href=spot.to(p)) for name, p in permalinks.DATA.items()),
    )


def lost_frame(spot: Spot, title: str, style: str, icon: bytes) -> Frame:
    """The frame of the page that answers at unknown addresses: it loads nothing.

    It links home where the address of the site is known: from there no relative link would hold.
    """
    digest = _base64(hashlib.sha256(style.encode()).digest())
    inside = frame(spot, title)
    home = permalinks.home_from_anywhere(spot.site.portfolio.settings.base_url)
    return replace(
        inside,
        brand=Anchor(label=inside.brand.label, href=home),
        doors=(Door(label="Overview", href=home, current=""),) if home else (),
        policy=_POLICY.format(style=f"'sha256-{digest}'", images="data:", scripts=""),
        stylesheets=(),
        icon=f"data:image/svg+xml;base64,{_base64(icon)}",
        feed="",
        more=(),
        data=(),
        style=Markup(style),  # noqa: S704 - the theme's own style sheet, never the journal's text
    )


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _doors(spot: Spot, above: set[str]) -> Iterator[Door]:
    """The overview, this year, entries, plan, evidence, schemes, the reviewer's page, the search."""
    site = spot.site
    doors = [("Overview", permalinks.HOME)]
    doors += [(year.label, permalinks.of_year(year.label)) for year in site.years[-1:]]
    doors += [("All entries", permalinks.ENTRIES)]
    doors += [("Plan", permalinks.PLAN)] if site.goals else []
    doors += [("Evidence", permalinks.EVIDENCE)] if proven(site) else []
    doors += [
        (words.short_name(found.scheme), permalinks.of_scheme(found.scheme.id))
        for found in site.schemes
    ]
    doors += [("For reviewers", permalinks.REVIEW), ("Search", permalinks.SEARCH)]
    for label, path in doors:
        href = spot.to(path)
        inside = "true" if href in above and path != permalinks.HOME else ""
        yield Door(label=label, href=href, current="page" if path == spot.path else inside)


def _more(spot: Spot) -> Iterator[Anchor]:
    """The competences, where there are some."""
    if spot.site.competences:
        yield Anchor(label="Competences", href=spot.to(permalinks.COMPETENCES))


def _banner(incomplete: int) -> str:
    """What a site says that lacks some files; "" when it lacks none."""
    if not incomplete:
        return ""
    return f"This site is incomplete: {words.count(incomplete, 'file')} could not be read."
