"""What people come for, done on the built pages with the clicks counted: by eye, and by ear.

Who looks has the text that is seen; who listens has the accessibility tree and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

CYCLE = "GCS 2025-26"
ACTIVITY = "University award in crisis and risk communication"
PROOF = "Certificate of the award"
PARTS = ("row", "listitem", "paragraph", "heading")
"""What people hear or see as one thing: a line of a table, a point of a list, a sentence."""


@dataclass(kw_only=True)
class Looking:
    """Somebody who reads what is on the screen."""

    tab: Page
    clicks: int = 0

    def find(self, *words: str) -> str:
        """The first part of the page that says all this."""
        return first_with(words, self.parts())

    def parts(self) -> list[str]:
        """What the page says, part by part."""
        return self.tab.locator(":is(tr, li, p, h1, h2, h3):visible").all_inner_texts()

    def follow(self, name: str) -> None:
        """Click the first link that reads so."""
        self.clicks += 1
        self.tab.locator("a:visible").filter(has_text=exactly(name)).first.click()


@dataclass(kw_only=True)
class Listening(Looking):
    """Somebody who hears what the browser tells a screen reader."""

    session: CDPSession

    def parts(self) -> list[str]:
        """What the page says, part by part."""
        tree = self.tree()
        return [" ".join(said_in(node, tree)) for node in tree.values() if role(node) in PARTS]

    def follow(self, name: str) -> None:
        """Press the first link of this name."""
        self.clicks += 1
        links = [one for one in self.tree().values() if (role(one), named(one)) == ("link", name)]
        assert links, f"there is no link {name!r}"
        which = {"backendNodeId": links[0]["backendDOMNodeId"]}
        link = self.session.send("DOM.resolveNode", which)["object"]
        press = {"objectId": link["objectId"], "functionDeclaration": "function () {this.click()}"}
        self.session.send("Runtime.callFunctionOn", press)
        self.tab.wait_for_load_state()

    def tree(self) -> dict[str, Any]:
        """The nodes that are told, by their ids."""
        self.session.send("DOM.getDocument")
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        return {node["nodeId"]: node for node in nodes}


@pytest.fixture(params=["by eye", "by ear"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Looking]:
    """Somebody with an errand."""
    with browser.new_context() as context:
        tab = context.new_page()
        if request.param == "by eye":
            yield Looking(tab=tab)
        else:
            yield Listening(tab=tab, session=context.new_cdp_session(tab))


def test_an_auditor_sees_whether_a_cycle_met_its_rules(
    visitor: Looking, example_public_site: Path
) -> None:
    visitor.tab.goto((example_public_site / "index.html").as_uri())
    visitor.follow("GCS")
    assert "met" in visitor.find(CYCLE, "closed").split()
    assert visitor.clicks == 1
    visitor.follow(CYCLE)
    assert "89.25" in visitor.find("asked: at least 30", "met")
    assert visitor.find("At least 30 CPD points")
    assert visitor.clicks == 2


def test_an_auditor_gets_the_proof_of_an_activity(
    visitor: Looking, example_public_site: Path
) -> None:
    visitor.tab.goto((example_public_site / "index.html").as_uri())
    visitor.follow("Evidence")
    assert "PDF" in visitor.find(ACTIVITY, PROOF)
    assert visitor.clicks == 1
    visitor.follow(PROOF)
    kept = example_public_site / "evidence/2025-01-20-university-award/certificate.pdf"
    visitor.tab.wait_for_url(kept.as_uri())
    assert kept.read_bytes().startswith(b"%PDF")
    assert visitor.clicks == 2


def test_an_owner_sees_at_once_what_is_still_to_do(visitor: Looking, example_site: Path) -> None:
    visitor.tab.goto((example_site / "index.html").as_uri())
    assert visitor.find("7 CPD points to go")
    assert visitor.find("1 hour below the guide")
    assert visitor.find("10 Dec 2026", "planned")
    assert visitor.clicks == 0
    visitor.follow("7 CPD points to go in 121 days: about 1.8 a month")
    assert visitor.find("At least 30 CPD points in the performance year")
    assert visitor.clicks == 1


def test_an_owner_sees_which_goals_are_due(visitor: Looking, example_site: Path) -> None:
    visitor.tab.goto((example_site / "index.html").as_uri())
    visitor.follow("Plan")
    assert visitor.find("Goal", "Due", "Reached")
    assert visitor.clicks == 1


def first_with(words: tuple[str, ...], parts: list[str]) -> str:
    """The first part that holds all of some words."""
    found = [part for part in parts if all(word in " ".join(part.split()) for word in words)]
    assert found, f"nothing says {words} among {parts}"
    return found[0]


def exactly(text: str) -> re.Pattern[str]:
    """A pattern for this text and no more."""
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


# --- The accessibility tree -----------------------------------------------------------------------


def role(node: dict[str, Any]) -> str:
    """What a node is said to be; "" for one that is not told."""
    return "" if node["ignored"] else str(node["role"]["value"])


def named(node: dict[str, Any]) -> str:
    """What a node is called."""
    return str(node.get("name", {}).get("value", ""))


def said_in(node: dict[str, Any], tree: dict[str, Any]) -> Iterator[str]:
    """The words below a node, in order."""
    for number in node.get("childIds", ()):
        below = tree[number]
        if role(below) == "StaticText":
            yield named(below)
        else:
            yield from said_in(below, tree)
