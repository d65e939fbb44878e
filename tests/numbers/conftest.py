"""The example journal, counted once."""

from datetime import date

import pytest

from tests.numbers.reading import read_folder
from tests.numbers.recount import Recount, recount
from tests.tools import ROOT, TODAY


@pytest.fixture(scope="session")
def counted() -> Recount:
    """All numbers of the example journal."""
    return recount(read_folder(ROOT), date.fromisoformat(TODAY))
