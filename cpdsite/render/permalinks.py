"""Where each page stands in the site, and how to get from one to another."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit, urlunsplit

from cpdsite.model.entry import Entry, Kind
from cpdsite.model.slug import DEVICES, slug

HOME = "index.html"
NOT_FOUND = "404.html"
YEARS = "years/index.html"
ENTRIES = "entries/index.html"
REVIEW = "review/index.html"
PLAN = "plan/index.html"
EVIDENCE = "evidence/index.html"
SEARCH = "search/index.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
COMPETENCES = "competencies/index.html"
SEARCH_INDEX = "assets/js/search-index.js"
"""The one asset that tells of entries."""
DATA = {"JSON": "data/portfolio.json", "CSV": "data/entries.csv"}
"""The same numbers and entries for programs, by format; made elsewhere."""


def of_entry(entry: Entry) -> str:
    """An entry's page; a goal's is part of the plan."""
    goal = entry.kind is Kind.GOAL
    return _page("plan", entry.name) if goal else _page("entries", entry.id)


def of_year(label: str) -> str:
    """A year's dashboard."""
    return _page("years", label)


def of_type(type_: str) -> str:
    """The list of one type of activity."""
    return _page("types", slug(type_))


def of_tag(tag: str) -> str:
    """The list of one tag; equal slugs share it."""
    return _page("tags", slug(tag))


def of_provider(provider: str) -> str:
    """The list of one provider; equal slugs share it."""
    return _page("providers", slug(provider))


def of_term(scheme: str, term: str) -> str:
    """The list of one category of a scheme."""
    return _page("categories", scheme, slug(term))


def of_framework(framework: str) -> str:
    """What of a framework the entries show."""
    return _page("competencies", framework)


def of_competency(framework: str, code: str) -> str:
    """The entries that show one competency; equal slugs share it."""
    return _page("competencies", framework, slug(code))


def of_scheme(scheme: str) -> str:
    """A scheme's rules and cycles."""
    return _page("schemes", scheme)


def of_cycle(scheme: str, label: str) -> str:
    """One cycle of a scheme."""
    return _page("schemes", scheme, label)


def of_evidence(entry: Entry, path: str) -> str:
    """The copy of a file of the journal that an entry names or links to."""
    return f"evidence/{entry.id}/{PurePosixPath(path).name}"


def of_piece(path: str, index: int) -> str:
    """A page of a list, given its first: `entries/2/`; no entry, term or file is called so."""
    return f"{path.removesuffix('index.html')}{index + 1}/index.html" if index else path


def href(to: str, at: str, fragment: str = "") -> str:
    """A relative address, percent-encoded, from the page `at` to the file `to`."""
    if to.partition("/")[0] == at.partition("/")[0]:
        here, there = at.split("/")[:-1], to.split("/")
        pairs = zip(here, there[:-1], strict=False)
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        path = "../" * (len(here) - shared) + _quoted("/".join(there[shared:]))
    else:
        # Most pages have only the root of the site in common.
        path = "../" * at.count("/") + _quoted(to)
    return f"{path}#{quote(fragment)}" if fragment else path


def address(path: str) -> str:
    """What stands behind the site's own address for a file, percent-encoded; "" for the overview."""
    return quote(path.removesuffix("index.html"))


def home_from_anywhere(base_url: str) -> str:
    """The overview's address in full; "" when it is not known."""
    if not base_url:
        return ""
    parts = urlsplit(base_url)
    path = quote(parts.path, safe="/%").rstrip("/") + "/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


@lru_cache(maxsize=100_000)
def _quoted(path: str) -> str:
    """A path percent-encoded; an entry's is asked for by every list that it stands in."""
    return quote(path)


@lru_cache(maxsize=100_000)
def _page(*segments: str) -> str:
    """The file that serves an address of these segments; a tag such as `prn` gets a hyphen, for Windows."""
    named = (f"{one}-" if one.partition(".")[0].casefold() in DEVICES else one for one in segments)
    return "/".join([*named, "index.html"])
