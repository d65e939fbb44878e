"""The page around a share: all that anyone sees of it without the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cpdsite.model.theme import Theme
from cpdsite.render import templates
from cpdsite.render.permalinks import SEARCH_INDEX
from cpdsite.render.saying import Say
from cpdsite.render.views.frame import ICON, OWN_SHEET, STYLESHEETS

ASSETS = "assets/"
"""Below it stand the files of the theme, the same in a share and in the site around it."""
LEFT_OUT = frozenset(("404.html", "feed.xml", "robots.txt", "sitemap.xml", ".nojekyll"))
"""Files of a site for which nobody asks inside a share."""

_TEMPLATE = "shared.html"
_SCRIPT = "assets/js/share.js"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'"
)
_SENTENCES = (
    "opening",
    "ask",
    "unlocking",
    "insecure",
    "on-disk",
    "old",
    "unreachable",
    "no-key",
    "wrong-key",
    "wrong-passphrase",
    "withdrawn",
    "missing",
    "changed",
    "newer",
    "swapped",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellView:
    """A page that says nothing of what it opens."""

    language: str
    policy: str
    root: str
    """The way to the site around it."""
    icon: str
    stylesheets: tuple[str, ...]
    script: str
    sentences: Mapping[str, str]
    """By what happened: what is said then."""


def shell_page(theme: Theme, language: str, expires: date | None, root: str) -> bytes:
    """Return the page for one share, from which `root` leads to the site; raises ThemeFault."""
    say = Say(theme.words, language)
    sentences = {name: say(f"share-{name}") for name in _SENTENCES}
    if expires:
        sentences["expired"] = say("share-expired", day=say.long_day(expires))
    own = (OWN_SHEET,) if OWN_SHEET.removeprefix(ASSETS) in theme.assets else ()
    view = ShellView(
        language=language,
        policy=_POLICY,
        root=root,
        icon=root + ICON,
        stylesheets=tuple(root + path for path in (*STYLESHEETS, *own)),
        script=root + _SCRIPT,
        sentences=sentences,
    )
    made = templates.environment(theme, say)
    return templates.fill(made, theme, _TEMPLATE, page=view).encode()


def is_secret(path: str) -> bool:
    """Tell whether a file of a site must be locked; others stand around the share, or are not needed."""
    return path == SEARCH_INDEX or not (path.startswith(ASSETS) or path in LEFT_OUT)
