"""Charts say what the numbers say, stay legible, and are sound HTML."""

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from cpdsite.model.period import Period
from cpdsite.model.scheme import Unit
from cpdsite.render.chart_kinds.bars import bars
from cpdsite.render.chart_kinds.by_term import by_term
from cpdsite.render.chart_kinds.calendar import calendar
from cpdsite.render.chart_kinds.mix import mix
from cpdsite.render.chart_kinds.progress import progress
from cpdsite.render.chart_kinds.running import pace_on, running
from cpdsite.render.charts import About, Chart, Share
from cpdsite.render.labels import NARROW, WIDE
from cpdsite.render.numbers import counted, percent, shortfall, shown
from cpdsite.render.shapes import COLORS, Label, Line, Path, Rect
from cpdsite.render.templates import environment
from tests.charting import faults, variables
from tests.samples import SAY, theme
from tests.tools import ROOT

THEME = ROOT / "themes/default"
SHEETS = [
    (THEME / f"assets/css/{name}.css").read_text(encoding="utf-8") for name in ("site", "charts")
]
CSS = SHEETS[1]
POINTS = Unit(id="points", label="point", labels="points")
HOURS = Unit(id="hours", label="hour", labels="hours")
AS_OF = date(2026, 11, 30)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
FROM_APRIL = Period(date(2026, 4, 1), date(2027, 4, 1))
LEAP_YEAR = Period(date(2028, 1, 1), date(2029, 1, 1))
THREE_YEARS = Period(date(2024, 3, 1), date(2027, 3, 1))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def about(unit: Unit = POINTS, as_of: date = AS_OF) -> About:
    return About(id="sample", title="A <sample> & more", unit=unit, as_of=as_of, say=SAY)


def months(*amounts: int | str) -> list[Share]:
    return [
        Share(label=f"{name} 2026", short=name, amount=Fraction(amount))
        for name, amount in zip(MONTHS, amounts, strict=False)
    ]


def terms(*amounts: int, guides: tuple[int, ...] = ()) -> list[Share]:
    return [
        Share(
            label=f"Term {nth}",
            amount=Fraction(amount),
            guide=Fraction(guides[nth]) if guides else None,
        )
        for nth, amount in enumerate(amounts)
    ]


def days(*steps: tuple[date, int]) -> list[tuple[date, Fraction]]:
    return [(day, Fraction(amount)) for day, amount in steps]


def texts(chart: Chart) -> list[str]:
    return [shape.text for shape in chart.shapes if isinstance(shape, Label)]


PROGRESS = {
    "on the way": progress(about(), Fraction(27), Fraction(30), Fraction(20)),
    "without a pace": progress(about(), Fraction(27), Fraction(30)),
    "nothing yet": progress(about(), Fraction(0), Fraction(30), Fraction(0)),
    "a hair short": progress(about(), Fraction("29.996"), Fraction(30), Fraction(30)),
    "far over": progress(about(), Fraction(10_000), Fraction(30), Fraction(20)),
    "tiny": progress(about(), Fraction(1, 1000), Fraction(1, 100)),
}
BARS = {
    "a year": bars(about(HOURS), months(55, 48, "46.5", 22, "56.25", 47, 50, 38, 43, 42, "1.5", 0)),
    "a year of zeros": bars(about(HOURS), months(*[0] * 12)),
    "one value": bars(about(HOURS), months(3)),
    "no value": bars(about(HOURS), []),
    "huge": bars(about(HOURS), months(*[10_000] * 12)),
    "huge and tiny": bars(about(HOURS), months(10_000, "0.01")),
    "five years": bars(about(HOURS), months(*range(12)) * 5),
}
MIX = {
    "guided": mix(about(), terms(18, 6, 3, guides=(70, 20, 10))),
    "guided, nothing": mix(about(), terms(0, 0, 0, guides=(70, 20, 10))),
    "guided, a hair short": mix(about(), terms(699, 201, 100, guides=(70, 20, 10))),
    "one term": mix(about(), terms(5)),
    "a term of nothing": mix(about(), terms(5, 0, 2)),
    "many terms": mix(about(), terms(*range(1, 10))),
    "no terms": mix(about(), []),
}
BY_TERM = {
    "some": by_term(about(), terms(14, 12, 3, 0)),
    "zeros": by_term(about(), terms(0, 0)),
    "none": by_term(about(), []),
    "many terms": by_term(about(), terms(*range(20))),
    "little is named": by_term(
        about(), [Share(label="Not shown", amount=Fraction(9), named=False), *terms(4, 2)]
    ),
    "nothing is named": by_term(
        about(), [Share(label="Not shown", amount=Fraction(9), named=False), *terms(0)]
    ),
    "a long name": by_term(about(), [Share(label="Learning " * 20, amount=Fraction("7.25"))]),
}
RUNNING = {
    "ahead": running(
        about(), FROM_APRIL, days((date(2026, 6, 12), 12), (date(2026, 9, 3), 15)), Fraction(30)
    ),
    "behind": running(about(), FROM_APRIL, days((date(2026, 6, 12), 2)), Fraction(30)),
    "no pace": running(
        about(), FROM_APRIL, days((date(2026, 6, 12), 27)), Fraction(30), pace=False
    ),
    "no target": running(about(HOURS), YEAR, days((date(2026, 6, 12), 2))),
    "nothing": running(about(), YEAR, [], Fraction(30)),
    "no target, nothing": running(about(), YEAR, []),
    "met on day one": running(about(), YEAR, days((date(2026, 1, 1), 30)), Fraction(30)),
    "on the first day": running(
        about(as_of=date(2026, 1, 1)), YEAR, days((date(2026, 1, 1), 3)), Fraction(30)
    ),
    "a leap year's end": running(
        about(as_of=date(2028, 12, 31)),
        LEAP_YEAR,
        days((date(2028, 2, 29), 12), (date(2028, 12, 31), 18)),
        Fraction(30),
    ),
    "three years": running(about(), THREE_YEARS, days((date(2025, 3, 1), 40)), Fraction(90)),
    "far over": running(about(), YEAR, days((date(2026, 3, 1), 10_000)), Fraction(1)),
}
SUNDAY_LEAP_YEAR = Period(date(2040, 1, 1), date(2041, 1, 1))
"""It touches 54 weeks, more than any other."""
CALENDAR = {
    "a year": calendar(
        about(HOURS), YEAR, dict(days((date(2026, 6, 12), 2), (date(2026, 9, 3), 7)))
    ),
    "a leap year": calendar(
        about(HOURS),
        LEAP_YEAR,
        dict(days((date(2028, 2, 29), 1), (date(2028, 12, 31), 3), (date(2029, 1, 1), 9))),
    ),
    "from April": calendar(about(HOURS), FROM_APRIL, dict(days((date(2026, 4, 1), 0)))),
    "54 weeks": calendar(about(HOURS), SUNDAY_LEAP_YEAR, {}),
    "nothing": calendar(about(HOURS), YEAR, {}),
}
CHARTS = {
    f"{kind}: {name}": chart
    for kind, charts in (
        ("progress", PROGRESS),
        ("bars", BARS),
        ("mix", MIX),
        ("by term", BY_TERM),
        ("running", RUNNING),
        ("calendar", CALENDAR),
    )
    for name, chart in charts.items()
}


# --- Numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "short_of", "text"),
    [
        ("0", None, "0"),
        ("12", None, "12"),
        ("12.5", None, "12.5"),
        ("0.005", None, "0.01"),
        ("2/3", None, "0.67"),
        ("10000", None, "10,000"),
        ("-1.5", None, "-1.5"),
        ("29.996", None, "30"),
        ("29.996", "30", "29.99"),
        ("30", "30", "30"),
        ("29.991", "29.994", "29.98"),
        ("0.001", "0.002", "0"),
    ],
)
def test_amounts_are_rounded_half_up_but_never_up_to_what_is_asked(
    amount: str, short_of: str | None, text: str
) -> None:
    assert shown(Fraction(amount), short_of=Fraction(short_of) if short_of else None) == text


def test_what_is_missing_is_never_shown_as_nothing() -> None:
    assert shortfall(Fraction(1, 1000)) == "0.01"
    assert shortfall(Fraction(0)) == "0"
    assert shortfall(Fraction("3.5")) == "3.5"


def test_an_amount_with_its_unit() -> None:
    amounts = (Fraction(1), Fraction(1, 2), Fraction(0), Fraction(2))
    assert [counted(amount, HOURS) for amount in amounts] == [
        "1 hour",
        "0.5 hours",
        "0 hours",
        "2 hours",
    ]


def test_a_percentage_is_whole_unless_it_would_reach_a_guide_that_it_is_short_of() -> None:
    assert percent(Fraction("69.5")) == "70%"
    assert percent(Fraction("69.9"), short_of=Fraction(70)) == "69.9%"
    assert percent(Fraction("69.4"), short_of=Fraction(70)) == "69%"


# --- What charts say ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        (
            "progress: on the way",
            "27 of 30 points recorded by 30 November 2026; a steady pace would be at 20.",
        ),
        ("progress: without a pace", "27 of 30 points recorded by 30 November 2026."),
        (
            "progress: a hair short",
            "29.99 of 30 points recorded by 30 November 2026; a steady pace would be at 30.",
        ),
        (
            "bars: a year",
            "Most in May 2026: 56.25 of 449.25 hours recorded by 30 November 2026.",
        ),
        ("bars: a year of zeros", "No hours recorded by 30 November 2026."),
        (
            "mix: guided",
            (
                "Term 0 67%, Term 1 22%, Term 2 11% of 27 points recorded by 30 November 2026; "
                "the guide is 70 : 20 : 10."
            ),
        ),
        (
            "by term: some",
            "Most in Term 0: 14 of 29 points recorded by 30 November 2026.",
        ),
        (
            "by term: many terms",
            "Most in Term 19: 19 of 190 points recorded by 30 November 2026.",
        ),
        (
            "by term: little is named",
            "Of what is named, most in Term 0: 4 of 15 points recorded by 30 November 2026.",
        ),
        ("by term: nothing is named", "9 points recorded by 30 November 2026."),
        ("by term: zeros", "No points recorded by 30 November 2026."),
        (
            "running: ahead",
            "27 of 30 points recorded by 30 November 2026; a steady pace would be at 20.05.",
        ),
        ("running: no pace", "27 of 30 points recorded by 30 November 2026."),
        ("running: no target", "2 hours recorded by 30 November 2026."),
        (
            "calendar: a year",
            "2 days with activity by 30 November 2026; most on 3 September 2026, 7 hours.",
        ),
        (
            "calendar: a leap year",
            "2 days with activity by 30 November 2026; most on 31 December 2028, 3 hours.",
        ),
        ("calendar: nothing", "No day with activity by 30 November 2026."),
    ],
)
def test_the_finding_is_said_in_a_sentence(name: str, finding: str) -> None:
    assert CHARTS[name].description == finding


def test_a_hair_short_is_nowhere_shown_as_met() -> None:
    chart = PROGRESS["a hair short"]
    assert "29.99 points" in texts(chart)
    assert ("Recorded", "29.99") in chart.table.rows
    mixed = MIX["guided, a hair short"]
    assert mixed.legend[0].label == "Term 0 69.9%"
    assert mixed.table.rows[0] == ("Term 0", "699", "69.9%", "70%")


def test_a_table_holds_every_number() -> None:
    assert BARS["a year"].table.rows[4] == ("May 2026", "56.25")
    assert BY_TERM["a long name"].table.rows[0][0] == "Learning " * 20
    assert len(MIX["many terms"].table.rows) == 9
    assert RUNNING["ahead"].table.header == ("By the end of", "Points recorded", "Steady pace")
    assert RUNNING["ahead"].table.rows[-1] == ("30 Nov 2026", "27", "20.05")
    assert RUNNING["no pace"].table.header == ("By the end of", "Points recorded")


def test_of_many_terms_the_smallest_are_drawn_together() -> None:
    labels = [key.label for key in MIX["many terms"].legend]
    assert labels == [
        "Term 4 11%",
        "Term 5 13%",
        "Term 6 16%",
        "Term 7 18%",
        "Term 8 20%",
        "4 others 22%",
    ]


def test_a_steady_pace() -> None:
    target = Fraction(366)
    assert pace_on(target, LEAP_YEAR, date(2027, 12, 31)) == 0
    assert pace_on(target, LEAP_YEAR, date(2028, 1, 1)) == 1
    assert pace_on(target, LEAP_YEAR, date(2028, 2, 29)) == 60
    assert pace_on(target, LEAP_YEAR, date(2028, 12, 31)) == target
    assert pace_on(target, LEAP_YEAR, date(2029, 7, 1)) == target


# --- How charts are drawn -------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHARTS)
def test_everything_is_inside_and_labels_are_apart(name: str) -> None:
    assert faults(CHARTS[name]) == []


def test_a_month_has_its_name_and_its_amount() -> None:
    wide = [
        shape.text
        for shape in BARS["a year"].shapes
        if isinstance(shape, Label) and shape.only != "narrow"
    ]
    assert set(MONTHS) <= set(wide)
    assert {"55", "46.5", "56.25", "1.5"} <= set(wide)


def test_a_phone_shows_every_other_month_and_the_highest_amount() -> None:
    narrow = [
        shape
        for shape in BARS["a year"].shapes
        if isinstance(shape, Label) and shape.only != "wide"
    ]
    assert [shape.text for shape in narrow if shape.y > 200] == list(MONTHS[::2])
    assert [shape.text for shape in narrow if shape.css == "val"] == ["56.25"]


def test_bars_are_as_high_as_their_amounts() -> None:
    first, second = (
        shape for shape in bars(about(), months(20, 10)).shapes if isinstance(shape, Rect)
    )
    assert first.height == 2 * second.height


def test_a_tiny_amount_beside_a_huge_one_is_still_seen() -> None:
    heights = [shape.height for shape in BARS["huge and tiny"].shapes if isinstance(shape, Rect)]
    assert heights == [152, 1]


def test_the_running_total_ends_on_the_as_of_day() -> None:
    chart = RUNNING["ahead"]
    (total,) = (shape for shape in chart.shapes if isinstance(shape, Path))
    (today,) = (shape for shape in chart.shapes if isinstance(shape, Line) and shape.css == "today")
    (start, _), (end, _) = total.points[0], total.points[-1]
    assert end == today.x1
    assert (end - start) / (chart.width - start) == pytest.approx(244 / 365, abs=0.0001)
    assert all(here[1] >= there[1] for here, there in pairwise(total.points))


def test_days_after_the_as_of_day_are_left_out() -> None:
    chart = running(about(), YEAR, days((date(2026, 5, 1), 3), (date(2026, 12, 1), 4)))
    assert chart.description == "3 points recorded by 30 November 2026."


def test_days_outside_the_period_count_at_its_edge() -> None:
    steps = days((date(2025, 12, 31), 3), (date(2026, 5, 1), 4))
    assert running(about(), YEAR, steps).table.rows[0] == ("31 Jan 2026", "3")


def test_without_a_pace_nothing_speaks_of_it() -> None:
    for chart in (PROGRESS["without a pace"], RUNNING["no pace"]):
        said = [chart.description, *texts(chart), *(key.label for key in chart.legend)]
        said += [cell for row in (chart.table.header, *chart.table.rows) for cell in row]
        assert [text for text in said if "pace" in text.lower()] == []


def squares(name: str) -> list[Rect]:
    return [shape for shape in CALENDAR[name].shapes if isinstance(shape, Rect)]


def test_each_day_has_a_square_of_its_own() -> None:
    for name, number in (("a year", 365), ("a leap year", 366), ("from April", 365)):
        places = {(square.x, square.y) for square in squares(name)}
        assert len(places) == len(squares(name)) == number


def test_a_year_of_54_weeks_has_two_bands() -> None:
    assert len({square.y for square in squares("54 weeks")}) == 14
    assert len({square.x for square in squares("54 weeks")}) == 27


def test_days_to_come_are_dots() -> None:
    sizes = [square.width for square in squares("a year")]
    assert sizes == [16] * 334 + [4] * 31


def test_a_day_stands_in_the_row_of_its_weekday() -> None:
    rows = sorted({square.y for square in squares("a year") if square.width == 16})
    first, second = (square for square in squares("a year") if square.css != "track")
    assert (rows.index(first.y), rows.index(second.y)) == (4, 7 + 3)


def test_the_more_hours_the_stronger_the_colour() -> None:
    amounts = ["0", "1", "1.01", "3", "6", "6.5"]
    shares = {date(2026, 3, 1 + nth): Fraction(one) for nth, one in enumerate(amounts)}
    chart = calendar(about(HOURS), YEAR, shares)
    found = [s.css for s in chart.shapes if isinstance(s, Rect) and s.css != "track"]
    assert found == ["c1", "c1", "c2", "c2", "c3", "c4"]
    assert [key.label for key in chart.legend] == [
        "no activity",
        "up to 1 hour",
        "up to 3 hours",
        "up to 6 hours",
        "more",
    ]


def test_every_month_of_a_calendar_has_its_name_on_a_phone() -> None:
    for chart in CALENDAR.values():
        narrow = [
            shape.text
            for shape in chart.shapes
            if isinstance(shape, Label) and shape.only != "wide"
        ]
        assert {*MONTHS, "Mon", "Wed", "Fri"} <= set(narrow)


def test_the_same_numbers_give_the_same_chart() -> None:
    assert bars(about(), months(1, 2)) == bars(about(), months(1, 2))


# --- The partial ----------------------------------------------------------------------------------


def render(chart: Chart) -> str:
    macro = environment(theme(), SAY).get_template("partials/charts.html").module
    return str(macro.chart(chart))  # type: ignore[attr-defined]  # a module of a template has its macros


@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_is_sound(name: str) -> None:
    figure = ET.fromstring(render(CHARTS[name]))  # noqa: S314 - our own output
    ids = [one.get("id", "") for one in figure.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert [one.tag for one in figure.iter() if one.get("style")] == []
    drawing = figure.find("svg")
    assert drawing is not None
    assert drawing.get("role") == "img"
    assert text_of(drawing, "title") == figure.findtext("figcaption") == "A <sample> & more"
    assert text_of(drawing, "desc") == CHARTS[name].description
    named = drawing.get("aria-labelledby"), drawing.get("aria-describedby")
    assert named == tuple(drawing.find(tag).get("id") for tag in ("title", "desc"))  # type: ignore[union-attr]  # found above
    assert figure.findtext("details/summary") == "Data table: A <sample> & more"
    cells = figure.findall("details/table/tbody/tr/*")
    assert len(cells) == sum(len(row) for row in CHARTS[name].table.rows)


def text_of(element: ET.Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def test_every_mark_of_a_legend_is_explained_by_its_colour() -> None:
    figure = ET.fromstring(render(MIX["guided"]))  # noqa: S314 - our own output
    keys = [one.get("class") for one in figure.findall("ul/li/svg/rect")]
    assert keys == ["s1", "s2", "s3"]


# --- The style sheet ------------------------------------------------------------------------------

WRITTEN = {
    css: name
    for classes, name in re.findall(
        r"^((?:(?:line)?\.\w+(?:, )?)+) \{ (?:fill|stroke): var\(--([\w-]+)\); \}",
        CSS,
        re.MULTILINE,
    )
    for css in re.findall(r"\.(\w+)", classes)
}
"""By class: the token that its colour is."""


def tokens(scheme: str) -> dict[str, str]:
    """The colours of both style sheets."""
    return {name: color for css in SHEETS for name, color in variables(css)[scheme].items()}


def test_drawings_carry_the_light_colours() -> None:
    light = tokens("light")
    assert {css: light[name] for css, name in WRITTEN.items()} == COLORS


def test_text_has_the_sizes_that_labels_are_placed_for() -> None:
    assert f"font-size: {WIDE}px" in CSS
    assert f"font-size: {NARROW}px" in CSS
