"""Each section of `tests/checks/`, held against what the checks say; and what every check owes."""

import os
from importlib import import_module

import pytest

from cpdsite.checks import CHECKS
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Severity
from cpdsite.render.reporters import concise
from tests.check_pages import Block, CheckPage, Section, findings_in, read_pages, reference
from tests.tools import ROOT

PAGES = read_pages()
REFERENCE = ROOT / "docs/checks.md"
MODULES = [import_module(check.__module__) for check in CHECKS.values()]


@pytest.mark.parametrize(
    "section",
    [
        pytest.param(section, id=f"{page.code}: {section.heading}")
        for page in PAGES
        for section in page.sections
    ],
)
def test_section(section: Section) -> None:
    assert concise.report(findings_in(section)) == section.expected


def test_each_check_finds_what_it_is_listed_for() -> None:
    assert [*CHECKS] == [module.CODE for module in MODULES]


def test_whoever_only_counts_is_told_the_same_errors() -> None:
    for section in (section for page in PAGES for section in page.sections):
        every, needed = findings_in(section), findings_in(section, whole=False)
        assert [f for f in needed if f.severity is Severity.ERROR] == [
            f for f in every if f.severity is Severity.ERROR
        ]
        assert set(needed) <= set(every)


def test_every_code_has_a_page() -> None:
    assert [page.code for page in PAGES] == [*SEVERITIES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_page_shows_its_fault_then_its_remedy_then_an_edge(page: CheckPage) -> None:
    first, second, *others = page.sections
    severity = SEVERITIES[page.code]
    assert f"{severity}[{page.code}]" in first.expected
    assert page.code not in second.expected
    assert others


def test_every_finding_says_what_to_write_instead() -> None:
    found = [f for page in PAGES for section in page.sections for f in findings_in(section)]
    assert [f for f in found if not f.help or "\n" in f.help + f.message] == []
    assert [f for f in found if f.help.endswith(".") or f.message.endswith(".")] == []


@pytest.mark.parametrize(
    ("evidence", "remedy"),
    [
        ("www.nhs.uk/cert", "for a page on the web write https://www.nhs.uk/cert"),
        ("[example.org]", "for a page on the web write https://example.org"),
        (
            "mailto:sam@example.org",
            "save the message as PDF beside the entry and name that file",
        ),
        ("cert.pdf", "put the file at journal/2025/cert.pdf, or do not name it"),
    ],
)
def test_what_to_write_instead_of_an_address(evidence: str, remedy: str) -> None:
    assert [f.help for f in findings_in(section_of(f"hours: 1\nevidence: {evidence}"))] == [remedy]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("title: A: B", "yaml-syntax"),
        ("provider: *A", "yaml-unsafe"),
        ("note: A", "unknown-field"),
        ("date: 2025-06-12", "duplicate-field"),
        ("end: 2025", "bad-date"),
        ("hours: six", "bad-amount"),
        ("draft: perhaps", "wrong-type"),
        ("claims: {gsc: 7}", "unknown-scheme"),
    ],
)
def test_nothing_is_missed_in_a_file_that_is_half_read(line: str, code: str) -> None:
    assert {f.code for f in findings_in(section_of(f"highlight: true\n{line}"))} - {code} <= {
        "duplicate-field"
    }


def section_of(lines: str) -> Section:
    """A section of one workshop with some more lines."""
    text = f"---\ntitle: A\ndate: 2025-06-12\ntype: workshop\n{lines}\n---\n"
    return Section(heading="", blocks=(Block(sort="entry", words=(), text=text),))


def test_checks_are_named_for_their_modules_and_stand_in_order() -> None:
    names = [module.__name__.rpartition(".")[2] for module in MODULES]
    codes = [str(module.CODE) for module in MODULES]
    assert [name.replace("_", "-") for name in names] == codes
    assert [code for code in SEVERITIES if code in codes] == codes


def test_reference_is_that_of_the_pages() -> None:
    made = reference(PAGES)
    if os.environ.get("CPDSITE_ACCEPT"):
        REFERENCE.parent.mkdir(exist_ok=True)
        REFERENCE.write_text(made, encoding="utf-8")
    assert REFERENCE.read_text(encoding="utf-8") == made, "run `make accept`"
