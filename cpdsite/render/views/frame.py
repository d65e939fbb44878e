"""What every page has around its content."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from cpdsite.model.assessment import Audience
from cpdsite.render import feeds, permalinks
from cpdsite.render.site import Anchor, Spot
from cpdsite.render.words import short_name

STYLESHEETS = ("assets/css/site.css", "assets/css/charts.css", "assets/css/options.css")
OWN_SHEET = "assets/css/own.css"
"""Loaded after the others, where a theme has it."""

ICON = "assets/img/icon.svg"
_POLICY = (
    "default-src 'none'; style-src {style}; img-src {images};{scripts}"
    " base-uri 'none'; form-action 'none'"
)
_COPIES = {
    Audience.PUBLIC: "",
    Audience.REVIEWER: "copy-for-reviewer",
    Audience.OWNER: "copy-for-owner",
}
_PART = "copy-of-a-part"
_CROWDED = frozenset(("entries", "plan"))
"""Folders that hold a page for each entry, all with the same frame but for their titles."""
_DEEP = 2


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
    root: str
    """The way from the page to the site's root, for addresses of assets."""
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
    spot: Spot,
    title: str,
    crumbs: tuple[Anchor, ...] = (),
    scripts: tuple[str, ...] = (),
    sheets: tuple[str, ...] = (),
) -> Frame:
    """The frame of a page; crumbs are the pages above it, outermost first.

    `scripts` and `sheets` are what it loads besides the common style sheets.
    """
    if spot.depth < _DEEP or spot.folder not in _CROWDED:
        return _made(spot, title, crumbs, scripts, sheets)
    # Nothing that the frame leads to lies in such a page's own folder: the way is the same for all.
    kept, key = spot.site.kept, (Frame, spot.folder, crumbs, scripts, sheets)
    if key not in kept:
        kept[key] = _made(spot, "", crumbs, scripts, sheets)
    shared: Frame = kept[key]
    return replace(shared, title=_of_window(spot, title))


def _made(
    spot: Spot,
    title: str,
    crumbs: tuple[Anchor, ...],
    scripts: tuple[str, ...],
    sheets: tuple[str, ...],
) -> Frame:
    """A frame made for one page."""
    portfolio, say = spot.site.portfolio, spot.say
    copy = _PART if portfolio.partial else _COPIES[portfolio.audience]
    return Frame(
        language=portfolio.settings.language,
        title=_of_window(spot, title),
        brand=Anchor(label=portfolio.settings.title, href=spot.to(permalinks.HOME)),
        doors=tuple(_doors(spot, {crumb.href for crumb in crumbs})),
        crumbs=crumbs,
        policy=_POLICY.format(
            style="'self'", images="'self'", scripts=" script-src 'self';" if scripts else ""
        ),
        stylesheets=tuple(map(spot.to, (*STYLESHEETS, *sheets))),
        root=spot.to(permalinks.HOME).removesuffix(permalinks.HOME),
        icon=spot.to(ICON),
        feed=spot.to(permalinks.FEED) if feeds.has_feed(portfolio) else "",
        scripts=tuple(map(spot.to, scripts)),
        style=Markup(),
        banner=say("incomplete", number=portfolio.incomplete) if portfolio.incomplete else "",
        audience=say(copy) if copy else "",
        as_of=say("counted-as-of", day=say.long_day(portfolio.assessment.as_of)),
        more=tuple(_more(spot)),
        data=tuple(Anchor(label=name, href=spot.to(p)) for name, p in permalinks.DATA.items()),
    )


def _of_window(spot: Spot, title: str) -> str:
    """A page's title and the site's, once where they are the same."""
    name = spot.site.portfolio.settings.title
    return name if title == name else f"{title} · {name}"


def lost_frame(spot: Spot, title: str, assets: Mapping[str, bytes]) -> Frame:
    """The frame of the page that answers at unknown addresses: it loads nothing.

    It links home where the address of the site is known: from there no relative link would hold.
    """
    home = permalinks.home_from_anywhere(spot.site.portfolio.settings.base_url)
    doors = (Door(label=spot.say("overview"), href=home, current=""),) if home else ()
    return replace(
        lone_frame(spot, title, assets), brand=_brand(spot, home), doors=doors, root=home
    )


def lone_frame(spot: Spot, title: str, assets: Mapping[str, bytes]) -> Frame:
    """The frame of a page that stands alone: it brings style and icon along and loads nothing."""
    sheets = (assets.get(path, b"") for path in (STYLESHEETS[0], STYLESHEETS[-1], OWN_SHEET))
    style = "\n".join(sheet.decode().replace("\r\n", "\n") for sheet in sheets if sheet)
    digest = _base64(hashlib.sha256(style.encode()).digest())
    copy = _COPIES[spot.site.portfolio.audience]
    return replace(
        frame(spot, title),
        brand=_brand(spot, ""),
        doors=(),
        policy=_POLICY.format(style=f"'sha256-{digest}'", images="data:", scripts=""),
        stylesheets=(),
        root="",
        icon=data_address("image/svg+xml", assets.get(ICON, b"")),
        feed="",
        audience=spot.say(copy) if copy else "",
        more=(),
        data=(),
        style=Markup(style),  # noqa: S704 - the theme's own style sheet, never the journal's text
    )


def data_address(media_type: str, content: bytes) -> str:
    """The address that carries a file's own bytes."""
    return f"data:{media_type};base64,{_base64(content)}"


def _brand(spot: Spot, href: str) -> Anchor:
    return Anchor(label=spot.site.portfolio.settings.title, href=href)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _doors(spot: Spot, above: set[str]) -> Iterator[Door]:
    """The overview, this year, entries, plan, evidence, schemes, the reviewer's page, the search."""
    site, say = spot.site, spot.say
    doors = [(say("overview"), permalinks.HOME)]
    doors += [(year.label, permalinks.of_year(year.label)) for year in site.years[-1:]]
    doors += [(say("all-entries"), permalinks.ENTRIES)]
    doors += [(say("plan"), permalinks.PLAN)] if site.goals else []
    doors += [(say("evidence"), permalinks.EVIDENCE)] if site.proven else []
    doors += [
        (short_name(found.scheme), permalinks.of_scheme(found.scheme.id)) for found in site.schemes
    ]
    doors += [(say("for-reviewers"), permalinks.REVIEW), (say("search"), permalinks.SEARCH)]
    for label, path in doors:
        href = spot.to(path)
        inside = "true" if href in above and path != permalinks.HOME else ""
        yield Door(label=label, href=href, current="page" if path == spot.path else inside)


def _more(spot: Spot) -> Iterator[Anchor]:
    """The competences, where there are some."""
    if spot.site.competences:
        yield Anchor(label=spot.say("competences"), href=spot.to(permalinks.COMPETENCES))
