"""The form in which a reviewer answers: what is typed, what is copied, and whom it bars."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from cpdsite.model.entry import Entry, Kind, Visibility
from cpdsite.model.journal import Folder, Source
from cpdsite.parse.entries import decode_entry
from cpdsite.parse.journal import read_vocabulary
from tests.browser.seeing import MUST, RUN_AXE, contrast, too_wide
from tests.browser.test_pages import visit
from tests.browser.test_share import Shared, reading, shared
from tests.commands import at, cpdsite, entry, folder
from tests.tools import require_axe, serve

__all__ = ["shared"]
VOCABULARY, _ = read_vocabulary(Folder())
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
FILL = """([who, note]) => {
  const [name, text] = document.querySelectorAll("#cpd-answer-form [required]");
  name.value = who;
  text.value = note;
  document.querySelector("#cpd-answer-form button").click();
  return document.getElementById("cpd-answer-text").value;
}"""
HOSTILE = [
    "'single' and \"double\" \\ and \\n",
    "a: b # c",
    "---",
    "---\ntitle: x\nvisibility: public\n---",
    "...\n--- !!python/object:os.system",
    "&a *a !tag %x @y `z` |\n>\n? [ ] { } , -",
    "no",
    "NULL",
    "~",
    "2026-01-01",
    "012",
    "👩🏽‍⚕️ 日本語 é e\u0301",
    "\u202eright to left\u202c עברית\u200f (1)",
    "a\tb\t",
    " \xa0 lead\n\n\n  and trail \n ",
    "line\u2028separator\u2029and\u0085next",
    "\ufeffmark \ufffe\uffff\U0001ffff \xad\u200b",
    "<script>alert(1)</script></textarea><b>",
    "$& $1 {name} {0}",
    "> quoted\n> more",
    "word " * 1000,
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form on a page that stays open."""

    tab: Page

    def answered(self, who: str, note: str) -> str:
        """What is to be sent when this was typed."""
        text = self.tab.evaluate(FILL, [who, note])
        assert isinstance(text, str)
        return text


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site for reviewers of one entry under one body."""
    root = tmp_path_factory.mktemp("answer")
    schemes = "schemes: [{id: gcs, joined: 2024-04-01}]\n"
    folder(root, {"cpdsite.yaml": schemes, "journal/a.md": entry("Alpha", day="2025-06-01")})
    assert at(root, "build", "--audience", "reviewer").code == 0
    return root / "_site"


@contextmanager
def form_of(
    browser: Browser, site: Path, page: str = "review/index.html"
) -> Iterator[tuple[Page, list[str]]]:
    """A page with the form, and what goes wrong in it."""
    with serve(site) as address, visit(browser, address) as (tab, faults):
        tab.goto(address + page)
        yield tab, faults


@pytest.fixture(scope="module")
def form(browser: Browser, site: Path) -> Iterator[Form]:
    """The form, open in a browser in which the day is known."""
    with form_of(browser, site) as (tab, _):
        tab.clock.set_fixed_time("2026-12-31T23:30:00")
        yield Form(tab=tab)


def read(text: str) -> Entry:
    """The entry that Python reads, which has no fault."""
    found, faults = decode_entry(Source(path="journal/a.md", data=text.encode()), VOCABULARY)
    assert faults == []
    assert found
    return found


def kept(text: str) -> str:
    """What a record can hold of a text: one line end for all, no mark that is never typed."""
    for end in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return "".join(one for one in text if one not in "\u202d\u202e\ufeff\ufffe\uffff")


# --- What is made of what is typed ---------------------------------------------------------------


def comes_back(form: Form, who: str, note: str) -> None:
    """See that Python reads what was typed."""
    name, text = " ".join(kept(who).split()), kept(note).strip()
    if not name or not text:
        return
    found = read(form.answered(who.replace("\n", " "), note))
    assert found.details["with"] == name
    assert found.title == f"Review by {name}"
    assert found.body.text == text


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=TYPED, note=TYPED)
@example(who="x" * 80, note="y" * 5000)
def test_what_is_typed_is_what_is_read(form: Form, who: str, note: str) -> None:
    comes_back(form, who, note)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_texts_are_texts(form: Form, text: str) -> None:
    comes_back(form, text, text)
    comes_back(form, "Jo", text)


def test_it_is_a_review_of_the_cycle_by_the_readers_day(form: Form) -> None:
    text = form.answered("Jo Bloggs, O\u2019Neill & Sons", "A good year.\r\n\r\nMore.\n\n")
    assert text == (
        "---\ntitle: Review by Jo Bloggs, O\u2019Neill & Sons\ndate: 2026-12-31\nkind: review\n"
        "with: Jo Bloggs, O\u2019Neill & Sons\nperiod: {from: 2026-04-01, to: 2027-03-31}\n---\n\n"
        "A good year.\n\nMore.\n"
    )
    assert (read(text).kind, read(text).visibility) == (Kind.REVIEW, Visibility.REVIEWER)


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Kiritimati", "2026-01-01"), ("America/Adak", "2025-12-31")]
)
def test_the_day_is_the_one_where_the_reviewer_is(
    browser: Browser, site: Path, zone: str, day: str
) -> None:
    with serve(site) as address, browser.new_context(timezone_id=zone) as context:
        tab = context.new_page()
        tab.clock.set_fixed_time("2025-12-31T12:00:00Z")
        tab.goto(f"{address}review/index.html")
        assert f"date: {day}\n" in Form(tab=tab).answered("Jo", "Well.")


# --- The form ------------------------------------------------------------------------------------


def test_by_keyboard_it_is_copied(browser: Browser, site: Path) -> None:
    with form_of(browser, site) as (tab, faults):
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab.get_by_label("Your name or role").focus()
        tab.keyboard.type("Jo")
        tab.keyboard.press("Tab")
        tab.keyboard.type("A good year.")
        tab.keyboard.press("Enter")
        tab.keyboard.type("Indeed.")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        expect(tab.locator("#cpd-answer-said")).to_have_text(
            "Copied. Paste it into a message and send it back."
        )
        copied = tab.evaluate("navigator.clipboard.readText()")
        assert read(copied).body.text == "A good year.\nIndeed."
        expect(tab.get_by_label("What to send")).to_have_value(copied)
        assert faults == []


def test_where_nothing_may_be_copied_it_is_selected(browser: Browser, site: Path) -> None:
    with serve(site) as address, visit(browser, address) as (tab, faults):
        tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        tab.goto(f"{address}review/index.html")
        text = Form(tab=tab).answered("Jo", "Well.")
        expect(tab.get_by_label("What to send")).to_be_focused()
        expect(tab.locator("#cpd-answer-said")).to_contain_text("The text is selected")
        assert tab.evaluate("getSelection().toString()") == text
        assert faults == []


def test_without_words_nothing_is_made(browser: Browser, site: Path) -> None:
    with form_of(browser, site) as (tab, _):
        tab.get_by_label("Your name or role").fill(" ")
        tab.get_by_role("button", name="Copy the answer").click()
        expect(tab.get_by_label("Your name or role")).to_be_focused()
        tab.get_by_label("Your name or role").fill("Jo")
        tab.get_by_label("Your note").fill("\n \n")
        tab.get_by_role("button", name="Copy the answer").click()
        expect(tab.get_by_label("Your note")).to_be_focused()
        expect(tab.get_by_label("What to send")).to_be_hidden()


def test_the_form_bars_nobody(browser: Browser, site: Path) -> None:
    with form_of(browser, site) as (tab, faults):
        Form(tab=tab).answered("Jo", "A good year, " * 30 + "x" * 300)
        tab.evaluate(require_axe())
        assert tab.evaluate(RUN_AXE, [MUST, []]) == []
        assert [*contrast(tab, "dark"), *contrast(tab, "forced")] == []
        tab.set_viewport_size({"width": 320, "height": 800})
        assert too_wide(tab) == []
        tab.emulate_media(media="print")
        expect(tab.locator(".answer")).to_be_hidden()
        assert faults == []


def test_without_scripts_there_is_no_form(browser: Browser, site: Path) -> None:
    with serve(site) as address, browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{address}review/index.html")
        expect(tab.locator(".answer")).to_be_hidden()


def test_only_a_reviewer_has_it(example_public_site: Path, example_site: Path) -> None:
    for built in (example_public_site, example_site):
        html = (built / "review/index.html").read_text(encoding="utf-8")
        assert "cpd-answer" not in html
        assert "answer.js" not in html


# --- From a private link into the journal --------------------------------------------------------


def test_an_answer_travels_from_a_private_link_into_the_journal(
    browser: Browser,
    shared: Shared,
    tmp_path: Path,
) -> None:
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.jo)
        tab.get_by_label("Your name or role").fill("Jo: line manager")
        tab.get_by_label("Your note").fill("A good year.")
        before = len(tab.evaluate("performance.getEntriesByType('resource')"))
        tab.get_by_role("button", name="Copy the answer").click()
        made = tab.get_by_label("What to send")
        expect(tab.locator("#cpd-answer-said")).not_to_be_empty()
        sent = made.input_value()
        assert len(tab.evaluate("performance.getEntriesByType('resource')")) == before
        assert "line manager" not in tab.evaluate(
            "JSON.stringify([{...sessionStorage}, {...localStorage}])"
        )
        assert [one for one in faults if not one.startswith("no answer for")] == []
    assert "period: {from: 2024-04-01, to: 2025-03-31}" in sent
    (tmp_path / "journal").mkdir()
    with patch.object(sys, "stdin", TextIOWrapper(BytesIO(sent.encode()), "utf-8")):
        assert cpdsite("-C", tmp_path, "new", "--kind", "review", "-").code == 0
    assert at(tmp_path, "build", "--audience", "reviewer", today="2026-12-02").code == 0
    page = "entries/2026-12-01-review-by-jo-line-manager/index.html"
    assert "A good year." in (tmp_path / "_site" / page).read_text(encoding="utf-8")
    assert at(tmp_path, "build", today="2026-12-02").code == 0
    assert not (tmp_path / "_site" / page).exists()
