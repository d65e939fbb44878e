"""Whom the properties of a file name: a person, and not a program, an office or the member."""

from __future__ import annotations

from collections.abc import Iterator

from cpdsite.checks.personal import addresses
from cpdsite.model.pattern import pattern

_BREAKS = pattern(r"\s*(?:[;/|\n&]|\band\b)\s*")
_ASIDE = pattern(r"\([^()]*\)?|\[[^\[\]]*\]?|<[^<>]*>?")
"""What stands behind a name, as in BLOGGS, Jo (SOME HOSPITAL)."""
_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev", "phd"),
        *("md", "msc", "bsc", "ba", "ma", "mba", "frcp", "fipem", "mipem", "csci", "ceng", "rn"),
    )
)
_PARTICLES = frozenset(
    (
        *("van", "von", "zu", "ter", "ten", "de", "der", "den", "del", "della", "da", "di", "dos"),
        *("du", "la", "las", "le", "los", "el", "al", "bin", "ibn", "y"),
    )
)
_NO_PEOPLE = frozenset(
    (
        *("academy", "access", "account", "acrobat", "active", "acute", "admin"),
        *("administration", "administrator", "adobe", "advisory", "affairs", "agency"),
        *("ambulance", "and", "anonymous", "apache", "apple", "articulate", "aspose", "assembly"),
        *("assistant", "association", "author", "authority", "award", "awards", "badge"),
        *("badges", "blue", "board", "body", "bookings", "books", "borough", "bot", "british"),
        *("building", "bureau", "business", "cabinet", "campus", "canon", "canva", "cardiac"),
        *("cardiology", "care", "careers", "center", "central", "centre", "certificate"),
        *("certificates", "chair", "charity", "chartered", "chief", "chrome", "city", "civil"),
        *("class", "clinic", "clinical", "cloud", "code", "collaborative", "college", "combined"),
        *("command", "commercial", "commission", "committee", "commons", "comms"),
        *("communication", "communications", "community", "company", "computer", "computing"),
        *("confederation", "conference", "consortium", "consulting", "content", "control"),
        *("coordinator", "copier", "copyright", "core", "corp", "corporate", "corporation"),
        *("corps", "council", "country", "county", "course", "courses", "cpd", "creative"),
        *("creator", "crisis", "crown", "customer", "data", "default", "defence", "degree"),
        *("delivery", "department", "dept", "deputy", "design", "designer", "desk", "desktop"),
        *("development", "device", "diagnostic", "digital", "direct", "director", "directorate"),
        *("district", "division", "doctor", "document", "e-learning", "eastern", "easy"),
        *("editor", "education", "electronic", "emergency", "employee", "engine", "engineering"),
        *("england", "enterprise", "epson", "equipment", "european", "event", "events", "exam"),
        *("examiner", "exams", "excel", "executive", "experience", "expert", "express"),
        *("facilitator", "faculty", "federal", "federation", "file", "files", "finance"),
        *("financial", "fire", "first", "for", "forecasting", "form", "forms", "forum"),
        *("foundation", "free", "front", "full", "fund", "future", "gateway", "general"),
        *("generator", "global", "google", "government", "graphics", "great", "greater", "group"),
        *("guest", "guide", "health", "healthcare", "home", "horizons", "hospital", "hospitals"),
        *("hub", "human", "hybrid", "ict", "image", "imaging", "imperial", "improvement", "inc"),
        *("independent", "industries", "industry", "information", "insight", "institute"),
        *("institution", "integrated", "intelligence", "interim", "internal", "international"),
        *("ipad", "iphone", "ireland", "iso", "join", "joint", "journal", "junior", "justice"),
        *("key", "knowledge", "konica", "kyocera", "lab", "laboratory", "language", "laptop"),
        *("lead", "leader", "leadership", "learn", "learning", "lecturer", "legal", "level"),
        *("liaison", "library", "libreoffice", "life", "limited", "link", "linkedin", "live"),
        *("llc", "llp", "local", "logistics", "london", "ltd", "mac", "macbook", "management"),
        *("manager", "marketing", "master", "media", "medic", "medical", "medicine", "meeting"),
        *("member", "membership", "mental", "met", "microsoft", "mid", "midlands", "midwifery"),
        *("ministry", "mobile", "model", "modern", "monkey", "moodle", "museum", "my", "name"),
        *("national", "nations", "nature", "network", "new", "news", "newsletter", "nhs", "none"),
        *("northern", "nuclear", "nurse", "nurses", "nursing", "nutrition", "of", "office"),
        *("officer", "official", "online", "open", "openoffice", "operations", "organisation"),
        *("organiser", "organization", "organizer", "orthopaedic", "outreach", "owner", "paper"),
        *("parliament", "partners", "partnership", "pathology", "patient", "patients", "payroll"),
        *("pc", "pdf", "people", "performance", "pharmacy", "photo", "photography", "physics"),
        *("physiotherapy", "pilot", "plain", "planning", "platform", "plc", "plus", "point"),
        *("police", "policy", "portal", "post", "powerpoint", "practice", "practitioner"),
        *("presentation", "press", "prevention", "primary", "print", "printer", "private", "pro"),
        *("procurement", "product", "production", "products", "professional", "program"),
        *("programme", "programmes", "project", "projects", "protection", "psychology", "public"),
        *("publications", "publisher", "publishing", "purchasing", "python", "quality"),
        *("radiation", "radiology", "rapid", "reader", "reception", "record", "records"),
        *("recruitment", "red", "references", "regional", "register", "registrar"),
        *("registration", "regulator", "rehabilitation", "relations", "renewable", "report"),
        *("reports", "rescue", "research", "resilience", "resources", "response", "responsible"),
        *("retail", "review", "ricoh", "risk", "road", "royal", "rural", "safety", "sales"),
        *("samsung", "scan", "scanner", "school", "science", "sciences", "scotland", "scottish"),
        *("screening", "secondary", "secretariat", "secretary", "section", "sector", "secure"),
        *("security", "seminar", "senior", "server", "service", "services", "shared", "shop"),
        *("short", "skills", "smart", "social", "society", "software", "solution", "solutions"),
        *("southern", "specialist", "sport", "staff", "standards", "state", "station"),
        *("statistics", "storyline", "strategic", "strategy", "student", "studies", "studio"),
        *("studios", "summit", "supplies", "support", "surgery", "surgical", "sustainability"),
        *("system", "systems", "tax", "teacher", "teaching", "teachings", "team", "teams"),
        *("technical", "technician", "technologies", "technology", "telecom", "temp", "template"),
        *("test", "the", "theatre", "therapy", "tools", "tourism", "town", "trade", "traffic"),
        *("trainer", "training", "transport", "trauma", "treasury", "trust", "tutor", "uk"),
        *("union", "unit", "united", "university", "unknown", "untitled", "urban", "urgent"),
        *("user", "veterinary", "vice", "virtual", "visual", "volunteer", "wales", "water"),
        *("web", "website", "wellbeing", "welsh", "western", "wildlife", "windows", "women"),
        *("word", "words", "work", "workforce", "workplace", "works", "workstation", "world"),
        *("writer", "xerox", "yorkshire", "your", "youth", "zoom"),
    )
)
"""Words of offices, trades, programs and machines, of which the name of a person has none."""
_NO_PEOPLE_END = ("tion", "tions", "ment", "ments", "ology", "ical", "ional", "ivity", "ography")
_LEAST, _MOST = 2, 4
"""So many words a name has, titles apart."""
_SHORT = 4
"""Capitals as few as these are a mark of an office: RCN, CPD."""
_WORD = pattern(r"(?:[^\W\d_]\.){2,4}|[^\W\d_][^\W\d_'\u2019.-]*(?:['\u2019-][^\W\d_]+)*\.?")


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
    if any(_is_of_offices(word.casefold().strip(".")) for word in words):
        return False
    long = [word for word in proper if len(word.strip(".")) > 1]
    shouted = all(word.isupper() for word in long) and "," not in name
    return bool(long) and not (shouted and any(len(word) < _SHORT for word in long))


def _is_of_offices(word: str) -> bool:
    """Tell a word that the name of a person has not."""
    return word in _NO_PEOPLE or word.endswith(_NO_PEOPLE_END)


def is_own(name: str, own: str) -> bool:
    """Tell whether a name is the member's, in whatever order and with whatever initials."""
    theirs = [word.casefold().strip(".") for word in _words(name)]
    ours = [word.casefold().strip(".") for word in _words(own)]
    if not ours or ours[-1] not in theirs:
        return False
    return (len(ours) > 1 and ours[0] in theirs) or all(
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
