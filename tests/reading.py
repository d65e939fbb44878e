"""What the tests of reading share: a small vocabulary, and one call from text to entry and findings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from cpdsite.model.diagnostic import Diagnostic, Finding
from cpdsite.model.entry import Entry, Kind, Visibility
from cpdsite.model.journal import Folder, Source
from cpdsite.model.period import Duration
from cpdsite.model.scheme import CycleRule, Scheme, Taxonomy, Unit
from cpdsite.model.settings import COMMON_TYPES, ActivityType, Settings
from cpdsite.parse.body import heading_fields
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.entries import decode_entry
from cpdsite.parse.places import locate
from cpdsite.parse.settings import decode_settings

PATH = "journal/2025/2025-06-12-talk.md"

CATEGORY = Taxonomy(
    id="category",
    label="Learning",
    terms={"job": "On the job", "others": "Learning from others", "formal": "Formal learning"},
)
TIER = Taxonomy(id="tier", label="Tier", terms={"7": "Half a day", "14": "A day"})
GCS = Scheme(
    id="gcs",
    title="GCS",
    body="GCS",
    edition="2025",
    units=(
        Unit(id="points", label="point", labels="points", per_hour=Fraction(1)),
        Unit(id="practice", label="practice hour", labels="practice hours"),
    ),
    cycles=(CycleRule(length=Duration(months=12), start="04-01"),),
    taxonomies=(CATEGORY, TIER),
)
HCPC = replace(
    GCS,
    id="hcpc",
    units=(Unit(id="hours", label="hour", labels="hours", per_hour=Fraction(1)),),
    taxonomies=(CATEGORY,),
)
OWN_TYPES = {
    "ward-round": ActivityType(id="ward-round", label="Ward round", like="work-based"),
    "self-directed-learning": ActivityType(
        id="self-directed-learning", label="Self-directed learning", like="reading"
    ),
}
TYPES = {name: ActivityType(id=name, label=label) for name, label in COMMON_TYPES.items()}
OPEN_KINDS = {Kind.ACTIVITY, Kind.GOAL}
VOCABULARY = Vocabulary(
    types=TYPES | OWN_TYPES,
    field_names={"learning_hours": "hours", "start_date": "date"},
    schemes={"gcs": GCS, "hcpc": HCPC},
    default_scheme="gcs",
    known_schemes=frozenset({"gcs", "hcpc", "nmc"}),
    visibility={
        kind: Visibility.PUBLIC if kind in OPEN_KINDS else Visibility.REVIEWER for kind in Kind
    },
    headings=heading_fields({"learned": ["Key messages"]}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of one file."""

    entry: Entry | None
    findings: tuple[Finding, ...]

    @property
    def report(self) -> list[str]:
        """The findings as `line:column code message`."""
        return lines_of(self.findings)

    @property
    def sure(self) -> Entry:
        """The entry, which must be there and without a finding."""
        assert self.report == []
        assert self.entry is not None
        return self.entry


def lines_of(findings: Iterable[Finding]) -> list[str]:
    """The findings as `line:column code message`."""
    return [f"{f.line}:{f.column} {f.code} {f.message}" for f in findings]


def read(file: str | bytes, path: str = PATH, vocabulary: Vocabulary = VOCABULARY) -> Read:
    """Read a whole file."""
    data = file.encode() if isinstance(file, str) else file
    source = Source(path=path, data=data)
    entry, found = decode_entry(source, vocabulary)
    findings = locate(found, Folder(entries=(source,)), vocabulary.field_names)
    return Read(entry=entry, findings=tuple(findings))


def activity(*fields: str, body: str = "", path: str = PATH) -> Read:
    """Read an activity with some more fields: they begin on line 5, behind title, date and type."""
    return of_kind("title: Talk", "date: 2025-06-12", "type: course", *fields, body=body, path=path)


def of_kind(*fields: str, body: str = "", path: str = PATH) -> Read:
    """Read an entry of these fields, which begin on line 2."""
    return read("\n".join(["---", *fields, "---", "", body]), path)


def settings_of(file: str | bytes) -> tuple[Settings, list[str]]:
    """Read the settings; gives them and the findings as `line:column message (remedy)`."""
    data = file.encode() if isinstance(file, str) else file
    source = Source(path="cpdsite.yaml", data=data)
    settings, found = decode_settings(source, {"gcs", "hcpc", "points"})
    assert {diagnostic.code for diagnostic in found} <= {"settings-invalid"}
    return settings, reported(found, Folder(settings=source))


def reported(found: Iterable[Diagnostic], folder: Folder) -> list[str]:
    """The findings as `line:column message (remedy)`."""
    return [f"{f.line}:{f.column} {f.message} ({f.help})" for f in locate(found, folder, {})]


def in_file(findings: Iterable[Finding], data: bytes) -> bool:
    """Whether every finding stands inside its file, as an editor counts lines and characters."""
    lines = re.split(r"\r\n|\r|\n", data.decode("utf-8-sig", errors="replace"))
    return all(
        1 <= f.line <= len(lines)
        and 1 <= f.column <= len(lines[f.line - 1]) + 1
        and f.width >= 1
        and f.text == lines[f.line - 1]
        and "\n" not in f.message + f.help
        for f in findings
    )
