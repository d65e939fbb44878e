"""What programs ask a site for: feed.xml, sitemap.xml, robots.txt."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cpdsite.model.assessment import Audience
from cpdsite.model.entry import Entry
from cpdsite.render.feeds import LATEST
from cpdsite.render.pages import render
from tests import atom, samples
from tests.commands import all_bytes, at, entry, folder
from tests.tools import Page, build_example

HOME = "https://example.org/my%20cpd/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SETTINGS = replace(samples.SETTINGS, base_url="https://example.org/my cpd/")


def files(audience: Audience = Audience.PUBLIC, **changes: object) -> Mapping[str, str]:
    """The text files of the sample site, published at HOME."""
    portfolio = replace(samples.portfolio(audience=audience), settings=SETTINGS)
    pages, _ = render(replace(portfolio, **changes), samples.theme())  # type: ignore[arg-type]  # a test's
    return {page.path: page.content.decode() for page in pages}


def test_the_feed_has_what_atom_demands() -> None:
    feed = ET.fromstring(files()["feed.xml"])  # noqa: S314 (made here)
    assert feed.tag == f"{ATOM}feed"
    for item in (feed, *feed.iter(f"{ATOM}entry")):
        assert text(item, "title")
        assert text(item, "id").startswith(HOME)
        assert datetime.fromisoformat(text(item, "updated")).tzinfo
    assert text(feed.find(f"{ATOM}author"), "name") == samples.SETTINGS.author.name
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{HOME}feed.xml", "alternate": HOME}
    assert text(feed, "updated") == text(feed.find(f"{ATOM}entry"), "updated")


@pytest.mark.parametrize("audience", ["public", "reviewer"])
def test_the_feed_of_the_example_keeps_the_rules_of_atom(tmp_path: Path, audience: str) -> None:
    options = ("--audience", audience, "--base-url", HOME)
    site = build_example(tmp_path / "site", *options)
    assert atom.faults((site / "feed.xml").read_bytes()) == []


def test_a_feed_that_breaks_the_rules_is_found_out() -> None:
    good = files()["feed.xml"]
    assert atom.faults(good.encode()) == []
    updated = "<updated>2026-06-12T00:00:00Z</updated>\n"
    for old, new, fault in (
        (updated, "", "updated stands 0 times"),
        (updated, "<updated>2026-06-12</updated>", "updated is '2026-06-12'"),
        (updated, "<updated>2026-06-31T00:00:00z</updated>", "updated is '2026-06-31T00:00:00z'"),
        (f"<id>{HOME}feed.xml</id>", "<id>feed.xml</id>", "the id 'feed.xml'"),
        ('rel="self"', 'rel="via"', "does not name its own address"),
        ("<author>", "<author/><other/><author>", "other has no place here"),
        ("<summary>", "<summary>a</summary>\n<summary>", "summary stands 2 times"),
    ):
        assert fault in atom.faults(good.replace(old, new, 1).encode()), fault


def test_the_feed_tells_of_activities_done_newest_first() -> None:
    feed = ET.fromstring(files()["feed.xml"])  # noqa: S314 (made here)
    assert [text(item, "id").removeprefix(HOME) for item in feed.iter(f"{ATOM}entry")] == [
        "entries/2026-06-12-crisis-course/",
        "entries/2026-02-01-mentoring/",
        "entries/2025-03-04-reading/",
    ]
    first = feed.find(f"{ATOM}entry")
    assert text(first, "title") == 'Crisis <b>course</b> & "practice"'
    assert text(first, "summary")


def test_the_feed_ends_after_so_many() -> None:
    many = tuple(numbered(n) for n in range(LATEST + 5))
    feed = ET.fromstring(files(entries=many)["feed.xml"])  # noqa: S314 (made here)
    ids = [text(item, "id").split("/")[-2] for item in feed.iter(f"{ATOM}entry")]
    assert ids == [one.id for one in reversed(many)][:LATEST]


def test_what_xml_cannot_carry_is_left_out() -> None:
    odd = replace(samples.MENTORING, title="A\x01 \ufffe&<] ]>\x0bB")
    feed = ET.fromstring(files(entries=(odd,))["feed.xml"])  # noqa: S314 (made here)
    assert text(feed.find(f"{ATOM}entry"), "title") == "A &<] ]> B"


def test_the_sitemap_names_every_page_for_everybody() -> None:
    made = files()
    urls = ET.fromstring(made["sitemap.xml"])  # noqa: S314 (made here)
    found = [str(one.text) for one in urls.iter(f"{MAP}loc")]
    pages = [path for path in made if path.endswith("index.html")]
    assert sorted(found) == sorted(HOME + path.removesuffix("index.html") for path in pages)
    assert "sitemap.xml" not in files(Audience.OWNER)


def test_a_copy_that_is_not_for_everybody_is_not_to_be_indexed() -> None:
    assert files()["robots.txt"] == f"User-agent: *\nAllow: /\nSitemap: {HOME}sitemap.xml\n"
    for audience in (Audience.REVIEWER, Audience.OWNER):
        made = files(audience)
        assert made["robots.txt"] == "User-agent: *\nDisallow: /\n"
        pages = [html for path, html in made.items() if path.endswith(".html")]
        assert all('<meta name="robots" content="noindex">' in html for html in pages)
    assert not any("noindex" in html for html in files().values())


def test_each_page_names_the_feed() -> None:
    for path, html in files().items():
        if path.endswith(".html"):
            found = [link.address for link in Page(html).links if link.address.endswith("feed.xml")]
            depth = "../" * path.count("/")
            assert found == ([] if path == "404.html" else [f"{depth}feed.xml"]), path


def test_without_its_address_a_site_has_no_feed_and_says_so(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/a.md": entry()})
    ran = at(root, "build")
    assert ran.code == 0
    names = dict(all_bytes(root / "_site"))
    assert names["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert not {"feed.xml", "sitemap.xml"} & set(names)
    assert b"atom+xml" not in names["index.html"]


def test_the_day_of_building_changes_nothing(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/a.md": entry()})
    made = []
    for today in ("2025-07-01", "2026-11-30"):
        assert at(root, "build", "--base-url", "https://example.org/", today=today).code == 0
        made.append((root / "_site/feed.xml").read_text(encoding="utf-8"))
    assert made[0] == made[1]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", made[0])) == {"2025-06-12T"}


def numbered(number: int) -> Entry:
    """One activity of many, each a day later."""
    day = date(2026, 1, 1) + timedelta(days=number)
    return replace(samples.MENTORING, id=f"{day}-mentoring", date=day, end=None)


def text(item: ET.Element | None, name: str) -> str:
    """The text of an element's child."""
    assert item is not None
    return item.findtext(f"{ATOM}{name}") or ""
