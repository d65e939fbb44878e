"""How much a visitor's browser has to fetch, counted as it lies on the disk."""

import gzip
import random
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest

from cpdsite.render.search_index import search_index
from cpdsite.render.site import site_of
from tests import samples
from tests.tools import Page

KB = 1000
INDEX = "assets/js/search-index.js"


@pytest.mark.parametrize("path", ["index.html", "search/index.html"])
def test_a_page_of_the_example_is_light(example_public_site: Path, path: str) -> None:
    """With all that it loads; the index of the search has a budget of its own."""
    html = (example_public_site / path).read_text(encoding="utf-8")
    loaded = {urljoin(path, link.address) for link in Page(html).links if link.loaded}
    sizes = {one: (example_public_site / one).stat().st_size for one in {path, *loaded} - {INDEX}}
    assert len(sizes) > 3
    assert sum(sizes.values()) < 60 * KB, sizes


def test_the_style_sheets_are_small(example_public_site: Path) -> None:
    sheets = list((example_public_site / "assets/css").iterdir())
    assert len(sheets) == 3
    assert sum(sheet.stat().st_size for sheet in sheets) < 16 * KB


def test_the_scripts_are_small(example_public_site: Path) -> None:
    scripts = [
        one
        for one in (example_public_site / "assets/js").iterdir()
        if one.name not in {"search-index.js", "share.js"}
    ]
    assert len(scripts) == 3
    assert sum(script.stat().st_size for script in scripts) < 12 * KB
    # Only the page of a private link loads it.
    assert (example_public_site / "assets/js/share.js").stat().st_size < 12 * KB


def test_a_thousand_entries_can_be_searched_at_little_cost() -> None:
    """Of 250 words each, spread as in a language: the n-th word as often as 1/n, and no phrase twice."""
    chance = random.Random(1)  # noqa: S311 - a sample, not a secret
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 11))) for _ in range(6000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    entries = tuple(
        replace(
            samples.READING,
            id=f"2025-03-04-entry-{number}",
            title=f"Entry {number}",
            reflection={"learned": " ".join(chance.choices(words, weights, k=250))},
        )
        for number in range(1000)
    )
    portfolio = replace(samples.portfolio(), entries=entries)
    script = search_index(site_of(portfolio, samples.SAY))
    assert len(gzip.compress(script)) < 350 * KB
