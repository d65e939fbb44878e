"""How the pages put things."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from markupsafe import Markup

from cpdsite.model.assessment import Outcome, Status
from cpdsite.model.period import Duration
from cpdsite.model.scheme import Level, Measure
from cpdsite.render import accent, markup, permalinks, words
from cpdsite.render.permalinks import home_from_anywhere
from cpdsite.render.views.tables import exact
from tests import samples


def said(status: Status, *, level: Level, measure: Measure, missing: Fraction | None) -> str:
    """What is said of a requirement."""
    requirement = replace(samples.POINTS.requirements[0], level=level, measure=measure)
    outcome = Outcome(requirement=requirement, status=status, value=Fraction(1), shortfall=missing)
    return samples.SAY.status(outcome, samples.POINTS)


@pytest.mark.parametrize(
    ("status", "level", "measure", "missing", "text"),
    [
        (Status.MET, Level.MUST, Measure.SUM, 0, "met"),
        (Status.SHORT, Level.MUST, Measure.SUM, Fraction("3.5"), "short by 3.5 CPD points"),
        (Status.SHORT, Level.MUST, Measure.SUM, 1, "short by 1 CPD point"),
        (Status.SHORT, Level.MUST, Measure.COUNT, 1, "short by 1 entry"),
        (Status.SHORT, Level.SHOULD, Measure.SUM, 2, "2 CPD points below the guide"),
        (Status.SHORT, Level.SHOULD, Measure.COMPLETE, 0, "below the guide"),
        (Status.SHORT, Level.INFO, Measure.MIX, 0, "outside the guide"),
        (Status.SHORT, Level.MUST, Measure.GAP, 0, "longer than allowed"),
        (Status.SHORT, Level.MUST, Measure.COMPLETE, 0, "not met"),
        (Status.OPEN, Level.MUST, Measure.SUM, 4, "not yet met, 4 CPD points to go"),
        (Status.OPEN, Level.MUST, Measure.COMPLETE, None, "not yet met"),
        (Status.AT_RISK, Level.MUST, Measure.SUM, 4, "behind pace, 4 CPD points to go"),
        (Status.OPEN, Level.SHOULD, Measure.SUM, 1, "1 CPD point below the guide so far"),
        (Status.OPEN, Level.SHOULD, Measure.COMPLETE, 0, "not yet met"),
        (
            Status.AT_RISK,
            Level.SHOULD,
            Measure.SUM,
            4,
            "behind pace, 4 CPD points below the guide so far",
        ),
        (Status.NOT_APPLICABLE, Level.MUST, Measure.SUM, 0, "does not apply"),
        (Status.EXCUSED, Level.MUST, Measure.GAP, 0, "explained"),
        (Status.CHECK, Level.MUST, Measure.SUM, 0, "check"),
    ],
)
def test_a_status_in_plain_words(
    status: Status, level: Level, measure: Measure, missing: Fraction | int | None, text: str
) -> None:
    lack = None if missing is None else Fraction(missing)
    assert said(status, level=level, measure=measure, missing=lack) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 30), date(2026, 11, 30), "30 Nov 2026"),
        (date(2026, 11, 2), date(2026, 11, 4), "2 to 4 Nov 2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 Nov to 2 Dec 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Dec 2026 to 2 Jan 2027"),
    ],
)
def test_days_from_first_to_last(first: date, last: date, text: str) -> None:
    assert samples.SAY.days(first, last) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (Duration(months=24), "2 years"),
        (Duration(months=3), "3 months"),
        (Duration(days=31), "31 days"),
        (Duration(months=18), "1 year and 6 months"),
    ],
)
def test_a_duration_in_words(given: Duration, text: str) -> None:
    assert samples.SAY.duration(given) == text


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("gcs", "GCS"),
        ("icpem", "ICPEM"),
        ("pmi-pmp", "PMI PMP"),
        ("science-council", "Science Council"),
        ("points", "Points"),
    ],
)
def test_a_scheme_by_its_short_name(id_: str, name: str) -> None:
    assert words.short_name(replace(samples.POINTS, id=id_)) == name


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(12), "12"),
        (Fraction(13, 2), "6.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(5, 3), "5/3"),
        (Fraction(-1, 4), "-0.25"),
    ],
)
def test_an_exact_amount(amount: Fraction, text: str) -> None:
    assert exact(amount) == text
    assert Fraction(text) == amount


@pytest.mark.parametrize(
    ("to", "at", "href"),
    [
        ("index.html", "index.html", "index.html"),
        ("index.html", "years/2026/index.html", "../../index.html"),
        ("years/2025/index.html", "years/2026/index.html", "../2025/index.html"),
        ("evidence/é/a b.pdf", "entries/é/index.html", "../../evidence/%C3%A9/a%20b.pdf"),
    ],
)
def test_a_relative_address(to: str, at: str, href: str) -> None:
    assert permalinks.href(to, at) == href


@pytest.mark.parametrize(
    ("base_url", "home"),
    [
        ("", ""),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/my cpd", "https://example.org/my%20cpd/"),
        ("https://example.org:8080/repo/", "https://example.org:8080/repo/"),
    ],
)
def test_home_is_found_from_anywhere(base_url: str, home: str) -> None:
    assert home_from_anywhere(base_url) == home


@pytest.mark.parametrize("colour", ["#1f5fa8", "#000000", "#8a0000", "#006b3c", "#5b2d90"])
def test_an_accent_is_legible_in_the_dark(colour: str) -> None:
    sheet = accent.style(replace(samples.theme(), options={"accent": colour}))
    dark = sheet.rpartition("--accent: ")[2][:7]
    assert accent.contrast(dark, accent.DARK) >= accent.LEGIBLE


@pytest.mark.parametrize(
    ("html", "inside"),
    [
        ('<h2 id="why">Why</h2>', '<h4 id="a-why">Why</h4>'),
        ('<h5 id="x">X</h5>', '<h6 id="a-x">X</h6>'),
        ('<a href="#fn1" id="fnref1">[1]</a>', '<a href="#a-fn1" id="a-fnref1">[1]</a>'),
        ('<a href="#cpd-not-shown">x</a>', '<a href="#cpd-not-shown">x</a>'),
        ('<a href="../x.html#why">x</a>', '<a href="../x.html#why">x</a>'),
        ("<p> id=&quot;why&quot;</p><hr />", "<p> id=&quot;why&quot;</p><hr />"),
    ],
)
def test_a_body_among_others_keeps_its_ids_to_itself(html: str, inside: str) -> None:
    assert markup.inside(Markup(html), "a-") == inside  # noqa: S704 - a sample of this test
