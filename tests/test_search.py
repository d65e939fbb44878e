"""The index of the search: what it holds, and how much it weighs."""

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.journals import write_journal
from cpdsite.counting import check, count
from cpdsite.model.assessment import Portfolio
from cpdsite.render import plain
from cpdsite.render.search_index import DIGITS, LAST, code, search_index
from cpdsite.render.site import site_of
from cpdsite.stages import Request
from tests import samples
from tests.commands import at, folder
from tests.indexes import decoded, read_index
from tests.tools import ROOT

SCRIPT = ROOT / "themes/default/assets/js/search.js"
TODAY = date(2026, 11, 30)


def test_the_index_tells_what_a_result_shows() -> None:
    _, entries = read_index(index(samples.portfolio()))
    assert [one.id for one in entries] == [entry.id for entry in reversed(samples.ENTRIES)]
    course = next(one for one in entries if one.id == "2026-06-12-crisis-course")
    assert course.address == "entries/2026-06-12-crisis-course/index.html"
    assert course.title == 'Crisis <b>course</b> & "practice"'
    assert (course.days, course.type) == ("11 to 12 Jun 2026", "Course")
    assert (course.tags, course.provider) == ("crisis, Media", "Academy of Communication")
    assert course.text.startswith("To say less. And to say it sooner.")


def test_the_index_of_an_empty_journal_is_empty() -> None:
    assert read_index(index(samples.empty())) == (set(), [])


def test_text_is_written_without_its_markup(tmp_path: Path) -> None:
    body = """\
        ---
        title: Talk
        date: 2025-06-12
        type: course
        hours: 1
        need: To *ask*.
        ---
        A **strong** `a<b` & [link](https://example.org/).[^1]

        | one | two |
        |-----|-----|
        | x   | y   |

        [^1]: A note.
        """
    root = folder(tmp_path, {"journal/a.md": body})
    assert at(root, "build", "--keep-going").code == 0
    words, (entry,) = read_index((root / "_site/assets/js/search-index.js").read_bytes())
    assert entry.text == "To *ask*. A strong a<b & link. one two x y A note."
    assert words == set(entry.text.split())


@pytest.mark.parametrize("number", [0, 59, 60, 61, 1979, 1980, 65_339, 65_340, 5_000_000])
def test_a_code_is_read_back(number: int) -> None:
    assert decoded(code(number) + code(7), DIGITS, LAST) == [number, 7]


def test_a_thousand_entries_stay_light(tmp_path: Path) -> None:
    """A visitor loads at most 350 KB before the first result; whole words of 250 in each entry."""
    write_journal(tmp_path, 1000)
    request = Request(today=TODAY, keep_going=True)
    shown = count(check(tmp_path, TODAY), request)
    assert shown is not None
    script = index(shown)
    _, entries = read_index(script)
    assert len(entries) == 1000
    assert min(len(one.text.split()) for one in entries) >= 250
    assert len(gzip.compress(script)) + SCRIPT.stat().st_size <= 350 * 1024


def test_what_nobody_reads_is_left_out() -> None:
    odd = replace(samples.MENTORING, reflection={"need": "To\x01 hear\u2028\ud800 more"})
    assert " ".join(plain.everything(odd)).startswith("To hear more")


def index(portfolio: Portfolio) -> bytes:
    """The script of a portfolio."""
    return search_index(site_of(portfolio, samples.SAY))
