"""The plan and the pages of goals, from a portfolio made by hand."""

from dataclasses import replace
from datetime import date

import pytest

from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import Kind
from cpdsite.render.pages import render
from cpdsite.render.permalinks import PLAN
from cpdsite.render.site import Spot, site_of
from cpdsite.render.views import plan
from tests import samples

GOAL = "plan/lead-a-crisis-cell/index.html"
LATER = replace(
    samples.GOAL,
    id="2026-06-01-train-others",
    path="journal/plan/train-others.md",
    title="Train others",
    date=date(2026, 6, 1),
    due=None,
    continues="lead-a-crisis-cell",
    details={},
)
REVIEW = replace(
    samples.FEEDBACK,
    id="2026-08-01-review",
    path="journal/2026-08-01-review.md",
    kind=Kind.REVIEW,
    title="Summer review",
    goals=("lead-a-crisis-cell",),
)
AHEAD = replace(samples.PLANNED, goals=("lead-a-crisis-cell",))
SAID = replace(samples.FEEDBACK, goals=("lead-a-crisis-cell",))


def portfolio(audience: Audience = Audience.OWNER) -> Portfolio:
    """A goal with an activity, something planned, a review, feedback, and a goal that goes on."""
    entries = (samples.GOAL, LATER, samples.COURSE, SAID, REVIEW, AHEAD)
    return replace(samples.portfolio(audience=audience), entries=entries)


def text_of(path: str, seen: Portfolio) -> str:
    """One page."""
    pages, _ = render(seen, samples.theme())
    return next(page.content.decode() for page in pages if page.path == path)


def test_a_goal_carried_forward_stands_after_the_open_ones() -> None:
    view = plan.view(Spot(site=site_of(portfolio(), samples.SAY), path=PLAN))
    told = [(group.heading, [row.goal.entry.label for row in group.rows]) for group in view.groups]
    assert told == [("Open", ["Train others"]), ("Carried forward", ["Lead a crisis cell"])]
    assert [row.entry.label for row in view.reviews] == ["Summer review"]


def test_a_goal_counts_what_names_it() -> None:
    view = plan.view(Spot(site=site_of(portfolio(), samples.SAY), path=PLAN))
    row = view.groups[1].rows[0]
    numbers = (row.done, row.hours, row.planned, row.reviews)
    assert [number.text for number in numbers] == ["1", "6.5", "1", "1"]
    assert (row.goal.due, row.goal.done) == ("31 Dec 2026", "")


def test_a_goal_lists_what_names_it() -> None:
    found = plan.pursuit(Spot(site=site_of(portfolio(), samples.SAY), path=GOAL), samples.GOAL)
    assert found.done is not None
    assert [row.id for row in found.done.rows] == [samples.COURSE.id]
    heaps = (found.planned, found.reviews, found.others)
    assert [[row.id for row in heap] for heap in heaps] == [[AHEAD.id], [REVIEW.id], [SAID.id]]
    assert [goal.entry.label for goal in found.chain] == ["Lead a crisis cell", "Train others"]


def test_goals_that_carry_each_other_forward_end() -> None:
    first = replace(samples.GOAL, continues="train-others")
    site = site_of(replace(portfolio(), entries=(first, LATER)), samples.SAY)
    found = plan.pursuit(Spot(site=site, path=GOAL), first)
    assert {goal.id for goal in found.chain} == {first.id, LATER.id}


def test_a_goal_without_entries_says_so() -> None:
    html = text_of("plan/train-others/index.html", portfolio())
    assert "Nothing is recorded towards this goal yet." in html
    assert "Planned towards" not in html


@pytest.mark.parametrize("path", [PLAN, GOAL])
def test_numbers_of_shown_entries_alone_are_called_that(path: str) -> None:
    words = "Counted from the entries that are shown here."
    assert words in text_of(path, portfolio(Audience.PUBLIC))
    assert words not in text_of(path, portfolio())


def test_the_plan_is_above_its_goals_and_linked_from_every_page() -> None:
    assert '<li><a href="../index.html">Plan</a></li>' in text_of(GOAL, portfolio())
    assert '<a href="plan/index.html">Plan</a>' in text_of("index.html", portfolio())


def test_without_a_goal_there_is_no_plan() -> None:
    pages, _ = render(replace(portfolio(), entries=(samples.COURSE,)), samples.theme())
    assert PLAN not in {page.path for page in pages}
    assert all(b"plan/index.html" not in page.content for page in pages)
