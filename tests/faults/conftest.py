"""The driver, one for each file of tests."""

import sys
from collections.abc import Iterator

import pytest

from tests.faults.striking import MANY, TRIED, Driver, driver
from tests.tools import lack


@pytest.fixture(scope="module")
def strike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """Run commands that a fault may strike."""
    if sys.platform != "linux":
        lack("the driver needs Linux")
    with driver(tmp_path_factory.mktemp("driver")) as ready:
        yield ready


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many faults were tried, where many were."""
    if MANY and TRIED:
        counts = ", ".join(f"{count} {fault}" for fault, count in TRIED.most_common())
        terminalreporter.write_line(f"{TRIED.total()} faults struck: {counts}")
