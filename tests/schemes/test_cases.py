"""Cases of every bundled scheme: met, just short, and the edges of its hardest rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cpdsite.assess.assessment import assess
from tests.assess.journals import bundled, journal
from tests.schemes.rows import entries
from tests.schemes.standing import standing

CASES = Path(__file__).parent / "cases"
BLOCK = re.compile(r"(.*?)^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One heading of a case file."""

    title: str
    settings: str
    entries: tuple[str, ...]
    today: date
    standing: str


def cases() -> Iterator[Case]:
    """Every heading of every case file; settings hold on until others replace them."""
    for path in sorted(CASES.glob("*.md")):
        title, settings, rows = "", "", ""
        for between, name, words, text in BLOCK.findall(path.read_text(encoding="utf-8")):
            title = between.rpartition("## ")[2].partition("\n")[0] if "## " in between else title
            if name == "settings":
                settings = text
            elif name == "entries":
                rows = text
            else:
                yield Case(
                    title=f"{path.stem}: {title}",
                    settings=settings,
                    entries=tuple(entries(rows)),
                    today=date.fromisoformat(words),
                    standing=text,
                )


@pytest.mark.parametrize("case", [*cases()], ids=lambda case: case.title)
def test_standing(case: Case) -> None:
    """What a case does not name is left out of it."""
    found = assess(journal(case.settings, case.entries), case.today)
    assert standing(found, case.standing) == case.standing


def test_every_scheme_has_three_cases() -> None:
    told = Counter(case.title.partition(":")[0] for case in cases())
    assert set(told) == set(bundled("schemes"))
    assert min(told.values()) >= 3
