"""Lists cut into pages: nothing is lost or cut, and no page is long without need."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from cpdsite.render.paging import pieces

LONGEST = 50
BLOCKS = st.lists(st.integers(0, 80), max_size=30).map(
    lambda sizes: [(f"{2030 - nth}", size) for nth, size in enumerate(sizes)]
)


@given(BLOCKS)
def test_pages_put_together_are_the_list(blocks: list[tuple[str, int]]) -> None:
    pages = [*pieces("tags/x/index.html", blocks, LONGEST)]
    assert [page.index for page in pages] == [*range(len(pages))]
    packs = [dict(page.packs[page.index]) for page in pages]
    assert [*chain.from_iterable(pack.items() for pack in packs)] == blocks
    for page in pages:
        assert [b for b, _ in blocks if page.holds(b)] == (
            [*packs[page.index]] if len(pages) > 1 else [b for b, _ in blocks]
        )


@given(BLOCKS)
def test_a_page_is_long_only_when_one_year_is(blocks: list[tuple[str, int]]) -> None:
    pages = [*pieces("tags/x/index.html", blocks, LONGEST)]
    for page in pages:
        sizes = [size for size in page.packs[page.index].values() if size]
        assert sum(sizes) <= LONGEST or len(sizes) == 1
        assert sizes or len(pages) == 1


def test_a_list_that_fits_has_one_page() -> None:
    (page,) = pieces("tags/x/index.html", [("2026", 30), ("2025", 20)], LONGEST)
    assert page.alone
    assert page.last
    assert page.holds("1999")


def test_pages_are_of_about_one_length() -> None:
    blocks = [(f"{2030 - nth}", 10) for nth in range(6)]
    pages = [*pieces("tags/x/index.html", blocks, LONGEST)]
    assert [sum(page.packs[page.index].values()) for page in pages] == [30, 30]
    pages = [*pieces("tags/x/index.html", [*blocks, ("2024", 3), ("2023", 0)], LONGEST)]
    assert [sum(page.packs[page.index].values()) for page in pages] == [30, 33]
