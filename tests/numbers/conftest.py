"""The example journal, counted once, and its pages, read once."""

from datetime import date
from pathlib import Path

import pytest

from tests.numbers.markup import Element
from tests.numbers.product import pages_in
from tests.numbers.reading import read_folder
from tests.numbers.recount import Recount, recount
from tests.tools import ROOT, TODAY


@pytest.fixture(scope="session")
def counted() -> Recount:
    """All numbers of the example journal."""
    return recount(read_folder(ROOT), date.fromisoformat(TODAY))


@pytest.fixture(scope="session")
def own_pages(example_site: Path) -> dict[str, Element]:
    """The owner's pages, by path."""
    return pages_in(example_site)


@pytest.fixture(scope="session")
def public_pages(example_public_site: Path) -> dict[str, Element]:
    """Everybody's pages, by path."""
    return pages_in(example_public_site)
