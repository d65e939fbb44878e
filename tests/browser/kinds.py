"""The kinds of page a site has, and one page of each."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

KINDS = {
    "home": "index.html",
    "years": "years/index.html",
    "year": "years/*/index.html",
    "scheme": "schemes/*/index.html",
    "cycle": "schemes/*/*/index.html",
    "entries": "entries/index.html",
    "entries further": "entries/[0-9]/index.html",
    "entry": "entries/*/index.html",
    "type": "types/*/index.html",
    "tag": "tags/*/index.html",
    "tag further": "tags/*/[0-9]/index.html",
    "provider": "providers/*/index.html",
    "provider further": "providers/*/[0-9]/index.html",
    "category": "categories/*/*/index.html",
    "category further": "categories/*/*/[0-9]/index.html",
    "competencies": "competencies/index.html",
    "framework": "competencies/*/index.html",
    "competency": "competencies/*/*/index.html",
    "plan": "plan/index.html",
    "goal": "plan/*/index.html",
    "evidence": "evidence/index.html",
    "evidence further": "evidence/[0-9]/index.html",
    "review": "review/index.html",
    "search": "search/index.html",
    "lost": "404.html",
}
"""By name: where its pages stand."""

FURTHER = frozenset(kind for kind in KINDS if kind.endswith("further"))
"""Pages of long lists beyond the first."""
ALWAYS = frozenset(
    ("home", "years", "year", "scheme", "cycle", "entries", "review", "search", "lost")
)
"""What even a site without an entry has."""
KINDS_OF = {
    "example": frozenset(KINDS) - FURTHER,
    "empty": ALWAYS,
    "one": ALWAYS | {"entry", "type", "category"},
    "half": frozenset(KINDS) - FURTHER,
    "many": frozenset(KINDS) - {"competencies", "framework", "competency", "plan", "goal"},
}
"""By journal."""


def kind_of(path: str) -> str | None:
    """The kind of the page at a path of the site, if it is of one."""
    path = re.sub(r"/\d\d/index\.html$", "/2/index.html", path)  # of the tenth page of a list
    fitting = [
        kind
        for kind, pattern in KINDS.items()
        if path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)
    ]
    return fitting[0] if fitting else None


def page_of(site: Path, kind: str) -> str:
    """The last page of a kind that is not of this very day: it has the most to show."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.glob(KINDS[kind]))
    assert pages, f"the site has no page {KINDS[kind]}"
    return pages[-1]
