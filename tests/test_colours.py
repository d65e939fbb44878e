"""The colours of the theme: every pair that meets has enough contrast, and series look different."""

import re
from itertools import combinations, pairwise

import pytest

from cpdsite.render.shapes import SERIES
from tests.charting import variables
from tests.colours import VISIONS, contrast, distance
from tests.tools import ROOT

SHEETS = {
    name: (ROOT / f"themes/default/assets/css/{name}.css").read_text(encoding="utf-8")
    for name in ("site", "charts")
}
TEXT, GRAPHICS = 4.5, 3
"""The least contrasts of WCAG 2.2 (1.4.3 and 1.4.11)."""
DECORATION = {"line", "grid"}
"""What says nothing that its neighbours do not say."""
APART, SIDE_BY_SIDE = 10, 20
"""How far apart colours must look, anywhere in a chart and next to each other."""
SCHEMES = ("light", "dark")
SERIES_NAMES = ("accent", *(f"series-{nth}" for nth in range(2, SERIES + 1)))
"""The first is the accent."""


def colors_in(scheme: str) -> dict[str, str]:
    """Every colour of the theme by its name, in light or dark."""
    return variables(SHEETS["site"])[scheme] | variables(SHEETS["charts"])[scheme]


def used_for(*properties: str) -> set[str]:
    """The colours that the sheet of all pages uses for some properties."""
    names = "|".join(properties)
    found = re.findall(rf"(?<![\w-])(?:{names}):([^;]*);", SHEETS["site"])
    return {name for value in found for name in re.findall(r"var\(--([\w-]+)\)", value)}


GROUNDS = used_for("background", "background-color")
WRITTEN = used_for("color")
DRAWN = used_for("border[a-z-]*", "outline", "text-decoration-color") - DECORATION - {"rule"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_written_can_be_read_on_every_ground(scheme: str) -> None:
    colors = colors_in(scheme)
    assert {"ground", "panel"} <= GROUNDS
    assert {"text", "muted", "accent"} <= WRITTEN
    assert faint(colors, WRITTEN - GROUNDS, GROUNDS, TEXT) == []
    assert faint(colors, {"text"}, {"grid"}, TEXT) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_drawn_stands_out_from_every_ground(scheme: str) -> None:
    assert faint(colors_in(scheme), {*DRAWN, *SERIES_NAMES, "axis"}, GROUNDS, GRAPHICS) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_two_rings_of_the_focus_stand_out_from_each_other(scheme: str) -> None:
    assert faint(colors_in(scheme), {"text"}, {"ground"}, GRAPHICS) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_written_on_a_series_can_be_read(scheme: str) -> None:
    colors = colors_in(scheme)
    for nth, name in enumerate(SERIES_NAMES):
        assert faint(colors, {"on-pale" if nth % 2 else "on-deep"}, {name}, TEXT) == []


def test_every_colour_is_one_of_those_that_are_looked_at() -> None:
    known = {*GROUNDS, *WRITTEN, *DRAWN, *DECORATION}
    assert set(variables(SHEETS["site"])["light"]) - known == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_neighbours_differ_in_a_print_in_grey(scheme: str) -> None:
    assert [pair for pair in pairwise(series_in(scheme)) if contrast(*pair) < 1.5] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_steps_of_a_calendar_differ_in_a_print_in_grey(scheme: str) -> None:
    assert [pair for pair in pairwise(steps_in(scheme)) if contrast(*pair) < 1.4] == []


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_series_and_steps_differ_for_those_who_see_fewer_colours(scheme: str, vision: str) -> None:
    pairs = [*combinations(series_in(scheme), 2), *pairwise(steps_in(scheme))]
    assert [pair for pair in pairs if distance(*pair, vision) < APART] == []
    neighbours = pairwise(series_in(scheme))
    assert [pair for pair in neighbours if distance(*pair, vision) < SIDE_BY_SIDE] == []


def test_distances_are_those_of_the_cie() -> None:
    assert distance("#000000", "#ffffff", "usual") == pytest.approx(100, abs=0.1)
    assert distance("#ff0000", "#00ff00", "usual") == pytest.approx(170.6, abs=0.5)
    assert distance("#ff0000", "#00a000", "without red") < distance("#ff0000", "#00a000", "usual")


def series_in(scheme: str) -> list[str]:
    """The colours of series, in the order in which they stand side by side."""
    return [colors_in(scheme)[name] for name in SERIES_NAMES]


def steps_in(scheme: str) -> list[str]:
    """The colours of a calendar's days, from none to many hours."""
    names = ("grid", *(f"step-{nth}" for nth in range(1, 5)))
    return [colors_in(scheme)[name] for name in names]


def faint(colors: dict[str, str], fronts: set[str], backs: set[str], least: float) -> list[str]:
    """The pairs of too little contrast."""
    return [
        f"{front} on {back}: {contrast(colors[front], colors[back]):.2f}"
        for front in sorted(fronts)
        for back in sorted(backs)
        if contrast(colors[front], colors[back]) < least
    ]
