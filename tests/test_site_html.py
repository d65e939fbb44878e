"""Every page of the example, and of journals at the edges, is sound HTML; every link leads somewhere."""

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from tests.commands import at
from tests.tools import ROOT, Link, Page, leaves_site, require_html_checker

RESIDUE = re.compile(r"\{\{|\{%|\bUndefined\b|datetime\.|\bnan\b|^\s*None\s*$")
"""What a template or a value leaves behind when it was not meant for showing."""

ADDRESSES = ("https://site.invalid/", "https://site.invalid/repo/", "file:///home/sam/cpd/_site/")
"""Where a site may stand: at a domain's root, under a prefix, in a folder on disk."""

ONE_OF_MANY = re.compile(r"(?<![\d.,:/-])1 (?:hours|points|entries|activities|days|goals)\b")
"""One of something, said as if there were more."""
REMOTE_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?(?:[a-z]+:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built site, read once."""

    folder: Path
    files: frozenset[str]
    pages: dict[str, Page]
    """By path inside the site, `years/2025/index.html`."""
    url: str = ADDRESSES[0]
    """Where the site is taken to stand."""


SITES = ("example", "example for all", "empty", "one", "half")


@pytest.fixture(scope="session", params=SITES)
def site(request: pytest.FixtureRequest, site_of: Callable[[str], Path]) -> Site:
    """The example site for its owner and for everybody, and those of small journals."""
    folder = site_of(request.param)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    return Site(
        folder=folder,
        files=frozenset(names),
        pages={
            name: Page(path.read_text(encoding="utf-8"))
            for name, path in zip(names, files, strict=True)
            if name.endswith(".html")
        },
    )


def test_there_are_pages(site: Site) -> None:
    assert {"index.html", "404.html", "entries/index.html", "years/index.html"} <= set(site.pages)


def test_each_page_has_a_title_a_language_and_one_heading(site: Site) -> None:
    assert [
        f"{name}: title {page.title!r}, lang {page.lang!r}, h1 {page.headings}"
        for name, page in site.pages.items()
        if not page.title.strip()
        or not page.lang
        or len(page.headings) != 1
        or not page.headings[0].strip()
    ] == []


def test_ids_are_unique_in_each_page(site: Site) -> None:
    assert [
        f"{name}: {one}"
        for name, page in site.pages.items()
        for one in sorted(set(page.ids))
        if page.ids.count(one) > 1
    ] == []


@pytest.mark.parametrize("url", ADDRESSES, ids=["root", "prefix", "disk"])
def test_each_link_leads_to_a_file_and_a_place_in_it(site: Site, url: str) -> None:
    standing = replace(site, url=url)
    assert [
        f"{name}: {link}: {fault}"
        for name, page in site.pages.items()
        for link in page.links
        for fault in faults_of_link(standing, name, link)
    ] == []


def test_the_page_that_answers_at_any_address_has_no_link_that_depends_on_it(site: Site) -> None:
    links = [link.address for link in site.pages["404.html"].links]
    assert [one for one in links if not one.startswith(("#", "data:", "https://"))] == []


def test_nothing_is_asked_of_another_host(site: Site) -> None:
    from_pages = [
        f"{name}: {link}" for name, page in site.pages.items() for link in page.external_requests
    ]
    from_styles = [
        name
        for name in sorted(site.files)
        if name.endswith(".css")
        and REMOTE_STYLE.search((site.folder / name).read_text(encoding="utf-8"))
    ]
    assert from_pages + from_styles == []


def test_no_page_shows_residue_of_a_template(site: Site) -> None:
    assert [
        f"{name}:{line}: {text.strip()[:80]}"
        for name, page in site.pages.items()
        for line, text in page.texts
        if RESIDUE.search(text)
    ] == []


def test_no_page_says_one_of_something_in_the_plural(site: Site) -> None:
    assert [
        f"{name}:{line}: {text.strip()[:80]}"
        for name, page in site.pages.items()
        for line, text in page.texts
        if ONE_OF_MANY.search(text)
    ] == []


def test_the_nu_html_checker_finds_no_error(site_of: Callable[[str], Path], tmp_path: Path) -> None:
    assert at(ROOT, "pack", "--output", tmp_path / "pack.html").code == 0
    folders = [*(str(site_of(name)) for name in SITES), str(tmp_path)]
    command = [*require_html_checker(), "--errors-only", "--skip-non-html", *folders]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def faults_of_link(site: Site, name: str, link: Link) -> Iterator[str]:
    """Why a link of a page leads nowhere; other hosts are not asked."""
    page_url = urljoin(site.url, name)
    target, fragment = urldefrag(urljoin(urljoin(page_url, site.pages[name].base), link.address))
    absolute = leaves_site(link.address)
    if not target.startswith(site.url):
        if not absolute and not link.address.startswith("data:"):
            yield "leaves the site"
        return
    path = unquote(target.removeprefix(site.url).partition("?")[0])
    if (absolute or link.address.startswith("/")) and (path == "" or path.endswith("/")):
        path += "index.html"
    if path not in site.files:
        yield "no such file in the site"
    elif fragment and path in site.pages and unquote(fragment) not in site.pages[path].ids:
        yield "no such place in the page"
