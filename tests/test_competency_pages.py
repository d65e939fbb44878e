"""The pages of competences, from a portfolio made by hand."""

from dataclasses import replace
from fractions import Fraction

from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.framework import Competency, Framework
from cpdsite.render.pages import render
from cpdsite.render.permalinks import COMPETENCES
from cpdsite.render.site import Spot, site_of
from cpdsite.render.views import competency
from tests import samples

WIDE = Framework(
    id="nhs-ksf",
    title="Knowledge and skills",
    body="A health service",
    competencies={
        "A": Competency(code="A", label="Talking"),
        "A1": Competency(code="A1", label="To patients", parent="A"),
        "B": Competency(code="B", label="Listening"),
    },
)


def portfolio(audience: Audience = Audience.OWNER, hidden: int = 0) -> Portfolio:
    """An activity and a goal that show a part of a competency, and so many hidden activities."""
    course = replace(samples.COURSE, competencies=("nhs-ksf/A1",))
    goal = replace(samples.GOAL, competencies=("nhs-ksf/A1",))
    seen = samples.portfolio(audience=audience)
    hours = samples.tally((course.id, Fraction(13, 2)), hidden=hidden, more=2 * hidden)
    first, last = seen.assessment.years
    last = replace(last, by_competency={"nhs-ksf/A": hours, "nhs-ksf/A1": hours})
    return replace(
        seen,
        entries=(goal, course),
        hidden=hidden,
        assessment=replace(seen.assessment, years=(first, last)),
        frameworks={WIDE.id: WIDE, "other": replace(WIDE, id="other")},
    )


def of_wide(seen: Portfolio) -> competency.FrameworkView:
    """Its one framework."""
    spot = Spot(site=site_of(seen, samples.SAY), path=COMPETENCES)
    (found,) = competency.every(spot).frameworks
    return found


def test_codes_are_counted_by_year_with_their_parts() -> None:
    view = of_wide(portfolio())
    assert view.headings == ("All", "2026", "2025")
    told = {
        code.id: [f"{share.entries.text} {share.hours}".strip() for share in code.shares]
        for code in view.codes
    }
    assert told == {
        "nhs-ksf/A": ["1 6.5 h", "1 6.5 h", "0"],
        "nhs-ksf/A1": ["1 6.5 h", "1 6.5 h", "0"],
        "nhs-ksf/B": ["0", "0", "0"],
    }
    assert [code.below for code in view.codes] == [False, True, False]
    assert view.lacking == ("B: Listening",)


def test_the_public_is_not_told_what_has_none() -> None:
    view = of_wide(portfolio(Audience.PUBLIC))
    assert [code.id for code in view.codes] == ["nhs-ksf/A", "nhs-ksf/A1"]
    assert view.lacking == ()
    assert not view.partial


def test_what_is_listed_and_what_is_not_shown_make_the_total() -> None:
    seen = portfolio(Audience.PUBLIC, hidden=2)
    view = of_wide(seen)
    told = [f"{share.entries.text} {share.hours}" for share in view.codes[1].shares[:2]]
    assert told == ["3 10.5 h", "3 10.5 h"]
    assert view.partial
    site = site_of(seen, samples.SAY)
    held = site.competences["nhs-ksf"]
    table = competency.of_code(Spot(site=site, path=COMPETENCES), held, held.competences["A1"]).done
    assert table is not None
    assert [row.id for row in table.rows] == [samples.COURSE.id]
    assert table.hidden == 2
    assert [cell.amount and cell.amount.text for cell in (*table.hidden_cells, *table.totals)] == [
        "4",
        "10.5",
    ]


def test_a_reviewer_is_not_told_that_nobody_shows_what_a_hidden_entry_may() -> None:
    seen = portfolio(Audience.REVIEWER, hidden=1)
    pages, _ = render(seen, samples.theme())
    texts = {page.path: page.content.decode() for page in pages if page.path.endswith(".html")}
    assert "No activity shown here: B: Listening." in texts["competencies/nhs-ksf/index.html"]
    assert "No activity yet" not in texts["competencies/nhs-ksf/index.html"]


def test_a_code_lists_its_entries_and_entries_link_to_it() -> None:
    pages, _ = render(portfolio(), samples.theme())
    texts = {page.path: page.content.decode() for page in pages if page.path.endswith(".html")}
    page = texts["competencies/nhs-ksf/a1/index.html"]
    assert f'data-id="{samples.COURSE.id}"' in page
    assert samples.GOAL.title in page
    link = '<a href="../../competencies/nhs-ksf/a1/index.html">A1: To patients</a>'
    assert link in texts[f"entries/{samples.COURSE.id}/index.html"]
    assert "competencies/nhs-ksf/b/index.html" not in texts
    assert "competencies/other/index.html" not in texts


def test_without_competences_there_is_no_way_to_them() -> None:
    pages, _ = render(replace(portfolio(), entries=(samples.READING,)), samples.theme())
    assert all("competencies/" not in page.path for page in pages)
    assert all(b"competencies/" not in page.content for page in pages)
