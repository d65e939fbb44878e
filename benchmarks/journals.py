"""A made journal of any size, the same for the same seed: what the measurements read."""

from __future__ import annotations

import random
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
schemes: [gcs, {id: hcpc, renewal: 2015-10-01}, {id: icpem, grade: Member}]
"""


def write_journal(root: Path, entries: int, seed: int = 1) -> None:
    """Write settings and so many entries, about 250 words each, over ten years up to November 2026."""
    chance = random.Random(seed)  # noqa: S311 (a sample, not a secret)
    (root / "cpdsite.yaml").write_text(SETTINGS, encoding="utf-8")
    first = date(2016, 12, 1)
    for number in range(entries):
        day = first + timedelta(days=number * 3640 // entries)
        path = root / "journal" / str(day.year) / f"{day}-entry-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_entry(chance, number, day), encoding="utf-8")


def _entry(chance: random.Random, number: int, day: date) -> str:
    """Return the text of one entry: ten fields, three reflections, a list, now and then a table."""
    tags = ", ".join(chance.sample(TAGS, 2))
    lines = [
        "---",
        f"title: {_sentence(chance, 5)} {number}",
        f"date: {day}",
        f"type: {chance.choice(list(COMMON_TYPES))}",
        f"hours: {chance.choice(['1', '1.5', '2h30', '45m', '6'])}",
        f"provider: {chance.choice(PROVIDERS)}",
        f"location: {_sentence(chance, 2)}",
        f"tags: [{tags}]",
        "need: >-",
        f"  {_sentence(chance, 20)}",
        "evidence:",
        f'  - {{url: "https://example.org/badge/{number}", title: Digital badge}}',
        "---",
        "",
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
