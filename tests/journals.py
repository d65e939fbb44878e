"""Journals at the edges: nothing, one entry, half a leap year, ten years of thousands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.journals import write_journal
from tests.commands import TALK, at, entry, folder
from tests.tools import TODAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A journal made for the tests."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Of the folder, by path, beside the settings."""
    today: str = TODAY
    entries: int = 0
    """So many more, of no interest in themselves."""


FACTS = {
    "location": "Example Hall, Northmoor",
    "provider": "Fictional Academy",
    "tags": "[crisis, plain English]",
    "competencies": "[nhs-ksf/quality]",
}
HALF = {
    "journal/leap.md": entry("Leap day", "2028-02-29", hours="2h30", highlight="yes", **FACTS)
    + "\nA day that comes every four years.\n\n## What I learned\n\nTo count to 366.\n",
    "journal/night.md": entry("Night exercise", "2028-02-28", end="2028-03-01", hours="20"),
    "journal/before.md": entry("The year before", "2027-12-31", hours="1", evidence="plan.pdf"),
    "journal/plan.pdf": "%PDF-1.4",
    "journal/kept.md": entry("Kept", "2028-05-02", hours="4", visibility="private"),
    "journal/ahead.md": entry("Conference", "2028-10-01", status="planned", hours="6"),
    "journal/goal.md": (
        "---\nkind: goal\ntitle: Count days\ndate: 2028-01-01\ndue: 2028-12-31\n---\nTo do it.\n"
    ),
}
JOURNALS = {
    "empty": Made(),
    "one": Made(files={"journal/talk.md": TALK}),
    "half": Made(files=HALF, today="2028-06-15"),
    "many": Made(entries=3000),
}
"""By name; none is for anybody's eyes but the public's, so that something may be hidden."""


def build(name: str, root: Path) -> Path:
    """Write one of the journals and build its site for the public."""
    made = JOURNALS[name]
    (root / "journal").mkdir(parents=True)
    write_journal(root, made.entries)
    folder(root, made.files)
    ran = at(root, "build", today=made.today)
    assert ran.code == 0, ran.out + ran.err
    return root / "_site"
