"""What the privacy checks find among lines made for them, and in prose that was not.

The lines were written by those who wrote the checks, so the figures say what is promised, not what is
found in the wild: there a story without a name or a number is not found at all.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from cpdsite.checks import personal_data, private_data
from cpdsite.model.journal import Folder, Source
from cpdsite.parse.journal import decode
from tests.check_pages import TODAY
from tests.commands import at
from tests.tools import ROOT

HERE = ROOT / "tests/privacy"
FRONT = "---\ntitle: A day\ndate: 2025-06-12\ntype: course\n---\n\n## What I learned\n\n"
RECALL = 1.0
"""The least share of the true lines that is found, each for what it is and as heavily as it weighs."""
FALSE_ALARMS = 0
"""How many of the lines that only look alike may be reported."""
WORDS_OF_PROSE = 20_000
"""So much ordinary prose, and nothing is found in it; one finding in 10,000 words would be allowed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a corpus, below the heading that says what it is."""

    heading: str
    text: str


def corpus(name: str) -> list[Line]:
    """The lines of one file."""
    heading, lines = "", []
    for text in (HERE / name).read_text(encoding="utf-8").splitlines():
        if text.startswith("#"):
            heading = text.removeprefix("## ")
        elif text and not heading.startswith("# "):
            lines.append(Line(heading, text))
    return lines


def found(lines: Sequence[Line]) -> Mapping[int, list[str]]:
    """What the checks say of each line, every line being a paragraph of one reflection."""
    text = FRONT + "\n\n".join(line.text for line in lines)
    journal, faults = decode(
        Folder(entries=(Source(path="journal/2025/2025-06-12-day.md", data=text.encode()),))
    )
    assert faults == []
    said: dict[int, list[str]] = {}
    for check in (private_data.check, personal_data.check):
        for one in check(journal, TODAY):
            assert one.place.span
            number = (one.place.span.line - FRONT.count("\n") - 1) // 2
            said.setdefault(number, []).append(f"{one.message}: {one.severity}")
    return said


def test_the_corpora_are_as_large_as_stated() -> None:
    assert (len(corpus("true.md")), len(corpus("lookalike.md"))) == (200, 400)
    texts = [line.text for name in ("true.md", "lookalike.md") for line in corpus(name)]
    assert len(set(texts)) == len(texts)


def test_what_is_true_is_found_for_what_it_is() -> None:
    lines = corpus("true.md")
    said = found(lines)
    missed = [
        line
        for number, line in enumerate(lines)
        if [line.heading.partition(": ")[2]]
        != [m.rpartition(": ")[2] for m in said.get(number, [])]
        or line.heading.partition(": ")[0] not in said[number][0]
    ]
    assert 1 - len(missed) / len(lines) >= RECALL, missed


def test_what_only_looks_alike_passes() -> None:
    lines = corpus("lookalike.md")
    alarms = [(lines[number].text, what) for number, what in found(lines).items()]
    assert len(alarms) <= FALSE_ALARMS, alarms


def test_the_example_is_passed_over_in_silence() -> None:
    report = json.loads(at(ROOT, "check", "--format", "json").out)["diagnostics"]
    assert [one for one in report if one["code"] in {private_data.CODE, personal_data.CODE}] == []


def test_ordinary_prose_is_passed_over_in_silence() -> None:
    """The entries of the example and the guides, all of them read as one reflection."""
    texts = [prose(path) for path in sorted((ROOT / "journal").rglob("*.md"))]
    texts += [prose(path) for path in sorted((ROOT / "docs").glob("*.md")) if path.stem != "checks"]
    assert sum(len(text.split()) for text in texts) > WORDS_OF_PROSE
    alarms = found([Line("", text) for text in texts])
    assert [*alarms.values()] == []


def prose(path: Path) -> str:
    """A text without its front matter."""
    text = path.read_text(encoding="utf-8")
    return text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text


@pytest.mark.parametrize(
    "written", ["999 000 0018", "9990000018", "999-000-0018", "999\u00a0000\u00a00018"]
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert [*found([Line("", f"Her NHS number is {written}.")])] == [0]


@pytest.mark.parametrize("digits", [str(digit) * 10 for digit in range(10)])
def test_ten_equal_digits_are_nobodys_number(digits: str) -> None:
    assert found([Line("", f"NHS number {digits}")]) == {}


def test_one_wrong_digit_is_no_number_for_certain() -> None:
    right = "9990000018"
    for place in range(10):
        wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        (said,) = found([Line("", f"NHS number {wrong}")])[0]
        assert said.endswith(": warning")
