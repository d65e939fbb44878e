"""The example site in Chromium: at a domain's root, under a prefix, and from a folder on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from tests.tools import build_example, serve

ABSOLUTE_HREFS = "links => links.map(a => new URL(a.getAttribute('href'), document.baseURI).href)"


@pytest.fixture(params=["/", "/repo/", "disk"], ids=["root", "prefix", "disk"])
def address(request: pytest.FixtureRequest, example_site: Path) -> Iterator[str]:
    """Where the example site stands, ending in "/"."""
    if request.param == "disk":
        yield f"{example_site.as_uri()}/"
        return
    with serve(example_site, prefix=request.param) as url:
        yield url


@pytest.fixture(
    params=["", "years/*/", "schemes/*/", "entries/*/", "review/"],
    ids=["home", "year", "scheme", "entry", "review"],
)
def page(request: pytest.FixtureRequest, example_site: Path) -> str:
    """One page of each sort: home, and the last year, scheme and entry there are."""
    pages = sorted(example_site.glob(f"{request.param}index.html"))
    assert pages, f"the site has no page {request.param}index.html"
    return pages[-1].relative_to(example_site).as_posix()


def test_a_page_loads_without_a_fault(browser: Browser, address: str, page: str) -> None:
    with visit(browser, address) as (tab, faults):
        tab.goto(address + page, wait_until="networkidle")
        assert faults == []
        assert tab.locator("h1").is_visible()


def test_the_page_for_unknown_addresses_loads_without_a_fault(
    browser: Browser, address: str
) -> None:
    with visit(browser, address) as (tab, faults):
        tab.goto(f"{address}404.html", wait_until="networkidle")
        assert faults == []
        assert tab.locator("h1").is_visible()
        assert (
            tab.evaluate("getComputedStyle(document.querySelector('.brand')).fontWeight") == "700"
        )


@pytest.mark.parametrize("prefix", ["/", "/repo/"])
def test_an_unknown_address_of_a_site_that_does_not_know_its_own_is_no_blind_alley(
    browser: Browser, example_site: Path, prefix: str
) -> None:
    with serve(example_site, prefix=prefix) as address, visit(browser, address) as (tab, faults):
        answer = tab.goto(f"{address}entries/no/such/page/", wait_until="networkidle")
        assert answer is not None
        assert answer.status == 404
        assert [fault for fault in faults if "/no/such/page/" not in fault] == []
        hrefs = tab.locator("a[href]").evaluate_all(ABSOLUTE_HREFS)
        assert hrefs == [f"{address}entries/no/such/page/#cpd-main"]


def test_an_unknown_address_leads_home(browser: Browser, tmp_path: Path) -> None:
    with serve(tmp_path / "site", prefix="/repo/") as address:
        build_example(tmp_path / "site", "--base-url", address)
        with visit(browser, address) as (tab, faults):
            answer = tab.goto(f"{address}entries/no/such/page/", wait_until="networkidle")
            assert answer is not None
            assert answer.status == 404
            assert [fault for fault in faults if "/no/such/page/" not in fault] == []
            links = tab.locator("a[href]")
            hrefs = [urldefrag(href).url for href in links.evaluate_all(ABSOLUTE_HREFS)]
            home = [n for n, href in enumerate(hrefs) if href in (address, f"{address}index.html")]
            assert home, f"no link home among {hrefs}"
            links.nth(home[0]).click()
            tab.wait_for_url(f"{hrefs[home[0]]}*")
            assert tab.locator("h1").is_visible()


@contextmanager
def visit(browser: Browser, address: str, width: int = 1280) -> Iterator[tuple[Page, list[str]]]:
    """A new tab, and a list that fills with what goes wrong in it."""
    faults: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            faults.append(f"asks for {request.url}")

    def note_response(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status} for {response.url}")

    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        tab = context.new_page()
        tab.on("console", lambda said: faults.append(f"{said.location['url']} says {said.text}"))
        tab.on("pageerror", lambda error: faults.append(f"script fails: {error}"))
        tab.on("request", note_request)
        tab.on("requestfailed", lambda request: faults.append(f"no answer for {request.url}"))
        tab.on("response", note_response)
        yield tab, faults
