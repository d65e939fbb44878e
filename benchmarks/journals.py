"""A made journal of any size, the same for the same seed: what the measurements read."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cpdsite.model.settings import COMMON_TYPES

WORDS = [
    "audit",
    "patient",
    "dose",
    "image",
    "quality",
    "review",
    "evidence",
    "practice",
    "team",
    "meeting",
    "change",
    "risk",
    "report",
    "training",
    "feedback",
    "guideline",
    "protocol",
    "service",
    "learning",
    "measure",
    "result",
    "plan",
    "benefit",
    "question",
]
PROVIDERS = ("Fictional Academy", "Example College", "Northmoor Hospital", "Society of Samples")
TAGS = ("imaging", "safety", "leadership", "writing", "media", "statistics", "teaching")
SETTINGS = """\
title: A made portfolio
author: {name: Sam Example, role: Clinical scientist}
base_url: https://example.org/
schemes: [gcs, {id: hcpc, renewal: 2015-10-01}, {id: icpem, grade: Member}]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeEntry:
    """One entry, before it is written in the shape that a generator reads."""

    number: int
    day: date
    title: str
    type: str
    hours: str
    provider: str
    location: str
    tags: tuple[str, ...]
    need: str
    badge: str
    """The address of its evidence."""
    body: str
    """Markdown of about 250 words."""

    @property
    def name(self) -> str:
        """Of its file, without an ending."""
        return f"{self.day}-entry-{self.number}"

    @property
    def path(self) -> str:
        """Where it stands among the entries: in the folder of its year."""
        return f"{self.day.year}/{self.name}.md"


def write_journal(root: Path, entries: int, seed: int = 1) -> None:
    """Write settings and so many entries, about 250 words each, over ten years up to November 2026."""
    (root / "cpdsite.yaml").write_text(SETTINGS, encoding="utf-8")
    write_entries(root / "journal", ((one, with_yaml(one)) for one in made(entries, seed)))


def write_entries(folder: Path, texts: Iterable[tuple[MadeEntry, str]]) -> None:
    """Write a file for each entry."""
    for entry, text in texts:
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def made(entries: int, seed: int = 1) -> Iterator[MadeEntry]:
    """Yield so many entries, oldest first."""
    chance = random.Random(seed)  # noqa: S311 (a sample, not a secret)
    first = date(2016, 12, 1)
    for number in range(entries):
        yield _entry(chance, number, first + timedelta(days=number * 3640 // entries))


def with_yaml(entry: MadeEntry, type_line: str = "") -> str:
    """Return an entry with its fields as YAML; a generator may want its type in another line."""
    return "\n".join(
        [
            "---",
            f"title: {entry.title}",
            f"date: {entry.day}",
            type_line or f"type: {entry.type}",
            f"hours: {entry.hours}",
            f"provider: {entry.provider}",
            f"location: {entry.location}",
            f"tags: [{', '.join(entry.tags)}]",
            "need: >-",
            f"  {entry.need}",
            "evidence:",
            f'  - {{url: "{entry.badge}", title: Digital badge}}',
            "---",
            "",
            entry.body,
        ]
    )


def _entry(chance: random.Random, number: int, day: date) -> MadeEntry:
    """Return one entry: ten fields, three reflections, a list, now and then a table."""
    tags = tuple(chance.sample(TAGS, 2))
    return MadeEntry(
        number=number,
        day=day,
        title=f"{_sentence(chance, 5)} {number}",
        type=chance.choice(list(COMMON_TYPES)),
        hours=chance.choice(["1", "1.5", "2h30", "45m", "6"]),
        provider=chance.choice(PROVIDERS),
        location=_sentence(chance, 2),
        tags=tags,
        need=_sentence(chance, 20),
        badge=f"https://example.org/badge/{number}",
        body=_body(chance, number),
    )


def _body(chance: random.Random, number: int) -> str:
    """Return what was learned, applied, and of benefit to whom."""
    lines = [
        _paragraph(chance),
        "",
        "## What I learned",
        "",
        _paragraph(chance),
        "",
        *(f"- {_sentence(chance, 8)}" for _ in range(4)),
        "",
        "## How I applied it",
        "",
        f"{_paragraph(chance)} See the [notes](https://example.org/notes/{number}).",
        "",
        "## Who benefits",
        "",
        _paragraph(chance),
    ]
    if number % 5 == 0:
        lines += ["", "| before | after |", "|---|---|", "| 3 | 5 |", "| 4 | 8 |"]
    return "\n".join([*lines, ""])


def _paragraph(chance: random.Random) -> str:
    """Return about fifty words, some of them strong."""
    return ". ".join(_sentence(chance, 10) for _ in range(5)) + ", **and so on**."


def _sentence(chance: random.Random, words: int) -> str:
    """Return words with a capital at the front."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize()
