"""Fixtures for all tests: a browser, and the example journal built once for each audience."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.tools import build_example, require

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
