"""A pack in Chromium, opened from disk as an attachment of a mail is: whole, safe and readable."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.seeing import Seen, see
from tests.browser.test_pages import visit
from tests.commands import at
from tests.test_pack import FILES, PDF
from tests.test_pack import packed as pack
from tests.tools import ROOT, TODAY

OF_AN_AUDIT = ("--scheme", "hcpc", "--cycle", "2023-2025")
MANY = 20
LINES_OF_DAYS = """
times => times.filter(time => {
  const single = /^\\d+ ... \\d+$/.test(time.textContent);
  if (!single) time.closest("tr").remove();
  time.textContent = "30 May 2026";
  return single;
}).map(time => new Set([...time.getClientRects()].map(box => box.top)).size)
"""
"""On how many lines each day stands, written as wide as any, where no longer text makes room for it."""
LOADED = "[...document.images].map(one => one.naturalWidth > 0)"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack of the example, and one of a small journal as page and as archive."""
    root = tmp_path_factory.mktemp("packed")
    out = root / "example.html"
    assert at(ROOT, "pack", *OF_AN_AUDIT, "--output", out, today=TODAY).code == 0
    journal = root / "small"
    for path, content in FILES.items():
        file = journal / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    for form in ("html", "zip"):
        assert pack(journal, "--replace", form=form).code == 0
        (journal / "pack").rename(root / f"small.{form}")
    with ZipFile(root / "small.zip") as archive:
        archive.extractall(root)
    return root


@pytest.fixture(scope="module")
def seen(browser: Browser, packed: Path) -> Seen:
    """All that is to be known of the pack of the example."""
    return see(browser, packed, "example.html", walked=True, colours=True)


@pytest.fixture
def tab(browser: Browser, packed: Path) -> Iterator[Page]:
    """A tab with the pack of the small journal, that must not complain."""
    address = (packed / "small.html").as_uri()
    with visit(browser, address) as (opened, faults):
        opened.goto(address)
        yield opened
        assert faults == []


@pytest.mark.parametrize(
    "what", ["faults", "barriers", "faint", "missed", "unseen", "overflowing", "broken"]
)
def test_nothing_is_amiss(seen: Seen, what: str) -> None:
    assert getattr(seen, what) == []


def test_evidence_is_saved_from_it(tab: Page, tmp_path: Path) -> None:
    for name, content in (("E01-zertifikat-é-rm-rf.pdf", PDF), ("E02-slides.csv", b"a,b\n")):
        with tab.expect_download() as saved:
            tab.locator(f'a[download="{name}"]').click()
        assert saved.value.suggested_filename == name
        saved.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes() == content


def test_images_are_shown_and_links_lead_on(tab: Page) -> None:
    assert tab.evaluate(LOADED) == [True]
    tab.get_by_role("link", name="slides", exact=True).click()
    expect(tab.locator(":target")).to_contain_text("E02-slides.csv")
    tab.get_by_role("link", name="before", exact=True).click()
    expect(tab.locator(":target")).to_have_text("Why")
    tab.locator("td + th a").first.click()
    expect(tab.locator(":target h3")).to_have_text("Before")


def test_it_needs_no_script_and_allows_none(browser: Browser, packed: Path) -> None:
    words, policies = [], []
    for scripts in (True, False):
        with browser.new_context(java_script_enabled=scripts) as context:
            page = context.new_page()
            page.goto((packed / "example.html").as_uri())
            words.append(page.inner_text("body"))
            policies.append(page.locator("meta[http-equiv]").get_attribute("content") or "")
    assert words[0] == words[1]
    assert policies[0].startswith("default-src 'none'; style-src 'sha256-")
    assert policies[0].endswith("img-src data:; base-uri 'none'; form-action 'none'")


def test_on_paper_a_day_stands_on_one_line(browser: Browser, packed: Path) -> None:
    with visit(browser, (packed / "example.html").as_uri()) as (page, faults):
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 673, "height": 900})  # A4 without its margins
        page.goto((packed / "example.html").as_uri())
        lines = page.locator("td.date time").evaluate_all(LINES_OF_DAYS)
        assert lines == [1] * len(lines)
        assert len(lines) > MANY
        assert faults == []


def test_in_an_archive_evidence_lies_beside_the_page(browser: Browser, packed: Path) -> None:
    address = f"{packed.as_uri()}/cpd-gcs-2025-26/"
    with visit(browser, address) as (page, faults):
        page.goto(f"{address}record.html")
        assert page.evaluate(LOADED) == [True]
        with page.expect_download() as opened:  # a table is nothing that a browser shows
            page.locator("#cpd-E02 a").first.click()
        assert opened.value.url == f"{address}evidence/E02-slides.csv"
        assert [fault for fault in faults if "no answer" not in fault] == []
