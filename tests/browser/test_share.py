"""Private links in Chromium: what they open, and in which words they refuse."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from cpdsite.files.themes import read_theme
from cpdsite.render.shell_page import shell_page
from tests.browser.seeing import MUST, RUN_AXE, contrast, too_wide, walk
from tests.browser.test_pages import visit
from tests.commands import at, cpdsite, entry, folder
from tests.sharing.decoder import Opened, opened
from tests.sharing.vectors import Vector, vectors
from tests.tools import ROOT, TODAY, require_axe, serve

DAY = "2026-12-01"
"""On which the links are opened."""
SLOW = 30_000
"""Milliseconds that 600,000 rounds may take on a busy machine."""
LINK = re.compile(r"shared/(\w+)/(?:#k=(\S+))?")
REVIEW = "CPD record of Sam Example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A built site with private links."""

    site: Path
    jo: str
    """A link by its address below the site: one cycle, until the end of 2026."""
    panel: str
    """To a part that a passphrase opens."""
    passphrase: str

    def folder(self, link: str) -> Path:
        """The files of a share."""
        return self.site / link.partition("#")[0]

    def inside(self, link: str) -> Opened:
        """What is in a share, by the second decoder."""
        secret = link.partition("#k=")[2] or self.passphrase
        files = {file.name: file.read_bytes() for file in self.folder(link).iterdir()}
        return opened(files, secret)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """The example journal with two private links."""
    root = tmp_path_factory.mktemp("shared")
    shutil.copytree(ROOT / "journal", root / "journal")
    shutil.copy(ROOT / "cpdsite.yaml", root)
    chosen = ("--scheme", "gcs", "--cycle", "2024-25", "--expires", "2026-12-31")
    add = ("-C", root, "share", "add", "--today", TODAY)
    jo = cpdsite(*add, "Jo", *chosen)
    panel = cpdsite(*add, "Panel", "--highlights", "--passphrase")
    assert (jo.code, panel.code, at(root, "build").code) == (0, 0, 0)
    links = [found[0] for found in map(LINK.search, (jo.out, panel.out)) if found]
    spoken = re.search(r"passphrase: (\S+)", panel.out)
    assert spoken
    return Shared(site=root / "_site", jo=links[0], panel=links[1], passphrase=spoken[1])


@contextmanager
def reading(browser: Browser, site: Path) -> Iterator[tuple[Page, str, list[str]]]:
    """A tab on the day of the test, the site's address, and what goes wrong in the tab."""
    with serve(site, "/cpd/") as address, visit(browser, address) as (tab, faults):
        tab.clock.set_fixed_time(f"{DAY}T12:00:00")
        yield tab, address, faults


def serious(faults: list[str]) -> list[str]:
    """What went wrong, but for what was still on its way when a page was left."""
    return [fault for fault in faults if not fault.startswith("no answer for")]


def said(tab: Page) -> str:
    """What the shell says, once it has made up its mind."""
    shown = tab.locator("[data-says]:visible")
    expect(shown).not_to_have_text(re.compile("^Opening"))
    return shown.inner_text()


def entry_with(shared: Shared, ending: str) -> str:
    """The route to an entry's page that shows a piece of evidence of a type."""
    inside = shared.inside(shared.jo)
    file = min(path for path in inside.files if path.endswith(ending))
    page = f"entries/{file.split('/')[1]}/index.html"
    return f"?{inside.names[page].removesuffix('.bin')}"


# --- What a link opens ---------------------------------------------------------------------------


def test_a_link_opens_is_wiped_and_leads_on(browser: Browser, shared: Shared) -> None:
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)
        assert tab.url == address + shared.jo.partition("#")[0]
        tab.get_by_role("link", name="All entries").first.click()
        expect(tab.locator("h1")).to_have_text("All entries")
        assert re.fullmatch(r"\?[0-9a-f]{32}", tab.url.partition(shared.jo[:40])[2])
        tab.go_back()
        expect(tab.locator("h1")).to_have_text(REVIEW)
        tab.go_forward()
        expect(tab.locator("h1")).to_have_text("All entries")
        tab.reload(wait_until="networkidle")
        expect(tab.locator("h1")).to_have_text("All entries")
        tab.get_by_role("link", name="Skip to the content").focus()
        tab.keyboard.press("Enter")
        expect(tab.locator("h1")).to_have_text("All entries")
        assert serious(faults) == []


def test_every_link_inside_leads_to_a_page_inside(browser: Browser, shared: Shared) -> None:
    names = {f"?{n.removesuffix('.bin')}" for n in shared.inside(shared.jo).names.values()}
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.jo)
        seen: set[str] = set()
        for name in ("Overview", "2025", "All entries", "Evidence", "GCS", "Search"):
            tab.get_by_role("link", name=name, exact=True).first.click()
            expect(tab.locator("header.top [aria-current=page]")).to_have_text(name)
            hrefs = tab.locator("a[href]").evaluate_all(
                "all => all.map(a => a.getAttribute('href'))"
            )
            seen |= {href.partition("#")[0] for href in hrefs}
        assert {one for one in seen if one and not one.startswith("http")} <= names
        assert serious(faults) == []


def test_the_search_works_inside(browser: Browser, shared: Shared) -> None:
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.jo)
        tab.get_by_role("link", name="Search").first.click()
        tab.locator("#cpd-words").fill("crisis")
        first = tab.locator("#cpd-results a").first
        title = first.inner_text()
        first.click()
        expect(tab.locator("h1")).to_have_text(title)
        assert serious(faults) == []


def test_a_picture_shows_on_its_page_and_in_a_tab(browser: Browser, shared: Shared) -> None:
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)
        tab.goto(address + shared.jo.partition("#")[0] + entry_with(shared, "timeline.png"))
        shown = tab.locator("main img[src^='blob:']").first
        expect(shown).to_be_visible()
        assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") > 100
        with tab.expect_popup() as other:
            tab.locator("a[data-file$='.png']").first.click()
        picture = other.value.locator("img")
        expect(picture).to_be_visible()
        assert picture.evaluate("one => one.naturalWidth") > 100
        assert serious(faults) == []


def test_a_pdf_is_saved_under_its_name(browser: Browser, shared: Shared, tmp_path: Path) -> None:
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)
        tab.goto(address + shared.jo.partition("#")[0] + entry_with(shared, "certificate.pdf"))
        with tab.expect_download() as saved:
            tab.locator("a[data-file$='.pdf']").first.click()
        assert saved.value.suggested_filename == "certificate.pdf"
        saved.value.save_as(tmp_path / "saved.pdf")
        source = ROOT / "journal/2024/2024-05-09-crisis-masterclass/certificate.pdf"
        assert (tmp_path / "saved.pdf").read_bytes() == source.read_bytes()
        assert serious(faults) == []


def test_a_passphrase_opens_once_for_the_session(browser: Browser, shared: Shared) -> None:
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.panel)
        assert said(tab).startswith("This page is locked.")
        field = tab.get_by_label("Passphrase")
        expect(field).to_be_focused()
        wrong = shared.passphrase[:-1] + ("a" if shared.passphrase[-1] != "a" else "b")
        field.fill(wrong)
        tab.get_by_role("button", name="Open").click()
        expect(tab.get_by_text("This passphrase does not fit.")).to_be_visible(timeout=SLOW)
        field.fill(shared.passphrase.upper().replace("-", " "))
        field.press("Enter")
        expect(tab.locator("h1")).to_have_text(REVIEW, timeout=SLOW)
        tab.get_by_role("link", name="All entries").first.click()
        expect(tab.locator("h1")).to_have_text("All entries")
        assert shared.passphrase not in tab.evaluate("JSON.stringify(sessionStorage)")
        assert serious(faults) == []


def test_nothing_is_kept_but_the_key_for_the_session(browser: Browser, shared: Shared) -> None:
    with reading(browser, shared.site) as (tab, address, _):
        tab.goto(address + shared.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)
        kept = tab.evaluate("""async () => [localStorage.length, document.cookie,
          (await indexedDB.databases()).length, (await caches.keys()).length,
          (await navigator.serviceWorker.getRegistrations()).length, sessionStorage.length]""")
        assert kept == [0, "", 0, 0, 0, 1]
        with browser.new_context() as context:
            later = context.new_page()
            later.goto(address + shared.jo.partition("#")[0])
            assert said(later).startswith("The link is not complete.")


@pytest.mark.parametrize("page", ["", "entries/index.html", "search/index.html"])
def test_no_page_of_it_bars_anyone(browser: Browser, shared: Shared, page: str) -> None:
    route = f"?{shared.inside(shared.jo).names[page].removesuffix('.bin')}" if page else ""
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)
        tab.goto(address + shared.jo.partition("#")[0] + route)
        expect(tab.locator("header.top")).to_be_visible()
        tab.evaluate(require_axe())
        assert tab.evaluate(RUN_AXE, [MUST, []]) == []
        assert serious(faults) == []


def test_the_shell_bars_nobody(browser: Browser, shared: Shared) -> None:
    with reading(browser, shared.site) as (tab, address, faults):
        tab.goto(address + shared.panel)
        expect(tab.get_by_label("Passphrase")).to_be_visible()
        tab.evaluate(require_axe())
        assert tab.evaluate(RUN_AXE, [MUST, []]) == []
        assert [*contrast(tab, "dark"), *contrast(tab, "forced")] == []
        tab.locator("h1").click()
        assert walk(tab) == ([], [])
        tab.set_viewport_size({"width": 320, "height": 800})
        assert too_wide(tab) == []
        assert serious(faults) == []


def test_the_shell_tells_nothing(shared: Shared) -> None:
    for link in (shared.jo, shared.panel):
        html = (shared.folder(link) / "index.html").read_text(encoding="utf-8")
        assert not re.search(r"Sam|CPD|GCS|Jo\b|Panel|portfolio", html)
        names = {file.name for file in shared.folder(link).iterdir()}
        assert all(re.fullmatch(r"[0-9a-f]{32}\.bin|index\.html|open\.json", one) for one in names)


# --- What is refused, each in its own words ------------------------------------------------------


def test_each_refusal_has_a_first_sentence_of_its_own(browser: Browser, shared: Shared) -> None:
    with reading(browser, shared.site) as (tab, address, _):
        tab.goto(address + shared.panel)
        said(tab)
        texts = tab.locator("[data-says]").all_text_contents()
        firsts = {text.partition(".")[0] for text in texts}
        assert len(firsts) == len(texts) > 10


def test_a_link_lives_until_it_is_revoked_and_another_lives_on(
    browser: Browser, tmp_path: Path
) -> None:
    root = folder(tmp_path, {"cpdsite.yaml": "", "journal/a.md": entry("Alpha")})
    add = ("-C", root, "share", "add", "--today", TODAY)
    jo, ann = (LINK.search(cpdsite(*add, name).out) for name in ("Jo", "Ann"))
    assert jo
    assert ann
    assert at(root, "build").code == 0
    with reading(browser, root / "_site") as (tab, address, _):
        for link in (jo, ann):
            tab.goto(address + link[0])
            expect(tab.locator("header.top")).to_be_visible()
    assert cpdsite("-C", root, "share", "revoke", "Jo").code == 0
    assert at(root, "build").code == 0
    with reading(browser, root / "_site") as (tab, address, _):
        tab.goto(address + ann[0])
        expect(tab.locator("header.top")).to_be_visible()
        tab.goto(address + jo[0])
        ended = tab.locator("main").inner_text()
        assert "it was a private link that has ended" in ended
        tab.goto(f"{address}never/was/here/")
        assert tab.locator("main").inner_text() == ended


@pytest.fixture
def spoilt(shared: Shared, tmp_path: Path) -> Shared:
    """A copy of the site to be spoilt."""
    shutil.copytree(shared.site, tmp_path / "site")
    return Shared(
        site=tmp_path / "site", jo=shared.jo, panel=shared.panel, passphrase=shared.passphrase
    )


def refusal(browser: Browser, site: Path, link: str, day: str = DAY) -> str:
    """What is said at a link."""
    with reading(browser, site) as (tab, address, _):
        tab.clock.set_fixed_time(f"{day}T12:00:00")
        tab.goto(address + link)
        expect(tab.locator("h1")).to_have_text("Private page")
        return said(tab)


def test_a_wrong_key(browser: Browser, shared: Shared) -> None:
    other = "A" if shared.jo[-2] != "A" else "B"
    wrong = f"{shared.jo[:-2]}{other}{shared.jo[-1]}"
    told = "The key in this link does not fit."
    assert refusal(browser, shared.site, wrong).startswith(told)
    assert refusal(browser, shared.site, shared.jo[:-9]).startswith(told)
    with reading(browser, shared.site) as (tab, address, _):
        tab.goto(f"{address}{shared.jo}!!")
        assert said(tab).startswith(told)
        tab.goto(address + shared.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)


def test_the_key_of_another(browser: Browser, shared: Shared) -> None:
    crossed = shared.panel + shared.jo[shared.jo.index("#") :]
    assert refusal(browser, shared.site, crossed).startswith("This page is locked.")


def test_no_key(browser: Browser, shared: Shared) -> None:
    bare = shared.jo.partition("#")[0]
    assert refusal(browser, shared.site, bare).startswith("The link is not complete.")


def test_an_expired_share(browser: Browser, shared: Shared) -> None:
    told = refusal(browser, shared.site, shared.jo, day="2027-01-01")
    assert told.startswith("This link could be opened until 31 December 2026, and no longer.")
    with reading(browser, shared.site) as (tab, address, _):
        tab.clock.set_fixed_time("2026-12-31T23:00:00")
        tab.goto(address + shared.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)


def test_a_withdrawn_share(browser: Browser, spoilt: Shared) -> None:
    (spoilt.folder(spoilt.jo) / "open.json").unlink()
    told = refusal(browser, spoilt.site, spoilt.jo)
    assert told.startswith("This link has been withdrawn.")
    shutil.rmtree(spoilt.folder(spoilt.jo))
    with reading(browser, spoilt.site) as (tab, address, _):
        tab.goto(address + spoilt.jo)
        expect(tab.get_by_text("it was a private link that has ended")).to_be_visible()


def test_a_tampered_byte(browser: Browser, spoilt: Shared) -> None:
    inside = spoilt.inside(spoilt.jo)
    file = spoilt.folder(spoilt.jo) / inside.names[inside.start]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    told = refusal(browser, spoilt.site, spoilt.jo)
    assert told.startswith("This part has been changed since it was locked")


def test_a_share_of_a_newer_version(browser: Browser, spoilt: Shared) -> None:
    file = spoilt.folder(spoilt.jo) / "open.json"
    file.write_bytes(file.read_bytes().replace(b"cpdsite-share/1", b"cpdsite-share/2"))
    told = refusal(browser, spoilt.site, spoilt.jo)
    assert told.startswith("This part was locked by a newer version of the site")


def test_two_files_swapped(browser: Browser, spoilt: Shared) -> None:
    inside = spoilt.inside(spoilt.jo)
    one, two = (
        spoilt.folder(spoilt.jo) / inside.names[path] for path in (inside.start, "index.html")
    )
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    told = refusal(browser, spoilt.site, spoilt.jo)
    assert told.startswith("Another file stands where this part should be")


def test_a_part_that_is_gone_is_told_beside_its_link(browser: Browser, spoilt: Shared) -> None:
    inside = spoilt.inside(spoilt.jo)
    with reading(browser, spoilt.site) as (tab, address, _):
        tab.goto(address + spoilt.jo)
        expect(tab.locator("h1")).to_have_text(REVIEW)
        link = tab.locator("a[data-file$='certificate.pdf']").first
        path = link.get_attribute("data-file")
        assert path
        (spoilt.folder(spoilt.jo) / inside.names[path]).unlink()
        link.click()
        expect(tab.get_by_role("alert")).to_contain_text("This part is not there")


def from_disk(site: Path, route: Route, request: Request) -> None:
    """Answer for a host that there is not."""
    path = request.url.split("/", 3)[3].partition("?")[0].partition("#")[0]
    file = site / (path + "index.html" if path.endswith("/") else path)
    route.fulfill(path=file) if file.is_file() else route.fulfill(status=404, body="")


def at_host(browser: Browser, site: Path, link: str, script: str = "") -> str:
    """What is shown of a link with its host, without any network."""
    with browser.new_context() as context:
        context.route("**/*", partial(from_disk, site))
        tab = context.new_page()
        tab.clock.set_fixed_time(f"{DAY}T12:00:00")
        tab.add_init_script(script)
        tab.goto(link)
        shown = tab.locator("[data-says]:visible, header.top")
        expect(shown.first).not_to_have_text(re.compile("^Opening"))
        return shown.first.inner_text()


def test_plain_http_says_what_to_do_and_https_opens(browser: Browser, shared: Shared) -> None:
    told = at_host(browser, shared.site, f"http://cpd.invalid/{shared.jo}")
    assert told.startswith("This address begins with http,")
    assert "Overview" in at_host(browser, shared.site, f"https://cpd.invalid/{shared.jo}")


def test_an_old_browser_says_what_to_do(browser: Browser, shared: Shared) -> None:
    old = "Object.defineProperty(crypto, 'subtle', {value: undefined})"
    told = at_host(browser, shared.site, f"https://cpd.invalid/{shared.jo}", old)
    assert told.startswith("This browser cannot unlock the page.")


def test_without_scripts_it_says_what_to_do(browser: Browser, shared: Shared) -> None:
    with serve(shared.site) as address, browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(address + shared.jo)
        assert "scripts are turned off" in tab.locator("[data-says]:visible").inner_text()


def test_from_a_folder_it_says_what_to_do(browser: Browser, shared: Shared) -> None:
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{shared.folder(shared.jo).as_uri()}/index.html")
        expect(tab.get_by_text("This page can only be opened from the web")).to_be_visible()


# --- The vectors ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def at_vector(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Vector], Path]:
    """The site in which a vector's folder stands as `0/0/`."""
    theme = read_theme(ROOT, "default", {})
    site = tmp_path_factory.mktemp("vectors")

    def made(vector: Vector) -> Path:
        shutil.rmtree(site / "0", ignore_errors=True)
        folder = site / "0/0"
        folder.mkdir(parents=True)
        shell = shell_page(theme, "en", vector.share.expires, "../../")
        for name, content in {**vector.locked, "index.html": shell}.items():
            (folder / name).write_bytes(content)
        (site / "assets/js").mkdir(parents=True, exist_ok=True)
        (site / "assets/js/share.js").write_bytes(theme.assets["js/share.js"])
        return site

    return made


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
def test_the_browser_opens_what_python_locked(
    browser: Browser, at_vector: Callable[[Vector], Path], vector: Vector
) -> None:
    site = at_vector(vector)
    with serve(site) as address, browser.new_context() as context:
        tab = context.new_page()
        if vector.salt:
            tab.goto(f"{address}0/0/")
            tab.get_by_label("Passphrase").fill(vector.secret)
            tab.get_by_role("button").click()
        else:
            tab.goto(f"{address}0/0/#k={vector.secret}")
        expect(tab.locator("h1")).to_have_text("Vector", timeout=SLOW)
        text = tab.locator("#said").evaluate("one => one.textContent")
        assert f'<p id="said">{text}</p>'.encode() in vector.files["review/index.html"]
