"""The cases: settings, entries as journal text, and the figures that must come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cpdsite.assess.assessment import assess
from tests.assess.figures import figures
from tests.assess.journals import journal, split

CASES = Path(__file__).parent / "cases"
BLOCK = re.compile(r"(.*?)^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One heading of a case file."""

    title: str
    settings: str
    schemes: Mapping[str, str]
    entries: tuple[str, ...]
    today: date
    figures: str


def cases() -> Iterator[Case]:
    """Every heading of every case file; blocks hold on until another of their name replaces them.

    `entries except 7 8` are those of the file's first such block without the seventh and eighth,
    and then those that the block holds itself. `scheme x` is the member's own file for x.
    """
    for path in sorted(CASES.glob("*.md")):
        title, settings, schemes = "", "", dict[str, str]()
        first, entries = list[str](), list[str]()
        for between, name, words, text in BLOCK.findall(path.read_text(encoding="utf-8")):
            title = between.rpartition("## ")[2].partition("\n")[0] if "## " in between else title
            if name == "settings":
                settings = text
            elif name == "scheme":
                schemes = {**schemes, words: text}
            elif name == "entries":
                left_out = {int(number) for number in words.split()[1:]}
                kept = [e for n, e in enumerate(first, start=1) if n not in left_out]
                entries = [*(kept if left_out else ()), *split(text)]
                first = first or entries
            else:
                yield Case(
                    title=f"{path.stem}: {title}",
                    settings=settings,
                    schemes=schemes,
                    entries=tuple(entries),
                    today=date.fromisoformat(words),
                    figures=text,
                )


@pytest.mark.parametrize("case", [*cases()], ids=lambda case: case.title)
def test_figures(case: Case) -> None:
    """Requirements that no line of a case names are left out of it."""
    found = assess(journal(case.settings, case.entries, case.schemes), case.today)
    named = set(re.findall(r"^  ([a-z-]+):", case.figures, flags=re.MULTILINE))
    assert figures(found, named) == case.figures
