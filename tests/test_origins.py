"""What a page is made of is known before its view: only bodies that it shows are looked into."""

from dataclasses import replace
from datetime import date

import pytest

from cpdsite.counting import check, count
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import Entry
from cpdsite.render.pages import Leaf, Plan, planned, sheet
from cpdsite.stages import Request
from tests.tools import ROOT

DAY = date(2026, 11, 30)
EACH = 12
"""Of the entries' own pages every so-manieth is looked at."""


@pytest.fixture(scope="module", params=["public", "reviewer", "owner"])
def shown(request: pytest.FixtureRequest) -> Portfolio:
    """The example, as an audience may see it."""
    checked = check(ROOT, DAY)
    found = count(checked, Request(today=DAY, audience=Audience(request.param), drafts=True))
    assert found
    return found


def test_a_view_looks_into_no_body_but_those_that_its_page_shows(shown: Portfolio) -> None:
    right, emptied = plan_of(shown), plan_of(without_bodies(shown))
    for leaf, other in zip(right.leaves, emptied.leaves, strict=True):
        if not leaf.bodies:
            assert sheet(right, leaf) == sheet(emptied, other), leaf.path


def test_an_entry_s_page_shows_no_body_but_its_own(shown: Portfolio) -> None:
    right = plan_of(shown)
    own = [leaf for leaf in right.leaves if len(leaf.bodies) == 1 and leaf.template == "entry.html"]
    assert len(own) == len(shown.entries)
    for leaf in own[::EACH]:
        alone = plan_of(without_bodies(shown, leaf.bodies))
        assert sheet(right, leaf) == sheet(alone, at_path(alone, leaf.path)), leaf.path


def plan_of(portfolio: Portfolio) -> Plan:
    """A site in the bundled theme."""
    return planned(portfolio, read_theme(ROOT, "default", {}))


def at_path(plan: Plan, path: str) -> Leaf:
    """The page at an address."""
    return next(leaf for leaf in plan.leaves if leaf.path == path)


def without_bodies(portfolio: Portfolio, kept: tuple[Entry, ...] = ()) -> Portfolio:
    """A portfolio whose entries say something else in their bodies, under the same headings."""
    entries = (entry if entry in kept else reworded(entry) for entry in portfolio.entries)
    return replace(portfolio, entries=tuple(entries))


def reworded(entry: Entry) -> Entry:
    """An entry with another body; which fields of the reflection it fills stays as it was."""
    sections = tuple(
        replace(one, text="Other." if one.text else "", html=("<p>Other.</p>",))
        for one in entry.body.sections
    )
    body = replace(entry.body, text="Other.", sections=sections, links=(), comments=(), line=1)
    return replace(entry, body=body)
