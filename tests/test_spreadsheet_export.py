"""A journal that somebody else exported from a spreadsheet is read as it is."""

import json
import os
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from tests.commands import Ran, at
from tests.tools import ROOT, Page

FOLDER = ROOT / "tests/sites/spreadsheet-export"
REPORT = FOLDER / "report.txt"
LAST_DAY = "2024-12-31"
VALUE = r"^{}: '(.*)'$"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """What came of the build, and the site."""
    site = tmp_path_factory.mktemp("export") / "site"
    return at(FOLDER, "build", "--output", site, today=LAST_DAY), site


def test_it_builds_with_warnings_and_no_errors(built: tuple[Ran, Path]) -> None:
    ran, site = built
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("15 entries on ")
    assert ran.out.endswith("; 6 warnings (see `cpdsite check`)\n")
    assert (site / "index.html").is_file()


def test_its_warnings_are_these() -> None:
    ran = at(FOLDER, "check", today=LAST_DAY)
    if os.environ.get("CPDSITE_ACCEPT"):
        REPORT.write_text(ran.out, encoding="utf-8")
    assert (ran.code, ran.out) == (0, REPORT.read_text(encoding="utf-8"))


def test_the_hours_of_each_year_are_those_of_the_files(built: tuple[Ran, Path]) -> None:
    entries: Counter[str] = Counter()
    hours: dict[str, Fraction] = {}
    for path in sorted((FOLDER / "journal").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        year = (value(text, "end_date") or value(text, "start_date"))[:4]
        entries[year] += 1
        hours[year] = hours.get(year, Fraction(0)) + in_hours(value(text, "learning_hours"))
    years = json.loads((built[1] / "data/portfolio.json").read_text(encoding="utf-8"))["years"]
    assert {year["label"]: year["entries"] for year in years} == entries
    assert {year["label"]: Fraction(year["hours"]) for year in years} == hours
    assert [*hours] == ["2022", "2023", "2024"]
    for label, amount in hours.items():
        page = Page((built[1] / f"years/{label}/index.html").read_text(encoding="utf-8"))
        assert any(text.strip() == f"{float(amount):g}" for _, text in page.texts)


def test_two_spellings_of_a_type_share_a_page(built: tuple[Ran, Path]) -> None:
    page = (built[1] / "types/self-directed-learning/index.html").read_text(encoding="utf-8")
    assert "Three papers on tilt in space" in page
    assert "Talk on switch access, recorded" in page


def test_what_is_no_address_is_shown_and_leads_nowhere(built: tuple[Ran, Path]) -> None:
    page = Page((built[1] / "entries/2022-06-14-row-004/index.html").read_text(encoding="utf-8"))
    assert any("https//example.org" in text for _, text in page.texts)
    assert not any("https//example.org" in link.address for link in page.links)


def test_evidence_named_in_a_field_of_its_own_name_is_carried(built: tuple[Ran, Path]) -> None:
    files = {path.name for path in (built[1] / "evidence").rglob("*.pdf")}
    assert files == {"programme-2022.pdf", "certificate-risk.pdf", "letter-of-thanks.pdf"}


def value(text: str, field: str) -> str:
    """What a field of the spreadsheet holds, taken from the raw text."""
    found = re.search(VALUE.format(field), text, re.MULTILINE)
    assert found, field
    return found[1].replace("''", "'")


def in_hours(text: str) -> Fraction:
    """An amount of the spreadsheet in hours; naught where there is none."""
    minutes = text.removesuffix(" min")
    return Fraction(minutes) / 60 if minutes != text else Fraction(text or 0)
