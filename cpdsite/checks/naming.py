"""Whom the properties of a file name: a person, and not a program, an office or the member."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpdsite.checks.personal import addresses

_BREAKS = re.compile(r"\s*(?:[;/|\n&]|\band\b)\s*")
_ASIDE = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|<[^<>]*>?")
"""What stands behind a name, as in BLOGGS, Jo (SOME HOSPITAL)."""
_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev", "phd"),
        *("md", "msc", "bsc", "ba", "ma", "mba", "frcp", "fipem", "mipem", "csci", "ceng", "rn"),
    )
)
_PARTICLES = frozenset(
    ("van", "von", "de", "der", "den", "del", "della", "da", "di", "dos", "du", "al", "bin", "ibn")
)
_NO_PEOPLE = frozenset(
    (
        *("academy", "account", "acrobat", "acute", "admin", "administration", "administrator"),
        *("adobe", "advisory", "affairs", "agency", "ambulance", "and", "anonymous", "apple"),
        *(
            "association",
            "author",
            "authority",
            "bank",
            "board",
            "body",
            "bot",
            "british",
            "brother",
        ),
        *(
            "bureau",
            "cabinet",
            "canon",
            "canva",
            "care",
            "center",
            "central",
            "centre",
            "certificate",
        ),
        *("certificates", "charity", "chrome", "city", "class", "clinic", "clinical", "college"),
        *("commission", "committee", "communication", "communications", "community", "company"),
        *("conference", "consulting", "copier", "corp", "corporate", "corporation", "council"),
        *("county", "course", "courses", "cpd", "creator", "customer", "data", "default"),
        *("department", "dept", "desk", "design", "desktop", "development", "device", "digital"),
        *("director", "directorate", "district", "division", "document", "e-learning", "editor"),
        *("education", "emergency", "engine", "engineering", "england", "epson", "european"),
        *("events", "examiner", "excel", "executive", "faculty", "federation", "for", "forum"),
        *(
            "foundation",
            "fund",
            "general",
            "generator",
            "global",
            "google",
            "government",
            "graphics",
        ),
        *("group", "guest", "health", "healthcare", "home", "hospital", "hospitals", "house"),
        *("human", "image", "inc", "information", "institute", "institution", "international"),
        *("ipad", "iphone", "ireland", "konica", "kyocera", "lab", "laboratory", "laptop"),
        *("leadership", "learning", "library", "libreoffice", "limited", "llc", "llp", "local"),
        *("ltd", "mac", "macbook", "management", "manager", "marketing", "media", "medical"),
        *("medicine", "member", "membership", "microsoft", "ministry", "name", "national"),
        *("network", "new", "nhs", "none", "northern", "nursing", "of", "office", "officer"),
        *("online", "openoffice", "organisation", "organization", "owner", "partners"),
        *("partnership", "pc", "pdf", "photo", "photography", "physics", "planning", "platform"),
        *("plc", "police", "policy", "portal", "powerpoint", "practice", "press", "print"),
        *("printer", "professional", "program", "programme", "project", "public", "publications"),
        *("publishing", "python", "quality", "radiology", "reader", "reception", "regional"),
        *("register", "registrar", "registration", "relations", "report", "research", "resources"),
        *(
            "ricoh",
            "royal",
            "safety",
            "samsung",
            "scan",
            "scanner",
            "school",
            "science",
            "sciences",
        ),
        *("scotland", "scottish", "secretariat", "section", "security", "server", "service"),
        *("services", "sharp", "social", "society", "software", "solutions", "southern", "staff"),
        *("standards", "station", "student", "studio", "studios", "support", "system", "systems"),
        *("team", "technology", "temp", "template", "test", "the", "trainer", "training", "trust"),
        *("uk", "union", "unit", "united", "university", "unknown", "untitled", "user", "wales"),
        *("ward", "web", "website", "welsh", "windows", "word", "workforce", "workstation"),
        *("writer", "xerox", "your"),
    )
)
"""Words of offices, trades, programs and machines, of which the name of a person has none."""
_LEAST, _MOST = 2, 4
"""So many words a name has, titles apart."""
_SHORT = 4
"""Capitals as few as these are a mark of an office: RCN, CPD."""
_WORD = re.compile(r"[^\W\d_][^\W\d_'\u2019.-]*(?:['\u2019-][^\W\d_]+)*\.?")


def people_in(written: str, own: str = "") -> Iterator[str]:
    """Yield each person but the member whom a text names as an author, or by an e-mail address."""
    found = [written[one.start : one.end] for one in addresses(written)]
    yield from found
    for part in _BREAKS.split(written) if not found else ():
        for name in _apart(" ".join(_ASIDE.sub(" ", part).split())):
            if is_person(name) and not is_own(name, own):
                yield name


def is_person(name: str) -> bool:
    """Tell the name of a person by its words; a single word is none."""
    words = _words(name)
    proper = [word for word in words if word not in _PARTICLES]
    if not _LEAST <= len(proper) <= len(words) <= _MOST:
        return False
    if any(not _WORD.fullmatch(word) or not word[0].isupper() for word in proper):
        return False
    if any(word.casefold().strip(".") in _NO_PEOPLE for word in words):
        return False
    long = [word for word in proper if len(word.strip(".")) > 1]
    shouted = all(word.isupper() for word in long) and "," not in name
    return bool(long) and not (shouted and any(len(word) < _SHORT for word in long))


def is_own(name: str, own: str) -> bool:
    """Tell whether a name is the member's, in whatever order and with whatever initials."""
    theirs = [word.casefold().strip(".") for word in _words(name)]
    ours = [word.casefold().strip(".") for word in _words(own)]
    family = ours[-1:] and ours[-1] in theirs
    return bool(family) and all(
        word in ours or (len(word) == 1 and any(one.startswith(word) for one in ours[:-1]))
        for word in theirs
    )


def _apart(text: str) -> list[str]:
    """Return the names of a list; one comma may stand behind a family name instead."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if any(len(_words(part)) < _LEAST for part in parts):
        return [text]
    return parts


def _words(name: str) -> list[str]:
    """Return the words of a name, without titles and commas."""
    words = name.replace(",", " ").split()
    return [word for word in words if word.casefold().strip(".") not in _TITLES]
