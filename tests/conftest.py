"""Fixtures for all tests: a browser, and sites built once for all."""

import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import journals
from tests.tools import build_example, require

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,  # the same mutants survive twice
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],  # any fault will do
)
hypothesis.settings.load_profile("untimed")

QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A Chromium that runs as any user and asks for nothing but the pages under test."""


def pytest_sessionfinish() -> None:
    """Keep what was measured before the end: a worker that takes long to end is killed, and loses it."""
    measuring = sys.modules.get("coverage")
    measured = measuring.Coverage.current() if measuring else None
    if measured:
        measured.save()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    chromium = require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET_BROWSER])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example journal as its owner sees it."""
    return build_example(tmp_path_factory.mktemp("owner") / "site", "--audience", "owner")


@pytest.fixture(scope="session")
def example_public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example journal as everybody sees it."""
    return build_example(tmp_path_factory.mktemp("public") / "site", "--audience", "public")


@pytest.fixture(scope="session")
def site_of(
    example_site: Path, example_public_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The site of the example or of a journal at the edges, by its name."""
    examples = {"example": example_site, "example for all": example_public_site}

    @cache
    def made(name: str) -> Path:
        return journals.build(name, tmp_path_factory.mktemp("journals") / name)

    return lambda name: examples.get(name) or made(name)
